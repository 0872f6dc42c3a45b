/** The calendar of maintenance: what plans ask for and what is expected, a month at a time. */
import { api } from '../../kit/api.js';
import { addMonths, dayNumber, monthName, monthOf, weeksOf } from '../../kit/days.js';
import { capital, date, today, weekday } from '../../kit/format.js';
import { h, icon, replace } from '../../ui/dom.js';
import { monthTable } from '../../ui/month.js';
import { badge, button, card, emptyState, errorState, isAbort, linkList, skeleton } from '../../ui/parts.js';
import { dateHref, datesByDay } from './rules.js';
import { reportButton, views } from './views.js';
import { lateState, requestState, t } from './words.js';

/** @typedef {import('wire').MaintenanceDate} PlannedDate */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {PlannedDate} one @returns {import('../../kit/format.js').State} */
const stateOf = (one) =>
  one.source === 'request'
    ? one.day < today()
      ? lateState()
      : requestState(one.status ?? 'pending')
    : one.is_forecast
      ? { word: t('maint.forecast'), icon: 'calendar', tone: 'muted' }
      : { word: t('maint.planned'), icon: 'calendar', tone: 'info' };

/** @param {PlannedDate} one */
const about = (one) =>
  [one.item_name ?? (one.item_count ? t('maint.itemsN', { n: one.item_count }) : ''), one.environment_name]
    .filter(Boolean)
    .join(' · ');

/** How many of a day's entries a cell of the month shows. */
const SHOWN = 3;

/** What a day holds, in signs. @param {{dates: PlannedDate[]}} of */
const marks = ({ dates }) =>
  h(
    'span',
    { class: 'maint-marks', 'aria-hidden': 'true' },
    ...dates.slice(0, SHOWN).map((one) => {
      const state = stateOf(one);
      return h(
        'span',
        { class: `maint-mark ${state.tone}` },
        icon(state.icon, { class: 'small' }),
        h('span', { class: 'clip' }, one.title),
      );
    }),
    dates.length > SHOWN ? h('span', { class: 'muted' }, t('common.andMore', { n: dates.length - SHOWN })) : null,
  );

/** @param {string} month @param {PlannedDate[]} dates @param {string} chosen @param {(day: string) => void} choose */
const grid = (month, dates, chosen, choose) =>
  monthTable({
    class: 'maint-calendar',
    month,
    caption: t('maint.calendarOf', { month: monthName(month) }),
    weeks: datesByDay(weeksOf(month), dates),
    chosen,
    choose,
    spoken: (day) => [t('maint.dayCount', { n: day.dates.length })],
    marks,
  });

/** @param {string} day @param {PlannedDate[]} dates */
const dayCard = (day, dates) =>
  card(
    { title: `${capital(weekday(dayNumber(day)))}, ${date(day)}`, icon: 'calendar' },
    dates.length
      ? linkList(
          dates.map((one) => ({
            href: dateHref(one),
            title: one.title,
            hint: about(one),
            icon: one.source === 'plan' ? 'refresh' : 'wrench',
            end: badge(stateOf(one)),
          })),
        )
      : h('p', { class: 'muted' }, t('maint.nothingThatDay')),
  );

/** @type {import('../../frame/router.js').Page} */
export const calendar = {
  title: () => t('maint.calendarTitle'),
  hint: () => t('maint.calendarHint'),
  render(ctx) {
    ctx.setActions(reportButton());
    const asked = ctx.query.get('dia');
    let chosen = /^\d{4}-\d\d-\d\d$/.test(asked ?? '') ? String(asked) : today();
    let month = monthOf(ctx.query.get('mes'), chosen);
    /** @type {PlannedDate[]} */
    let dates = [];
    let turn = 0;
    const name = h('h2', { class: 'month-name', 'aria-live': 'polite' });
    const now = button({ label: t('maint.thisMonth'), icon: 'clock', run: () => go(today().slice(0, 7)) });
    const place = h('div', { class: 'maint-month' });

    function draw() {
      const ofDay = dates.filter((one) => one.day === chosen);
      replace(
        place,
        h('div', { class: 'panel calendar-box' }, grid(month, dates, chosen, choose)),
        h(
          'div',
          { class: 'stack' },
          dayCard(chosen, ofDay),
          dates.length
            ? null
            : emptyState({
                icon: 'calendar',
                title: t('maint.calendarEmpty'),
                hint: t('maint.calendarEmptyHint'),
                action: { label: t('maint.newPlan'), icon: 'plus', href: '/mantenimiento/planes/nuevo' },
              }),
        ),
      );
    }
    /** @param {string} day */
    function choose(day) {
      chosen = day;
      ctx.setQuery({ dia: day === today() ? null : day });
      draw();
      /** @type {HTMLElement | null} */ (place.querySelector('.calendar-day[aria-pressed="true"]'))?.focus();
    }
    /** @param {string} to */
    function go(to) {
      month = to;
      chosen = today().startsWith(month) ? today() : `${month}-01`;
      return show();
    }
    async function show() {
      const mine = ++turn;
      ctx.setQuery({ mes: month === today().slice(0, 7) ? null : month, dia: chosen === today() ? null : chosen });
      replace(name, monthName(month));
      now.hidden = today().startsWith(month);
      replace(place, skeleton(8));
      const days = weeksOf(month).flat();
      try {
        const found = await api.get('/api/maintenance-plans/calendar', {
          query: { start_date: days[0], end_date: days[days.length - 1] },
          signal: ctx.signal,
        });
        if (mine !== turn) return;
        dates = found;
        draw();
      } catch (error) {
        if (mine === turn && !isAbort(error)) replace(place, errorState(error, show));
      }
    }
    void show();
    return h(
      'div',
      { class: 'stack' },
      views('calendar'),
      h(
        'div',
        { class: 'month-move no-print' },
        button({ label: t('maint.monthBefore'), icon: 'back', iconOnly: true, run: () => go(addMonths(month, -1)) }),
        name,
        button({ label: t('maint.monthAfter'), icon: 'forward', iconOnly: true, run: () => go(addMonths(month, 1)) }),
        now,
      ),
      place,
    );
  },
};
