/**
 * Requests for maintenance: the board for whoever looks after equipment, a list for everybody. An apprentice and an instructor
 * begin with what they reported themselves.
 */
import { api } from '../../kit/api.js';
import { date, number, today } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { badge } from '../../ui/parts.js';
import { room, state, when } from '../../ui/columns.js';
import { dataTable } from '../../ui/table.js';
import { roomFilter } from '../environments/options.js';
import { board } from './board.js';
import { expectedOn, isLate, mayWork } from './rules.js';
import { reportButton, views } from './views.js';
import {
  OPEN,
  PRIORITIES,
  REQUEST_STATUSES,
  TYPES,
  aboutOf,
  lateState,
  priorityOf,
  priorityState,
  requestState,
  t,
  typeState,
} from './words.js';

/** @typedef {import('wire').MaintenanceRequest} Request */

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {PageContext} ctx */
function requests(ctx) {
  const staff = mayWork(ctx.user);
  const own = (/** @type {Request} */ row) => row.user_id === ctx.user.id;
  const table = dataTable({
    ctx,
    name: 'mantenimiento',
    exports: { list: 'maintenance_requests' },
    caption: t('nav.maintenance'),
    noun: (n) => t('maint.count', { n, count: number(n) }),
    load: ({ signal }) => api.all('/api/maintenance-requests', { signal }),
    columns: [
      {
        key: 'title',
        label: t('maint.what'),
        card: 'title',
        cell: (row) => h('span', {}, row.title, h('span', { class: 'cell-sub desktop-only' }, aboutOf(row))),
      },
      { key: 'item_name', label: t('maint.item'), card: 'subtitle', hide: 'desktop', cell: (row) => aboutOf(row) },
      { key: 'internal_code', label: t('maint.code'), card: 'hidden', hide: 'desktop' },
      room(t('maint.room')),
      state('priority', t('maint.priority'), (row) => priorityState(row.priority), {
        rank: (row) => PRIORITIES.indexOf(priorityOf(row.priority)),
      }),
      ...(staff
        ? [
            /** @type {import('../../ui/table.js').TableColumn<Request>} */ ({
              key: 'assigned_technician_name',
              label: t('maint.technician'),
              card: 'hidden',
            }),
            /** @type {import('../../ui/table.js').TableColumn<Request>} */ ({
              key: 'estimated_completion',
              label: t('maint.estimated'),
              narrow: true,
              card: 'hidden',
              value: (row) => expectedOn(row),
              cell: (row) =>
                expectedOn(row)
                  ? h('span', {}, date(expectedOn(row)), isLate(row, today()) ? [' ', badge(lateState())] : null)
                  : null,
            }),
          ]
        : []),
      when(t('maint.asked')),
      state('status', t('common.status'), (row) => requestState(row.status), {
        card: 'badge',
        rank: (row) => REQUEST_STATUSES.indexOf(row.status),
      }),
    ],
    filters: [
      ...(staff
        ? [
            /** @type {import('../../ui/table.js').TableFilter<Request>} */ ({
              key: 'cuales',
              label: t('maint.which'),
              type: 'chips',
              options: [
                { value: '', label: t('maint.whichAll') },
                { value: 'mias', label: t('maint.homeMine') },
                { value: 'atrasadas', label: t('maint.homeLate') },
              ],
              test: (row, value) =>
                value === 'mias' ? row.assigned_technician_id === ctx.user.id : isLate(row, today()),
            }),
          ]
        : [
            /** @type {import('../../ui/table.js').TableFilter<Request>} */ ({
              key: 'de',
              label: t('maint.whose'),
              type: 'chips',
              value: 'mias',
              options: [
                { value: 'mias', label: t('maint.mine') },
                { value: '', label: t('maint.ofRoom') },
              ],
              test: (row, value) => value !== 'mias' || own(row),
            }),
          ]),
      {
        key: 'estado',
        label: t('common.status'),
        type: 'select',
        value: staff ? 'abiertas' : '',
        options: [
          { value: 'abiertas', label: t('maint.onlyOpen') },
          ...REQUEST_STATUSES.map((value) => ({ value, label: requestState(value).word })),
        ],
        test: (row, value) => (value === 'abiertas' ? OPEN.includes(row.status) : row.status === value),
      },
      ...(staff
        ? [
            roomFilter(t('maint.room')),
            /** @type {import('../../ui/table.js').TableFilter<Request>} */ ({
              key: 'clase',
              label: t('maint.kind'),
              type: 'select',
              options: TYPES.map((value) => ({ value, label: typeState(value).word })),
              test: (row, value) => row.maintenance_type === value,
            }),
          ]
        : []),
      {
        key: 'prioridad',
        label: t('maint.priority'),
        type: 'select',
        options: PRIORITIES.map((value) => ({ value, label: priorityState(value).word })),
        test: (row, value) => priorityOf(row.priority) === value,
      },
    ],
    search: { placeholder: t('maint.search') },
    sort: { key: 'created_at', desc: true },
    href: (row) => `/mantenimiento/${row.id}`,
    rowTone: (row) =>
      isLate(row, today()) || (OPEN.includes(row.status) && priorityOf(row.priority) === 'urgent') ? 'bad' : null,
    empty: staff
      ? { icon: 'wrench', title: t('maint.empty'), hint: t('maint.emptyHint') }
      : {
          icon: 'wrench',
          title: t('maint.emptyOwn'),
          hint: t('maint.emptyOwnHint'),
          action: { label: t('maint.new'), icon: 'plus', href: '/mantenimiento/nuevo' },
        },
  });
  return table.element;
}

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('nav.maintenance'),
  render(ctx) {
    if (mayWork(ctx.user)) return board(ctx);
    ctx.setHint(t('maint.hintOwn'));
    ctx.setActions(reportButton());
    return requests(ctx);
  },
};

/** @type {import('../../frame/router.js').Page} */
export const table = {
  title: () => t('nav.maintenance'),
  hint: () => t('maint.hint'),
  render(ctx) {
    ctx.setActions(reportButton());
    return h('div', { class: 'stack' }, views('list'), requests(ctx));
  },
};
