/** What counting stands on: how far it is, what is scanned, how much of it there is, and what is said of it. */
import { h, uid } from '../../ui/dom.js';
import { t } from './words.js';

/** @param {(quantity: string) => void} typed told of each quantity while it is typed */
export function countingFields(typed) {
  // Who stands in front of a shelf sees where they are.
  const bar = h('progress', { class: 'count-bar', 'aria-label': t('counts.progress') });
  const told = h('p', { class: 'count-told', role: 'status' });
  const network = h('div', { class: 'form-place' });
  const codeId = uid('code');
  const code = h('input', {
    id: codeId,
    type: 'text',
    class: 'mono',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'next',
    placeholder: t('counts.codePlaceholder'),
  });
  const quantityId = uid('quantity');
  const quantity = h('input', {
    id: quantityId,
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    enterkeyhint: 'done',
    class: 'num count-quantity',
    'aria-describedby': `${quantityId}-unit`,
    on: { input: () => typed(quantity.value) },
  });
  const unit = h('span', { class: 'count-unit', id: `${quantityId}-unit` });
  const target = h('div', { class: 'count-target' });
  const message = h('div', { class: 'form-place', role: 'alert' });
  const last = h('div', { class: 'count-last', role: 'status' });
  return { bar, told, network, codeId, code, quantityId, quantity, unit, target, message, last };
}
