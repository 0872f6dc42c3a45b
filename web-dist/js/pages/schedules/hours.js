/**
 * When classes are, past midnight too, and which are at the same time: in one room they can't be, of one teacher or one ficha they shouldn't.
 */
import { addDays } from '../../kit/days.js';
import { timeRange } from '../../kit/format.js';
import { t } from './words.js';

/** @typedef {import('wire').Class} Class */
/** @typedef {Record<string, any>} Values */
/** @typedef {{start_time: string, end_time: string}} Hours */

/** @param {string} clock HH:MM:SS */
export const minutes = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

const DAY = 24 * 60;

/** Whether it ends at midnight or on the next day. @param {Hours} row */
export const goesOn = ({ start_time, end_time }) => minutes(end_time) <= minutes(start_time);

/** From when to when, in minutes from the midnight before it. @param {Hours} row @returns {[number, number]} */
export const minutesOf = (row) => [minutes(row.start_time), minutes(row.end_time) + (goesOn(row) ? DAY : 0)];

/** As long as a night at most: else the hours were exchanged. @param {Hours} row */
export const isPossible = (row) => {
  const [from, until] = minutesOf(row);
  return until <= DAY || until - from <= DAY / 2;
};

/** "10:00 p. m. – 6:00 a. m. del día siguiente". @param {Hours} row */
export const hoursText = (row) =>
  goesOn(row) && minutes(row.end_time) > 0
    ? t('schedules.nextDay', { time: timeRange(row.start_time, row.end_time) })
    : timeRange(row.start_time, row.end_time);

/**
 * Whether a class shares time with what is being written: on its weekday, or past midnight on the next.
 * @param {Class} row @param {Values} values
 */
export function isAtOnce(row, values) {
  if (!row.is_active || !values.start_time || !values.end_time) return false;
  const [from, until] = minutesOf(row);
  const [start, end] = minutesOf(/** @type {Hours} */ (values));
  return [-1, 0, 1].some(
    (days) =>
      (row.day_of_week + days - Number(values.day_of_week) + 7) % 7 === 0 &&
      (!values.end_date || addDays(row.start_date, days) <= values.end_date) &&
      (!values.start_date || values.start_date <= addDays(row.end_date, days)) &&
      from < end + days * DAY &&
      start + days * DAY < until,
  );
}

/**
 * Classes of a room that would share time with what is being written.
 * @param {Class[]} classes @param {Values} values @param {string} [self] the class being changed
 */
export const clashes = (classes, values, self) =>
  classes.filter((row) => row.id !== self && row.environment_id === values.environment_id && isAtOnce(row, values));

/**
 * Classes elsewhere at the same time, of the same teacher or the same ficha: they can be stored, and are told.
 * @param {Class[]} classes @param {Values} values @param {string} [self]
 * @returns {{row: Class, by: 'teacher' | 'ficha'}[]}
 */
export function doubles(classes, values, self) {
  const ficha = String(values.ficha ?? '')
    .trim()
    .toLowerCase();
  /** @type {{row: Class, by: 'teacher' | 'ficha'}[]} */
  const found = [];
  for (const row of classes) {
    if (row.id === self || row.environment_id === values.environment_id || !isAtOnce(row, values)) continue;
    if (values.instructor_id && row.instructor_id === values.instructor_id) found.push({ row, by: 'teacher' });
    else if (ficha && row.ficha.toLowerCase() === ficha) found.push({ row, by: 'ficha' });
  }
  return found;
}
