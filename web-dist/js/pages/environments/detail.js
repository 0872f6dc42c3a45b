/**
 * One room: what it is, its equipment, its timetable of the week, its QR.
 */
import { api } from '../../kit/api.js';
import { activeState, number } from '../../kit/format.js';
import { categoryOf, iconOf, itemState, itemTotals } from '../inventory/words.js';
import { h, icon, replace } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { async, badge, button, card, columns, facts, linkList, notice, tabs } from '../../ui/parts.js';
import { split } from '../../ui/chart.js';
import { dataTable } from '../../ui/table.js';
import { linkToRoom, mayEditRoom, reactivateRoom, removeRoom, roomKind } from './actions.js';
import { seenRooms } from './options.js';
import { mayWriteItems, quantityCell } from '../inventory/actions.js';
import { roomValueCard } from '../inventory/value.js';
import { mayLabel, qrCard } from '../qr/label.js';
import { mayHave, sheetOf } from '../reports/kinds.js';
import '../reports/words.js';
import { weekPlan } from '../schedules/week.js';
import { t } from './words.js';

/** @typedef {import('./actions.js').Room} Room */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/**
 * Which equipment a person may list: students their own room, instructors also the warehouses.
 * @param {{role: string, environment_id?: string | null}} user
 * @param {{id: string, is_warehouse: boolean}} room
 */
export const maySeeItems = (user, room) =>
  !['student', 'instructor'].includes(user.role) ||
  user.environment_id === room.id ||
  (user.role === 'instructor' && room.is_warehouse);

/**
 * @param {Room} room
 * @param {PageContext} ctx
 */
function equipment(room, ctx) {
  if (!maySeeItems(ctx.user, room)) {
    return notice({ tone: 'info', icon: 'lock', text: t('environments.linkToSee') });
  }
  const summary = h('div', {});
  const table = dataTable({
    ctx,
    name: `equipos-${room.qr_code}`,
    exports: { list: 'items', filters: () => ({ environment_id: room.id }) },
    caption: t('environments.itemsOf', { name: room.name }),
    noun: (n) => t('inventory.count', { n }),
    load: ({ signal }) => api.all(`/api/environments/${room.id}/inventory`, { signal }),
    columns: [
      {
        key: 'name',
        label: t('common.name'),
        card: 'title',
        cell: (row) =>
          h(
            'span',
            { class: 'item-name' },
            icon(iconOf(row)),
            h('span', {}, row.name, h('span', { class: 'cell-sub mono desktop-only' }, row.internal_code)),
          ),
      },
      { key: 'internal_code', label: t('inventory.code'), card: 'subtitle', hide: 'desktop' },
      {
        key: 'category',
        label: t('inventory.category'),
        card: 'hidden',
        hide: 'desktop',
        value: categoryOf,
      },
      { key: 'quantity', label: t('inventory.quantity'), align: 'end', narrow: true, cell: quantityCell },
      {
        key: 'status',
        label: t('common.status'),
        card: 'badge',
        value: (row) => itemState(row.status).word,
        cell: (row) => badge(itemState(row.status)),
      },
    ],
    sort: { key: 'name' },
    href: (row) => `/equipos/${row.id}`,
    onRows: (rows) => {
      const total = itemTotals(rows);
      replace(
        summary,
        total.pieces
          ? split([
              { label: t('inventory.good'), value: total.good, tone: 'good' },
              { label: t('inventory.damaged'), value: total.damaged, tone: 'bad' },
              { label: t('inventory.missing'), value: total.missing, tone: 'warn' },
            ])
          : null,
      );
    },
    toolbar: mayWriteItems(ctx.user, room.id)
      ? [button({ label: t('inventory.new'), icon: 'plus', kind: 'plain', href: `/equipos/nuevo?ambiente=${room.id}` })]
      : [],
    empty: { icon: 'boxes', title: t('environments.noItems'), hint: t('environments.noItemsHint') },
  });
  return h('div', { class: 'stack' }, summary, table.element);
}

/**
 * @param {Room} room
 * @param {PageContext} ctx
 */
function timetable(room, ctx) {
  return async(
    () => api.all('/api/schedules', { query: { environment_id: room.id }, signal: ctx.signal }),
    (rows) =>
      h(
        'div',
        { class: 'stack' },
        weekPlan(rows, { user: ctx.user, show: 'instructor', empty: t('schedules.emptyRoom') }),
        h('p', {}, h('a', { href: `/horarios?ambiente=${room.id}` }, t('environments.fullSchedule'))),
      ),
    { lines: 6 },
  );
}

