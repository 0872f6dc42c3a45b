/** What dataTable does with rows, without a page: search, filter, sort, pages, what is taken along, and the state in the address. Pure. */
import { fold } from '../kit/format.js';
import { locale } from '../kit/words.js';

/** @typedef {any} Row */
/** @typedef {string | number | boolean | null | undefined} Plain */
/**
 * A column is named after a member of the row, or says what its value is.
 * @template [Of=Row]
 * @typedef {({key: Extract<keyof NoInfer<Of>, string>} | {key: string, value: (row: Of) => Plain}) & {key: string, value?: (row: Of) => Plain, searchable?: boolean, label?: string}} Column
 */
/**
 * @template [Of=Row]
 * @typedef {{key: string, test?: (row: Of, value: string) => boolean, value?: string}} Filter
 */
/**
 * @typedef {{search: string, sort: string | null, desc: boolean, page: number, filters: Record<string, string>}} State
 */

/** @param {Row} row @param {Column} column */
export const valueOf = (row, column) => (column.value ? column.value(row) : row[column.key]);

/** @type {WeakMap<object, {columns: Column[], text: string}>} */
const folded = new WeakMap();
/** @param {Row} row @param {Column[]} columns */
function textOf(row, columns) {
  const kept = folded.get(row);
  if (kept && kept.columns === columns) return kept.text;
  const text = columns
    .filter((column) => column.searchable !== false)
    .map((column) => fold(valueOf(row, column)))
    .join('\n');
  folded.set(row, { columns, text });
  return text;
}

/** Every word must occur somewhere, in any order, whatever the case and the accents. @param {Row[]} rows @param {string} search @param {Column[]} columns */
export function searchRows(rows, search, columns) {
  const words = fold(search).split(' ').filter(Boolean);
  return words.length ? rows.filter((row) => words.every((word) => textOf(row, columns).includes(word))) : rows;
}

/** @param {Row[]} rows @param {Record<string, string>} chosen @param {Filter[]} filters */
export function filterRows(rows, chosen, filters) {
  const active = filters.filter((filter) => chosen[filter.key]);
  return rows.filter((row) =>
    active.every((filter) =>
      filter.test ? filter.test(row, chosen[filter.key]) : String(row[filter.key]) === chosen[filter.key],
    ),
  );
}

/** @type {Map<string, Intl.Collator>} */
const collators = new Map();
/** Numbers by size, words as a Spanish reader sorts them ("Sala 2" before "Sala 10"), what is empty last. @param {unknown} a @param {unknown} b */
export function compare(a, b) {
  const [noA, noB] = [a === null || a === undefined || a === '', b === null || b === undefined || b === ''];
  if (noA || noB) return Number(noA) - Number(noB);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  let collator = collators.get(locale());
  if (!collator)
    collators.set(locale(), (collator = new Intl.Collator(locale(), { numeric: true, sensitivity: 'base' })));
  return collator.compare(String(a), String(b));
}

/** A new array; stable; what is empty stays last in both directions. @param {Row[]} rows @param {Column | undefined} column @param {boolean} [desc] */
export function sortRows(rows, column, desc = false) {
  if (!column) return rows;
  const keyed = rows.map((row) => ({ row, value: valueOf(row, column) }));
  /** @param {unknown} value */
  const none = (value) => value === null || value === undefined || value === '';
  keyed.sort((a, b) =>
    none(a.value) || none(b.value) ? compare(a.value, b.value) : compare(a.value, b.value) * (desc ? -1 : 1),
  );
  return keyed.map((entry) => entry.row);
}

/** @param {Row[]} rows @param {number} page from 1 @param {number} perPage */
export function pageOf(rows, page, perPage) {
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const at = Math.min(Math.max(1, page), pages);
  const from = at === 1 ? 0 : (at - 1) * perPage;
  return { page: at, pages, from, rows: rows.slice(from, from + perPage) };
}

/** At most this many rows are chosen one by one: a limit of the server. */
export const MOST = 20_000;

/**
 * Which rows of a list that the browser narrows are taken along: those on the screen, one by one. All of them need no names where the
 * list is as it opens, so a long one leaves too.
 * @template Shown
 * @param {Row[]} found @param {State} state @param {{filters?: Filter[], sort?: {key: string, desc?: boolean}}} opens @param {() => Shown} shown
 * @returns {{ids?: string[], shown?: Shown}}
 */
export function pickOf(found, state, { filters = [], sort }, shown) {
  const whole =
    !state.search &&
    filters.every((filter) => !state.filters[filter.key]) &&
    state.sort === (sort?.key ?? null) &&
    state.desc === Boolean(sort?.desc);
  return whole && found.length > MOST ? {} : { ids: found.map((row) => String(row.id)), shown: shown() };
}

/**
 * What a filter offers.
 * @param {{options?: {value: string, label: string}[] | ((rows: any[]) => {value: string, label: string}[])}} filter @param {Row[]} rows
 */
export const optionsOf = (filter, rows) =>
  typeof filter.options === 'function' ? filter.options(rows) : (filter.options ?? []);

/**
 * To what a list is narrowed and how it is sorted, as it says so itself: for the head of what is written of it.
 * @param {State} state @param {(Filter & {label: string, options?: any})[]} filters @param {Column[]} columns @param {Row[]} rows @param {{search: string, sort: string}} words
 */
export function shownOf(state, filters, columns, rows, words) {
  const sorted = columns.find((column) => column.key === state.sort);
  const chosen = filters
    .filter((filter) => state.filters[filter.key])
    .map((filter) => {
      const value = state.filters[filter.key];
      const option = optionsOf(filter, rows).find((one) => one.value === value);
      return { label: filter.label, value: option?.label ?? value };
    });
  return [
    ...(state.search ? [{ label: words.search, value: state.search }] : []),
    ...chosen,
    ...(sorted ? [{ label: words.sort, value: `${sorted.label ?? sorted.key} ${state.desc ? '↓' : '↑'}` }] : []),
  ].map(({ label, value }) => ({ label: label.slice(0, 60), value: value.slice(0, 200) }));
}

/** @param {URLSearchParams} query @param {Filter[]} filters @param {{key: string, desc?: boolean} | undefined} sort @returns {State} */
export function readState(query, filters, sort) {
  const order = query.get('orden');
  const page = Number(query.get('pag'));
  return {
    search: query.get('q') ?? '',
    sort: order ? order.replace(/^-/, '') : (sort?.key ?? null),
    desc: order ? order.startsWith('-') : Boolean(sort?.desc),
    page: Number.isInteger(page) && page > 0 ? page : 1,
    filters: Object.fromEntries(
      filters.map((filter) => [filter.key, (query.get(filter.key) ?? filter.value ?? '').replace(/^todos$/, '')]),
    ),
  };
}

/** What differs from the table as it opens, for the address; null takes a parameter out. @param {State} state @param {Filter[]} filters @param {{key: string, desc?: boolean} | undefined} sort */
export function writeState(state, filters, sort) {
  /** @type {Record<string, string | null>} */
  const patch = {
    q: state.search || null,
    orden:
      state.sort && (state.sort !== sort?.key || state.desc !== Boolean(sort?.desc))
        ? `${state.desc ? '-' : ''}${state.sort}`
        : null,
    pag: state.page > 1 ? String(state.page) : null,
  };
  for (const filter of filters) {
    const value = state.filters[filter.key] ?? '';
    patch[filter.key] = value === (filter.value ?? '') ? null : value || 'todos';
  }
  return patch;
}
