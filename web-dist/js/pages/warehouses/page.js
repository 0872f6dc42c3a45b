/** Warehouses of materials: the list, with how full each is. Detail and forms are in the files beside this one. */
import { activeState, number } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { badge, button } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { mayDescribe, warehouses } from './options.js';
import { opensCodes } from './open-code.js';
import { t } from './words.js';

export { detail } from './detail.js';
export { create, edit } from './form.js';

/** @typedef {import('wire').Warehouse} Warehouse */

/** How full a warehouse is, as a bar with its words. @param {Warehouse} row */
export function occupancy(row) {
  if (!row.bins) return h('span', { class: 'muted' }, t('warehouses.noBins'));
  const words = t('warehouses.occupied', { n: number(row.occupied_bins), total: number(row.bins) });
  return h(
    'span',
    { class: 'occupancy' },
    h('meter', { min: 0, max: row.bins, value: row.occupied_bins, 'aria-label': words }),
    h('span', {}, words),
  );
}

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('warehouses.title'),
  hint: () => t('warehouses.hint'),
  render(ctx) {
    opensCodes(ctx);
    const writes = mayDescribe(ctx.user);
    if (writes)
      ctx.setActions(button({ label: t('warehouses.new'), icon: 'plus', kind: 'primary', href: '/bodegas/nuevo' }));
    const several = ctx.can('admin_general');
    return dataTable({
      ctx,
      name: 'bodegas',
      exports: { list: 'warehouses' },
      caption: t('warehouses.title'),
      noun: (n) => t('warehouses.count', { n }),
      load: ({ signal }) => warehouses(signal),
      columns: [
        {
          key: 'name',
          label: t('common.name'),
          card: 'title',
          cell: (row) =>
            h(
              'span',
              {},
              `${row.name} `,
              row.id === ctx.user.environment_id
                ? badge({ word: t('warehouses.mine'), icon: 'map-pin', tone: 'info' })
                : null,
            ),
        },
        { key: 'location', label: t('warehouses.location'), card: 'subtitle' },
        ...(several
          ? [{ key: 'center_name', label: t('warehouses.center'), card: /** @type {const} */ ('meta') }]
          : []),
        {
          key: 'occupied_bins',
          label: t('warehouses.occupancy'),
          value: (row) => (row.bins ? row.occupied_bins / row.bins : -1),
          searchable: false,
          cell: occupancy,
        },
        {
          key: 'is_active',
          label: t('common.status'),
          card: 'badge',
          value: (row) => activeState(row.is_active).word,
          cell: (row) => badge(activeState(row.is_active)),
        },
      ],
      filters: [
        {
          key: 'activa',
          label: t('common.status'),
          type: 'select',
          options: [
            { value: 'si', label: t('common.active') },
            { value: 'no', label: t('common.inactive') },
          ],
          test: (row, value) => row.is_active === (value === 'si'),
        },
      ],
      search: { placeholder: t('warehouses.search') },
      sort: { key: 'name' },
      href: (row) => `/bodegas/${row.id}`,
      actions: (row) => (writes ? [{ label: t('common.edit'), icon: 'edit', href: `/bodegas/${row.id}/editar` }] : []),
      rowTone: (row) => (row.is_active ? null : 'muted'),
      empty: {
        icon: 'warehouse',
        title: t('warehouses.empty'),
        hint: writes ? t('warehouses.emptyHintAdmin') : t('warehouses.emptyHint'),
        ...(writes ? { action: { label: t('warehouses.new'), icon: 'plus', href: '/bodegas/nuevo' } } : {}),
      },
    }).element;
  },
};
