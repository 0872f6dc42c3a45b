/**
 * What the audit trail and the history of an item say about a field: its name and its value in words.
 */
import { t } from '../i18n.js';
import { categoryName, date, dateTime, itemState, number, roleName, time, weekday } from '../format.js';

/**
 * The Spanish name of a column; one that nobody has named yet is shown with its underscores removed.
 * @param {string} field
 */
export function fieldName(field) {
  const key = `field.${field}`;
  const word = t(key);
  return word === key ? field.replaceAll('_', ' ') : word;
}

/**
 * @param {string} field
 * @param {unknown} value
 * @returns {string}
 */
export function fieldValue(field, value) {
  if (value === null || value === undefined || value === '') return t('audit.nothing');
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  if (text === 'true' || text === 'false') return t(text === 'true' ? 'common.yes' : 'common.no');
  if (field === 'status') return itemState(text).word;
  if (field === 'category') return categoryName(text);
  if (field === 'role') return roleName(text);
  if (field === 'item_type') return t(text === 'group' ? 'inventory.group' : 'inventory.individual');
  if (field === 'day_of_week') return weekday(Number(value));
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return dateTime(text);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return date(text);
  if (/^\d\d:\d\d:\d\d$/.test(text)) return time(text);
  return typeof value === 'number' ? number(value) : text;
}

/** Columns that change with every write and say nothing. */
const NOISE = new Set(['updated_at', 'created_at']);

/**
 * The fields that differ between two rows, or all of the one that there is. Where a row carries the name of what it
 * refers to, the name speaks and the id is left out.
 * @param {Record<string, unknown> | null | undefined} before
 * @param {Record<string, unknown> | null | undefined} after
 * @returns {Array<{field: string, before: unknown, after: unknown}>}
 */
export function changedFields(before, after) {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .filter((field) => !NOISE.has(field) && !(field.endsWith('_id') && fields.includes(field.replace(/_id$/, '_name'))))
    .map((field) => ({ field, before: before?.[field], after: after?.[field] }))
    .filter((change) => JSON.stringify(change.before ?? null) !== JSON.stringify(change.after ?? null));
}
