/** What the pages of what equipment is worth decide without a page. Pure. */
import { t } from './words.js';

/** @typedef {import('wire').ValueInCurrency} Sum */

/** How long something lasts, in years where they are whole. @param {number} months */
export const lifeText = (months) =>
  months % 12 === 0 ? t('value.years', { n: months / 12 }) : t('value.months', { n: months });

/** What part of what was paid is left, 0 to 1. @param {number} book @param {number | null | undefined} paid */
export const leftOf = (book, paid) => (paid ? book / paid : 0);

/**
 * What isn't known that its worth follows from.
 * @param {{purchase_price?: number | null, purchase_date?: string | null}} item @returns {'both' | 'price' | 'date' | null}
 */
export function lacks({ purchase_price: price, purchase_date: day }) {
  const unpriced = price === null || price === undefined;
  if (unpriced) return day ? 'price' : 'both';
  return day ? null : 'date';
}

/** The largest first has what is in pesos before the others. @type {Record<string, number>} */
const RANK = { USD: 1, EUR: 2, COP: 3 };

/**
 * What amounts of several currencies are sorted by: by currency, then by how much it is. Of two currencies neither is more.
 * @param {number | null | undefined} value @param {string | null} currency
 */
export const sortKey = (value, currency) =>
  value === null || value === undefined ? null : `${RANK[currency ?? ''] ?? 0} ${Math.round(value * 100)}`;

/**
 * The lines of a table: a room and one of its currencies; a room without a price has one line too.
 * @typedef {{id: string, name: string | null, items: number, currency: Sum['currency'] | null, dated: number, paid: number | null, book: number | null}} Line
 * @param {import('wire').RoomValue[]} rooms @returns {Line[]}
 */
export const linesOf = (rooms) =>
  rooms.flatMap((room) => {
    const base = { id: room.environment_id ?? '', name: room.environment_name ?? null, items: room.items };
    /** @type {Line[]} */
    const lines = room.sums.map((sum) => ({
      ...base,
      currency: sum.currency,
      dated: sum.dated_items,
      paid: sum.purchase_value,
      book: sum.book_value,
    }));
    return lines.length ? lines : [{ ...base, currency: null, dated: 0, paid: null, book: null }];
  });

/** How many items lack a price or a day, so that sums are less than the truth. @param {{items: number, sums: Sum[]}} all */
export const undated = ({ items, sums }) => items - sums.reduce((n, sum) => n + sum.dated_items, 0);