/** Whether somebody prints the labels of a room's items, for which they must see them. @param {Room} room @param {PageContext} ctx */
async function seesItems(room, { user, signal }) {
  if (!mayLabel(user)) return false;
  const asks = user.role === 'instructor' || !user.center_id;
  const own =
    !asks || !user.environment_id || user.environment_id === room.id
      ? room
      : await api.get(`/api/environments/${user.environment_id}`, { signal });
  return seenRooms(user, [room, own]).includes(room);
}

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('environments.one'),
  hint: () => t('environments.oneHint'),
  async render(ctx) {
    ctx.setBack('/ambientes', t('environments.title'));
    /** @type {Room} */
    const room = await api.get(`/api/environments/${ctx.params.id}`, { signal: ctx.signal });
    const mine = room.id === ctx.user.environment_id;
    const labelled = await seesItems(room, ctx);
    const admin = ctx.can('admin_general');
    ctx.setTitle(room.name);
    const items = [
      ...(admin && room.is_active
        ? [{ label: t('common.delete'), icon: 'trash', danger: true, run: () => removeRoom(room, ctx) }]
        : []),
      ...(admin && !room.is_active
        ? [{ label: t('environments.reactivate'), icon: 'check-circle', run: () => reactivateRoom(room, ctx) }]
        : []),
    ];
    ctx.setActions(
      ...(items.length ? [menu({ label: t('common.more'), icon: 'more', items })] : []),
      ...(mayEditRoom(ctx.user, room)
        ? [button({ label: t('common.edit'), icon: 'edit', kind: 'plain', href: `/ambientes/${room.id}/editar` })]
        : []),
      ...(room.is_active && !mine
        ? [
            button({
              label: t('environments.linkHere'),
              icon: 'link',
              kind: 'primary',
              run: () => linkToRoom(room, ctx),
            }),
          ]
        : []),
    );
    return h(
      'div',
      { class: 'stack' },
      room.is_active ? null : notice({ tone: 'muted', icon: 'info', text: t('environments.inactiveText') }),
      mine ? notice({ tone: 'good', icon: 'map-pin', text: t('environments.mineText') }) : null,
      columns(
        h(
          'div',
          { class: 'stack' },
          tabs(
            [
              { id: 'equipos', label: t('environments.items'), render: () => equipment(room, ctx) },
              { id: 'horario', label: t('environments.schedule'), render: () => timetable(room, ctx) },
            ],
            { label: room.name, ctx },
          ),
        ),
        h(
          'div',
          { class: 'stack' },
          card(
            { title: t('environments.facts'), icon: 'info' },
            facts([
              [t('environments.kind'), badge(roomKind(room))],
              [t('environments.location'), room.location],
              [t('environments.capacity'), t('environments.people', { n: room.capacity })],
              [t('environments.items'), number(room.items)],
              [t('environments.center'), room.center_name],
              [t('common.description'), room.description ?? null],
              room.blind_checks && [
                t('environments.checks'),
                badge({ word: t('environments.blind'), icon: 'eye-off', tone: 'muted' }),
              ],
              ...(admin
                ? [/** @type {[string, Node]} */ ([t('common.status'), badge(activeState(room.is_active))])]
                : []),
            ]),
            linkList([
              ...(room.is_warehouse
                ? []
                : [
                    {
                      href: `/verificaciones/historial?ambiente=${room.id}`,
                      icon: 'calendar',
                      title: t('environments.checkHistory'),
                      end: icon('forward'),
                    },
                  ]),
              ...(labelled && room.items
                ? [
                    {
                      href: `/etiquetas?ambiente=${room.id}`,
                      icon: 'qr',
                      title: t('environments.labels'),
                      end: icon('forward'),
                    },
                  ]
                : []),
              ...(mayHave(ctx.user, 'room', room.id)
                ? [
                    {
                      href: sheetOf('room', room.id),
                      icon: 'print',
                      title: t('reports.roomSheet'),
                      hint: t('reports.roomSheetHint'),
                      end: icon('forward'),
                    },
                  ]
                : []),
            ]),
          ),
          roomValueCard(room, ctx),
          room.is_active &&
            qrCard(
              { type: 'environment', id: room.id, name: room.name, code: room.qr_code, place: room.location },
              ctx,
            ),
        ),
      ),
    );
  },
};
