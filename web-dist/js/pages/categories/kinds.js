/** The fields of categories as a form of equipment asks for them, and what of it goes over the wire. Pure but for what it loads. */
import { api } from '../../kit/api.js';
import { date, number } from '../../kit/format.js';
import { t } from './words.js';

/** @typedef {import('wire').Category} Category */
/** @typedef {import('wire').ItemField} ItemField */
/** @typedef {Record<string, any>} Values */
/** @typedef {{categories: Category[], fields: ItemField[]}} Kinds what a form of equipment must know */
/** @typedef {import('wire').Item['custom_fields']} Written */

/** @param {AbortSignal} [signal] @returns {Promise<Kinds>} */
export async function loadKinds(signal) {
  const [categories, fields] = await Promise.all([
    api.all('/api/categories', { signal }),
    api.all('/api/item-fields', { query: { is_active: true }, signal }),
  ]);
  return { categories, fields };
}

const nameOf = (/** @type {ItemField} */ field) => `custom:${field.id}`;

/** What the form calls the category of a field: a word of the nine, or the id of one of the centre's own. @param {Kinds} kinds @param {ItemField} field */
function choiceOf({ categories }, field) {
  const category = categories.find(({ id }) => id === field.category_id);
  return category?.is_builtin ? category.word : field.category_id;
}

/** How a value of a field is asked for. @param {ItemField} field @returns {Partial<import('../../ui/form.js').Field>} */
function control({ kind, choices }) {
  if (kind === 'number') return { type: 'number', step: 'any', inputmode: 'decimal', width: 'half' };
  if (kind === 'date') return { type: 'date', width: 'half' };
  if (kind === 'choice')
    return { type: 'select', width: 'half', options: choices.map((value) => ({ value, label: value })) };
  if (kind === 'yes_no')
    return {
      type: 'select',
      width: 'half',
      options: [
        { value: 'true', label: t('common.yes') },
        { value: 'false', label: t('common.no') },
      ],
    };
  return { maxLength: 200, width: 'half' };
}

/**
 * The fields of a form: those of the category that is chosen in it are shown.
 * @param {Kinds} kinds
 * @returns {(import('../../ui/form.js').Field | import('../../ui/form.js').Section)[]}
 */
export function customControls(kinds) {
  const isAsked = (/** @type {ItemField} */ field) => (/** @type {Values} */ values) =>
    choiceOf(kinds, field) === values.category_choice;
  if (!kinds.fields.length) return [];
  return [
    {
      section: t('itemFields.section'),
      show: (values) => kinds.fields.some((field) => isAsked(field)(values)),
    },
    ...kinds.fields.map((field) => ({
      name: nameOf(field),
      label: field.unit ? `${field.name} (${field.unit})` : field.name,
      show: isAsked(field),
      ...control(field),
    })),
  ];
}

/**
 * An item as such a form shows it: also where nothing is written, or what another has emptied meanwhile would be written again.
 * @template {Values} T @param {T} item @param {Kinds} kinds @returns {T}
 */
export const withWritten = (item, kinds) => ({
  ...item,
  ...Object.fromEntries(kinds.fields.map((field) => [nameOf(field), null])),
  ...Object.fromEntries(
    /** @type {Written} */ (item.custom_fields ?? []).map(({ field_id, value }) => [`custom:${field_id}`, value]),
  ),
});

/**
 * What goes over the wire: of the fields that the chosen category asks for, those that differ from what is written.
 * @param {Values} values @param {Kinds} kinds @param {Written} [written]
 * @returns {Values}
 */
export function fromWritten(values, kinds, written = []) {
  const rest = Object.fromEntries(
    Object.entries(values).filter(([name]) => name !== 'custom_fields' && !name.startsWith('custom:')),
  );
  const sent = kinds.fields
    .filter((field) => choiceOf(kinds, field) === values.category_choice && nameOf(field) in values)
    .map((field) => ({ field_id: field.id, value: textOf(values[nameOf(field)]) }))
    .filter(({ field_id, value }) => value !== (written.find((one) => one.field_id === field_id)?.value ?? null));
  return sent.length ? { ...rest, custom_fields: sent } : rest;
}

/** @param {unknown} value @returns {string | null} */
const textOf = (value) => (value === null || value === undefined || value === '' ? null : String(value));

/** What is written in a field, as people read it. @param {Written[number]} field */
export function writtenText({ kind, unit, value }) {
  if (kind === 'yes_no') return t(value === 'true' ? 'common.yes' : 'common.no');
  if (kind === 'date') return date(value);
  if (kind === 'number') return [number(Number(value)), unit].filter(Boolean).join(' ');
  return value;
}

/** A value of a list of values, as a filter has it. @param {Written[number]} field */
const chosenKey = ({ name, kind, value }) => `${name}=${kind === 'yes_no' ? kind : ''}${value}`;

/** What is written in fields with few answers, each once: what a list can be narrowed to. @param {{custom_fields: Written}[]} rows */
export function answersIn(rows) {
  const fields = rows.flatMap((row) => row.custom_fields).filter(({ kind }) => kind === 'choice' || kind === 'yes_no');
  const answers = new Map(fields.map((field) => [chosenKey(field), `${field.name}: ${writtenText(field)}`]));
  return [...answers]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, 'es', { numeric: true }));
}

/** Whether an item has such an answer. @param {{custom_fields: Written}} row @param {string} value */
export const hasAnswer = (row, value) => row.custom_fields.some((field) => chosenKey(field) === value);
