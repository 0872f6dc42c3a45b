/** Ranges as people write them: «A-C», «1-5», «A, B, D», «1-3, 7». Pure. */

/** As many as the server makes at once. */
const MOST = 10_000;

/**
 * @typedef {string[] | {start: number, end: number}} Range as the server takes it
 * @typedef {{range: Range} | {fault: 'empty'} | {fault: 'reversed' | 'mixed' | 'joined' | 'long' | 'twice', text: string}} Read
 */

/** The letters of a span as numbers: A is 1, Z 26, AA 27. @param {string} letters */
const ordinal = (letters) =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** @param {number} n */
function lettersOf(n) {
  let letters = '';
  for (let rest = n; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** Whether a number is written with zeros before it, which then belong to the code. @param {string} figures */
const isPadded = (figures) => figures.length > 1 && figures.startsWith('0');

/** The values of a span, or why it is none. @param {string} text @param {string} from @param {string} to @returns {string[] | {fault: 'reversed' | 'mixed' | 'joined' | 'long', text: string}} */
function spanOf(text, from, to) {
  const letters = /^[a-z]{1,3}$/i;
  const figures = /^\d{1,6}$/;
  const of = figures.test(from) && figures.test(to) ? Number : letters.test(from) && letters.test(to) ? ordinal : null;
  // «A1-A5», «E-1»: letters and figures in one are two parts of a code, or values that stand each for itself.
  if (!of) return { fault: /\d/.test(from + to) ? 'joined' : 'mixed', text };
  const [first, last] = [of(from), of(to)];
  if (first > last) return { fault: 'reversed', text };
  if (last - first >= MOST) return { fault: 'long', text };
  const figuresLong = isPadded(from) || isPadded(to) ? Math.max(from.length, to.length) : 1;
  return Array.from({ length: last - first + 1 }, (_, at) =>
    of === Number ? String(first + at).padStart(figuresLong, '0') : lettersOf(first + at),
  );
}

/** What somebody means by a text. A hyphen with something on both sides is a span, «y» is a comma. @param {string} text @returns {Read} */
export function readRange(text) {
  const parts = text
    .split(/[,;]|\s+y\s+/i)
    .map((part) => part.trim())
    .filter(Boolean);
  if (!parts.length) return { fault: 'empty' };
  const span = (/** @type {string} */ part) => /^([\p{L}\d]+)(?:\s*[-–—]\s*|\s+al?\s+)([\p{L}\d]+)$/iu.exec(part);
  const [only] = parts;
  const alone = parts.length === 1 ? span(only) : null;
  const isPlain = (/** @type {string} */ figures) => /^\d{1,6}$/.test(figures) && !isPadded(figures);
  if (alone && isPlain(alone[1]) && isPlain(alone[2])) {
    const [start, end] = [Number(alone[1]), Number(alone[2])];
    if (start > end) return { fault: 'reversed', text: only };
    return end - start >= MOST ? { fault: 'long', text: only } : { range: { start, end } };
  }
  /** @type {string[]} */
  const values = [];
  for (const part of parts) {
    const found = span(part);
    // «1-5-9», «8-», «1..5»: something was meant by it, but not a value.
    if (!found && /^[-–—]|[-–—]$|\.\.|[-–—].*[-–—]/u.test(part)) return { fault: 'mixed', text: part };
    const more = found ? spanOf(part, found[1], found[2]) : [part];
    if (!Array.isArray(more)) return more;
    values.push(...more);
    if (values.length > MOST) return { fault: 'long', text };
  }
  const seen = new Set();
  for (const value of values) {
    const key = /^\d+$/.test(value) ? String(Number(value)) : value.toLocaleLowerCase('es');
    if (seen.has(key)) return { fault: 'twice', text: value };
    seen.add(key);
  }
  return { range: values };
}
