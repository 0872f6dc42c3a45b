/** How a lot is shown wherever one is: when it expires, how much of it is free. */
import { date } from '../../kit/format.js';
import { h, icon } from '../../ui/dom.js';
import { quantity } from '../products/words.js';
import { expiryText, t, urgencyState } from './words.js';

/** @typedef {import('wire').Lot} Lot */

/**
 * The last day of use, and how near it is in colour, icon and word.
 * @param {{use_by_date?: string | null, days_until_expiry?: number | null, urgency?: Lot['urgency']}} lot
 */
export function expiryCell({ use_by_date: day, days_until_expiry: days, urgency }) {
  if (!day || days === null || days === undefined) return h('span', { class: 'muted' }, t('stock.undated'));
  const { icon: sign, tone } = urgencyState(urgency ?? 'low');
  const near = tone !== 'muted';
  return h(
    'span',
    { class: 'lot-expiry' },
    h('time', { class: 'nowrap num', datetime: day }, date(day)),
    h(
      'span',
      { class: `cell-sub ${near ? `lot-near tone-${tone}` : ''}` },
      near ? icon(sign, { class: 'small' }) : null,
      expiryText(days),
    ),
  );
}

/** How much there is, and how much of it may go when not all may. @param {Pick<Lot, 'quantity' | 'free_quantity' | 'reserved_quantity' | 'unit'>} lot */
export const quantityCell = (lot) =>
  h(
    'span',
    { class: 'nowrap' },
    h('span', { class: 'num strong' }, quantity(lot.quantity, lot.unit)),
    lot.reserved_quantity
      ? h('span', { class: 'cell-sub' }, t('stock.freeOf', { count: quantity(lot.free_quantity, lot.unit) }))
      : null,
  );

/** Where it lies. @param {{bin_code: string, warehouse_name: string}} lot */
export const placeCell = ({ bin_code: bin, warehouse_name: warehouse }) =>
  h('span', {}, h('span', { class: 'mono nowrap' }, bin), h('span', { class: 'cell-sub' }, warehouse));
