/** A select for long lists: type to narrow it (case and accents ignored), arrows and Enter to choose. */
import { fold } from '../kit/format.js';
import { t } from '../kit/words.js';
import { announce, h, icon, replace, uid } from './dom.js';

/** @typedef {import('./form-rules.js').Option} Option */
const MOST = 60;

/** Those that contain every word of the text. @param {Option[]} options @param {string} text */
export function narrow(options, text) {
  const words = fold(text).split(' ').filter(Boolean);
  return words.length
    ? options.filter((option) => words.every((word) => fold(`${option.label} ${option.hint ?? ''}`).includes(word)))
    : options;
}

/** @param {{id: string, placeholder?: string, onChange: () => void, attributes?: Record<string, any>}} given */
export function combobox({ id, placeholder, onChange, attributes = {} }) {
  const listId = uid('options');
  /** @type {Option[]} */
  let options = [];
  /** @type {Option[]} */
  let shown = [];
  let value = '';
  let active = -1;
  const list = h('ul', {
    role: 'listbox',
    id: listId,
    hidden: true,
    tabindex: '-1',
    on: { pointerdown: (/** @type {Event} */ event) => event.preventDefault(), click: pressed },
  });
  const input = h('input', {
    type: 'text',
    id,
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
    placeholder: placeholder ?? t('form.pick'),
    ...attributes,
    on: {
      input: () => open(input.value),
      click: () => list.hidden && open(''),
      focus: () => input.select(),
      blur: settle,
      keydown,
    },
  });
  const element = h('div', { class: 'combo' }, input, icon('down'), list);

  /** @param {string} text */
  function open(text) {
    shown = narrow(options, text);
    active = shown.findIndex((option) => option.value === value);
    if (active < 0) active = shown.length && text ? 0 : -1;
    const part = shown.slice(0, Math.max(MOST, active + 10));
    replace(
      list,
      ...part.map((option, at) =>
        h(
          'li',
          {
            role: 'option',
            id: `${listId}-${at}`,
            'aria-selected': String(option.value === value),
            dataset: { at: String(at) },
          },
          h('span', {}, option.label),
          option.hint ? h('small', {}, option.hint) : null,
        ),
      ),
    );
    if (!part.length)
      replace(
        list,
        h(
          'li',
          { class: 'combo-none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' },
          t('form.comboNone'),
        ),
      );
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    announce(part.length ? t('form.comboCount', { n: shown.length }) : t('form.comboNone'));
    mark();
  }
  function close() {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }
  function mark() {
    for (const [at, node] of [...list.children].entries())
      node.classList.toggle('active', at === active && shown.length > 0);
    const node = active >= 0 && shown.length ? list.children[active] : null;
    if (node) {
      input.setAttribute('aria-activedescendant', node.id);
      node.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  }
  /** @param {Option | null} option */
  function choose(option) {
    const before = value;
    value = option?.value ?? '';
    input.value = option?.label ?? '';
    close();
    if (value !== before) onChange();
  }
  /** @param {Event} event */
  function pressed(event) {
    const node = event.target instanceof Element ? event.target.closest('[data-at]') : null;
    if (node instanceof HTMLElement) choose(shown[Number(node.dataset.at)]);
  }
  /** @param {KeyboardEvent} event */
  function keydown(event) {
    const count = list.querySelectorAll('[data-at]').length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) open('');
      else if (count) {
        active = (active + (event.key === 'ArrowDown' ? 1 : -1) + count) % count;
        mark();
      }
    } else if (event.key === 'Enter' && !list.hidden) {
      event.preventDefault();
      if (active >= 0 && shown[active]) choose(shown[active]);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      settle();
    }
  }
  /** Left with half a word: an exact match is taken, nothing clears, anything else goes back. */
  function settle() {
    const text = fold(input.value);
    const exact = options.find((option) => fold(option.label) === text);
    if (!text) choose(null);
    else if (exact) choose(exact);
    else choose(options.find((option) => option.value === value) ?? null);
  }
  return {
    element,
    input,
    /** @param {Option[]} given */
    setOptions(given) {
      options = given;
      input.value = options.find((option) => option.value === value)?.label ?? input.value;
    },
    get: () => value,
    /** @param {string} given */
    set(given) {
      value = given;
      input.value = options.find((option) => option.value === given)?.label ?? '';
    },
  };
}
