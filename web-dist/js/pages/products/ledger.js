/** The ledger of a product: every movement of its lots, newest first, page by page. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { timeOf } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { badge, card } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { MOVEMENTS, movementState, quantity, reasonName, t } from './words.js';

/** @typedef {import('wire').Product} Product */
/** @typedef {import('wire').Schemas['Movement']} Movement */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** With its sign: what came is above nothing. @param {Movement} row */
const signed = (row) => `${row.quantity > 0 ? '+' : '−'}${quantity(Math.abs(row.quantity), row.unit)}`;

/** @param {Product} product @param {PageContext} ctx */
export function ledgerCard(product, ctx) {
  /** @param {Record<string, string>} filters */
  const asked = (filters) => ({
    product_id: product.id,
    movement_type: filters.clase || null,
    start_date: filters.desde || null,
    end_date: filters.hasta || null,
  });
  const table = dataTable({
    ctx,
    name: 'movimientos-producto',
    caption: t('products.ledger'),
    noun: (n) => t('products.movements', { n, count: number(n) }),
    perPage: 20,
    search: false,
    exports: {
      list: 'movements',
      filters: ({ filters }) => ({
        product_id: product.id,
        type: filters.clase,
        start_date: filters.desde,
        end_date: filters.hasta,
      }),
    },
    loadPage: async ({ page, perPage, filters, signal }) => {
      const query = { ...asked(filters), page, page_size: perPage };
      const { items, total } = await api.get('/api/movements', { query, signal });
      return { rows: items, total };
    },
    columns: [
      {
        key: 'created_at',
        label: t('products.move.when'),
        narrow: true,
        sortable: false,
        card: 'subtitle',
        cell: (/** @type {Movement} */ row) => timeOf(row.created_at, 'nowrap'),
      },
      {
        key: 'movement_type',
        label: t('products.move.type'),
        narrow: true,
        sortable: false,
        card: 'badge',
        cell: (/** @type {Movement} */ row) => badge(movementState(row)),
      },
      {
        key: 'quantity',
        label: t('products.move.change'),
        align: 'end',
        narrow: true,
        sortable: false,
        card: 'title',
        cell: (/** @type {Movement} */ row) => h('span', { class: 'num nowrap' }, signed(row)),
      },
      {
        key: 'quantity_after',
        label: t('products.move.after'),
        align: 'end',
        narrow: true,
        sortable: false,
        cell: (/** @type {Movement} */ row) =>
          h('span', { class: 'num nowrap' }, quantity(row.quantity_after, row.unit)),
      },
      {
        key: 'batch_number',
        label: t('products.lot.lot'),
        sortable: false,
        cell: (/** @type {Movement} */ row) =>
          h(
            'span',
            {},
            h('span', { class: 'mono nowrap' }, row.batch_number),
            h('span', { class: 'cell-sub nowrap mono' }, row.bin_code),
            h('span', { class: 'cell-sub nowrap' }, row.warehouse_name),
          ),
      },
      {
        key: 'reason',
        label: t('products.move.why'),
        sortable: false,
        cell: (/** @type {Movement} */ row) =>
          h(
            'span',
            {},
            [reasonName(row.reason), row.reference_number].filter(Boolean).join(' · '),
            row.override_reason ? h('span', { class: 'cell-sub' }, row.override_reason) : null,
          ),
      },
      { key: 'created_by_name', label: t('products.move.who'), sortable: false },
    ],
    filters: [
      {
        key: 'clase',
        label: t('products.move.type'),
        type: 'select',
        options: MOVEMENTS.map((value) => ({ value, label: t(`products.move.${value}`) })),
      },
      { key: 'desde', label: t('products.move.from'), type: 'date' },
      { key: 'hasta', label: t('products.move.until'), type: 'date' },
    ],
    empty: { icon: 'history', title: t('products.noMovements'), hint: t('products.noMovementsHint') },
  });
  return card({ title: t('products.ledger'), icon: 'history', hint: t('products.ledgerHint') }, table.element);
}
