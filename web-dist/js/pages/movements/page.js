/** The ledger of materials: each change of a lot, newest first. Nothing of it can be changed. */
import { api } from '../../kit/api.js';
import { dateTime, number } from '../../kit/format.js';
import { h, icon } from '../../ui/dom.js';
import { badge } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { binName, lotName, named, productChoices, warehouseChoices } from '../stock/options.js';
import { openCode, opensCodes } from '../warehouses/open-code.js';
import { scanButton } from '../warehouses/scan-sheet.js';
import { besides, causeOf, change, told, why } from './explain.js';
import { movementState, t, TYPES } from './words.js';

/** @typedef {import('wire').Movement} Movement */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

const PER_PAGE = 50;

/**
 * A page of movements as the server is asked for it.
 * @param {{search: string, page: number, filters: Record<string, string>}} state @returns {import('wire').Query<'/api/movements', 'get'>}
 */
export const movementsAsked = ({ search, page, filters }) => ({
  search: search || null,
  movement_type: /** @type {Movement['movement_type'] | null} */ (filters.clase || null),
  product_id: filters.producto || null,
  warehouse_id: filters.bodega || null,
  bin_id: filters.ubicacion || null,
  lot_id: filters.lote || null,
  created_by: filters.persona || null,
  start_date: filters.desde || null,
  end_date: filters.hasta || null,
  page,
  page_size: PER_PAGE,
});

/** Who may have moved something, as far as one may know. @param {PageContext} ctx */
async function keepers(ctx) {
  if (ctx.can('instructor')) return [];
  const lists = await Promise.all(
    /** @type {const} */ (['admin', 'admin_general']).map((role) =>
      api.get(`/api/users/by-role/${role}`, { signal: ctx.signal }),
    ),
  );
  return lists
    .flat()
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label, 'es'));
}

/** A way to what moved something, if it has a page. @param {Movement} row @param {import('../../kit/format.js').Role} role */
export function causeLink(row, role) {
  const cause = causeOf(row, role);
  return cause && h('a', { class: 'cell-sub', href: cause.href }, cause.label);
}

/** What a movement says of itself. @param {Movement} row @param {import('../../kit/format.js').Role} role */
const explained = (row, role) =>
  h(
    'span',
    { class: 'movement' },
    h('span', {}, told(row)),
    h('span', { class: 'cell-sub' }, why(row)),
    besides(row).map((text) =>
      h(
        'span',
        { class: `cell-sub ${row.fefo_compliant === false ? 'movement-flag' : ''}` },
        row.fefo_compliant === false ? icon('triangle', { class: 'small' }) : null,
        text,
      ),
    ),
    causeLink(row, role),
  );

/** What a list of movements shows to who has a role. @param {import('../../kit/format.js').Role} role @returns {import('../../ui/table.js').TableColumn<Movement>[]} */
export const columns = (role) => [
  {
    key: 'product_name',
    label: t('movements.material'),
    card: 'title',
    value: (row) => `${row.product_name} ${row.batch_number}`,
    cell: (row) =>
      h(
        'span',
        {},
        row.product_name,
        h('span', { class: 'cell-sub' }, t('movements.lot'), ' ', h('span', { class: 'mono' }, row.batch_number)),
      ),
  },
  {
    key: 'movement_type',
    label: t('movements.type'),
    narrow: true,
    card: 'badge',
    cell: (row) =>
      h(
        'span',
        { class: 'movement-kind' },
        badge(movementState(row.movement_type)),
        h('span', { class: 'num strong nowrap' }, change(row)),
      ),
  },
  { key: 'reason', label: t('movements.what'), card: 'subtitle', cell: (row) => explained(row, role) },
  {
    key: 'bin_code',
    label: t('movements.where'),
    narrow: true,
    cell: (row) =>
      h('span', {}, h('span', { class: 'mono' }, row.bin_code), h('span', { class: 'cell-sub' }, row.warehouse_name)),
  },
  {
    key: 'created_at',
    label: t('movements.when'),
    narrow: true,
    cell: (row) =>
      h(
        'span',
        {},
        h('time', { datetime: row.created_at, class: 'num nowrap' }, dateTime(row.created_at)),
        h('span', { class: 'cell-sub' }, row.created_by_name),
      ),
  },
];

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('movements.title'),
  hint: () => t('movements.hint'),
  async render(ctx) {
    opensCodes(ctx);
    ctx.setActions(scanButton(ctx, (text) => openCode(text, ctx)));
    const { query, signal } = ctx;
    const [stores, products, people, ...one] = await Promise.all([
      warehouseChoices(signal),
      productChoices(signal),
      keepers(ctx),
      named(query, 'ubicacion', t('movements.where'), (id) => binName(id, signal)),
      named(query, 'lote', t('movements.lot'), (id) => lotName(id, signal)),
    ]);
    return dataTable({
      ctx,
      name: 'movimientos',
      caption: t('movements.title'),
      noun: (n) => t('movements.count', { n, count: number(n) }),
      loadPage: async ({ page, search, filters, signal: turn }) => {
        const asked = movementsAsked({ page, search, filters });
        const { items, total } = await api.get('/api/movements', { query: asked, signal: turn });
        return { rows: items, total };
      },
      perPage: PER_PAGE,
      columns: columns(ctx.user.role),
      filters: [
        ...one.flat(),
        {
          key: 'clase',
          label: t('movements.type'),
          type: 'select',
          options: TYPES.map((value) => ({ value, label: movementState(value).word })),
        },
        { key: 'producto', label: t('movements.product'), type: 'select', options: products },
        ...(stores.length > 1
          ? [{ key: 'bodega', label: t('movements.warehouse'), type: /** @type {const} */ ('select'), options: stores }]
          : []),
        ...(people.length
          ? [{ key: 'persona', label: t('movements.who'), type: /** @type {const} */ ('select'), options: people }]
          : []),
        { key: 'desde', label: t('movements.from'), type: 'date' },
        { key: 'hasta', label: t('movements.until'), type: 'date' },
      ],
      search: { placeholder: t('movements.search') },
      exports: {
        list: 'movements',
        filters: ({ search, filters }) => ({
          search,
          type: filters.clase,
          product_id: filters.producto,
          environment_id: filters.bodega,
          bin_id: filters.ubicacion,
          lot_id: filters.lote,
          user_id: filters.persona,
          start_date: filters.desde,
          end_date: filters.hasta,
        }),
      },
      href: (row) => `/existencias/${row.lot_id}`,
      rowTone: (row) => (row.fefo_compliant === false ? 'warn' : null),
      empty: { icon: 'history', title: t('movements.empty'), hint: t('movements.emptyHint') },
    }).element;
  },
};
