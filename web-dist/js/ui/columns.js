/** Columns that many lists have: when something was, where it is, how it stands. */
import { dateTime, relative } from '../kit/format.js';
import { h } from './dom.js';
import { badge } from './parts.js';

/** @typedef {import('../kit/format.js').State} State */
/** @typedef {Pick<import('./table.js').TableColumn, 'card' | 'hide'>} Where where the column is shown */

/** 'hace 5 minutos', with the date for who points at it. @param {string} at @param {string} [name] */
export const timeOf = (at, name) =>
  h('time', { ...(name ? { class: name } : {}), datetime: at, title: dateTime(at) }, relative(at));

/**
 * @template {{created_at: string}} Row
 * @param {string} label @param {Where} [more]
 * @returns {import('./table.js').TableColumn<Row>}
 */
export const when = (label, more) => ({
  key: 'created_at',
  label,
  narrow: true,
  value: (row) => row.created_at,
  cell: (row) => timeOf(row.created_at, 'nowrap'),
  ...more,
});

/**
 * @template {{environment_name?: string | null}} Row
 * @param {string} label @param {Where} [more]
 * @returns {import('./table.js').TableColumn<Row>}
 */
export const room = (label, more) => ({
  key: 'environment_name',
  label,
  value: (row) => row.environment_name,
  ...more,
});

/**
 * A state as word, icon and colour; where its values have an order, the list is sorted by that.
 * @template Row
 * @param {string} key @param {string} label @param {(row: Row) => State} of
 * @param {Where & {rank?: (row: Row) => number}} [more]
 * @returns {import('./table.js').TableColumn<Row>}
 */
export const state = (key, label, of, { rank, ...more } = {}) => ({
  key,
  label,
  narrow: true,
  cell: (row) => badge(of(row)),
  ...(rank ? { value: rank, searchable: false } : { value: (row) => of(row).word }),
  ...more,
});

/**
 * A filter by the exact value of a column.
 * @template {Record<string, any>} Row
 * @param {string} key in the address @param {string} field @param {string} label
 * @param {{value: string, label: string}[] | ((rows: Row[]) => {value: string, label: string}[])} options
 * @returns {import('./table.js').TableFilter<Row>}
 */
export const exactly = (key, field, label, options) => ({
  key,
  label,
  type: 'select',
  options,
  test: (row, value) => row[field] === value,
});
