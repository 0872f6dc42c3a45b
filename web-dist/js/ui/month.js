/** A month as a table: a row a week, a day a button. */
import { dayNumber, dayMonth } from '../kit/days.js';
import { today, weekday, weekdayShort } from '../kit/format.js';
import { h } from './dom.js';

/**
 * @template {{day: string}} Day
 * @typedef {object} MonthOptions
 * @property {string} month 'YYYY-MM': the days of others around it are paler
 * @property {string} caption
 * @property {Day[][]} weeks from Monday to Sunday
 * @property {string} chosen a day
 * @property {(day: string) => void} choose
 * @property {(day: Day) => (string | null)[]} spoken what a day holds, for whoever doesn't see its marks
 * @property {(day: Day) => Node} marks what a day holds, to be seen
 * @property {boolean} [byWeek] the week of the chosen day is lit
 * @property {string} [class]
 */

/** @template {{day: string}} Day @param {Day} of @param {MonthOptions<Day>} options */
function cell(of, { month, chosen, choose, spoken, marks }) {
  const { day } = of;
  return h(
    'td',
    { class: day.startsWith(month) ? '' : 'other-month' },
    h(
      'button',
      {
        type: 'button',
        class: `calendar-day${day === today() ? ' is-today' : ''}`,
        'aria-pressed': String(day === chosen),
        'aria-current': day === today() ? 'date' : null,
        dataset: { day },
        on: { click: () => choose(day) },
      },
      h('span', { class: 'calendar-number num', 'aria-hidden': 'true' }, Number(day.slice(8))),
      h(
        'span',
        { class: 'visually-hidden' },
        [`${weekday(dayNumber(day))} ${dayMonth(day)}`, ...spoken(of)].filter(Boolean).join(', '),
      ),
      marks(of),
    ),
  );
}

/** @template {{day: string}} Day @param {MonthOptions<Day>} options */
export const monthTable = (options) =>
  h(
    'table',
    { class: ['calendar', options.class].filter(Boolean).join(' ') },
    h('caption', { class: 'visually-hidden' }, options.caption),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        [1, 2, 3, 4, 5, 6, 7].map((day) =>
          h(
            'th',
            { scope: 'col' },
            h('span', { 'aria-hidden': 'true' }, weekdayShort(day)),
            h('span', { class: 'visually-hidden' }, weekday(day)),
          ),
        ),
      ),
    ),
    h(
      'tbody',
      {},
      options.weeks.map((week) =>
        h(
          'tr',
          { class: options.byWeek && week.some(({ day }) => day === options.chosen) ? 'is-week' : '' },
          week.map((day) => cell(day, options)),
        ),
      ),
    ),
  );
