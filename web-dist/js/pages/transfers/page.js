/** Transfers: what is to be received, what is on its way, and all of them. Detail and forms are in the files beside this one. */
import { api } from '../../kit/api.js';
import { fold, number } from '../../kit/format.js';
import { state, when } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { quantity } from '../products/words.js';
import { mayDescribe, warehouses } from '../warehouses/options.js';
import { opensCodes } from '../warehouses/open-code.js';
import { searched } from './rules.js';
import { t, transferState } from './words.js';

export { detail } from './detail.js';
export { create } from './form.js';

/** @typedef {import('wire').Transfer} Transfer */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** What the server calls each choice of «cuáles» in a file. @type {Record<string, string>} */
const FILED = { recibir: 'to_receive', camino: 'open' };

/** @param {import('../../ui/table.js').PageQuery} asked the oldest first: whoever waits longest is helped first */
async function toReceive({ page, perPage, search, filters, signal }) {
  const query = { warehouse_id: filters.bodega };
  const rows = searched(await api.get('/api/transfers/pending', { query, signal }), search, fold);
  return { rows: rows.slice((page - 1) * perPage, page * perPage), total: rows.length };
}

/** @param {import('../../ui/table.js').PageQuery} asked */
async function listed({ page, perPage, search, filters, signal }) {
  const isOpen = filters.cuales === 'camino';
  const query = { page, page_size: perPage, search, open: isOpen || null, target_warehouse_id: filters.bodega };
  const { items, total } = await api.get('/api/transfers', { query, signal });
  return { rows: items, total };
}

/** @returns {import('../../ui/table.js').TableColumn<Transfer>[]} */
const columns = () => [
  {
    key: 'product_name',
    label: t('transfers.what'),
    card: 'title',
    cell: (row) =>
      h(
        'span',
        {},
        row.product_name,
        h('span', { class: 'cell-sub' }, t('transfers.batchOf', { batch: row.batch_number })),
      ),
  },
  {
    key: 'quantity_sent',
    label: t('transfers.quantity'),
    align: 'end',
    narrow: true,
    cell: (row) => h('span', { class: 'nowrap' }, quantity(row.quantity_sent, row.unit)),
  },
  {
    key: 'target_warehouse_name',
    label: t('transfers.way'),
    card: 'subtitle',
    value: (row) => t('transfers.fromTo', { from: row.source_warehouse_name, to: row.target_warehouse_name }),
  },
  state('status', t('common.status'), (/** @type {Transfer} */ row) => transferState(row), { card: 'badge' }),
  when(t('transfers.created')),
];

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('transfers.title'),
  hint: () => t('transfers.hint'),
  async render(ctx) {
    opensCodes(ctx);
    const writes = mayDescribe(ctx.user);
    if (writes)
      ctx.setActions(button({ label: t('transfers.new'), icon: 'plus', kind: 'primary', href: '/traslados/nuevo' }));
    const known = await warehouses(ctx.signal);
    const table = dataTable({
      ctx,
      name: 'traslados',
      caption: t('transfers.title'),
      noun: (n) => t('transfers.count', { n, count: number(n) }),
      perPage: 25,
      exports: {
        list: 'transfers',
        filters: ({ search, filters }) => ({
          search,
          environment_id: filters.bodega,
          status: FILED[filters.cuales] ?? null,
          order: filters.cuales === 'recibir' ? 'created_first' : 'created',
        }),
      },
      loadPage: (asked) => (asked.filters.cuales === 'recibir' ? toReceive(asked) : listed(asked)),
      columns: columns(),
      filters: [
        {
          key: 'cuales',
          label: t('transfers.which'),
          type: 'chips',
          value: writes ? 'recibir' : '',
          options: [
            { value: 'recibir', label: t('transfers.toReceive') },
            { value: 'camino', label: t('transfers.underWay') },
            { value: '', label: t('transfers.all') },
          ],
        },
        ...(known.length > 1
          ? [
              /** @type {import('../../ui/table.js').TableFilter<Transfer>} */ ({
                key: 'bodega',
                label: t('transfers.target'),
                type: 'select',
                options: known.map((one) => ({ value: one.id, label: one.name })),
              }),
            ]
          : []),
      ],
      search: { placeholder: t('transfers.search') },
      href: (row) => `/traslados/${row.id}`,
      rowTone: (row) => (row.status === 'cancelled' ? 'muted' : null),
      empty: {
        icon: 'truck',
        title: t('transfers.empty'),
        hint: writes ? t('transfers.emptyHintAdmin') : t('transfers.emptyHint'),
        ...(writes ? { action: { label: t('transfers.new'), icon: 'plus', href: '/traslados/nuevo' } } : {}),
      },
    });
    return table.element;
  },
};
