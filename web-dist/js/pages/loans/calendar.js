/**
 * What a warehouse has out or reserved, day by day: bars on a desktop, a list of days on a phone.
 */
import { api } from '../../kit/api.js';
import { addDays, dayMonth, dayNumber, mondayOf } from '../../kit/days.js';
import { capital, date, number, timeRange, today, weekday, weekdayShort } from '../../kit/format.js';
import { h, icon, replace, uid } from '../../ui/dom.js';
import { badge, button, emptyState, errorState, isAbort, skeleton } from '../../ui/parts.js';
import { subscribeButton } from '../feeds/card.js';
import { atDesk, calendarRows, daysFrom, heldOn, SPAN } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').LoanHold} Hold */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {Hold} hold @returns {import('../../kit/format.js').State} */
const holdState = (hold) =>
  !hold.is_out
    ? { word: t('loans.isReserved'), icon: 'lock', tone: 'muted' }
    : hold.end_date < today()
      ? { word: t('loans.overdue'), icon: 'triangle', tone: 'bad' }
      : { word: t('loans.isOut'), icon: 'swap', tone: 'info' };

/** @param {Hold} hold */
const spoken = (hold) =>
  t('loans.held', {
    item: [hold.pieces > 1 ? number(hold.pieces) : '', hold.item_name, hold.any_of_model ? '' : hold.internal_code]
      .filter(Boolean)
      .join(' '),
    state: holdState(hold).word.toLowerCase(),
    name: hold.borrower,
    from: date(hold.start_date),
    to: date(hold.end_date),
  });

/** Whoever keeps the desk may open any loan. @param {Hold} hold @param {PageContext} ctx @param {Record<string, any>} props @param {import('../../ui/dom.js').Child} content */
const opening = (hold, ctx, props, content) =>
  atDesk(ctx.user) ? h('a', { ...props, href: `/prestamos/${hold.loan_id}` }, content) : h('span', props, content);

/** @param {{hold: Hold, at: number, span: number}[]} line @param {PageContext} ctx */
function cells(line, ctx) {
  /** @type {HTMLElement[]} */
  const made = [];
  let day = 0;
  for (const { hold, at, span } of line) {
    for (; day < at; day += 1) made.push(h('td', {}));
    const state = holdState(hold);
    made.push(
      h(
        'td',
        { colspan: String(span) },
        opening(hold, ctx, { class: `loan-bar ${state.tone}`, title: spoken(hold) }, [
          icon(state.icon, { class: 'small', label: state.word }),
          h('span', { class: 'clip' }, hold.borrower),
          hold.pieces > 1 ? h('span', { class: 'num' }, t('loans.pieces', { n: number(hold.pieces) })) : null,
        ]),
      ),
    );
    day = at + span;
  }
  for (; day < SPAN; day += 1) made.push(h('td', {}));
  return made;
}

/** @param {Hold[]} holds @param {string} from @param {string} caption @param {PageContext} ctx */
const bars = (holds, from, caption, ctx) =>
  h(
    'div',
    { class: 'panel loan-grid' },
    h(
      'table',
      { class: 'loan-calendar' },
      h('caption', { class: 'visually-hidden' }, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('loans.item')),
          ...daysFrom(from).map((day) =>
            h(
              'th',
              {
                scope: 'col',
                class: [day === today() ? 'is-today' : '', dayNumber(day) > 5 ? 'is-weekend' : ''].join(' '),
                'aria-current': day === today() ? 'date' : null,
              },
              h('span', {}, weekdayShort(dayNumber(day))),
              h('span', { class: 'num' }, Number(day.slice(8))),
            ),
          ),
        ),
      ),
      ...calendarRows(holds, from, today()).map((row) =>
        h(
          'tbody',
          {},
          ...row.lines.map((line, at) =>
            h(
              'tr',
              {},
              at
                ? null
                : h(
                    'th',
                    { scope: 'rowgroup', rowspan: String(row.lines.length) },
                    h('span', { class: 'strong' }, row.name),
                    row.any
                      ? h('span', { class: 'cell-sub' }, t('loans.anyOfModel'))
                      : h('span', { class: 'cell-sub mono' }, row.code),
                  ),
              ...cells(line, ctx),
            ),
          ),
        ),
      ),
    ),
  );

/** The list begins today when today is in it: who holds a phone asks what is out now. @param {string} from */
const daysAhead = (from) => {
  const days = daysFrom(from);
  return days.includes(today()) ? days.slice(days.indexOf(today())) : days;
};

