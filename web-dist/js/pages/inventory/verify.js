/**
 * "Verificar cantidades": what is there, what is damaged, what is missing. The act of every class.
 */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { h, icon, replace, uid } from '../../ui/dom.js';
import { button, errorText, notice } from '../../ui/parts.js';
import { openDialog } from '../../ui/dialog.js';
import { toast } from '../../ui/toast.js';
import { goodPieces } from './actions.js';
import { t } from './words.js';

/** @typedef {import('./actions.js').Item} Item */
/** @typedef {{quantity: number, quantity_damaged: number, quantity_missing: number, status?: import('wire').Item['status']}} Count */

/**
 * What one piece in a given condition sends. A piece that is well again leaves the state of damage, and
 * keeps any other state it had (in use, in maintenance).
 * @param {'good' | 'damaged' | 'missing'} condition
 * @param {string} status
 * @returns {Count}
 */
export function singleCount(condition, status) {
  if (condition === 'damaged') return { quantity: 0, quantity_damaged: 1, quantity_missing: 0, status: 'damaged' };
  if (condition === 'missing') return { quantity: 0, quantity_damaged: 0, quantity_missing: 1, status: 'missing' };
  const well = { quantity: 1, quantity_damaged: 0, quantity_missing: 0 };
  return ['damaged', 'missing', 'lost'].includes(status) ? { ...well, status: 'available' } : well;
}

/**
 * How a count compares with what the list says.
 * @param {number} expected
 * @param {Count} count
 * @returns {{sum: number, short: number, over: number}}
 */
export function compareCount(expected, count) {
  const sum = count.quantity + count.quantity_damaged + count.quantity_missing;
  return { sum, short: Math.max(0, expected - sum), over: Math.max(0, sum - expected) };
}

/**
 * − [ 12 ] +
 * @param {{label: string, hint?: string, value: number, tone: string, icon: string, onChange: () => void}} options
 */
function stepper({ label, value, tone, icon: sign, onChange }) {
  const id = uid('count');
  const input = /** @type {HTMLInputElement} */ (
    h('input', {
      id,
      type: 'number',
      min: '0',
      max: '100000',
      step: '1',
      inputmode: 'numeric',
      value: String(value),
      on: { input: onChange, focus: () => input.select() },
    })
  );
  const read = () => Math.max(0, Math.trunc(Number(input.value) || 0));
  /** @param {number} by */
  const step = (by) => {
    input.value = String(Math.max(0, read() + by));
    onChange();
  };
  return {
    read,
    focus: () => input.focus(),
    /** @param {number} next */
    set: (next) => {
      input.value = String(next);
    },
    element: h(
      'div',
      { class: 'stepper' },
      h('label', { for: id, class: `stepper-label tone-${tone}` }, icon(sign), h('span', {}, label)),
      h(
        'div',
        { class: 'stepper-box' },
        h(
          'button',
          {
            type: 'button',
            class: 'stepper-button',
            'aria-label': t('common.oneLess', { label }),
            on: { click: () => step(-1) },
          },
          icon('minus'),
        ),
        input,
        h(
          'button',
          {
            type: 'button',
            class: 'stepper-button',
            'aria-label': t('common.oneMore', { label }),
            on: { click: () => step(1) },
          },
          icon('plus'),
        ),
      ),
    ),
  };
}

/**
 * @param {Item} item
 * @param {(count: Count | null) => void} onCount null until something is chosen
 */
function singleBody(item, onCount) {
  const name = uid('condition');
  const now = item.quantity_damaged ? 'damaged' : item.quantity_missing ? 'missing' : 'good';
  /** @type {Array<['good' | 'damaged' | 'missing', string, string]>} */
  const choices = [
    ['good', 'check-circle', 'good'],
    ['damaged', 'triangle', 'bad'],
    ['missing', 'missing', 'warn'],
  ];
  return h(
    'fieldset',
    { class: 'choice-list' },
    h('legend', {}, t('verify.how')),
    choices.map(([condition, sign, tone]) =>
      h(
        'label',
        { class: 'choice' },
        h('input', {
          type: 'radio',
          name,
          value: condition,
          checked: condition === now,
          on: { change: () => onCount(singleCount(condition, item.status)) },
        }),
        h('span', { class: `tone-${tone}` }, icon(sign)),
        h('span', {}, t(`verify.single.${condition}`)),
      ),
    ),
  );
}

