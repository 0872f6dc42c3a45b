/**
 * A week of classes: a grid of days and hours on a desktop, one day at a time on a phone.
 */
import { addDays, dayNumber, mondayOf } from '../../kit/days.js';
import { capital, date, time, today, weekday, weekdayShort } from '../../kit/format.js';
import { h, icon, replace } from '../../ui/dom.js';
import { badge } from '../../ui/parts.js';
import { goesOn, hoursText, minutes } from './hours.js';
import { t } from './words.js';

/** @typedef {import('wire').Class} Class */

/**
 * The classes that take place on a day, in order.
 * @param {Class[]} classes
 * @param {string} day
 */
export const classesOn = (classes, day) =>
  classes
    .filter(
      (row) => row.is_active && row.day_of_week === dayNumber(day) && row.start_date <= day && day <= row.end_date,
    )
    .sort(
      (a, b) => a.start_time.localeCompare(b.start_time) || a.environment_name.localeCompare(b.environment_name, 'es'),
    );

/** The classes that take place in a week. @param {Class[]} classes @param {string} monday */
export const classesIn = (classes, monday) => daysOf(monday).flatMap((day) => classesOn(classes, day));

const daysOf = (/** @type {string} */ monday) => Array.from({ length: 7 }, (_, index) => addDays(monday, index));

/** @typedef {Class & {times: string}} Piece what of a class lies on one day; `times` is all of it */

/**
 * What a day's column shows: its classes, those that go on past midnight until then, and what is left of last night's.
 * @param {Class[]} classes @param {string} day @returns {Piece[]}
 */
export function piecesOn(classes, day) {
  const left = classesOn(classes, addDays(day, -1)).filter((row) => goesOn(row) && minutes(row.end_time) > 0);
  return [
    ...left.map((row) => ({ ...row, start_time: '00:00:00', times: hoursText(row) })),
    ...classesOn(classes, day).map((row) => ({
      ...row,
      ...(goesOn(row) ? { end_time: '24:00:00' } : {}),
      times: hoursText(row),
    })),
  ];
}

/**
 * Classes at the same time go side by side.
 * @template {{start_time: string, end_time: string}} T
 * @param {T[]} classes in order of start
 * @returns {Array<{row: T, lane: number, lanes: number}>}
 */
export function lanes(classes) {
  /** @type {Array<{row: T, lane: number, lanes: number}>} */
  const placed = [];
  /** @type {typeof placed} */
  let cluster = [];
  let ends = 0;
  const close = () => {
    const width = Math.max(0, ...cluster.map((one) => one.lane + 1));
    for (const one of cluster) one.lanes = width;
    cluster = [];
  };
  for (const row of classes) {
    if (minutes(row.start_time) >= ends) close();
    const busy = new Set(
      cluster.filter((one) => minutes(one.row.end_time) > minutes(row.start_time)).map((one) => one.lane),
    );
    let lane = 0;
    while (busy.has(lane)) lane += 1;
    const one = { row, lane, lanes: 1 };
    cluster.push(one);
    placed.push(one);
    ends = Math.max(ends, minutes(row.end_time));
  }
  close();
  return placed;
}

/**
 * The hours that the grid shows, whole ones around the first and the last class.
 * @param {Class[]} classes
 * @returns {[number, number]}
 */
export function hourSpan(classes) {
  const from = Math.min(7 * 60, ...classes.map((row) => minutes(row.start_time)));
  const to = Math.max(17 * 60, ...classes.map((row) => minutes(row.end_time)));
  return [Math.floor(from / 60), Math.ceil(to / 60)];
}

/**
 * @typedef {object} WeekOptions
 * @property {{id: string, role: string}} user
 * @property {'instructor' | 'room' | 'both'} show which name a class carries besides its programme
 * @property {string} [week] any day of the week; today's when absent
 * @property {string} empty what to say of a week without classes
 */

/**
 * @param {Class} row
 * @param {WeekOptions} options
 */
const whereWho = (row, { show }) =>
  show === 'both'
    ? `${row.environment_name} · ${row.instructor_name}`
    : show === 'room'
      ? row.environment_name
      : row.instructor_name;

/**
 * @param {Class} row
 * @param {WeekOptions} options
 */
const isOwn = (row, { user }) => user.role === 'instructor' && row.instructor_id === user.id;

/**
 * @param {{row: Piece, lane: number, lanes: number}} placed
 * @param {number} firstHour
 * @param {WeekOptions} options
 */
function block({ row, lane, lanes: width }, firstHour, options) {
  const node = h(
    'li',
    { class: `week-slot${isOwn(row, options) ? ' is-own' : ''}` },
    h(
      'a',
      { class: 'week-class', href: `/horarios/${row.id}` },
      h('span', { class: 'week-time num' }, row.times),
      h('span', { class: 'week-program' }, row.program),
      h('span', { class: 'week-who' }, t('schedules.fichaShort', { ficha: row.ficha })),
      h('span', { class: 'week-who' }, whereWho(row, options)),
      isOwn(row, options) ? h('span', { class: 'visually-hidden' }, t('schedules.own')) : null,
    ),
  );
  const set = (/** @type {string} */ name, /** @type {number} */ value) => node.style.setProperty(name, String(value));
  set('--from', minutes(row.start_time) / 60 - firstHour);
  set('--long', (minutes(row.end_time) - minutes(row.start_time)) / 60);
  set('--lane', lane);
  set('--lanes', width);
  return node;
}

