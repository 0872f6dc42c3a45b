/** The ledger of a product: every movement of its lots, newest first, page by page. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { card } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { columns } from '../movements/page.js';
import { movementState, t as words, TYPES } from '../movements/words.js';
import { t } from './words.js';

/** @typedef {import('wire').Product} Product */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

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
    // The product is what the page is of.
    columns: columns(ctx.user.role).filter(({ key }) => key !== 'product_name'),
    filters: [
      {
        key: 'clase',
        label: words('movements.type'),
        type: 'select',
        options: TYPES.map((value) => ({ value, label: movementState(value).word })),
      },
      { key: 'desde', label: words('movements.from'), type: 'date' },
      { key: 'hasta', label: words('movements.until'), type: 'date' },
    ],
    empty: { icon: 'history', title: t('products.noMovements'), hint: t('products.noMovementsHint') },
  });
  return card({ title: t('products.ledger'), icon: 'history', hint: t('products.ledgerHint') }, table.element);
}