/**
 * @param {Item} item
 * @param {(count: Count) => void} onCount
 */
function groupBody(item, onCount) {
  const result = h('div', { role: 'status', class: 'verify-result' });
  const changed = () => {
    const count = { quantity: good.read(), quantity_damaged: damaged.read(), quantity_missing: missing.read() };
    const { sum, short, over } = compareCount(item.quantity, count);
    replace(
      result,
      short
        ? notice({
            tone: 'warn',
            icon: 'alert',
            text: t('verify.short', { n: short, sum: number(sum), total: number(item.quantity) }),
            action: { label: t('verify.rest'), run: rest },
          })
        : over
          ? notice({
              tone: 'info',
              icon: 'info',
              text: t('verify.over', { n: over, sum: number(sum), total: number(item.quantity) }),
            })
          : notice({
              tone: 'good',
              icon: 'check-circle',
              text: t('verify.exact', { n: item.quantity, total: number(item.quantity) }),
            }),
    );
    onCount(count);
  };
  const good = stepper({
    label: t('verify.good'),
    value: goodPieces(item),
    tone: 'good',
    icon: 'check-circle',
    onChange: changed,
  });
  const damaged = stepper({
    label: t('verify.damaged'),
    value: item.quantity_damaged,
    tone: 'bad',
    icon: 'triangle',
    onChange: changed,
  });
  const missing = stepper({
    label: t('verify.missing'),
    value: item.quantity_missing,
    tone: 'warn',
    icon: 'missing',
    onChange: changed,
  });
  const rest = () => {
    missing.set(Math.max(0, item.quantity - good.read() - damaged.read()));
    changed();
    missing.focus();
  };
  changed();
  return h('div', { class: 'stack tight' }, good.element, damaged.element, missing.element, result);
}

/**
 * @param {Item} item
 * @param {(item: Item) => void} onChange called with what the server stored
 */
export function verifyItem(item, onChange) {
  const single = item.item_type === 'individual';
  /** @type {Count} */
  let count = single
    ? singleCount(item.quantity_damaged ? 'damaged' : item.quantity_missing ? 'missing' : 'good', item.status)
    : { quantity: goodPieces(item), quantity_damaged: item.quantity_damaged, quantity_missing: item.quantity_missing };
  const first = JSON.stringify(count);
  let saved = false;
  const fault = h('div', { role: 'alert' });
  const body = single
    ? singleBody(item, (next) => {
        count = next ?? count;
      })
    : groupBody(item, (next) => {
        count = next;
      });
  const save = async () => {
    replace(fault);
    try {
      /** @type {Item} */
      const stored = await api.put(`/api/inventory/${item.id}/verification`, count);
      saved = true;
      box.close();
      toast(t('verify.saved', { name: item.name }), { tone: 'good' });
      onChange(stored);
    } catch (error) {
      replace(fault, notice({ tone: 'bad', icon: 'alert', text: errorText(error) }));
    }
  };
  const box = openDialog({
    title: t('verify.title'),
    hint: single ? item.name : t('verify.hint', { name: item.name, n: item.quantity, count: number(item.quantity) }),
    size: 'small',
    guard: () => !saved && JSON.stringify(count) !== first,
    body: h(
      'div',
      { class: 'stack' },
      fault,
      body,
      h(
        'div',
        { class: 'row dialog-actions' },
        button({ label: t('common.cancel'), kind: 'quiet', run: () => box.close() }),
        button({ label: t('verify.save'), icon: 'check', kind: 'primary', run: save }),
      ),
    ),
  });
  return box;
}
