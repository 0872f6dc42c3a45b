/** What the page of reports decides without a page: periods, what is sent, what a file is called. Pure. */
import { addDays, addMonths, lastDay } from '../../kit/days.js';
import { CATEGORIES } from '../inventory/words.js';
import { KINDS } from './kinds.js';

/** @typedef {import('./kinds.js').Kind} Kind */
/** @typedef {import('wire').Report} Report */
/** @typedef {import('wire').ReportParameters} Parameters */
/** @typedef {Record<string, any>} Values */

/** The periods that can be chosen by a word; `other` is two days by hand. */
export const PERIODS = /** @type {const} */ (['month', 'lastMonth', 'last30', 'year', 'other']);

/**
 * The days of a period: from the first to the last, both included.
 * @param {string | null | undefined} name @param {string} today @param {Values} [values] with the two days of `other`
 * @returns {{start_date?: string, end_date?: string}}
 */
export function daysOf(name, today, values = {}) {
  const month = today.slice(0, 7);
  const before = addMonths(month, -1);
  if (name === 'month') return { start_date: `${month}-01`, end_date: today };
  if (name === 'lastMonth') return { start_date: `${before}-01`, end_date: lastDay(before) };
  if (name === 'last30') return { start_date: addDays(today, -29), end_date: today };
  if (name === 'year') return { start_date: `${today.slice(0, 4)}-01-01`, end_date: today };
  if (name !== 'other') return {};
  return {
    ...(values.start_date ? { start_date: values.start_date } : {}),
    ...(values.end_date ? { end_date: values.end_date } : {}),
  };
}

/** The members that each filter fills. @type {Record<import('./kinds.js').Filter, keyof Parameters>} */
const MEMBERS = {
  room: 'environment_id',
  category: 'category',
  status: 'status',
  person: 'user_id',
  days: 'start_date',
  warehouse: 'environment_id',
  productCategory: 'product_category',
  ahead: 'days',
};
/** @type {Record<'item' | 'room' | 'check', keyof Parameters>} */
const SUBJECT = { item: 'item_id', room: 'environment_id', check: 'check_id' };

/** The member that says what a sheet is of. @param {Kind} kind */
export const subjectMember = (kind) => {
  const { subject } = KINDS[kind];
  return subject ? SUBJECT[subject] : null;
};

/**
 * What a kind is narrowed to beside its days, of what was chosen.
 * @param {Kind} kind @param {Values} values @returns {Partial<Parameters>}
 */
export function narrowedTo(kind, values) {
  const { filters } = KINDS[kind];
  const of = subjectMember(kind);
  /** @type {(keyof Parameters)[]} */
  const names = [...(of ? [of] : []), ...filters.filter((filter) => filter !== 'days').map((name) => MEMBERS[name])];
  const { category, ...rest } = Object.fromEntries(
    names.filter((name) => values[name]).map((name) => [name, values[name]]),
  );
  if (!category) return rest;
  // One choice on the screen: a word of the nine, or one of the centre's own.
  return CATEGORIES.some((word) => word === category) ? { ...rest, category } : { ...rest, category_id: category };
}

/**
 * What is sent of a form: only what this kind is narrowed by, and only what was chosen.
 * @param {Kind} kind @param {Values} values @param {string} today @returns {Partial<Parameters>}
 */
export function parametersOf(kind, values, today) {
  return {
    ...narrowedTo(kind, values),
    ...(KINDS[kind].filters.includes('days') ? daysOf(values.period, today, values) : {}),
  };
}

/** Without what nobody chose: a report that is asked for again. @param {Record<string, any>} parameters @returns {Partial<Parameters>} */
export const chosenOf = (parameters) =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined));

/** What still has to be chosen or mended before the server is asked, as a key. @param {Kind} kind @param {Partial<Parameters>} parameters */
export function missing(kind, parameters) {
  const of = subjectMember(kind);
  if (of && !parameters[of]) return `reports.need.${kind}`;
  const { start_date: from, end_date: until } = parameters;
  return from && until && from > until ? 'reports.reversed' : null;
}

/** Which sentence says how many rows there are. @param {Kind} kind @param {number} rows */
export function countKey(kind, rows) {
  const { subject } = KINDS[kind];
  if (subject) return `${rows ? 'reports.has' : 'reports.bare'}.${subject}`;
  if (kind === 'statistics') return 'reports.rowsAtLeast'; // those of the period are few, and not counted
  return rows ? 'reports.rows' : 'reports.noRows';
}

/** @type {Record<Report['file_format'], string>} */
const EXTENSIONS = { pdf: 'pdf', excel: 'xlsx', csv: 'csv' };

/** What the file is called: as the server calls it, which a page can't read. @param {Pick<Report, 'title' | 'file_format' | 'generated_at' | 'created_at'>} report */
export function fileName({ title, file_format: format, generated_at: made, created_at: asked }) {
  const clean = title
    .replace(/[^\p{L}\p{N} \-_().,]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return `${clean || 'Reporte'} ${(made ?? asked).slice(0, 10)}.${EXTENSIONS[format]}`;
}
