/** Products: the list of materials with how much there is of each. Detail and forms are in the files beside this one. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { exactly, state } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { carryMaterials } from '../labels/materials.js';
import { mayDescribe } from '../warehouses/options.js';
import { opensCodes } from '../warehouses/open-code.js';
import { removeProduct, setActive } from './actions.js';
import { howMuch, isLow, productState, quantity, t } from './words.js';

export { detail } from './detail.js';
export { create, edit } from './form.js';

/** @typedef {import('wire').Product} Product */

/** The categories that occur, each once. @param {Product[]} rows */
const categoriesIn = (rows) =>
  [...new Set(rows.map((row) => row.category))]
    .filter((category) => category !== null && category !== undefined)
    .sort((a, b) => a.localeCompare(b, 'es'))
    .map((value) => ({ value, label: value }));

/** @returns {import("../../ui/table.js").TableFilter<Product>[]} */
const filters = () => [
  exactly('categoria', 'category', t('products.category'), categoriesIn),
  {
    key: 'cuanto',
    label: t('products.quantity'),
    type: 'select',
    options: [
      { value: 'falta', label: t('products.belowMinimum') },
      { value: 'poco', label: t('products.low') },
      { value: 'nada', label: t('products.none') },
      { value: 'hay', label: t('products.stateEnough') },
    ],
    test: (row, value) => (value === 'falta' ? isLow(row) : howMuch(row) === value),
  },
  {
    key: 'activo',
    label: t('common.status'),
    type: 'select',
    value: 'si',
    options: [
      { value: 'si', label: t('products.onlyActive') },
      { value: 'no', label: t('products.onlyInactive') },
    ],
    test: (row, value) => row.is_active === (value === 'si'),
  },
];

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('products.title'),
  hint: () => t('products.hint'),
  render(ctx) {
    opensCodes(ctx);
    const writes = mayDescribe(ctx.user);
    if (writes)
      ctx.setActions(button({ label: t('products.new'), icon: 'plus', kind: 'primary', href: '/productos/nuevo' }));
    /** @type {ReturnType<typeof dataTable<Product>>} */
    const table = dataTable({
      ctx,
      name: 'productos',
      exports: { list: 'products' },
      caption: t('products.title'),
      noun: (n) => t('products.count', { n, count: number(n) }),
      load: ({ signal }) => api.pages('/api/products', { signal }),
      columns: [
        {
          key: 'name',
          label: t('common.name'),
          card: 'title',
          cell: (row) =>
            h('span', {}, row.name, row.sku ? h('span', { class: 'cell-sub mono desktop-only' }, row.sku) : null),
        },
        { key: 'sku', label: t('products.sku'), card: 'subtitle', hide: 'desktop' },
        { key: 'category', label: t('products.category') },
        {
          key: 'quantity',
          label: t('products.quantity'),
          align: 'end',
          narrow: true,
          searchable: false,
          cell: (row) => h('span', { class: 'nowrap' }, quantity(row.quantity, row.default_unit)),
        },
        {
          key: 'min_stock',
          label: t('products.minStock'),
          align: 'end',
          narrow: true,
          searchable: false,
          card: 'hidden',
          cell: (row) => number(row.min_stock),
        },
        state('is_active', t('common.status'), (/** @type {Product} */ row) => productState(row), { card: 'badge' }),
      ],
      filters: filters(),
      search: { placeholder: t('products.search') },
      sort: { key: 'name' },
      href: (row) => `/productos/${row.id}`,
      actions: (row) =>
        writes
          ? [
              { label: t('common.edit'), icon: 'edit', href: `/productos/${row.id}/editar` },
              row.is_active
                ? { label: t('common.deactivate'), icon: 'minus', run: () => setActive(row, false, table.reload) }
                : { label: t('common.activate'), icon: 'check-circle', run: () => setActive(row, true, table.reload) },
              {
                label: t('common.delete'),
                icon: 'trash',
                danger: true,
                run: () => removeProduct(row, { gone: table.reload, changed: table.reload }),
              },
            ]
          : [],
      toolbar: [
        button({
          label: t('products.labels'),
          icon: 'qr',
          kind: 'quiet',
          run: () =>
            ctx.navigate(
              carryMaterials(
                'products',
                table.rows().map((row) => row.id),
              ),
            ),
        }),
      ],
      rowTone: (row) => (row.is_active ? null : 'muted'),
      empty: {
        icon: 'package',
        title: t('products.empty'),
        hint: writes ? t('products.emptyHintAdmin') : t('products.emptyHint'),
        ...(writes ? { action: { label: t('products.new'), icon: 'plus', href: '/productos/nuevo' } } : {}),
      },
    });
    return table.element;
  },
};
