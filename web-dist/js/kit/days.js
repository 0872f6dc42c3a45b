/** Days as 'YYYY-MM-DD', months as 'YYYY-MM': counting with them, and what they are called. */
import { capital, date } from './format.js';
import { locale } from './words.js';

/** @param {string} day @param {number} by */
export function addDays(day, by) {
  const made = new Date(`${day}T00:00:00Z`);
  made.setUTCDate(made.getUTCDate() + by);
  return made.toISOString().slice(0, 10);
}

/** Monday is 1, Sunday is 7. @param {string} day */
export const dayNumber = (day) => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

/** @param {string} day */
export const mondayOf = (day) => addDays(day, 1 - dayNumber(day));

/** The month that the text says, or that of the given day when it says none. @param {string | null} text @param {string} day */
export const monthOf = (text, day) => (/^\d{4}-(0[1-9]|1[0-2])$/.test(text ?? '') ? String(text) : day.slice(0, 7));

/** @param {string} month @param {number} by */
export function addMonths(month, by) {
  const made = new Date(`${month}-01T00:00:00Z`);
  made.setUTCMonth(made.getUTCMonth() + by);
  return made.toISOString().slice(0, 7);
}

/** The last day of a month. @param {string} month */
export const lastDay = (month) => addDays(`${addMonths(month, 1)}-01`, -1);

/** Whole weeks from Monday to Sunday that cover a month. @param {string} month @returns {string[][]} */
export function weeksOf(month) {
  const end = lastDay(month);
  /** @type {string[][]} */
  const weeks = [];
  for (let monday = mondayOf(`${month}-01`); monday <= end; monday = addDays(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(monday, at)));
  return weeks;
}

/** "Noviembre 2026". @param {string} month */
export const monthName = (month) =>
  capital(
    new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric', timeZone: 'UTC' })
      .format(new Date(`${month}-01T00:00:00Z`))
      .replace(' de ', ' '),
  );

/** "21 nov". @param {string} day */
export const dayMonth = (day) =>
  date(day)
    .replace(/\s*\d{4}$/, '')
    .replace(/,$/, '');
