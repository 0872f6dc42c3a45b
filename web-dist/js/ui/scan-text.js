/**
 * What a code says that was scanned or typed. A scanner presses keys as if its computer had the layout that it was set up for; where the
 * layouts differ, signs arrive as others and letters and digits as they are.
 */
import { fold } from '../kit/format.js';

/** @typedef {{type: 'environment' | 'item' | 'bin' | 'product' | 'lot' | 'unknown', id: string | null, text: string}} ScannedCode */

/** An id in our label's text, of which only letters and digits are left. */
const OURS = /(environment|item|inventory)id([0-9a-f]{32})(?![0-9a-f])/;

/** An id in a label of the warehouse of materials: letters and figures only. */
const MATERIAL = /^(ubi|pro|lot)([0-9a-f]{32})$/;
const MATERIALS = /** @type {const} */ ({ ubi: 'bin', pro: 'product', lot: 'lot' });

/** An id alone, whatever stands between its parts. */
const ALONE =
  /^[^0-9a-z]*([0-9a-f]{8})[^0-9a-z]?([0-9a-f]{4})[^0-9a-z]?([0-9a-f]{4})[^0-9a-z]?([0-9a-f]{4})[^0-9a-z]?([0-9a-f]{12})[^0-9a-z]*$/;

/** @param {string} digits */
const withDashes = (digits) => digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/**
 * What a printed code says: JSON with a type and an id (ours and the old app's), an id alone, or plain text such as an inventory code.
 * @param {string} text @returns {ScannedCode}
 */
export function parseCode(text) {
  const clean = text.trim();
  try {
    const data = JSON.parse(clean);
    if (data && typeof data === 'object') {
      const kind = String(data.type ?? '').toLowerCase();
      const id = data.id ?? data.environment_id ?? data.item_id ?? null;
      const type =
        kind === 'environment' || (!kind && data.environment_id)
          ? 'environment'
          : kind === 'item' || kind === 'inventory' || (!kind && data.item_id)
            ? 'item'
            : 'unknown';
      return { type, id: id === null ? null : String(id), text: clean };
    }
  } catch {
    const small = clean.toLowerCase();
    const material = MATERIAL.exec(small);
    if (material) {
      const type = MATERIALS[/** @type {keyof typeof MATERIALS} */ (material[1])];
      return { type, id: withDashes(material[2]), text: clean };
    }
    const ours = OURS.exec(small.replace(/[^0-9a-z]/g, ''));
    if (ours) return { type: ours[1] === 'environment' ? 'environment' : 'item', id: withDashes(ours[2]), text: clean };
    const alone = ALONE.exec(small);
    if (alone) return { type: 'unknown', id: alone.slice(1).join('-'), text: clean };
  }
  return { type: 'unknown', id: null, text: clean };
}

/** What arrives of a sign when a scanner with the first layout is plugged into a computer with the second, and what it was. */
const US_ON_LATIN = {
  "'": '-',
  '-': '/',
  '?': '_',
  _: '?',
  Ñ: ':',
  ñ: ';',
  '/': '&',
  '¿': '=',
  '¡': '=',
  ç: ':',
  Ç: ':',
};
const LATIN_ON_US = { '/': '-', '-': "'", '>': ':', '&': '/', '?': '_', ':': 'Ñ', ';': 'ñ' };

/** @param {string} text @param {Record<string, string>} signs */
const exchange = (text, signs) => [...text].map((sign) => signs[sign] ?? sign).join('');

/** The last part of an address, as the stickers of other systems have it: …/ht/TAG, …/hardware/TAG. @param {string} text */
export function lastPart(text) {
  if (!/^https?:\/\/./i.test(text) && !/\/(ht|hardware)\/[^/]/i.test(text)) return null;
  const part = text
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .split('/')
    .pop();
  try {
    return decodeURIComponent(part ?? '').trim() || null;
  } catch {
    return part || null;
  }
}

/** The longest code that is looked for. */
const LONGEST = 100;

/** Signs that stand in codes and are typed as each other: `- : ' /`. */
const SIGNS = /[-:'/]/g;

/**
 * The codes that a text may mean, as it is first: typed by another layout, or the last part of an address.
 * @param {string} text @returns {string[]}
 */
export function readings(text) {
  const clean = text.trim();
  const typed = [clean, exchange(clean, US_ON_LATIN), exchange(clean, LATIN_ON_US)];
  const parts = typed.map(lastPart).filter((part) => part !== null);
  // In an address only its last part is worth looking for, beside the whole of it as it is.
  const meant = parts.length ? [clean, ...parts] : [...typed, ...[...'-/:'].map((sign) => clean.replace(SIGNS, sign))];
  return [...new Set(meant.map((code) => code.slice(0, LONGEST)))].filter(Boolean);
}

/** Whether two codes are one, but for signs that are typed as each other. @param {string} one @param {string} other */
export const sameCode = (one, other) => fold(one).replace(SIGNS, '-') === fold(other).replace(SIGNS, '-');

/**
 * Which of the codes in one picture may be meant: those of ours, or all if none is.
 * @param {{text: string, ours: boolean}[]} seen @returns {string[]}
 */
export function meantOf(seen) {
  const ours = seen.filter((code) => code.ours);
  return [...new Set((ours.length ? ours : seen).map((code) => code.text))];
}

/** What a code is called among others: the name in our label, or its text. @param {string} text */
export function titleOf(text) {
  try {
    const { code, name } = JSON.parse(text);
    if (typeof code === 'string' && code) return typeof name === 'string' && name ? `${code} · ${name}` : code;
  } catch {
    // Not one of ours.
  }
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Accents that wait for a letter, and were meant as signs: the layout "US international". */
const WAITING = /** @type {Record<string, string>} */ ({ Quote: "'" });

/**
 * What a key writes that a scanner presses; nothing of what is a command. In Windows AltGr is Ctrl and Alt at once.
 * @param {KeyboardEvent} event
 */
export function written(event) {
  const third = event.getModifierState?.('AltGraph');
  if (!third && (event.ctrlKey || event.metaKey || event.altKey)) return '';
  if (event.key === 'Dead') return WAITING[event.code] ?? '¨';
  return [...event.key].length === 1 ? event.key : '';
}