/** @param {string} day */
const dayMonth = (day) =>
  date(day)
    .replace(/\s*(de\s*)?\d{4}$/, '')
    .replace(/,$/, '');

/**
 * @param {Class[]} classes
 * @param {string[]} days
 * @param {WeekOptions} options
 */
function grid(classes, days, options) {
  const perDay = days.map((day) => lanes(piecesOn(classes, day)));
  const crowded = perDay.some((day) => day.some((one) => one.lanes > 2));
  const [from, to] = hourSpan(perDay.flat().map((one) => one.row));
  const node = h(
    'div',
    { class: `week${crowded ? ' is-list' : ''}` },
    crowded
      ? null
      : h(
          'div',
          { class: 'week-hours', 'aria-hidden': 'true' },
          Array.from({ length: to - from }, (_, hour) =>
            h(
              'span',
              { class: 'week-hour num' },
              time(`${String(from + hour).padStart(2, '0')}:00:00`).replace(':00', ''),
            ),
          ),
        ),
    days.map((day, index) =>
      h(
        'section',
        { class: `week-day${day === today() ? ' is-today' : ''}` },
        h(
          'h2',
          { class: 'week-head' },
          h('span', {}, capital(weekday(dayNumber(day)))),
          h('span', { class: 'muted small' }, dayMonth(day)),
          day === today() ? badge({ word: t('schedules.today'), icon: 'clock', tone: 'good' }) : null,
        ),
        perDay[index].length
          ? h(
              'ol',
              { class: 'week-slots' },
              perDay[index].map((one) => block(one, from, options)),
            )
          : h('div', { class: 'week-slots' }, h('p', { class: 'visually-hidden' }, t('schedules.free'))),
      ),
    ),
  );
  node.style.setProperty('--hours', String(to - from));
  node.style.setProperty('--days', String(days.length));
  return node;
}

/**
 * @param {Class[]} classes
 * @param {string[]} days
 * @param {WeekOptions} options
 */
function oneDay(classes, days, options) {
  const list = h('div', { class: 'stack tight', 'aria-live': 'polite' });
  /** @type {HTMLButtonElement[]} */
  const buttons = [];
  /** @param {number} index */
  const choose = (index) => {
    const day = days[index];
    const rows = classesOn(classes, day);
    buttons.forEach((one, at) => one.setAttribute('aria-pressed', String(at === index)));
    replace(
      list,
      h(
        'h2',
        { class: 'day-head' },
        `${capital(weekday(dayNumber(day)))}, ${dayMonth(day)} `,
        day === today() ? badge({ word: t('schedules.today'), icon: 'clock', tone: 'good' }) : null,
      ),
      rows.length
        ? h(
            'ol',
            { class: 'day-list' },
            rows.map((row) =>
              h(
                'li',
                { class: isOwn(row, options) ? 'is-own' : '' },
                h(
                  'a',
                  { class: 'day-class', href: `/horarios/${row.id}` },
                  h('span', { class: 'day-time num' }, hoursText(row)),
                  h('span', { class: 'strong' }, row.program),
                  h(
                    'span',
                    { class: 'muted' },
                    `${t('schedules.fichaShort', { ficha: row.ficha })} · ${whereWho(row, options)}`,
                  ),
                  isOwn(row, options) ? h('span', { class: 'visually-hidden' }, t('schedules.own')) : null,
                ),
              ),
            ),
          )
        : h('p', { class: 'day-free muted' }, icon('calendar'), ' ', t('schedules.free')),
    );
  };
  const strip = h(
    'div',
    { class: 'day-strip', role: 'group', 'aria-label': t('schedules.pickDay') },
    days.map((day, index) => {
      const some = classesOn(classes, day).length;
      const node = /** @type {HTMLButtonElement} */ (
        h(
          'button',
          {
            type: 'button',
            class: `day-button${day === today() ? ' is-today' : ''}`,
            on: { click: () => choose(index) },
          },
          h('span', { 'aria-hidden': 'true' }, weekdayShort(dayNumber(day)).replace('.', '')),
          h('span', { class: 'num strong', 'aria-hidden': 'true' }, String(Number(day.slice(8)))),
          h('span', { class: `day-dot${some ? ' has-classes' : ''}`, 'aria-hidden': 'true' }),
          h(
            'span',
            { class: 'visually-hidden' },
            `${weekday(dayNumber(day))} ${dayMonth(day)}, ${t('schedules.count', { n: some })}`,
          ),
        )
      );
      buttons.push(node);
      return node;
    }),
  );
  const withClasses = days.findIndex((day) => classesOn(classes, day).length);
  choose(days.includes(today()) ? days.indexOf(today()) : Math.max(0, withClasses));
  return h('div', { class: 'stack week-days' }, strip, list);
}

/**
 * @param {Class[]} classes
 * @param {WeekOptions} options
 * @returns {HTMLElement}
 */
export function weekPlan(classes, options) {
  const monday = mondayOf(options.week ?? today());
  const all = daysOf(monday);
  const total = classesIn(classes, monday).length;
  const days = classesOn(classes, all[6]).length || all[6] === today() ? all : all.slice(0, 6);
  return h(
    'div',
    { class: 'stack week-plan' },
    total ? null : h('p', { class: 'muted', role: 'status' }, options.empty),
    total ? grid(classes, days, options) : null,
    total ? oneDay(classes, days, options) : null,
  );
}
