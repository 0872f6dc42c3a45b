/**
 * The month of a room: a calendar with a mark for each check, and the days of one week written out.
 */
import { dayMonth, dayNumber, monthName } from '../../../kit/days.js';
import { capital, time, timeRange, today, weekday } from '../../../kit/format.js';
import { h, icon } from '../../../ui/dom.js';
import { monthTable } from '../../../ui/month.js';
import { badge } from '../../../ui/parts.js';
import { marksOf } from './rules.js';
import { checkState } from '../state.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').Day} Day */
/** @typedef {import('./rules.js').Check} Check */

/** What a day holds, in words. @param {Day} day */
const spoken = ({ checks, missed }) => [
  ...marksOf(checks).map(({ status, count }) => t('history.mark', { n: count, state: checkState(status).word })),
  missed.length ? t('history.missedN', { n: missed.length }) : '',
  checks.length || missed.length ? '' : t('history.nothing'),
];

/** What a day holds, in signs. @param {Day} day */
const marks = ({ checks, missed }) =>
  h(
    'span',
    { class: 'calendar-marks', 'aria-hidden': 'true' },
    ...marksOf(checks).map(({ status, count }) => {
      const state = checkState(status);
      return h(
        'span',
        { class: `calendar-mark ${state.tone}`, title: state.word },
        icon(state.icon, { class: 'small' }),
        count > 1 ? h('span', { class: 'num' }, count) : null,
      );
    }),
    missed.length
      ? h(
          'span',
          { class: 'calendar-mark muted', title: t('history.missed') },
          icon('minus', { class: 'small' }),
          missed.length > 1 ? h('span', { class: 'num' }, missed.length) : null,
        )
      : null,
  );

/** @param {Day[][]} weeks @param {{month: string, chosen: string, choose: (day: string) => void}} options */
export const calendar = (weeks, { month, chosen, choose }) =>
  monthTable({
    month,
    caption: t('history.of', { month: monthName(month) }),
    weeks,
    chosen,
    choose,
    spoken,
    marks,
    byWeek: true,
  });

/** What the signs mean; only those that occur. @param {Day[][]} weeks */
export function legend(weeks) {
  const statuses = marksOf(weeks.flat().flatMap((day) => day.checks)).map((mark) => mark.status);
  const missed = weeks.flat().some((day) => day.missed.length);
  if (!statuses.length && !missed) return null;
  return h(
    'ul',
    { class: 'calendar-legend', role: 'list', 'aria-label': t('history.legend') },
    ...statuses.map((status) => {
      const state = checkState(status);
      return h('li', {}, h('span', { class: `tone-${state.tone}` }, icon(state.icon, { class: 'small' })), state.word);
    }),
    missed
      ? h('li', {}, h('span', { class: 'tone-muted' }, icon('minus', { class: 'small' })), t('history.missed'))
      : null,
  );
}

/** @param {Check} check */
function checkLine(check) {
  const trouble = [
    check.items_damaged ? t('review.damaged', { n: check.items_damaged }) : '',
    check.items_missing ? t('review.missing', { n: check.items_missing }) : '',
  ].filter(Boolean);
  return h(
    'li',
    {},
    h(
      'a',
      { class: 'link', href: `/verificaciones/${check.id}` },
      h(
        'span',
        { class: 'link-text' },
        h(
          'span',
          { class: 'link-title strong' },
          check.start_time && check.end_time ? timeRange(check.start_time, check.end_time) : time(check.check_time),
        ),
        h(
          'span',
          { class: 'link-hint' },
          [check.program ?? t('review.noClass'), check.student_name, ...trouble].filter(Boolean).join(' · '),
        ),
      ),
      badge(checkState(check.status)),
    ),
  );
}

/** @param {import('./rules.js').Class} row */
const missedLine = (row) =>
  h(
    'li',
    {},
    h(
      'div',
      { class: 'link' },
      h(
        'span',
        { class: 'link-text' },
        h('span', { class: 'link-title strong' }, timeRange(row.start_time, row.end_time)),
        h('span', { class: 'link-hint' }, `${row.program} · ${row.instructor_name}`),
      ),
      badge({ word: t('history.missed'), icon: 'minus', tone: 'muted' }),
    ),
  );

/**
 * The days of a week, one after the other; the chosen one is marked.
 * @param {Day[]} week @param {string} chosen
 */
export function weekList(week, chosen) {
  const shown = week.filter((day) => day.day <= today() || day.checks.length);
  if (!shown.length) return h('p', { class: 'muted' }, t('history.noWeek'));
  return h(
    'div',
    { class: 'history-week' },
    shown.map((day) =>
      h(
        'section',
        { class: `history-day${day.day === chosen ? ' is-chosen' : ''}`, id: `dia-${day.day}` },
        h(
          'h3',
          { class: 'day-head' },
          `${capital(weekday(dayNumber(day.day)))}, ${dayMonth(day.day)} `,
          day.day === today() ? badge({ word: t('history.today'), icon: 'clock', tone: 'good' }) : null,
        ),
        day.checks.length || day.missed.length
          ? h('ul', { class: 'links', role: 'list' }, day.checks.map(checkLine), day.missed.map(missedLine))
          : h('p', { class: 'muted small' }, t('history.nothing')),
      ),
    ),
  );
}
