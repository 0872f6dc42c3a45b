/** Reservations of material: the own ones of an instructor, those of the centre for everybody else. */
import { api } from '../../kit/api.js';
import { dateTime, number } from '../../kit/format.js';
import { state } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { badge, button } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { opensCodes } from '../warehouses/open-code.js';
import { mayDescribe, warehouses } from '../warehouses/options.js';
import { mayReserve } from './rules.js';
import { referenceOf, reservationState, STATUSES, t, wishOf } from './words.js';

export { detail } from './detail.js';
export { create } from './form.js';

/** @typedef {import('wire').Reservation} Reservation */
/** @typedef {{value: string, label: string}} Option */
/** @typedef {import('../../ui/table.js').TableColumn<Reservation>} Column */

/** What it is, and whether it is less than was asked for. @param {Reservation} row */
const whatCell = (row) =>
  h(
    'span',
    {},
    wishOf(row),
    row.is_partial
      ? h('span', { class: 'cell-sub' }, badge({ word: t('reservations.partial'), icon: 'minus', tone: 'warn' }))
      : null,
  );

/** @param {boolean} own @param {boolean} someWarehouses @returns {Column[]} */
const columnsFor = (own, someWarehouses) => [
  { key: 'product_name', label: t('reservations.what'), card: 'title', sortable: false, cell: whatCell },
  {
    key: 'order_reference',
    label: t('reservations.for'),
    card: 'subtitle',
    sortable: false,
    cell: (row) =>
      h(
        'span',
        {},
        referenceOf(row.order_reference),
        own || !row.customer_name ? null : h('span', { class: 'cell-sub' }, row.customer_name),
      ),
  },
  ...(someWarehouses
    ? [/** @type {Column} */ ({ key: 'warehouse_name', label: t('reservations.warehouse'), sortable: false })]
    : []),
  {
    key: 'reserved_until',
    label: t('reservations.until'),
    narrow: true,
    sortable: false,
    cell: (row) => h('span', { class: 'nowrap' }, dateTime(row.reserved_until)),
  },
  state('status', t('common.status'), reservationState, { card: 'badge' }),
];

/** @param {string} key @param {string} label @param {Option[]} options @returns {import('../../ui/table.js').TableFilter<Reservation>} */
const choice = (key, label, options) => ({ key, label, type: 'select', options });

/** What has to be fetched first stands at the top. @param {Record<string, string>} filters */
const orderOf = ({ estado }) => (estado === 'active' ? 'until' : 'created');

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('reservations.title'),
  async render(ctx) {
    opensCodes(ctx);
    const { user } = ctx;
    const own = user.role === 'instructor';
    ctx.setHint(t(`reservations.hint.${user.role}`));
    if (mayReserve(user))
      ctx.setActions(button({ label: t('reservations.new'), icon: 'plus', kind: 'primary', href: '/reservas/nueva' }));
    const [places, products] = await Promise.all([
      warehouses(ctx.signal),
      api.pages('/api/products', { signal: ctx.signal }),
    ]);
    /** @type {ReturnType<typeof dataTable<Reservation>>} */
    const table = dataTable({
      ctx,
      name: 'reservas',
      caption: t('reservations.title'),
      noun: (n) => t('reservations.count', { n, count: number(n) }),
      perPage: 25,
      exports: {
        list: 'reservations',
        filters: ({ search, filters }) => ({
          search,
          status: filters.estado,
          product_id: filters.producto,
          environment_id: filters.bodega,
          user_id: filters.quien === 'mias' ? user.id : null,
          order: orderOf(filters),
        }),
      },
      loadPage: async ({ page, perPage, search, filters, signal }) => {
        const answer = await api.get('/api/reservations', {
          query: {
            page,
            page_size: perPage,
            search,
            status: filters.estado,
            product_id: filters.producto,
            warehouse_id: filters.bodega,
            own: filters.quien === 'mias' || null,
            order: orderOf(filters),
          },
          signal,
        });
        return { rows: answer.items, total: answer.total };
      },
      columns: columnsFor(own, places.length > 1),
      filters: [
        {
          key: 'estado',
          label: t('common.status'),
          type: 'chips',
          value: 'active',
          options: [
            ...STATUSES.map((value) => ({ value, label: t(`reservations.many.${value}`) })),
            { value: '', label: t('reservations.many.all') },
          ],
        },
        ...(mayDescribe(user)
          ? [choice('quien', t('reservations.whose'), [{ value: 'mias', label: t('reservations.mine') }])]
          : []),
        choice(
          'producto',
          t('reservations.product'),
          products
            .map((one) => ({ value: one.id, label: one.name }))
            .sort((a, b) => a.label.localeCompare(b.label, 'es', { numeric: true })),
        ),
        ...(places.length > 1
          ? [
              choice(
                'bodega',
                t('reservations.warehouse'),
                places.map((one) => ({ value: one.id, label: one.name })),
              ),
            ]
          : []),
      ],
      search: { placeholder: t('reservations.search') },
      href: (row) => `/reservas/${row.id}`,
      rowTone: (row) => (row.is_overdue ? 'bad' : null),
      empty: own
        ? {
            icon: 'lock',
            title: t('reservations.emptyOwn'),
            hint: t('reservations.emptyOwnHint'),
            action: { label: t('reservations.new'), icon: 'plus', href: '/reservas/nueva' },
          }
        : { icon: 'lock', title: t('reservations.empty'), hint: t('reservations.emptyHint') },
    });
    return table.element;
  },
};
