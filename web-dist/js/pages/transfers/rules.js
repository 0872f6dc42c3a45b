/** What can be done with a transfer, how far it is, and whether what came adds up. Pure. */
import { mayKeep } from '../warehouses/options.js';

/** @typedef {import('wire').Transfer} Transfer */
/** @typedef {{role: string, warehouse_id?: string | null}} Who */

/** Sums of quantities are exact in hundredths. @param {number} value */
const hundredths = (value) => Math.round(value * 100);
/** @param {number} value */
const units = (value) => value / 100;

/** The sum of quantities. @param {...(number | null | undefined)} parts */
export const sum = (...parts) =>
  units(parts.reduce((all, part) => /** @type {number} */ (all) + hundredths(part ?? 0), 0) ?? 0);

/** What is missing of what was sent, if so much came well and so much damaged; never below nothing. @param {number} sent @param {number | null} received @param {number | null} damaged */
export const rest = (sent, received, damaged) => Math.max(0, sum(sent, -(received ?? 0), -(damaged ?? 0)));

/** Whether what came well, damaged and not at all is what was sent. @param {number} sent @param {{received?: number | null, damaged?: number | null, lost?: number | null}} parts */
export const addsUp = (sent, { received, damaged, lost }) =>
  hundredths(sent) === hundredths(sum(received, damaged, lost));

/** How it came, by what is missing. @param {{damaged?: number | null, lost?: number | null}} parts @returns {'good' | 'damaged' | 'partial'} */
export const conditionOf = ({ damaged, lost }) => (damaged ? 'damaged' : lost ? 'partial' : 'good');

/** What somebody may do with a transfer as it stands. @param {Transfer} transfer @param {Who} user */
export function actsOf(transfer, user) {
  const sends = mayKeep(user, transfer.source_warehouse_id);
  const receives = mayKeep(user, transfer.target_warehouse_id);
  const isOpen = transfer.status === 'pending' || transfer.status === 'in_transit';
  return {
    dispatch: sends && transfer.status === 'pending',
    confirm: receives && transfer.status === 'in_transit',
    cancel: sends && isOpen,
  };
}

/**
 * The life of a transfer as steps: what is over, what is next, what comes later.
 * @param {Transfer} transfer
 * @returns {{key: 'created' | 'dispatched' | 'received' | 'cancelled', state: 'done' | 'now' | 'later' | 'refused', at?: string | null, name?: string | null}[]}
 */
export function stepsOf(transfer) {
  const created = /** @type {const} */ ({
    key: 'created',
    state: 'done',
    at: transfer.created_at,
    name: transfer.created_by_name,
  });
  const left = transfer.dispatched_at
    ? /** @type {const} */ ({
        key: 'dispatched',
        state: 'done',
        at: transfer.dispatched_at,
        name: transfer.dispatched_by_name,
      })
    : null;
  switch (transfer.status) {
    case 'pending':
      return [created, { key: 'dispatched', state: 'now' }, { key: 'received', state: 'later' }];
    case 'in_transit':
      return [created, ...(left ? [left] : []), { key: 'received', state: 'now' }];
    case 'received':
      return [
        created,
        ...(left ? [left] : []),
        { key: 'received', state: 'done', at: transfer.received_at, name: transfer.received_by_name },
      ];
    default:
      return [
        created,
        ...(left ? [left] : []),
        { key: 'cancelled', state: 'refused', at: transfer.cancelled_at, name: transfer.cancelled_by_name },
      ];
  }
}

/** Those of a list in which every word of a text occurs. @param {Transfer[]} rows @param {string} text @param {(text: string) => string} fold */
export function searched(rows, text, fold) {
  const words = fold(text).split(' ').filter(Boolean);
  const of = (/** @type {Transfer} */ row) =>
    fold(
      [
        row.product_name,
        row.sku,
        row.batch_number,
        row.transport_reference,
        row.source_warehouse_name,
        row.target_warehouse_name,
      ].join(' '),
    );
  return rows.filter((row) => words.every((word) => of(row).includes(word)));
}
