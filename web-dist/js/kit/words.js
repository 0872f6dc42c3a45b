/**
 * One small mechanism for words: t(key, {name}) in the language that the person chose. The shared words are here from the start;
 * each folder of pages teaches its own when it is loaded (`learn`), Spanish at once and English when somebody wants it.
 */
import shared from '../i18n/es.js';

/**
 * @typedef {string | {one: string, other: string}} Entry
 * @typedef {Record<string, Entry>} Dictionary
 * @typedef {() => Promise<{default: Dictionary}>} Source
 */

/** @type {Dictionary} */
const spanish = { ...shared };
/** @type {Dictionary} */
const english = {};
/** Not read yet. @type {Set<Source>} */
const unread = new Set([() => import('../i18n/en.js')]);
let current = 'es';

const KEY = 'inventario.language';

/** @returns {'es' | 'en'} */
export const language = () => /** @type {'es' | 'en'} */ (current);
/** @returns {string} */
export const locale = () => (current === 'en' ? 'en-US' : 'es-CO');

/**
 * Fills `{name}` placeholders. What ends with a full stop of its own, as an hour does («6:00 a. m.»), ends the sentence as well.
 * @param {string} text @param {Record<string, unknown>} vars
 */
export const fill = (text, vars) =>
  text.replace(/\{(\w+)\}(\.?)/g, (all, name, stop) => {
    if (!(name in vars)) return all;
    const value = String(vars[name]);
    return value.endsWith('.') ? value : value + stop;
  });

/** Whether a key has words. @param {string} key */
export const known = (key) => key in spanish;

/**
 * The words of a key; a missing key is shown as it is, so that it is seen and mended.
 * @param {string} key @param {Record<string, unknown>} [vars]
 */
export function t(key, vars = {}) {
  const entry = (current === 'en' ? english[key] : undefined) ?? spanish[key];
  if (entry === undefined) return key;
  if (typeof entry === 'string') return fill(entry, vars);
  const n = Number(vars.n);
  return fill(n === 1 ? entry.one : entry.other, { ...vars, n: new Intl.NumberFormat(locale()).format(n) });
}

/** The word of a slug, or the slug itself when the server knows one that we do not. @param {string} family @param {string | null | undefined} slug */
export function wordOf(family, slug) {
  if (!slug) return '—';
  return known(`${family}.${slug}`) ? t(`${family}.${slug}`) : slug.replaceAll('_', ' ');
}

/**
 * A folder's own words. What it answers is `t`: who takes it from there has loaded them.
 * @param {Dictionary} es @param {Source} en
 */
export function learn(es, en) {
  Object.assign(spanish, es);
  unread.add(en);
  return t;
}

/** Reads the English that was learned of since. A source that did not come is asked for again. */
async function readEnglish() {
  await Promise.all(
    [...unread].map(async (source) => {
      Object.assign(english, (await source()).default);
      unread.delete(source);
    }),
  );
}

/** Whoever loads a page waits for this before it is drawn: then no word is missing in either language. */
export async function wordsReady() {
  if (current === 'en') await readEnglish();
}

/** @param {string} code */
export async function setLanguage(code) {
  if (code === 'en') await readEnglish();
  current = code === 'en' ? 'en' : 'es';
  if (typeof document !== 'undefined') document.documentElement.lang = locale();
  try {
    localStorage.setItem(KEY, current);
  } catch {
    /* storage refused: it lasts for this visit */
  }
}

/** The language chosen on an earlier visit. */
export async function restoreLanguage() {
  let chosen = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    /* storage refused */
  }
  if (chosen === 'en') await setLanguage('en');
}