/** @param {Hold[]} holds @param {string} from @param {PageContext} ctx */
const dayList = (holds, from, ctx) =>
  h(
    'div',
    { class: 'card loan-days' },
    ...daysAhead(from).map((day) => {
      const here = heldOn(holds, day, today());
      return h(
        'section',
        { class: 'history-day' },
        h(
          'h2',
          { class: 'day-head' },
          `${capital(weekday(dayNumber(day)))}, ${dayMonth(day)} `,
          day === today() ? badge({ word: t('loans.now'), icon: 'clock', tone: 'good' }) : null,
        ),
        here.length
          ? h(
              'ul',
              { class: 'links', role: 'list' },
              ...here.map((hold) =>
                h(
                  'li',
                  {},
                  opening(hold, ctx, { class: 'link' }, [
                    h(
                      'span',
                      { class: 'link-text' },
                      h(
                        'span',
                        { class: 'link-title strong' },
                        hold.pieces > 1 ? `${number(hold.pieces)} × ${hold.item_name}` : hold.item_name,
                      ),
                      h(
                        'span',
                        { class: 'link-hint' },
                        [
                          hold.any_of_model ? t('loans.anyOfModel') : hold.internal_code,
                          t('loans.heldUntil', { name: hold.borrower, date: dayMonth(hold.end_date) }),
                          hold.start_time && hold.end_time ? timeRange(hold.start_time, hold.end_time) : '',
                        ]
                          .filter(Boolean)
                          .join(' · '),
                      ),
                    ),
                    badge(holdState(hold)),
                  ]),
                ),
              ),
            )
          : h('p', { class: 'muted small' }, t('loans.nothingHeld')),
      );
    }),
  );

/** @type {import('../../frame/router.js').Page} */
export const calendar = {
  title: () => t('loans.calendarTitle'),
  hint: () => t('loans.calendarHint'),
  async render(ctx) {
    ctx.setBack('/prestamos', t('loans.title'));
    const { signal, user } = ctx;
    const warehouses = await api.get('/api/loans/warehouses', { signal });
    if (!warehouses.length)
      return emptyState({ icon: 'warehouse', title: t('loans.noWarehouse'), hint: t('loans.noWarehouseHint') });
    const asked = ctx.query.get('bodega') ?? user.environment_id;
    let warehouse = warehouses.find((one) => one.id === asked) ?? warehouses[0];
    let from = mondayOf(
      /^\d{4}-\d\d-\d\d$/.test(ctx.query.get('desde') ?? '') ? String(ctx.query.get('desde')) : today(),
    );
    let turn = 0;

    const plan = h('div', { class: 'loan-plan' });
    const range = h('h2', { class: 'month-name', 'aria-live': 'polite' });
    const id = uid('warehouse');
    const choice = h(
      'select',
      {
        id,
        on: {
          change: () => {
            warehouse = warehouses.find((one) => one.id === choice.value) ?? warehouse;
            show();
          },
        },
      },
      ...warehouses.map((one) => h('option', { value: one.id }, one.name)),
    );
    choice.value = warehouse.id;
    /** @param {string} day */
    const go = (day) => {
      from = day;
      return show();
    };

    /** Who keeps the warehouse has its calendar; others have that of their own loans. @returns {import('../feeds/sheet.js').Wanted} */
    function feed() {
      const own = warehouses.find((one) => one.id === user.environment_id);
      const keeps = atDesk(user) && (user.role === 'admin_general' || !own || own === warehouse);
      return keeps
        ? { kind: 'warehouse', environment_id: warehouse.id, environment_name: warehouse.name }
        : { kind: 'own' };
    }

    async function show() {
      const mine = ++turn;
      const until = addDays(from, SPAN - 1);
      ctx.setQuery({ bodega: warehouse.id, desde: from === mondayOf(today()) ? null : from });
      replace(range, t('loans.range', { from: dayMonth(from), to: date(until) }));
      replace(plan, skeleton(8));
      try {
        const holds = await api.get('/api/loans/calendar', {
          query: { environment_id: warehouse.id, start_date: from, end_date: until },
          signal,
        });
        if (mine !== turn) return;
        const shown = calendarRows(holds, from, today()).length > 0;
        const caption = t('loans.calendarOf', { room: warehouse.name, from: date(from), to: date(until) });
        replace(
          plan,
          shown
            ? [bars(holds, from, caption, ctx), dayList(holds, from, ctx)]
            : emptyState({ icon: 'calendar', title: t('loans.calendarEmpty') }),
        );
      } catch (error) {
        if (mine === turn && !isAbort(error)) replace(plan, errorState(error, show));
      }
    }

    ctx.setActions(subscribeButton(feed, ctx));
    void show();
    return h(
      'div',
      { class: 'stack' },
      h(
        'div',
        { class: 'week-bar no-print' },
        warehouses.length > 1
          ? h('div', { class: 'week-filter' }, h('label', { for: id }, t('loans.where')), choice)
          : h('p', { class: 'strong' }, warehouse.name),
        h(
          'div',
          { class: 'month-move' },
          button({ label: t('loans.before'), icon: 'back', iconOnly: true, run: () => go(addDays(from, -SPAN)) }),
          range,
          button({ label: t('loans.after'), icon: 'forward', iconOnly: true, run: () => go(addDays(from, SPAN)) }),
          button({ label: t('loans.now'), icon: 'clock', run: () => go(mondayOf(today())) }),
        ),
      ),
      plan,
    );
  },
};
