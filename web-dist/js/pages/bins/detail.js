/** One bin: its state, what it holds, what fits. */
import { api } from '../../kit/api.js';
import { dateTime, number } from '../../kit/format.js';
import { icon } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { badge, button, card, facts, linkList } from '../../ui/parts.js';
import { mayKeep } from '../warehouses/options.js';
import { opensCodes } from '../warehouses/open-code.js';
import { removeBin, setActive } from './actions.js';
import { binState, t } from './words.js';

/** @typedef {import('wire').Bin} Bin */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {Bin} row @param {PageContext} ctx */
function actions(row, ctx) {
  if (!mayKeep(ctx.user, row.warehouse_id)) return;
  const off = row.status === 'inactive';
  ctx.setActions(
    menu({
      label: t('common.more'),
      icon: 'more',
      items: [
        {
          label: t(off ? 'common.activate' : 'common.deactivate'),
          icon: off ? 'check-circle' : 'minus',
          run: () => setActive(row, off, ctx.reload),
        },
        {
          label: t('common.delete'),
          icon: 'trash',
          danger: true,
          run: () =>
            removeBin(row, {
              gone: () => ctx.navigate(`/bodegas/${row.warehouse_id}`, { replace: true }),
              changed: ctx.reload,
            }),
        },
      ],
    }),
    button({ label: t('common.edit'), icon: 'edit', href: `/ubicaciones/${row.id}/editar` }),
    off
      ? null
      : button({
          label: t('bins.countIt'),
          icon: 'list',
          href: `/conteos/nuevo?bodega=${row.warehouse_id}&ubicacion=${row.id}`,
        }),
    off
      ? null
      : button({
          label: t('bins.receive'),
          icon: 'download',
          kind: 'primary',
          href: `/existencias/entrada?ubicacion=${row.id}`,
        }),
  );
}

/**
 * The parts of a code as people call them, in their order; those of an older template by their names.
 * @param {Record<string, string>} parts @param {{name: string, label: string}[]} fields
 */
export const partsOf = (parts, fields) => [
  ...fields.filter(({ name }) => name in parts).map(({ name, label }) => `${label} ${parts[name]}`),
  ...Object.entries(parts)
    .filter(([name]) => !fields.some((field) => field.name === name))
    .map(([name, value]) => `${name} ${value}`),
];

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('bins.one'),
  hint: () => t('bins.oneHint'),
  async render(ctx) {
    opensCodes(ctx);
    const row = await api.get(`/api/bins/${ctx.params.id}`, { signal: ctx.signal });
    ctx.setBack(`/bodegas/${row.warehouse_id}`, row.warehouse_name);
    ctx.setTitle(row.code);
    actions(row, ctx);
    const { bin_structure_template: template } = await api.get(`/api/warehouses/${row.warehouse_id}`, {
      signal: ctx.signal,
    });
    const parts = partsOf(row.structure_data, template.fields);
    const measured = (/** @type {string} */ key, /** @type {number | null | undefined} */ value) =>
      value === null || value === undefined ? null : t(key, { n: number(value) });
    return card(
      { title: t('bins.facts'), icon: 'info' },
      facts([
        [t('common.status'), badge(binState(row.status))],
        [t('bins.warehouse'), row.warehouse_name],
        [t('bins.material'), row.product_name ?? null],
        [t('bins.lots'), number(row.lots)],
        [t('bins.parts'), parts.join(' · ')],
        [t('bins.maxWeight'), measured('bins.kilograms', row.max_weight)],
        [t('bins.maxHeight'), measured('bins.centimetres', row.max_height)],
        [t('bins.accessibility'), row.accessibility ?? null],
        [t('bins.counted'), row.counted_at ? dateTime(row.counted_at) : t('bins.never')],
        [t('common.notes'), row.notes ?? null],
      ]),
      linkList([
        {
          href: `/existencias?ubicacion=${row.id}`,
          icon: 'boxes',
          title: t('bins.toLots'),
          hint: t('bins.toLotsHint'),
          end: icon('forward'),
        },
        {
          href: `/movimientos?ubicacion=${row.id}`,
          icon: 'history',
          title: t('bins.toMovements'),
          hint: t('bins.toMovementsHint'),
          end: icon('forward'),
        },
        {
          href: `/bodegas/${row.warehouse_id}`,
          icon: 'warehouse',
          title: t('bins.toMap'),
          hint: t('bins.toMapHint'),
          end: icon('forward'),
        },
        {
          href: `/etiquetas?ubicacion=${row.id}`,
          icon: 'qr',
          title: t('bins.label'),
          hint: t('bins.labelHint'),
          end: icon('forward'),
        },
      ]),
    );
  },
};
