/** What a field accepts, and how a text becomes a value. Pure. */
import { t } from '../kit/words.js';

/**
 * @typedef {Record<string, any>} Values
 * @typedef {{value: string, label: string, hint?: string, group?: string, icon?: string}} Option
 * @typedef {{name: string, label: string, type?: string, required?: boolean, hint?: string, placeholder?: string, autocomplete?: string, inputmode?: string, minLength?: number, maxLength?: number,
 *   min?: number | string, max?: number | string, step?: number | 'any', pattern?: string, patternText?: string, rows?: number, options?: Option[] | (() => Promise<Option[]>), width?: 'half' | 'third',
 *   show?: (values: Values) => boolean, validate?: (value: any, values: Values) => string | null | undefined, disabled?: boolean, readOnly?: boolean, strength?: boolean, keepEmpty?: boolean, optional?: boolean, section?: string,
 *   implies?: (values: Values) => Values, shown?: (value: any) => string}} Field `implies`: what other fields hold once this one was changed; `shown`: a value as people read it, of a field that isn't shown itself
 * @typedef {{field: Field, was: any, theirs: any, mine: any, asks: boolean}} Meanwhile what somebody else made of a field; `asks`: the person changed it too
 * @typedef {{section: string, hint?: string, body?: Node, name?: string, show?: (values: Values) => boolean}} Section `body`: what the section shows before its fields
 */

/** Groups of three digits behind one same mark: 85.000, 1.250.000,50, and 1,250,000 as a keyboard in English writes it. */
const GROUPED = /^-?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?$/;

/** A number as it is written here. No field takes thousandths, so that three digits behind a mark are always thousands. @param {string} text */
function numberOf(text) {
  const mark = GROUPED.exec(text)?.[1];
  const value = Number((mark ? text.replaceAll(mark, '') : text).replace(',', '.'));
  return Number.isFinite(value) ? value : NaN;
}

/** What the control holds, as the API wants it. @param {Field} field @param {string | boolean} raw */
export function toValue(field, raw) {
  if (field.type === 'checkbox') return Boolean(raw);
  const text = field.type === 'password' ? String(raw ?? '') : String(raw ?? '').trim();
  if (text === '') return field.keepEmpty ? '' : null;
  if (field.type === 'number') return numberOf(text);
  if (field.type === 'time') return /^\d{2}:\d{2}$/.test(text) ? `${text}:00` : text;
  return text;
}

/** The other way round. @param {Field} field @param {any} value @returns {string | boolean} */
export function toRaw(field, value) {
  if (field.type === 'checkbox') return Boolean(value);
  if (value === null || value === undefined) return '';
  if (field.type === 'time') return String(value).slice(0, 5);
  if (field.type === 'date') return String(value).slice(0, 10);
  return String(value);
}

/** What is wrong, in Spanish, or null. @param {Field} field @param {any} value @param {Values} values @returns {string | null} */
export function faultOf(field, value, values) {
  const empty = value === null || value === undefined || value === '';
  const chosen = ['select', 'combobox', 'segmented'].includes(field.type ?? '');
  if (field.required && field.type === 'checkbox' && !value) return t('form.check');
  if (field.required && empty) return t(chosen ? 'form.choose' : 'form.required');
  if (!empty) {
    const fault = formFault(field, value);
    if (fault) return fault;
  }
  return field.validate?.(value, values) ?? null;
}

/** @param {Field} field @param {any} value @returns {string | null} */
function formFault(field, value) {
  if (field.type === 'number') {
    if (Number.isNaN(value)) return t('form.number');
    if (field.step !== 'any' && (field.step === undefined || field.step === 1) && !Number.isInteger(value))
      return t('form.integer');
    if (field.min !== undefined && value < Number(field.min)) return t('form.min', { n: field.min });
    if (field.max !== undefined && value > Number(field.max)) return t('form.max', { n: field.max });
    return null;
  }
  if (typeof value !== 'string') return null;
  const length = [...value].length;
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value)) return t('form.email');
  if (field.type === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(value)) return t('form.date');
  if (field.type === 'time' && !/^\d{2}:\d{2}:\d{2}$/.test(value)) return t('form.time');
  if ((field.type === 'date' || field.type === 'time') && field.min !== undefined && value < String(field.min))
    return t('form.min', { n: field.min });
  if ((field.type === 'date' || field.type === 'time') && field.max !== undefined && value > String(field.max))
    return t('form.max', { n: field.max });
  if (field.minLength && length < field.minLength) return t('form.short', { n: field.minLength });
  if (field.maxLength && length > field.maxLength) return t('form.long', { n: field.maxLength });
  if (field.pattern && !new RegExp(`^(?:${field.pattern})$`, 'u').test(value))
    return field.patternText ?? t('form.pattern');
  return null;
}

/** Only what differs from the start. @param {Values} values @param {Values} initial */
export const changedOf = (values, initial) =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => !same(value, initial[name])));
/** @param {any} a @param {any} b */
const same = (a, b) =>
  a === b || ((a === null || a === undefined || a === '') && (b === null || b === undefined || b === ''));

/**
 * What somebody else made of the row since the form was opened, field by field. What both changed alike is of no matter.
 * @param {Field[]} fields @param {{mine: Values, initial: Values, theirs: Values}} values @returns {Meanwhile[]}
 */
export function meanwhile(fields, { mine, initial, theirs }) {
  const found = [];
  for (const field of fields) {
    const { name } = field;
    if (!(name in theirs) || field.type === 'password') continue;
    const now = toValue(field, toRaw(field, theirs[name] ?? null));
    if (same(now, initial[name]) || same(now, mine[name])) continue;
    found.push({ field, was: initial[name], theirs: now, mine: mine[name], asks: !same(mine[name], initial[name]) });
  }
  return found;
}

/** 0 (nothing) to 4: length counts most, then kinds of characters; repeated or listed ones count little. @param {string} password */
export function strengthOf(password) {
  if (!password) return 0;
  if (password.length < 8) return 1;
  const kinds = [/[a-zñáéíóú]/, /[A-ZÑÁÉÍÓÚ]/, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
  const distinct = new Set(password).size;
  const weak = distinct < 5 || /^(?:12345678|password|contrase|qwerty|sena20)/i.test(password);
  if (weak) return 1;
  const points =
    Number(password.length >= 10) + Number(password.length >= 14) + Number(kinds >= 2) + Number(kinds >= 3);
  return Math.min(4, Math.max(2, points + 1));
}
