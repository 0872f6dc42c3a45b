/** A whole number by thumb: − [ 12 ] +. Empty until something is chosen, when it is given no value. */
import { t } from '../kit/words.js';
import { h, icon, uid } from './dom.js';

/**
 * @param {{label: string, value: number | null, max?: number, tone?: string, icon?: string, onChange: (value: number | null) => void}} options
 */
export function stepper({ label, value, max = 100000, tone = 'muted', icon: sign, onChange }) {
  const id = uid('stepper');
  let most = max;
  const input = h('input', {
    id,
    type: 'number',
    min: '0',
    max: String(max),
    step: '1',
    inputmode: 'numeric',
    autocomplete: 'off',
    placeholder: '–',
    value: value === null ? '' : String(value),
    on: {
      input: () => onChange(read()),
      change: () => {
        // What is out of range is put right where it can be seen.
        const now = read();
        input.value = now === null ? '' : String(now);
      },
      focus: () => input.select(),
    },
  });
  /** @returns {number | null} */
  const read = () => {
    const number = Math.trunc(Number(input.value));
    return input.value.trim() === '' || Number.isNaN(number) ? null : Math.min(most, Math.max(0, number));
  };
  /** @param {number} by */
  const step = (by) => {
    const next = Math.min(most, Math.max(0, (read() ?? 0) + by));
    input.value = String(next);
    onChange(next);
  };
  /** @param {number} by */
  const act = (by) =>
    h(
      'button',
      {
        type: 'button',
        class: 'stepper-button',
        'aria-label': t(by < 0 ? 'common.oneLess' : 'common.oneMore', { label }),
        on: { click: () => step(by) },
      },
      icon(by < 0 ? 'minus' : 'plus'),
    );
  return {
    element: h(
      'div',
      { class: 'stepper' },
      h('label', { for: id, class: `stepper-label tone-${tone}` }, sign ? icon(sign) : null, h('span', {}, label)),
      h('div', { class: 'stepper-box' }, act(-1), input, act(1)),
    ),
    /** Leaves what is being typed alone. @param {number | null} next @param {number} [limit] */
    set(next, limit = most) {
      most = limit;
      input.max = String(limit);
      if (document.activeElement !== input) input.value = next === null ? '' : String(next);
    },
  };
}
