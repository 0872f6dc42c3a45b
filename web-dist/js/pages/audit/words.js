/**
 * What the audit trail and the history of an item say: acts, the names of columns, and values. Of each kind of rows in the words of its
 * own folder (js/kit/entities.js); here is only what belongs to none, and the columns that many kinds share.
 */
import { describe, entityNames, entityOf, entityWord } from '../../kit/entities.js';
import { capital, date, dateTime, lower, number, time } from '../../kit/format.js';
import { known, learn, wordOf } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  audit_log: { word: 'nav.audit' },
  authentication: { word: 'audit.signIn' },
  export: { word: 'audit.export' },
});

/** 'CREATE_INVENTORY_ITEM' in words: 'Creó equipo'. @param {string} action */
export function auditAction(action) {
  if (known(`audit.${action}`)) return t(`audit.${action}`);
  const [first, ...rest] = action.split('_');
  if (!known(`verb.${first}`)) return capital(action.toLowerCase().replaceAll('_', ' '));
  const noun = rest.join('_');
  if (!noun) return t(`verb.${first}`);
  const own = known(`noun.${noun}`) ? null : entityWord(noun.toLowerCase());
  return `${t(`verb.${first}`)} ${own ? lower(own) : wordOf('noun', noun).toLowerCase()}`;
}

/** @param {string | null | undefined} type */
export const entityName = (type) => entityWord((type ?? '').toLowerCase()) ?? wordOf('entity', type?.toLowerCase());

/** Families of acts to narrow the trail to; the server matches a part of the name. */
export const actionOptions = () => [
  ...['LOGIN', 'LOGOUT', 'REGISTER', 'CREATE_', 'UPDATE_', 'DELETE_'].map((value) => ({
    value,
    label: t(`audit.filter.${value}`),
  })),
  ...entityNames()
    .map((name) => ({ value: name.toUpperCase(), many: entityOf(name).find((entity) => entity.many)?.many }))
    .flatMap(({ value, many }) => (many ? [{ value, label: t(many) }] : []))
    .sort((a, b) => a.label.localeCompare(b.label, 'es')),
];

/**
 * The name of a column; one that nobody has named yet is shown with its underscores removed. Settings are rows of many kinds under one
 * name: whoever names most of a row's columns means it.
 * @param {string} type what the row is @param {string} field @param {string[]} [row] all columns of the row
 */
export function fieldName(type, field, row = [field]) {
  const named = (/** @type {string | undefined} */ fields) => row.filter((one) => known(`${fields}.${one}`)).length;
  const [own] = entityOf(type)
    .filter(({ fields }) => known(`${fields}.${field}`))
    .sort((a, b) => named(b.fields) - named(a.fields));
  return own ? t(`${own.fields}.${field}`) : wordOf('field', field);
}

/**
 * A value in words: a coded one as its kind of rows says it.
 * @param {string} type what the row is @param {string} field
 * @param {unknown} value
 * @returns {string}
 */
export function fieldValue(type, field, value) {
  if (value === null || value === undefined || value === '') return t('audit.nothing');
  if (Array.isArray(value)) return value.map((one) => fieldValue(type, field, one)).join(', ') || t('audit.nothing');
  // A thing within a row is called by its name, a field of it with what is written there.
  if (typeof value === 'object' && 'name' in value && 'value' in value) return `${value.name}: ${value.value}`;
  if (typeof value === 'object') return 'name' in value ? String(value.name) : JSON.stringify(value);
  const text = String(value);
  if (text === 'true' || text === 'false') return t(text === 'true' ? 'common.yes' : 'common.no');
  const says = entityOf(type).find(({ values }) => values?.[field])?.values?.[field];
  if (says) return typeof says === 'string' ? wordOf(says, text) : says(text);
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
    .filter((field) => !NOISE.has(field) && !fields.includes(`${field.replace(/_id$/, '')}_name`))
    .map((field) => ({ field, before: before?.[field], after: after?.[field] }))
    .filter((change) => JSON.stringify(change.before ?? null) !== JSON.stringify(change.after ?? null));
}
