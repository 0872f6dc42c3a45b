/** How much there is of each product, over all warehouses or in one. */
import { api } from '../../kit/api.js';
import { date, number } from '../../kit/format.js';
import { state } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { dataTable } from '../../ui/table.js';
import { quantity } from '../products/words.js';
import { openCode, opensCodes } from '../warehouses/open-code.js';
import { scanButton } from '../warehouses/scan-sheet.js';
import { warehouseChoices } from './options.js';
import { levelOf } from './rules.js';
import { views } from './views.js';
import { t } from './words.js';

/** @typedef {import('wire').StockLevel & {id: string}} Level */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {Level} row @returns {import('../../kit/format.js').State} */
function levelState(row) {
  switch (levelOf(row)) {
    case 'nada':
      return { word: t('stock.noneFree'), icon: 'missing', tone: 'bad' };
    case 'poco':
      return { word: t('stock.low'), icon: 'triangle', tone: 'warn' };
    default:
      return { word: t('stock.enough'), icon: 'check-circle', tone: 'good' };
  }
}

/**
 * The choice of a warehouse: its levels are others, so that the server is asked again.
 * @param {PageContext} ctx @param {import('./options.js').Option[]} stores @param {() => void} reload
 */
function warehouseChoice(ctx, stores, reload) {
  const chosen = () => ctx.query.get('bodega') ?? '';
  const element = h(
    'select',
    {
      'aria-label': t('stock.warehouse'),
      on: {
        change: () => {
          ctx.query.set('bodega', element.value);
          ctx.setQuery({ bodega: element.value || null });
          reload();
        },
      },
    },
    h('option', { value: '' }, t('table.any', { label: t('stock.warehouse') })),
    ...stores.map(({ value, label }) => h('option', { value, selected: value === chosen() }, label)),
  );
  return { element: h('div', { class: 'stock-where' }, element), chosen };
}

/** @returns {import('../../ui/table.js').TableColumn<Level>[]} */
const columns = () => [
  {
    key: 'product_name',
    label: t('stock.product'),
    card: 'title',
    cell: (row) =>
      h(
        'span',
        {},
        row.product_name,
        row.sku ? h('span', { class: 'cell-sub mono desktop-only' }, row.sku) : null,
        row.category ? h('span', { class: 'cell-sub desktop-only' }, row.category) : null,
      ),
  },
  { key: 'sku', label: t('stock.sku'), card: 'subtitle', hide: 'desktop' },
  { key: 'category', label: t('stock.category'), card: 'hidden', hide: 'desktop' },
  {
    key: 'total_quantity',
    label: t('stock.there'),
    align: 'end',
    narrow: true,
    searchable: false,
    cell: (row) => h('span', { class: 'num strong nowrap' }, quantity(row.total_quantity, row.unit)),
  },
  {
    key: 'available_quantity',
    label: t('stock.canGo'),
    align: 'end',
    narrow: true,
    searchable: false,
    cell: (row) => h('span', { class: 'num nowrap' }, quantity(row.available_quantity, row.unit)),
  },
  {
    key: 'min_stock',
    label: t('stock.least'),
    align: 'end',
    narrow: true,
    searchable: false,
    card: 'hidden',
    cell: (row) => number(row.min_stock),
  },
  {
    key: 'batch_count',
    label: t('stock.lots'),
    align: 'end',
    narrow: true,
    searchable: false,
    cell: (row) => h('span', { title: row.locations.join(' · ') }, number(row.batch_count)),
  },
  {
    key: 'oldest_expiry',
    label: t('stock.firstExpires'),
    narrow: true,
    searchable: false,
    cell: (row) =>
      row.oldest_expiry ? h('time', { class: 'nowrap', datetime: row.oldest_expiry }, date(row.oldest_expiry)) : null,
  },
  {
    key: 'locations',
    label: t('stock.bins'),
    hide: 'desktop',
    card: 'hidden',
    value: (row) => row.locations.join(' '),
  },
  state('level', t('common.status'), levelState, { card: 'badge' }),
];

/** @type {import('../../frame/router.js').Page} */
export const levels = {
  title: () => t('stock.title'),
  hint: () => t('stock.levelsHint'),
  async render(ctx) {
    opensCodes(ctx);
    ctx.setActions(scanButton(ctx, (text) => openCode(text, ctx)));
    const stores = await warehouseChoices(ctx.signal);
    const where = warehouseChoice(ctx, stores, () => table.reload());
    /** @type {ReturnType<typeof dataTable<Level>>} */
    const table = dataTable({
      ctx,
      name: 'niveles',
      caption: t('stock.byProduct'),
      noun: (n) => t('stock.products', { n, count: number(n) }),
      load: async ({ signal }) =>
        (await api.all('/api/stock/levels', { query: { warehouse_id: where.chosen() || null }, signal })).map(
          (row) => ({
            ...row,
            id: `${row.product_id} ${row.unit}`,
          }),
        ),
      columns: columns(),
      filters: [
        {
          key: 'cuanto',
          label: t('common.status'),
          type: 'select',
          options: [
            { value: 'nada', label: t('stock.noneFree') },
            { value: 'poco', label: t('stock.low') },
            { value: 'hay', label: t('stock.enough') },
          ],
          test: (row, value) => levelOf(row) === value,
        },
      ],
      search: { placeholder: t('stock.levelsSearch') },
      sort: { key: 'product_name' },
      href: (row) => `/existencias?producto=${row.product_id}${where.chosen() ? `&bodega=${where.chosen()}` : ''}`,
      toolbar: stores.length > 1 ? [where.element] : [],
      rowTone: (row) => (levelOf(row) === 'nada' ? 'bad' : levelOf(row) === 'poco' ? 'warn' : null),
      empty: { icon: 'package', title: t('stock.empty'), hint: t('stock.emptyHint') },
    });
    return h('div', { class: 'stack' }, views('/existencias/productos'), table.element);
  },
};
