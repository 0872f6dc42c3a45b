/** Stock: the list of lots. Levels, one lot and the desk are in the files beside this one. */
import { api } from '../../kit/api.js';
import { number, relative, dateTime, today } from '../../kit/format.js';
import { state } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { carryMaterials } from '../labels/materials.js';
import { mayDescribe } from '../warehouses/options.js';
import { openCode, opensCodes } from '../warehouses/open-code.js';
import { scanButton } from '../warehouses/scan-sheet.js';
import { actsFor } from './actions.js';
import { expiryCell, placeCell, quantityCell } from './cells.js';
import { binName, named, productChoices, supplierName, warehouseChoices } from './options.js';
import { lotsAsked, lotsTaken } from './rules.js';
import { views } from './views.js';
import { LOT_STATES, lotState, t } from './words.js';

export { detail } from './detail.js';
export { levels } from './levels.js';

/** @typedef {import('wire').Lot} Lot */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

const PER_PAGE = 50;

/** @returns {import('../../ui/table.js').TableColumn<Lot>[]} */
const columns = () => [
  {
    key: 'product_name',
    label: t('stock.product'),
    card: 'title',
    serverSort: true,
    value: (row) => `${row.product_name} ${row.batch_number}`,
    cell: (row) =>
      h(
        'span',
        {},
        row.product_name,
        h('span', { class: 'cell-sub' }, t('stock.batch'), ' ', h('span', { class: 'mono' }, row.batch_number)),
      ),
  },
  { key: 'bin_code', label: t('stock.bin'), card: 'subtitle', narrow: true, serverSort: true, cell: placeCell },
  { key: 'quantity', label: t('stock.there'), align: 'end', narrow: true, cell: quantityCell },
  { key: 'use_by_date', label: t('stock.expires'), narrow: true, serverSort: true, cell: expiryCell },
  {
    key: 'received_at',
    label: t('stock.received'),
    narrow: true,
    serverSort: true,
    card: 'hidden',
    cell: (row) =>
      h(
        'time',
        { class: 'nowrap', datetime: row.received_at, title: dateTime(row.received_at) },
        relative(row.received_at),
      ),
  },
  state('state', t('common.status'), (/** @type {Lot} */ row) => lotState(row.state), { card: 'badge' }),
];

/** Receive, issue, and on a phone a look at a label. @param {PageContext} ctx */
function heads(ctx) {
  const writes = mayDescribe(ctx.user);
  ctx.setActions(
    scanButton(ctx, (text) => openCode(text, ctx)),
    writes ? button({ label: t('stock.issue'), icon: 'upload', href: '/existencias/salida' }) : null,
    writes
      ? button({ label: t('stock.receive'), icon: 'download', kind: 'primary', href: '/existencias/entrada' })
      : null,
  );
  return writes;
}

/** @param {PageContext} ctx @returns {Promise<import('../../ui/table.js').TableFilter<Lot>[]>} */
async function filters({ query, signal }) {
  const [stores, products, ...one] = await Promise.all([
    warehouseChoices(signal),
    productChoices(signal),
    named(query, 'ubicacion', t('stock.bin'), (id) => binName(id, signal)),
    named(query, 'proveedor', t('stock.supplier'), (id) => supplierName(id, signal)),
  ]);
  return [
    ...one.flat(),
    ...(stores.length > 1
      ? [{ key: 'bodega', label: t('stock.warehouse'), type: /** @type {const} */ ('select'), options: stores }]
      : []),
    { key: 'producto', label: t('stock.product'), type: 'select', options: products },
    {
      key: 'estado',
      label: t('common.status'),
      type: 'select',
      options: LOT_STATES.map((value) => ({ value, label: lotState(value).word })),
    },
    {
      key: 'vence',
      label: t('stock.expires'),
      type: 'select',
      options: [
        { value: 'vencido', label: t('stock.over') },
        { value: '7', label: t('stock.within', { days: 7 }) },
        { value: '14', label: t('stock.within', { days: 14 }) },
        { value: '30', label: t('stock.within', { days: 30 }) },
      ],
    },
  ];
}

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('stock.title'),
  hint: () => t('stock.hint'),
  async render(ctx) {
    opensCodes(ctx);
    const writes = heads(ctx);
    /** @type {ReturnType<typeof dataTable<Lot>>} */
    const table = dataTable({
      ctx,
      name: 'existencias',
      caption: t('stock.lots'),
      noun: (n) => t('stock.count', { n, count: number(n) }),
      exports: { list: 'lots', filters: (shown) => lotsTaken(shown, today()) },
      loadPage: async ({ page, search, sort, desc, filters: chosen, signal }) => {
        const asked = lotsAsked({ search, sort, desc, filters: chosen }, today());
        const { items, total } = await api.get('/api/stock/lots', {
          query: { ...asked, page, page_size: PER_PAGE },
          signal,
        });
        return { rows: items, total };
      },
      perPage: PER_PAGE,
      columns: columns(),
      filters: await filters(ctx),
      search: { placeholder: t('stock.search') },
      sort: { key: 'use_by_date' },
      href: (row) => `/existencias/${row.id}`,
      ...(writes ? { actions: (/** @type {Lot} */ row) => actsFor(row, ctx, () => table.reload()) } : {}),
      toolbar: [
        button({
          label: t('stock.labels'),
          icon: 'qr',
          kind: 'quiet',
          run: () =>
            ctx.navigate(
              carryMaterials(
                'lots',
                table.rows().map((row) => row.id),
              ),
            ),
        }),
      ],
      rowTone: (row) => (row.state === 'expired' ? 'bad' : row.state === 'held' ? 'warn' : null),
      empty: {
        icon: 'boxes',
        title: t('stock.empty'),
        hint: t(writes ? 'stock.emptyHintWriter' : 'stock.emptyHint'),
        ...(writes ? { action: { label: t('stock.receive'), icon: 'download', href: '/existencias/entrada' } } : {}),
      },
    });
    return h('div', { class: 'stack' }, views('/existencias'), table.element);
  },
};
