/** Which lots stand in which column of the board of what expires. Pure. */
import { fold } from '../../kit/format.js';

/** @typedef {import('wire').Schemas['ExpiringLot']} Expiring */
/** @typedef {import('wire').Schemas['ExpiredLot']} Expired */
/** @typedef {'expired' | 'critical' | 'high' | 'medium'} Column */
/** @typedef {Pick<Expiring, 'lot_id' | 'bin_code' | 'warehouse_id' | 'warehouse_name' | 'product_id' | 'product_name' | 'sku' | 'batch_number' | 'quantity' | 'unit' | 'use_by_date' | 'state'> & {column: Column, days: number}} Ticket */

/** The furthest day that the board looks ahead to. */
export const AHEAD = 29;

/** @type {Column[]} */
export const COLUMNS = ['expired', 'critical', 'high', 'medium'];

/**
 * The lots of the board, what is over first. What was thrown away is nobody's worry.
 * @param {Expired[]} expired @param {Expiring[]} expiring @returns {Ticket[]}
 */
export const ticketsOf = (expired, expiring) => [
  ...expired.map((lot) => ({ ...lot, column: /** @type {const} */ ('expired'), days: -lot.days_since_expiry })),
  ...expiring.flatMap((lot) => {
    const column = COLUMNS.find((name) => name === lot.urgency);
    return column ? [{ ...lot, column, days: lot.days_until_expiry }] : [];
  }),
];

/** Those of a warehouse in which every word occurs. @param {Ticket[]} tickets @param {{search: string, warehouse: string}} wanted */
export function narrowed(tickets, { search, warehouse }) {
  const words = fold(search).split(' ').filter(Boolean);
  return tickets.filter((ticket) => {
    const text = fold([ticket.product_name, ticket.sku, ticket.batch_number, ticket.bin_code].join(' '));
    return (!warehouse || ticket.warehouse_id === warehouse) && words.every((word) => text.includes(word));
  });
}

/** How many stand in each column. @param {Ticket[]} tickets @returns {Record<Column, number>} */
export const countsOf = (tickets) => {
  const counts = { expired: 0, critical: 0, high: 0, medium: 0 };
  for (const { column } of tickets) counts[column] += 1;
  return counts;
};
