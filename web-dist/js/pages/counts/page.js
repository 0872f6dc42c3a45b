/** Counts: the list. What is due, the counting itself and the review are in the files beside this one. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { state, timeOf } from '../../ui/columns.js';
import { h, icon } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { mayDescribe, warehouses } from '../warehouses/options.js';
import { opensCodes } from '../warehouses/open-code.js';
import { COUNT_STATES, countState, subject, t, views } from './words.js';

export { create } from './form.js';
export { detail } from './detail.js';
export { due } from './due.js';

/** @typedef {import('wire').MaterialCount} Count */

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('counts.title'),
  hint: () => t('counts.hint'),
  async render(ctx) {
    opensCodes(ctx);
    const writes = mayDescribe(ctx.user);
    if (writes)
      ctx.setActions(button({ label: t('counts.new'), icon: 'plus', kind: 'primary', href: '/conteos/nuevo' }));
    const known = await warehouses(ctx.signal);
    const table = dataTable({
      ctx,
      name: 'conteos',
      caption: t('counts.title'),
      noun: (n) => t('counts.count', { n, count: number(n) }),
      exports: {
        list: 'counts',
        filters: ({ search, filters }) => ({ search, status: filters.estado, environment_id: filters.bodega }),
      },
      loadPage: async ({ page, perPage, search, filters, signal }) => {
        const query = { search, status: filters.estado, warehouse_id: filters.bodega, page, page_size: perPage };
        const answer = await api.get('/api/counts', { query: /** @type {any} */ (query), signal });
        return { rows: /** @type {Count[]} */ (answer.items), total: answer.total };
      },
      perPage: 25,
      columns: [
        {
          key: 'what',
          label: t('counts.what'),
          card: 'title',
          value: (row) => subject(row),
          cell: (row) => h('span', {}, subject(row), ' ', row.is_blind ? blindSign() : null),
        },
        { key: 'warehouse_name', label: t('counts.warehouse'), card: 'subtitle' },
        {
          key: 'counted_lines',
          label: t('counts.progress'),
          align: 'end',
          narrow: true,
          value: (row) => row.counted_lines,
          cell: (row) =>
            h('span', { class: 'num' }, t('counts.ofLines', { n: number(row.counted_lines), all: number(row.lines) })),
        },
        {
          key: 'different_lines',
          label: t('counts.differences'),
          align: 'end',
          narrow: true,
          cell: (row) => (row.different_lines === null ? '—' : number(row.different_lines ?? 0)),
        },
        { key: 'created_by_name', label: t('counts.openedBy'), hide: 'aside' },
        {
          key: 'created_at',
          label: t('counts.opened'),
          narrow: true,
          value: (row) => row.created_at,
          cell: (row) => timeOf(row.created_at, 'nowrap'),
        },
        state('status', t('common.status'), (/** @type {Count} */ row) => countState(row.status), { card: 'badge' }),
      ],
      filters: [
        {
          key: 'estado',
          label: t('common.status'),
          type: 'select',
          options: COUNT_STATES.map((value) => ({ value, label: countState(value).word })),
        },
        {
          key: 'bodega',
          label: t('counts.warehouse'),
          type: 'select',
          options: known.map(({ id, name }) => ({ value: id, label: name })),
        },
      ],
      search: { placeholder: t('counts.search') },
      href: (row) => `/conteos/${row.id}`,
      rowTone: (row) => (row.status === 'cancelled' ? 'muted' : null),
      empty: {
        icon: 'package',
        title: t('counts.empty'),
        hint: t(writes ? 'counts.emptyHintAdmin' : 'counts.emptyHint'),
        ...(writes ? { action: { label: t('counts.due'), icon: 'clock', href: '/conteos/por-contar' } } : {}),
      },
    });
    return h('div', { class: 'stack' }, views('/conteos'), table.element);
  },
};

const blindSign = () =>
  h('span', { class: 'count-blind', title: t('counts.blind') }, icon('eye-off', { label: t('counts.blind') }));
