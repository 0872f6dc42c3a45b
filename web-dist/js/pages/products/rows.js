/** What the page of a product makes of the server's answers. Pure. */
import { addDays } from '../../kit/days.js';

/** @typedef {import('wire').Schemas['FefoRecommendation']} Found */
/** @typedef {import('wire').Schemas['StockHistory']} History */
/** @typedef {{turn: number | null, id: string, batch: string, bin: string, expires: string | null, quantity: number, why: string | null}} Turn a lot; `turn`: its place in the row, of those that may go out */
/** @typedef {{id: string, name: string, total: number, free: number, lots: Turn[]}} Place */

/** So many decimals has a quantity; sums of them have no more. @param {number} n */
const exact = (n) => Math.round(n * 100) / 100;

/**
 * The lots of each warehouse, by name: first those that may go out, in their order, which is one of each warehouse; then those that
 * don't, with why.
 * @param {Found} found @returns {Place[]}
 */
export function byWarehouse({ recommendations, skipped }) {
  /** @type {Map<string, Place>} */
  const places = new Map();
  /** @param {{warehouse_id: string, warehouse_name: string}} of @returns {Place} */
  const at = ({ warehouse_id: id, warehouse_name: name }) => {
    const place = places.get(id) ?? { id, name, total: 0, free: 0, lots: [] };
    places.set(id, place);
    return place;
  };
  for (const lot of recommendations) {
    const place = at(lot);
    place.free = exact(place.free + lot.suggested_quantity);
    place.total = exact(place.total + lot.suggested_quantity);
    place.lots.push({
      turn: place.lots.length + 1,
      id: lot.lot_id,
      batch: lot.batch_number,
      bin: lot.bin_code,
      expires: lot.use_by_date ?? null,
      quantity: lot.suggested_quantity,
      why: lot.warning ?? null,
    });
  }
  for (const lot of skipped) {
    const place = at(lot);
    place.total = exact(place.total + lot.quantity);
    place.lots.push({
      turn: null,
      id: lot.lot_id,
      batch: lot.batch_number,
      bin: lot.bin_code,
      expires: lot.use_by_date ?? null,
      quantity: lot.quantity,
      why: lot.reason,
    });
  }
  return [...places.values()].sort((a, b) => a.name.localeCompare(b.name, 'es', { numeric: true }));
}

/** How many days a chart shows one by one; more are shown by their weeks. */
const MOST = 92;

/**
 * The points of the chart: each day, or the last of each week of a longer time.
 * @param {History['days']} days
 */
export const points = (days) => (days.length <= MOST ? days : days.filter((_, at) => (days.length - 1 - at) % 7 === 0));

/**
 * When a product runs out if it goes on as in the last four weeks: a day, or nothing where that can't be said. Of what wasn't there all the
 * time nobody knows how fast it goes, and what keeps for a shorter time expires first.
 * @param {History['days']} days @param {number | null} [keeps] how many days it keeps
 */
export function runsOut(days, keeps = null) {
  const last = days[days.length - 1];
  const weeks = days.slice(-28);
  const went = weeks.reduce((sum, { went: one }) => sum + one, 0);
  if (!last || weeks.length < 28 || went <= 0 || weeks.some(({ quantity }) => quantity <= 0)) return null;
  const left = Math.floor((last.quantity / went) * weeks.length);
  return left > Math.min(365, keeps ?? 365) ? null : addDays(last.day, left);
}
