/** The board of those who look after equipment: a column a status on a desktop, one at a time on a phone. */
import { api } from '../../kit/api.js';
import { date, money, number, relative, today } from '../../kit/format.js';
import { h, icon, replace, uid } from '../../ui/dom.js';
import { badge, emptyState, errorState, isAbort, skeleton } from '../../ui/parts.js';
import { roomsIn } from '../environments/options.js';
import { boardOf, COLUMNS, expectedOn, isLate } from './rules.js';
import { reportButton, views } from './views.js';
import { aboutOf, lateState, priorityOf, priorityState, requestState, t, typeState } from './words.js';

/** @typedef {import('wire').MaintenanceRequest} Request */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {ReturnType<typeof boardOf>} Board */

/** How many that are done are shown: the rest is in the list. */
const DONE = 15;

/** @param {Request} row */
function ticket(row) {
  const day = today();
  const expected = expectedOn(row);
  const done = row.status === 'completed';
  return h(
    'li',
    {},
    h(
      'a',
      { class: `maint-ticket ${isLate(row, day) ? 'is-late' : ''}`, href: `/mantenimiento/${row.id}` },
      h('span', { class: 'strong' }, row.title),
      h('span', { class: 'muted small' }, [aboutOf(row), row.environment_name].filter(Boolean).join(' · ')),
      h(
        'span',
        { class: 'badges' },
        done || ['medium', 'low'].includes(priorityOf(row.priority)) ? null : badge(priorityState(row.priority)),
        row.maintenance_type === 'corrective' ? null : badge(typeState(row.maintenance_type)),
        isLate(row, day) ? badge(lateState()) : null,
      ),
      h(
        'span',
        { class: 'maint-ticket-foot muted small' },
        row.assigned_technician_name
          ? h('span', {}, icon('user', { class: 'small', label: t('maint.technician') }), row.assigned_technician_name)
          : h('span', {}, relative(row.created_at)),
        done
          ? h(
              'span',
              { class: 'num' },
              [row.cost ? money(row.cost) : '', date(row.actual_completion)].filter(Boolean).join(' · '),
            )
          : expected
            ? h(
                'span',
                { class: 'nowrap' },
                icon('clock', { class: 'small', label: t('maint.estimated') }),
                date(expected),
              )
            : null,
      ),
    ),
  );
}

/** @param {Board[number]} column @param {number} count how many there are, of which some may be shown @param {string} room */
function columnOf({ status, rows }, count, room) {
  const id = uid('column');
  const state = requestState(status);
  return h(
    'section',
    { class: 'maint-column', 'aria-labelledby': id, dataset: { status } },
    h(
      'h2',
      { id },
      icon(state.icon, { class: 'small' }),
      state.word,
      h('span', { class: 'muted num' }, ` ${number(count)}`),
    ),
    rows.length
      ? h('ul', { role: 'list' }, rows.map(ticket))
      : h('p', { class: 'muted small' }, t(`maint.none.${status}`)),
    count > rows.length
      ? h(
          'a',
          { class: 'small', href: `/mantenimiento/lista?estado=${status}${room ? `&ambiente=${room}` : ''}` },
          t('maint.seeAll', { count: number(count) }),
        )
      : null,
  );
}

/** Which column a phone shows. @param {Board} board @param {(column: Board[number]) => number} countOf @param {string} chosen @param {(status: string) => void} choose */
const switcher = (board, countOf, chosen, choose) =>
  h(
    'div',
    { class: 'chips maint-switch', role: 'group', 'aria-label': t('common.status') },
    ...board.map((column) =>
      h(
        'button',
        {
          type: 'button',
          class: 'chip',
          'aria-pressed': String(column.status === chosen),
          on: { click: () => choose(column.status) },
        },
        `${requestState(column.status).word} ${number(countOf(column))}`,
      ),
    ),
  );

/** @param {PageContext} ctx */
export function board(ctx) {
  ctx.setHint(t('maint.boardHint'));
  ctx.setActions(reportButton());
  const place = h('div', { class: 'maint-board-place' }, skeleton(8));
  const filter = h('div', { class: 'maint-filter' });
  let chosen = COLUMNS.find((status) => status === ctx.query.get('columna')) ?? 'pending';
  let room = ctx.query.get('ambiente') ?? '';
  /** @type {{open: Request[], closed: Request[], done: number}} `done`: how many are, of which the last are shown */
  let known = { open: [], closed: [], done: 0 };
  /** @param {Board[number]} column */
  const countOf = ({ status, rows }) => (status === 'completed' ? known.done : rows.length);

  function draw() {
    const here = (/** @type {Request} */ row) => !room || row.environment_id === room;
    const columns = boardOf(known.open.filter(here), known.closed, today());
    if (!room && !known.open.length && !known.closed.length) {
      replace(place, emptyState({ icon: 'check-circle', title: t('maint.empty'), hint: t('maint.emptyHint') }));
      return;
    }
    const body = h(
      'div',
      { class: 'maint-board', dataset: { chosen } },
      columns.map((column) => columnOf(column, countOf(column), room)),
    );
    replace(
      place,
      switcher(columns, countOf, chosen, (status) => {
        chosen = COLUMNS.find((one) => one === status) ?? 'pending';
        ctx.setQuery({ columna: chosen === 'pending' ? null : chosen });
        draw();
        /** @type {HTMLElement | null} */ (place.querySelector('.chip[aria-pressed="true"]'))?.focus();
      }),
      body,
    );
  }

  function drawFilter() {
    const rooms = roomsIn(known.open);
    if (rooms.length < 2 || filter.hasChildNodes()) return;
    const id = uid('room');
    const choice = h(
      'select',
      {
        id,
        on: {
          change: () => {
            room = choice.value;
            ctx.setQuery({ ambiente: room || null });
            void load();
          },
        },
      },
      h('option', { value: '' }, t('maint.allRooms')),
      ...rooms.map(({ value, label }) => h('option', { value }, label)),
    );
    choice.value = rooms.some(({ value }) => value === room) ? room : '';
    room = choice.value;
    replace(filter, h('label', { for: id, class: 'visually-hidden' }, t('maint.room')), choice);
  }

  async function load() {
    const asked = room;
    try {
      const [open, closed] = await Promise.all([
        api.all('/api/maintenance-requests', { query: { is_open: true }, signal: ctx.signal }),
        api.list('/api/maintenance-requests', {
          query: { status: 'completed', limit: DONE, environment_id: room || null },
          signal: ctx.signal,
        }),
      ]);
      known = { open, closed: closed.rows, done: closed.total };
      drawFilter();
      // A room that has nothing open can't be chosen.
      if (room === asked) draw();
      else await load();
    } catch (error) {
      if (!isAbort(error)) replace(place, errorState(error, load));
    }
  }
  void load();
  return h('div', { class: 'stack' }, h('div', { class: 'row between maint-bar' }, views('board'), filter), place);
}
