/**
 * A month of checks of one room: its weeks, the checks of each day, the classes nobody checked. Pure.
 */
import { addDays, weeksOf } from '../../../kit/days.js';
import { goesOn } from '../../schedules/hours.js';
import { classesOn } from '../../schedules/week.js';

/** @typedef {import('wire').Check} Check */
/** @typedef {import('wire').Class} Class */
/** @typedef {{day: string, inMonth: boolean, checks: Check[], missed: Class[]}} Day */

/**
 * The classes of a day that are over and have no check.
 * @param {Class[]} classes @param {Check[]} checks of that day @param {string} day @param {string} now 'YYYY-MM-DDTHH:MM:SS'
 */
export const missedOn = (classes, checks, day, now) =>
  classesOn(classes, day).filter(
    (row) =>
      `${goesOn(row) ? addDays(day, 1) : day}T${row.end_time}` <= now &&
      !checks.some((check) => check.schedule_id === row.id && check.status !== 'student_pending'),
  );

/**
 * Every day of the weeks of a month with what happened, checks in the order of the clock.
 * @param {string} month @param {Check[]} checks @param {Class[]} classes @param {string} now
 * @returns {Day[][]}
 */
export function monthDays(month, checks, classes, now) {
  /** @type {Map<string, Check[]>} */
  const byDay = new Map();
  for (const check of checks.toSorted((a, b) => a.check_time.localeCompare(b.check_time))) {
    const day = check.check_date.slice(0, 10);
    byDay.set(day, [...(byDay.get(day) ?? []), check]);
  }
  return weeksOf(month).map((week) =>
    week.map((day) => {
      const own = byDay.get(day) ?? [];
      return { day, inMonth: day.startsWith(month), checks: own, missed: missedOn(classes, own, day, now) };
    }),
  );
}

/**
 * Done, with something wrong, and classes without a check; in the days of the month only.
 * @param {Day[][]} weeks
 */
export function monthTotals(weeks) {
  const days = weeks.flat().filter((day) => day.inMonth);
  const checks = days.flatMap((day) => day.checks).filter((check) => check.status !== 'student_pending');
  return {
    done: checks.length,
    issues: checks.filter((check) => check.status === 'issues' || check.items_damaged + check.items_missing > 0).length,
    missed: days.reduce((sum, day) => sum + day.missed.length, 0),
  };
}

/**
 * One mark a state, with how many checks are in it, in the order in which they first occur.
 * @param {Check[]} checks
 * @returns {{status: Check['status'], count: number}[]}
 */
export function marksOf(checks) {
  /** @type {Map<Check['status'], number>} */
  const counts = new Map();
  for (const { status } of checks) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => ({ status, count }));
}

/**
 * Whose classes a person can judge: who only sees his own checks cannot say that a class had none.
 * @param {{role: string, id: string, environment_id?: string | null}} user @param {string} room @param {Class[]} classes
 */
export function judged(user, room, classes) {
  if (user.role === 'student') return [];
  if (user.role === 'instructor' && user.environment_id !== room)
    return classes.filter((row) => row.instructor_id === user.id);
  return classes;
}
