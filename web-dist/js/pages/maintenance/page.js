/**
 * Requests for maintenance: what is broken, where, and how far it is. Read only.
 */
import { api } from '../../kit/api.js';
import { date, dateTime, number } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { badge, card, columns, facts } from '../../ui/parts.js';
import { room, state, when } from '../../ui/columns.js';
import { dataTable } from '../../ui/table.js';
import { photoThumb } from '../../ui/thumb.js';
import { roomFilter } from '../environments/options.js';
import { OPEN, PRIORITIES, REQUEST_STATUSES, photoIds, priorityOf, priorityState, requestState, t } from './words.js';

/** @typedef {import('wire').MaintenanceRequest} Request */

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('nav.maintenance'),
  hint: () => t('maint.hint'),
  render(ctx) {
    const table = dataTable({
      ctx,
      name: 'mantenimiento',
      caption: t('nav.maintenance'),
      noun: (n) => t('maint.count', { n, count: number(n) }),
      load: ({ signal }) => api.all('/api/maintenance-requests', { signal }),
      columns: [
        {
          key: 'title',
          label: t('maint.what'),
          card: 'title',
          cell: (row) =>
            h(
              'span',
              {},
              row.title,
              row.item_name
                ? h('span', { class: 'cell-sub desktop-only' }, [row.item_name, row.internal_code].join(' · '))
                : null,
            ),
        },
        { key: 'item_name', label: t('maint.item'), card: 'subtitle', hide: 'desktop' },
        { key: 'internal_code', label: t('maint.code'), card: 'hidden', hide: 'desktop' },
        room(t('maint.room')),
        state('priority', t('maint.priority'), (row) => priorityState(row.priority), {
          rank: (row) => PRIORITIES.indexOf(priorityOf(row.priority)),
        }),
        when(t('maint.asked')),
        state('status', t('common.status'), (row) => requestState(row.status), {
          card: 'badge',
          rank: (row) => REQUEST_STATUSES.indexOf(row.status),
        }),
      ],
      filters: [
        {
          key: 'estado',
          label: t('common.status'),
          type: 'select',
          value: 'abiertas',
          options: [
            { value: 'abiertas', label: t('maint.onlyOpen') },
            ...REQUEST_STATUSES.map((value) => ({ value, label: requestState(value).word })),
          ],
          test: (row, value) => (value === 'abiertas' ? OPEN.includes(row.status) : row.status === value),
        },
        roomFilter(t('maint.room')),
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
      rowTone: (row) => (OPEN.includes(row.status) && priorityOf(row.priority) === 'urgent' ? 'bad' : null),
      empty: { icon: 'wrench', title: t('maint.empty'), hint: t('maint.emptyHint') },
    });
    return table.element;
  },
};

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('maint.one'),
  hint: () => t('maint.oneHint'),
  async render(ctx) {
    ctx.setBack('/mantenimiento', t('nav.maintenance'));
    /** @type {Request} */
    const row = await api.get(`/api/maintenance-requests/${ctx.params.id}`, { signal: ctx.signal });
    ctx.setTitle(row.title);
    const photos = photoIds(row.images_urls);
    return columns(
      [
        card(
          { title: t('maint.fault'), icon: 'wrench' },
          h('div', { class: 'row' }, badge(requestState(row.status)), badge(priorityState(row.priority))),
          h('p', { class: 'notice-message' }, row.description),
          photos.length
            ? h('div', { class: 'row' }, ...photos.map((id) => photoThumb(id, row.item_name ?? row.title, ctx)))
            : null,
          row.notes ? h('p', { class: 'notice-message muted' }, row.notes) : null,
        ),
        card(
          { title: t('maint.progress'), icon: 'clock' },
          facts([
            [t('maint.technician'), row.assigned_technician_name ?? t('maint.nobody')],
            [t('maint.estimated'), row.estimated_completion ? date(row.estimated_completion) : null],
            [t('maint.finished'), row.actual_completion ? date(row.actual_completion) : null],
            row.cost !== null && row.cost !== undefined && [t('maint.cost'), `$ ${number(row.cost)}`],
            [t('maint.changed'), dateTime(row.updated_at)],
          ]),
        ),
      ],
      card(
        { title: t('maint.about'), icon: 'link' },
        facts([
          [
            t('maint.item'),
            row.item_id ? h('a', { href: `/equipos/${row.item_id}` }, row.item_name ?? '') : row.item_name,
          ],
          [t('maint.code'), row.internal_code ? h('span', { class: 'mono' }, row.internal_code) : null],
          [t('maint.affected'), t('common.pieces', { n: row.quantity_affected })],
          [
            t('maint.room'),
            row.environment_id
              ? h('a', { href: `/ambientes/${row.environment_id}` }, row.environment_name ?? '')
              : row.location,
          ],
          [t('maint.by'), row.user_name],
          [t('maint.asked'), dateTime(row.created_at)],
          [
            t('maint.check'),
            row.check_id ? h('a', { href: `/verificaciones/${row.check_id}` }, t('maint.toCheck')) : null,
          ],
          Boolean(row.loan_id) &&
            ctx.can('supervisor', 'admin', 'admin_general') && [
              t('maint.loan'),
              h('a', { href: `/prestamos/${row.loan_id}` }, t('maint.toLoan')),
            ],
        ]),
      ),
    );
  },
};
