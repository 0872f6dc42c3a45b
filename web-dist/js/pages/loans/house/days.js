/** The centre's own rules for loans as people write them: days that are closed, weekdays that are open. Pure. */

/** A day as it is written in Colombia, 25/12/2031. @param {string} day 'YYYY-MM-DD' */
const written = (day) => day.split('-').reverse().join('/');

/** @param {string} text @returns {string | null} 'YYYY-MM-DD', of a day that there is */
function read(text) {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (!found) return null;
  const day = `${found[3]}-${found[2].padStart(2, '0')}-${found[1].padStart(2, '0')}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  // The thirtieth of February is the first or second of March to a date.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day;
}

/** The words of a text of days. @param {string} text */
const words = (text) => text.split(/[\s,;]+/).filter(Boolean);

/** @param {string[]} days @returns {string} in order, a line each */
export const daysText = (days) => days.toSorted().map(written).join('\n');

/** The days of a text, each once, in order. @param {string | null | undefined} text @returns {string[]} */
export const daysOf = (text) => [...new Set(words(text ?? '').flatMap((word) => read(word) ?? []))].sort();

/** What isn't a day. @param {string | null | undefined} text @returns {string | undefined} */
export const notADay = (text) => words(text ?? '').find((word) => !read(word));

/** Monday to Sunday, as the server counts them. */
export const WEEKDAYS = /** @type {const} */ ([1, 2, 3, 4, 5, 6, 7]);

/** Which weekdays are open: none is written down where all are. @param {number[]} open */
export const opens = (open) =>
  Object.fromEntries(WEEKDAYS.map((day) => [`day_${day}`, !open.length || open.includes(day)]));

/** The other way round. @param {Record<string, any>} values @returns {number[]} */
export function openDays(values) {
  const open = WEEKDAYS.filter((day) => values[`day_${day}`]);
  return open.length === WEEKDAYS.length ? [] : open;
}
