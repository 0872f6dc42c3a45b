/** One warehouse: how full it is, its map, and what is said of it. */
import { api, ApiError } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { confirm } from '../../ui/dialog.js';
import { h, icon } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { async, button, card, facts, linkList, notice, stat, stats } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { binState, t as tb } from '../bins/words.js';
import { codeOf, sampleOf } from './codes.js';
import { binMap } from './map.js';
import { mayDescribe, mayKeep } from './options.js';
import { opensCodes } from './open-code.js';
import { t } from './words.js';

/** @typedef {import('wire').Warehouse} Warehouse */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {Warehouse} row @param {PageContext} ctx */
async function remove(row, ctx) {
  const sure = await confirm({
    title: t('warehouses.removeAsk', { name: row.name }),
    text: t('warehouses.removeText'),
    confirmLabel: t('warehouses.remove'),
    danger: true,
  });
  if (!sure) return;
  try {
    await api.del(`/api/warehouses/${row.id}`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409 || !row.is_active) throw error;
    const instead = await confirm({
      title: t('warehouses.deactivateAsk', { name: row.name }),
      text: error.detail,
      confirmLabel: t('common.deactivate'),
    });
    if (instead) await setActive(row, false, ctx);
    return;
  }
  toast(t('warehouses.removed'));
  ctx.navigate('/bodegas', { replace: true });
}

/** @param {Warehouse} row @param {boolean} active @param {PageContext} ctx */
async function setActive(row, active, ctx) {
  await api.put(`/api/warehouses/${row.id}`, { is_active: active });
  toast(t(active ? 'warehouses.reactivated' : 'warehouses.deactivated'), { tone: 'good' });
  ctx.reload();
}

/** @param {import('wire').Schemas['WarehouseStats']} figures @param {Warehouse} row */
function figuresOf(figures, row) {
  const list = (/** @type {string} */ status) => `/ubicaciones?bodega=${row.id}&estado=${status}`;
  const of = (/** @type {import('wire').Bin['status']} */ status, /** @type {number} */ value) => {
    const { word, icon: sign, tone } = binState(status);
    return stat({ label: word, value: number(value), icon: sign, tone: value ? tone : 'muted', href: list(status) });
  };
  return stats(
    stat({
      label: t('warehouses.occupancy'),
      value: `${number(figures.utilization_percent)} %`,
      icon: 'warehouse',
      hint: t('warehouses.occupied', { n: number(figures.occupied_bins), total: number(figures.total_bins) }),
    }),
    of('empty', figures.empty_bins),
    of('reserved', figures.reserved_bins),
    of('inactive', figures.inactive_bins),
  );
}

/** @param {Warehouse} row @param {PageContext} ctx */
function actions(row, ctx) {
  const items = [
    ...(mayDescribe(ctx.user) && !row.is_active
      ? [{ label: t('warehouses.reactivate'), icon: 'check-circle', run: () => setActive(row, true, ctx) }]
      : []),
    ...(ctx.can('admin_general')
      ? [{ label: t('warehouses.remove'), icon: 'trash', danger: true, run: () => remove(row, ctx) }]
      : []),
  ];
  const keeps = mayKeep(ctx.user, row.id) && row.is_active;
  ctx.setActions(
    ...(items.length ? [menu({ label: t('common.more'), icon: 'more', items })] : []),
    ...(mayDescribe(ctx.user)
      ? [button({ label: t('common.edit'), icon: 'edit', href: `/bodegas/${row.id}/editar` })]
      : []),
    ...(keeps
      ? [
          button({ label: tb('bins.new'), icon: 'plus', href: `/ubicaciones/nuevo?bodega=${row.id}` }),
          button({
            label: tb('bins.many'),
            icon: 'boxes',
            kind: 'primary',
            href: `/ubicaciones/varias?bodega=${row.id}`,
          }),
        ]
      : []),
  );
}

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('warehouses.one'),
  hint: () => t('warehouses.mapHint'),
  async render(ctx) {
    opensCodes(ctx);
    ctx.setBack('/bodegas', t('warehouses.title'));
    const [row, figures] = await Promise.all([
      api.get(`/api/warehouses/${ctx.params.id}`, { signal: ctx.signal }),
      api.get(`/api/warehouses/${ctx.params.id}/stats`, { signal: ctx.signal }),
    ]);
    ctx.setTitle(row.name);
    actions(row, ctx);
    const template = row.bin_structure_template;
    const end = icon('forward');
    return h(
      'div',
      { class: 'stack' },
      row.is_active ? null : notice({ tone: 'muted', icon: 'info', text: t('warehouses.inactiveText') }),
      figuresOf(figures, row),
      card(
        { title: t('warehouses.map'), icon: 'warehouse' },
        async(
          () => api.pages('/api/bins', { query: { warehouse_id: row.id }, signal: ctx.signal }),
          (bins) => binMap(template, bins, { mayWrite: mayKeep(ctx.user, row.id) && row.is_active, warehouse: row.id }),
          { lines: 6 },
        ),
      ),
      card(
        { title: t('warehouses.facts'), icon: 'info' },
        facts([
          [t('warehouses.location'), row.location],
          [t('warehouses.center'), row.center_name],
          [t('common.description'), row.description ?? null],
          [t('warehouses.code'), h('span', { class: 'mono' }, row.qr_code)],
          [t('warehouses.format'), h('span', { class: 'mono' }, codeOf(template, sampleOf(template.fields)))],
        ]),
        linkList([
          {
            href: `/existencias?bodega=${row.id}`,
            icon: 'boxes',
            title: t('warehouses.lots'),
            hint: t('warehouses.lotsHint'),
            end: icon('forward'),
          },
          ...(ctx.can('instructor')
            ? []
            : [
                {
                  href: `/conteos/por-contar?bodega=${row.id}`,
                  icon: 'clock',
                  title: t('warehouses.due'),
                  hint: t('warehouses.dueHint'),
                  end: icon('forward'),
                },
              ]),
          {
            href: `/ubicaciones?bodega=${row.id}`,
            icon: 'list',
            title: t('warehouses.allBins'),
            hint: t('warehouses.allBinsHint'),
            end,
          },
          ...(row.bins
            ? [
                {
                  href: `/etiquetas?bodega=${row.id}`,
                  icon: 'qr',
                  title: t('warehouses.labels'),
                  hint: t('warehouses.labelsHint'),
                  end: icon('forward'),
                },
              ]
            : []),
          {
            href: `/ambientes/${row.id}`,
            icon: 'room',
            title: t('warehouses.room'),
            hint: t('warehouses.roomHint'),
            end: icon('forward'),
          },
        ]),
      ),
    );
  },
};
