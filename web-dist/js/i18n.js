/** One small mechanism for words: t('key', {name}) in the language that the person chose. */
import es from './i18n/es.js';

/** @typedef {string | {one: string, other: string}} Entry */
/** @type {Record<string, Entry>} */
let words = es;
let current = 'es';

const KEY = 'inventario.language';

/** @returns {'es' | 'en'} */
export const language = () => /** @type {'es' | 'en'} */ (current);
/** @returns {string} */
export const locale = () => (current === 'en' ? 'en-US' : 'es-CO');

/**
 * Fills `{name}` placeholders.
 * @param {string} text @param {Record<string, unknown>} vars
 */
export const fill = (text, vars) =>
  text.replace(/\{(\w+)\}/g, (all, name) => (name in vars ? String(vars[name]) : all));

/**
 * The words of a key; a missing key is shown as it is, so that it is seen and mended.
 * @param {string} key @param {Record<string, unknown>} [vars]
 */
export function t(key, vars = {}) {
  const entry = words[key] ?? es[key];
  if (entry === undefined) return key;
  if (typeof entry === 'string') return fill(entry, vars);
  const n = Number(vars.n);
  return fill(n === 1 ? entry.one : entry.other, { ...vars, n: new Intl.NumberFormat(locale()).format(n) });
}

/** @param {string} code */
export async function setLanguage(code) {
  words = code === 'en' ? (await import('./i18n/en.js')).default : es;
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
