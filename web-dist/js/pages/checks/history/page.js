/**
 * The checks of a room, month by month: a calendar, the days of a week, totals, a file to take along.
 */
import { api } from '../../../kit/api.js';
import { addMonths, dayMonth, lastDay, monthName, monthOf, weeksOf } from '../../../kit/days.js';
import { date, today, wallClock } from '../../../kit/format.js';
import { h, replace, uid } from '../../../ui/dom.js';
import { exportMenu } from '../../../ui/export.js';
import { button, card, emptyState, errorState, isAbort, skeleton, stat, stats } from '../../../ui/parts.js';
import { calendar, legend, weekList } from './calendar.js';
import { judged, monthDays, monthTotals } from './rules.js';
import { roomOptions } from '../../environments/options.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').Check} Check */
/** @typedef {import('./rules.js').Day} Day */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */

/** The day whose week is shown when a month is opened. @param {string} month @param {string | null} asked */
export const openingDay = (month, asked) =>
  asked?.startsWith(`${month}-`) ? asked : today().startsWith(month) ? today() : `${month}-01`;

/** @type {import('../../../frame/router.js').Page} */
export const history = {
  title: () => t('history.title'),
  hint: () => t('history.hint'),
  async render(ctx) {
    ctx.setBack('/verificaciones', t('nav.checks'));
    const { user, signal } = ctx;
    const known = (await roomOptions()).filter((room) => user.role !== 'student' || room.value === user.environment_id);
    if (!known.length) return emptyState({ icon: 'qr', title: t('check.unlinked'), hint: t('check.unlinkedText') });
    let room = ctx.query.get('ambiente') ?? user.environment_id ?? known[0].value;
    if (!known.some((one) => one.value === room)) room = known[0].value;
    let month = monthOf(ctx.query.get('mes'), today());
    let chosen = openingDay(month, ctx.query.get('dia'));
    let turn = 0;
    /** @type {Day[][]} */
    let weeks = [];
    /** @type {Check[]} */
    let checks = [];

    const title = h('h2', { class: 'month-name', 'aria-live': 'polite' });
    const summary = h('div', { class: 'history-figures' });
    const grid = h('div', { class: 'panel calendar-box' });
    const week = h('div', { class: 'stack' });
    const pickId = uid('room');
    const picker = h(
      'select',
      {
        id: pickId,
        on: {
          change: () => {
            room = picker.value;
            load();
          },
        },
      },
      known.map((one) => h('option', { value: one.value }, one.label)),
    );
    picker.value = room;
    /** @param {string} next */
    const go = (next) => {
      month = next;
      chosen = openingDay(month, null);
      load();
    };
    const back = button({
      label: t('history.previous'),
      icon: 'back',
      iconOnly: true,
      run: () => go(addMonths(month, -1)),
    });
    const next = button({
      label: t('history.next'),
      icon: 'forward',
      iconOnly: true,
      run: () => go(addMonths(month, 1)),
    });
    const now = button({ label: t('history.thisMonth'), icon: 'clock', run: () => go(today().slice(0, 7)) });
    const exporter = exportMenu({
      signal,
      count: () => t('history.checks', { n: checks.length }),
      ask: () => ({ list: 'checks', filters: { environment_id: room, ...days() } }),
    });
    /** The days of the month that is shown. */
    const days = () => ({ start_date: `${month}-01`, end_date: lastDay(month) });

    async function load() {
      const mine = ++turn;
      ctx.setQuery({ ambiente: room, mes: month, dia: chosen });
      replace(title, monthName(month));
      now.hidden = month === today().slice(0, 7);
      next.toggleAttribute('disabled', month >= today().slice(0, 7));
      replace(grid, skeleton(6));
      replace(week);
      try {
        const days = weeksOf(month).flat();
        const query = { environment_id: room, start_date: days[0], end_date: days[days.length - 1] };
        const [found, classes] = await Promise.all([
          api.all('/api/inventory-checks', { query, signal }),
          api.all('/api/schedules', { query: { environment_id: room }, signal }),
        ]);
        if (mine !== turn) return;
        const clock = wallClock().toISOString().slice(0, 19);
        weeks = monthDays(month, found, judged(user, room, classes), clock);
        checks = found
          .filter((check) => check.check_date <= lastDay(month) && check.check_date >= `${month}-01`)
          .reverse();
        draw();
      } catch (error) {
        if (mine !== turn || isAbort(error)) return;
        replace(summary);
        replace(grid, errorState(error, load));
      }
    }

    /** @param {string} day */
    function choose(day) {
      chosen = day;
      ctx.setQuery({ dia: day });
      draw();
      /** @type {HTMLElement | null} */ (grid.querySelector(`[data-day="${day}"]`))?.focus();
      const section = document.getElementById(`dia-${day}`);
      section?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    }

    function draw() {
      const totals = monthTotals(weeks);
      exporter.close(!checks.length);
      replace(
        summary,
        stats(
          stat({ label: t('history.done'), value: totals.done, icon: 'check-circle', tone: 'good' }),
          stat({
            label: t('history.issues'),
            value: totals.issues,
            icon: 'triangle',
            tone: totals.issues ? 'warn' : '',
          }),
          user.role === 'student'
            ? null
            : stat({
                label: t('history.missedTotal'),
                value: totals.missed,
                icon: 'minus',
                tone: totals.missed ? 'bad' : '',
              }),
        ),
      );
      replace(
        grid,
        calendar(weeks, { month, chosen, choose }),
        h('div', { class: 'row between' }, legend(weeks) ?? h('span'), exporter.element),
      );
      const shown = weeks.find((one) => one.some((day) => day.day === chosen)) ?? weeks[0];
      replace(
        week,
        card(
          {
            title: t('history.week', { from: dayMonth(shown[0].day), to: dayMonth(shown[6].day) }),
            icon: 'calendar',
          },
          weekList(shown, chosen),
        ),
      );
    }

    load();
    return h(
      'div',
      { class: 'stack' },
      h(
        'div',
        { class: 'week-bar history-bar' },
        h('div', { class: 'week-filter' }, h('label', { for: pickId }, t('review.room')), picker),
        h('div', { class: 'month-move' }, back, title, next, now),
      ),
      h('p', { class: 'print-only strong' }, date(today())),
      summary,
      h('div', { class: 'history-columns' }, grid, week),
    );
  },
};
