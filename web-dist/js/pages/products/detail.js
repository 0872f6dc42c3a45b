/** One product: how much there is, and what is known of it. */
import { api } from '../../kit/api.js';
import { money } from '../../kit/format.js';
import { h, icon } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { badge, button, card, facts, linkList, notice, stat, stats } from '../../ui/parts.js';
import { photoThumb } from '../../ui/thumb.js';
import { mayDescribe } from '../warehouses/options.js';
import { opensCodes } from '../warehouses/open-code.js';
import { removeProduct, setActive } from './actions.js';
import { historyCard } from './history.js';
import { ledgerCard } from './ledger.js';
import { stockCard } from './stock.js';
import { isLow, productState, quantity, t, unitName } from './words.js';

/** @typedef {import('wire').Product} Product */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {Product} row @param {PageContext} ctx */
function actions(row, ctx) {
  const reserve = { label: t('products.reserve'), icon: 'lock', href: `/reservas/nueva?producto=${row.id}` };
  if (ctx.can('instructor') && row.is_active) ctx.setActions(button({ ...reserve, kind: 'primary' }));
  if (!mayDescribe(ctx.user)) return;
  const has = row.quantity > 0;
  ctx.setActions(
    menu({
      label: t('common.more'),
      icon: 'more',
      items: [
        ...(has
          ? [
              {
                label: t('products.transfer'),
                icon: 'truck',
                href: `/traslados/nuevo?lote=${encodeURIComponent(row.sku ?? row.name)}`,
              },
              ...(row.is_active ? [reserve] : []),
              { label: t('products.countIt'), icon: 'list', href: `/conteos/nuevo?producto=${row.id}` },
            ]
          : []),
        { label: t('common.edit'), icon: 'edit', href: `/productos/${row.id}/editar` },
        {
          label: t(row.is_active ? 'common.deactivate' : 'common.activate'),
          icon: row.is_active ? 'minus' : 'check-circle',
          run: () => setActive(row, !row.is_active, ctx.reload),
        },
        {
          label: t('common.delete'),
          icon: 'trash',
          danger: true,
          run: () =>
            removeProduct(row, {
              gone: () => ctx.navigate('/productos', { replace: true }),
              changed: ctx.reload,
            }),
        },
      ],
    }),
    has ? button({ label: t('products.issue'), icon: 'upload', href: `/existencias/salida?producto=${row.id}` }) : null,
    row.is_active
      ? button({
          label: t('products.receive'),
          icon: 'download',
          kind: 'primary',
          href: `/existencias/entrada?producto=${row.id}`,
        })
      : null,
  );
}

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('products.one'),
  hint: () => t('products.oneHint'),
  async render(ctx) {
    opensCodes(ctx);
    ctx.setBack('/productos', t('products.title'));
    const row = await api.get(`/api/products/${ctx.params.id}`, { signal: ctx.signal });
    ctx.setTitle(row.name);
    actions(row, ctx);
    const state = productState(row);
    const of = (/** @type {number | null | undefined} */ value) =>
      value === null || value === undefined ? null : quantity(value, row.default_unit);
    const low = isLow(row)
      ? t('products.lowText', { count: String(of(row.quantity)), least: String(of(row.min_stock)) })
      : null;
    return h(
      'div',
      { class: 'stack' },
      row.is_active ? null : notice({ tone: 'muted', icon: 'info', text: t('products.inactiveText') }),
      low ? notice({ tone: 'warn', title: t(row.quantity ? 'products.low' : 'products.none'), text: low }) : null,
      stats(
        stat({
          label: t('products.quantity'),
          value: String(of(row.quantity)),
          icon: 'package',
          tone: row.quantity ? '' : 'muted',
        }),
        stat({ label: t('products.minStock'), value: of(row.min_stock) ?? '—', icon: 'triangle' }),
      ),
      stockCard(row, ctx),
      historyCard(row, ctx),
      card(
        { title: t('products.facts'), icon: 'info' },
        row.photo_id ? h('div', { class: 'product-photo' }, photoThumb(row.photo_id, row.name, ctx)) : null,
        facts([
          [t('common.status'), badge(state)],
          [t('products.sku'), row.sku ? h('span', { class: 'mono' }, row.sku) : null],
          [t('products.category'), row.category ?? null],
          [t('products.unit'), unitName(row.default_unit)],
          [t('products.shelfLife'), row.shelf_life_days ? t('products.days', { n: row.shelf_life_days }) : null],
          [t('products.price'), row.unit_price ? money(row.unit_price) : null],
          [t('products.center'), row.center_name],
          [t('common.description'), row.description ?? null],
        ]),
        linkList([
          {
            href: `/etiquetas?producto=${row.id}`,
            icon: 'qr',
            title: t('products.label'),
            hint: t('products.labelHint'),
            end: icon('forward'),
          },
        ]),
      ),
      ledgerCard(row, ctx),
    );
  },
};
