/** Counting without the page: what a code means, what is typed, how far it is, and in which order differences are looked at. Pure. */
import { fold } from '../../kit/format.js';
import { parseCode, readings, sameCode } from '../../ui/scan-text.js';

/**
 * @typedef {import('wire').CountLine} CountLine
 * @typedef {import('wire').ArrivedLot} ArrivedLot
 * @typedef {import('wire').CountDetail} CountDetail
 * @typedef {{line_id?: string, lot_id?: string, bin_id?: string, product_id?: string, batch_number?: string, use_by_date?: string | null}} Target
 *   what is counted, as the server wants to be told
 * @typedef {{key: string, target: Target, quantity: number, revision: number | null, at: number, label: string, refused?: string}} Entry
 *   a count that waits to be sent; `at`: milliseconds; `refused`: what the server said against it
 * @typedef {{key: string, line: CountLine | null, lot: CountLine | ArrivedLot, target: Target, quantity: number | null, pending: Entry | null}} Row
 *   a line as the page shows it: what the server has, or what waits to be sent
 */

/** What is typed as a quantity, with comma or point; null when it is none, or too fine. @param {string} text */
export function quantityOf(text) {
  const clean = text.trim().replace(/\s/g, '');
  if (!/^\d{1,3}(\.\d{3})+(,\d{1,2})?$|^\d+([.,]\d{1,2})?$/.test(clean)) return null;
  const grouped = /^\d{1,3}(\.\d{3})+(,|$)/.test(clean);
  const value = Number((grouped ? clean.replaceAll('.', '') : clean).replace(',', '.'));
  return Number.isFinite(value) && value < 100_000_000 ? value : null;
}

/** What an entry is called: a line that two pages count is one. @param {Target} target */
export const keyOf = (target) =>
  target.lot_id ?? target.line_id ?? [target.bin_id, target.product_id, fold(target.batch_number ?? '')].join('/');

/** The rows of a count, with what waits to be sent in its place. @param {CountDetail} count @param {Entry[]} entries @returns {Row[]} */
export function rowsOf(count, entries) {
  const of = (/** @type {string} */ key) => entries.find((entry) => entry.key === key) ?? null;
  /** @type {Row[]} */
  const rows = count.items.map((line) => {
    const target = line.lot_id ? { lot_id: line.lot_id } : { line_id: line.id };
    const key = keyOf(target);
    // What was found had no line when it was written down.
    const pending =
      of(key) ?? of(keyOf({ bin_id: line.bin_id, product_id: line.product_id, batch_number: line.batch_number }));
    return { key, line, lot: line, target, quantity: pending?.quantity ?? line.counted_quantity ?? null, pending };
  });
  for (const lot of count.arrived) {
    const target = { lot_id: lot.lot_id };
    const pending = of(lot.lot_id);
    rows.push({ key: lot.lot_id, line: null, lot, target, quantity: pending?.quantity ?? null, pending });
  }
  return rows;
}

/** Entries of what was found, which is no line yet. @param {Entry[]} entries @param {Row[]} rows */
export const looseOf = (entries, rows) => entries.filter((entry) => !rows.some((row) => row.pending === entry));

/** @param {Row[]} rows @param {Entry[]} entries */
export function progressOf(rows, entries) {
  const loose = looseOf(entries, rows).length;
  return { all: rows.length + loose, done: rows.filter((row) => row.quantity !== null).length + loose };
}

/** The next that isn't counted, after a row if one is given, then from the beginning. @param {Row[]} rows @param {string | null} [after] */
export function nextOf(rows, after = null) {
  const from = rows.findIndex((row) => row.key === after) + 1;
  return (
    [...rows.slice(from), ...rows.slice(0, from)].find((row) => row.quantity === null && row.key !== after) ?? null
  );
}

/**
 * Which rows a code means: a label of ours, or the code of a bin, a product or a batch as people type it. In a bin that was scanned before,
 * those that lie in it come first.
 * @param {string} text @param {Row[]} rows @param {string | null} [bin] @returns {Row[]}
 */
export function meantBy(text, rows, bin = null) {
  const narrowed = (/** @type {Row[]} */ found) => {
    const here = found.filter((row) => row.lot.bin_id === bin);
    return found.length > 1 && here.length ? here : found;
  };
  const { type, id } = parseCode(text);
  if (id && type !== 'unknown') {
    const member = { bin: 'bin_id', product: 'product_id', lot: 'lot_id' }[String(type)];
    return member ? narrowed(rows.filter((row) => /** @type {any} */ (row.lot)[member] === id)) : [];
  }
  const names = [
    (/** @type {Row} */ row) => row.lot.bin_code,
    (/** @type {Row} */ row) => row.lot.batch_number,
    (/** @type {Row} */ row) => row.lot.sku ?? '',
    (/** @type {Row} */ row) => row.lot.product_name,
  ];
  for (const code of readings(text))
    for (const name of names) {
      const found = rows.filter((row) => fold(name(row)) === fold(code) || sameCode(name(row), code));
      if (found.length) return narrowed(found);
    }
  return [];
}

/** What is sent of an entry. @param {Entry} entry @param {number} now */
export const bodyOf = ({ target, quantity, revision, at }, now) => ({
  ...target,
  quantity,
  ...(revision === null ? {} : { revision }),
  seconds_ago: Math.min(604_800, Math.max(0, Math.round((now - at) / 1000))),
});

/** What a difference is worth; null when nobody knows the price, or the difference. @param {CountLine} line */
export const worthOf = (line) =>
  line.difference === null || line.difference === undefined || line.unit_price === null || line.unit_price === undefined
    ? null
    : Math.round(line.difference * line.unit_price * 100) / 100;

/** @param {CountLine} line */
export const differs = (line) => Boolean(line.difference);
/** @param {CountLine} line */
export const isCounted = (line) => line.counted_quantity !== null && line.counted_quantity !== undefined;

/** What differs first: what can't be applied, then what is worth most, then what is most. @param {CountLine[]} lines */
export const byWeight = (lines) =>
  [...lines].sort(
    (a, b) =>
      Number(Boolean(b.obstacle)) - Number(Boolean(a.obstacle)) ||
      Math.abs(worthOf(b) ?? 0) - Math.abs(worthOf(a) ?? 0) ||
      Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0),
  );

/** The differences of a count in money: what is missing, what is too much, and how many have no price. @param {CountLine[]} lines */
export function sums(lines) {
  const different = lines.filter(differs);
  const worths = different.map(worthOf).filter((worth) => worth !== null);
  const sum = (/** @type {number[]} */ all) => all.reduce((one, other) => one + other, 0);
  return {
    missing: sum(worths.filter((worth) => worth < 0)),
    extra: sum(worths.filter((worth) => worth > 0)),
    unknown: different.length - worths.length,
  };
}
