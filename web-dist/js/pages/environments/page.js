/**
 * Rooms (ambientes) and warehouses: the list. Detail, forms and acts are in the files beside this one.
 */
import { api } from '../../kit/api.js';
import { activeState } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { badge, button } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { mayEditRoom, linkToRoom, roomKind } from './actions.js';
import { t } from './words.js';

export { detail } from './detail.js';
export { create, edit } from './form.js';

/**
 * Every room that the caller may see; the general admin also gets the inactive ones.
 * @param {import('../../frame/router.js').PageContext} ctx
 * @param {AbortSignal} signal
 * @returns {Promise<import('./actions.js').Room[]>}
 */
async function loadRooms(ctx, signal) {
  const [rows, hidden] = await Promise.all([
    api.all('/api/environments', { signal }),
    ctx.can('admin_general') ? api.all('/api/environments', { query: { is_active: false }, signal }) : [],
  ]);
  const known = new Set(rows.map((room) => room.id));
  return rows.concat(hidden.filter((room) => !known.has(room.id)));
}

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('environments.title'),
  hint: () => t('environments.hint'),
  render(ctx) {
    const admin = ctx.can('admin_general');
    if (admin)
      ctx.setActions(button({ label: t('environments.new'), icon: 'plus', kind: 'primary', href: '/ambientes/nuevo' }));
    /** @param {import('./actions.js').Room[]} rows */
    const centers = (rows) =>
      [...new Map(rows.map((room) => [room.center_id, room.center_name])).entries()].map(([value, label]) => ({
        value,
        label,
      }));
    return dataTable({
      ctx,
      name: 'ambientes',
      exports: { list: 'environments' },
      caption: t('environments.title'),
      noun: (n) => t('environments.count', { n }),
      load: ({ signal }) => loadRooms(ctx, signal),
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
                ? badge({ word: t('environments.mine'), icon: 'map-pin', tone: 'info' })
                : null,
              h('span', { class: 'cell-sub desktop-only' }, row.location),
            ),
        },
        { key: 'location', label: t('environments.location'), card: 'subtitle', hide: 'desktop' },
        {
          key: 'is_warehouse',
          label: t('environments.kind'),
          card: 'badge',
          value: (row) => roomKind(row).word,
          cell: (row) => badge(row.is_active ? roomKind(row) : activeState(false)),
        },
        { key: 'center_name', label: t('environments.center'), card: 'hidden' },
        { key: 'capacity', label: t('environments.capacity'), align: 'end', narrow: true },
        { key: 'items', label: t('environments.items'), align: 'end', narrow: true },
        { key: 'qr_code', label: t('environments.code'), card: 'hidden', hide: 'desktop', sortable: false },
      ],
      filters: [
        {
          key: 'tipo',
          label: t('environments.kind'),
          type: 'chips',
          options: [
            { value: 'ambiente', label: t('environments.rooms') },
            { value: 'almacen', label: t('environments.warehouses') },
          ],
          test: (row, value) => row.is_warehouse === (value === 'almacen'),
        },
        {
          key: 'centro',
          label: t('environments.center'),
          type: 'select',
          options: centers,
          test: (row, value) => row.center_id === value,
        },
        ...(admin
          ? [
              {
                key: 'activo',
                label: t('common.status'),
                type: /** @type {const} */ ('select'),
                value: 'si',
                options: [
                  { value: 'si', label: t('environments.onlyActive') },
                  { value: 'no', label: t('environments.onlyInactive') },
                ],
                test: (/** @type {{is_active: boolean}} */ row, /** @type {string} */ value) =>
                  row.is_active === (value === 'si'),
              },
            ]
          : []),
      ],
      search: { placeholder: t('environments.search') },
      sort: { key: 'name' },
      href: (row) => `/ambientes/${row.id}`,
      actions: (row) => [
        ...(row.is_active && row.id !== ctx.user.environment_id
          ? [{ label: t('environments.link'), icon: 'link', run: () => linkToRoom(row, ctx) }]
          : []),
        ...(mayEditRoom(ctx.user, row)
          ? [{ label: t('common.edit'), icon: 'edit', href: `/ambientes/${row.id}/editar` }]
          : []),
      ],
      rowTone: (row) => (row.is_active ? null : 'muted'),
      empty: {
        icon: 'room',
        title: t('environments.empty'),
        hint: admin ? t('environments.emptyHintAdmin') : t('environments.emptyHint'),
        ...(admin ? { action: { label: t('environments.new'), icon: 'plus', href: '/ambientes/nuevo' } } : {}),
      },
    }).element;
  },
};
