/** Categories to choose from: the centre's own first, then the nine that the app knows. */
import { CATEGORIES, categoryName } from '../inventory/words.js';
import { t } from './words.js';

/** @typedef {import('wire').Category} Category */
/** @typedef {Record<string, any>} Values */
/** @typedef {{category?: string | null, category_id?: string | null, category_name?: string | null}} Kind */

/**
 * The choices of a form; a category of the item's own stays one though it is out of use.
 * @param {Category[]} rows @param {Kind} [item]
 */
export function choicesOf(rows, item = {}) {
  const own = rows.filter((row) => !row.is_builtin && (row.is_active || row.id === item.category_id));
  const nine = CATEGORIES.map((value) => ({ value: String(value), label: categoryName(value) }));
  if (!own.length) return nine;
  return [
    ...own.map((row) => ({ value: row.id, label: row.name, group: t('categories.own') })),
    ...nine.map((choice) => ({ ...choice, group: t('categories.nine') })),
  ];
}

/** What an item is of, as one choice: its own category, or one of the nine words. @param {Kind} item */
export const choiceOf = (item) => item.category_id ?? item.category ?? null;

/** An item as a form shows it: with one choice. @template {Values} T @param {T} item */
export const withChoice = (item) => ({ ...item, category_choice: choiceOf(item) });

/**
 * What of a form goes over the wire: a word of the nine, or a category whose word the server knows. A new item has a word all the same; of
 * one that is there, a word without its category would take it out of that.
 * @param {Values} values @param {boolean} [isNew] @returns {Values}
 */
export function fromChoice({ category_choice: choice, ...values }, isNew = false) {
  if (choice === undefined) return values;
  if (CATEGORIES.some((word) => word === choice)) return { ...values, category: choice, category_id: null };
  return { ...values, ...(isNew ? { category: 'other' } : {}), category_id: choice };
}

/** The categories that occur in a list, each once: own ones by name, then words. @param {Kind[]} rows */
export function categoriesIn(rows) {
  const own = new Map(rows.filter((row) => row.category_id).map((row) => [row.category_id, row.category_name]));
  const words = new Set(rows.filter((row) => !row.category_id).map((row) => row.category));
  return [
    ...[...own]
      .map(([value, label]) => ({ value: String(value), label: String(label) }))
      .sort((a, b) => a.label.localeCompare(b.label, 'es', { numeric: true })),
    ...CATEGORIES.filter((word) => words.has(word)).map((value) => ({ value, label: categoryName(value) })),
  ];
}
