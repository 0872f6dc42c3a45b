/** Bins: the list over all warehouses. Detail and forms are in the files beside this one. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { exactly, state } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { carryMaterials } from '../labels/materials.js';
import { mayDescribe, mayKeep } from '../warehouses/options.js';
import { opensCodes } from '../warehouses/open-code.js';
import { removeBin, setActive } from './actions.js';
import { BIN_STATES, binState, t } from './words.js';

export { detail } from './detail.js';
export { create, edit } from './form.js';

/** @typedef {import('wire').Bin} Bin */

/** The warehouses that occur, each once. @param {Bin[]} rows */
const warehousesIn = (rows) =>
  [...new Map(rows.map((row) => [row.warehouse_id, row.warehouse_name]))]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, 'es', { numeric: true }));

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('bins.title'),
  hint: () => t('bins.hint'),
  render(ctx) {
    opensCodes(ctx);
    const writes = mayDescribe(ctx.user);
    if (writes) {
      const warehouse = ctx.query.get('bodega');
      const from = warehouse ? `?bodega=${warehouse}` : '';
      ctx.setActions(
        button({ label: t('bins.new'), icon: 'plus', href: `/ubicaciones/nuevo${from}` }),
        button({ label: t('bins.many'), icon: 'boxes', kind: 'primary', href: `/ubicaciones/varias${from}` }),
      );
    }
    /** @type {ReturnType<typeof dataTable<Bin>>} */
    const table = dataTable({
      ctx,
      name: 'ubicaciones',
      exports: { list: 'bins' },
      caption: t('bins.title'),
      noun: (n) => t('bins.count', { n, count: number(n) }),
      load: ({ signal }) => api.pages('/api/bins', { signal }),
      columns: [
        { key: 'code', label: t('bins.code'), card: 'title', cell: (row) => h('span', { class: 'mono' }, row.code) },
        { key: 'warehouse_name', label: t('bins.warehouse'), card: 'subtitle' },
        { key: 'product_name', label: t('bins.material') },
        { key: 'lots', label: t('bins.lots'), align: 'end', narrow: true, card: 'hidden' },
        state('status', t('common.status'), (/** @type {Bin} */ row) => binState(row.status), { card: 'badge' }),
      ],
      filters: [
        exactly('bodega', 'warehouse_id', t('bins.warehouse'), warehousesIn),
        exactly(
          'estado',
          'status',
          t('common.status'),
          BIN_STATES.map((value) => ({ value, label: binState(value).word })),
        ),
      ],
      search: { placeholder: t('bins.search') },
      sort: { key: 'code' },
      href: (row) => `/ubicaciones/${row.id}`,
      actions: (row) =>
        mayKeep(ctx.user, row.warehouse_id)
          ? [
              { label: t('common.edit'), icon: 'edit', href: `/ubicaciones/${row.id}/editar` },
              row.status === 'inactive'
                ? { label: t('common.activate'), icon: 'check-circle', run: () => setActive(row, true, table.reload) }
                : { label: t('common.deactivate'), icon: 'minus', run: () => setActive(row, false, table.reload) },
              {
                label: t('common.delete'),
                icon: 'trash',
                danger: true,
                run: () => removeBin(row, { gone: table.reload, changed: table.reload }),
              },
            ]
          : [],
      toolbar: [
        button({
          label: t('bins.labels'),
          icon: 'qr',
          kind: 'quiet',
          run: () =>
            ctx.navigate(
              carryMaterials(
                'bins',
                table.rows().map((row) => row.id),
              ),
            ),
        }),
      ],
      rowTone: (row) => (row.status === 'inactive' ? 'muted' : null),
      empty: {
        icon: 'warehouse',
        title: t('bins.empty'),
        hint: writes ? t('bins.emptyHintAdmin') : t('bins.emptyHint'),
        ...(writes ? { action: { label: t('bins.many'), icon: 'boxes', href: '/ubicaciones/varias' } } : {}),
      },
    });
    return table.element;
  },
};
