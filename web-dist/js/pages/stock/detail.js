/** One lot: how much of it there is and for whom, when it expires, whether it is its turn, and all that happened to it. */
import { api } from '../../kit/api.js';
import { date, dateTime, money, number } from '../../kit/format.js';
import { h, icon } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { async, badge, button, card, facts, linkList, notice, stat, stats } from '../../ui/parts.js';
import { besides, change, told, why } from '../movements/explain.js';
import { causeLink } from '../movements/page.js';
import { movementState, t as tm } from '../movements/words.js';
import { quantity } from '../products/words.js';
import { mayKeep } from '../warehouses/options.js';
import { openCode, opensCodes } from '../warehouses/open-code.js';
import { scanButton } from '../warehouses/scan-sheet.js';
import { actsFor } from './actions.js';
import { expiryText, lotState, t, urgencyState } from './words.js';

/** @typedef {import('wire').LotDetail} LotDetail */
/** @typedef {import('wire').Movement} Movement */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** So many of its movements are shown; the ledger has the rest. */
const LAST = 20;

/** @param {LotDetail} lot @param {PageContext} ctx */
function actions(lot, ctx) {
  const acts = actsFor(lot, ctx, ctx.reload);
  const first = acts.find(({ href }) => href?.startsWith('/existencias/salida'));
  const reserves = ctx.can('instructor') && lot.state === 'available';
  const rest = acts.filter((act) => act !== first);
  const more = lot.status !== 'scrapped' && mayKeep(ctx.user, lot.warehouse_id);
  ctx.setActions(
    scanButton(ctx, (text) => openCode(text, ctx)),
    rest.length
      ? menu({
          label: t('common.more'),
          icon: 'more',
          items: [
            ...rest,
            ...(more
              ? [{ label: t('stock.receiveMore'), icon: 'download', href: `/existencias/entrada?lote=${lot.id}` }]
              : []),
          ],
        })
      : null,
    first ? button({ label: first.label, icon: first.icon, kind: 'primary', href: first.href }) : null,
    reserves
      ? button({
          label: t('stock.reserve'),
          icon: 'lock',
          kind: 'primary',
          href: `/reservas/nueva?producto=${lot.product_id}&bodega=${lot.warehouse_id}`,
        })
      : null,
  );
}

/** What stands in the way of taking from it, or that it is the next. @param {LotDetail} lot */
function turn(lot) {
  const text = lot.explanation ?? '';
  switch (lot.state) {
    case 'expired':
      return notice({ tone: 'bad', title: expiryText(lot.days_until_expiry ?? -1), text: t('stock.expiredText') });
    case 'held':
      return notice({
        tone: 'warn',
        icon: 'hourglass',
        title: t('stock.heldTitle'),
        text: t('stock.heldText', { reason: lot.hold_reason ?? '—' }),
      });
    case 'blocked':
      return notice({ tone: 'warn', icon: 'minus', text: t('stock.blockedText', { bin: lot.bin_code }) });
    case 'scrapped':
      return notice({ tone: 'muted', icon: 'trash', text: t('stock.scrappedText') });
    case 'empty':
      return notice({ tone: 'muted', icon: 'missing', text: t('stock.emptyText') });
    case 'reserved':
      return notice({ tone: 'info', icon: 'lock', text: t('stock.reservedText') });
    case 'available':
      return lot.is_first
        ? notice({ tone: 'good', icon: 'check-circle', text: t('stock.itsTurn') })
        : notice({
            tone: 'warn',
            icon: 'clock',
            title: t('stock.notItsTurn'),
            text,
            action: lot.first_lot_id
              ? { label: t('stock.seeFirst'), icon: 'forward', href: `/existencias/${lot.first_lot_id}` }
              : null,
          });
  }
}

/** @param {LotDetail} lot */
function figures(lot) {
  const of = (/** @type {number} */ value) => quantity(value, lot.unit);
  const days = lot.days_until_expiry;
  const { tone, icon: sign } = urgencyState(lot.urgency ?? 'low');
  return stats(
    stat({ label: t('stock.there'), value: of(lot.quantity), icon: 'package', tone: lot.quantity ? '' : 'muted' }),
    stat({ label: t('stock.reserved'), value: of(lot.reserved_quantity), icon: 'lock' }),
    stat({ label: t('stock.free'), value: of(lot.free_quantity), icon: 'check-circle' }),
    stat({
      label: t('stock.expires'),
      value: lot.use_by_date ? date(lot.use_by_date) : t('stock.undated'),
      icon: lot.use_by_date ? sign : 'calendar',
      tone: lot.quantity && lot.use_by_date && tone !== 'muted' ? tone : '',
      hint: days === null || days === undefined || !lot.quantity ? undefined : expiryText(days),
    }),
  );
}

/** @param {LotDetail} lot @param {PageContext} ctx */
function reservations(lot, ctx) {
  if (!lot.reserved_quantity) return null;
  const whose = ctx.can('instructor') ? t('stock.reservedOwn') : t('stock.reservedAll');
  return card(
    { title: t('stock.reservedFor'), icon: 'lock', hint: whose },
    lot.reservations.length
      ? linkList(
          lot.reservations.map((one) => ({
            href: `/reservas/${one.id}`,
            icon: 'lock',
            title: [one.order_reference, one.customer_name].filter(Boolean).join(' · '),
            hint: t('stock.reservedUntil', { when: dateTime(one.reserved_until) }),
            end: h('span', { class: 'num strong nowrap' }, quantity(one.quantity, lot.unit)),
          })),
        )
      : h('p', { class: 'muted' }, t('stock.reservedOthers')),
  );
}

/** @param {Movement} row @param {PageContext} ctx */
const step = (row, { user }) =>
  h(
    'li',
    { class: 'lot-step' },
    h('div', { class: 'lot-step-head' }, badge(movementState(row.movement_type)), h('strong', {}, change(row))),
    h(
      'div',
      { class: 'lot-step-text' },
      h('span', {}, told(row)),
      h('span', { class: 'cell-sub' }, why(row)),
      besides(row).map((text) => h('span', { class: 'cell-sub' }, text)),
      causeLink(row, user.role),
      h('span', { class: 'cell-sub' }, `${dateTime(row.created_at)} · ${row.created_by_name}`),
    ),
  );

/** @param {LotDetail} lot @param {PageContext} ctx */
const history = (lot, ctx) =>
  card(
    { title: tm('movements.title'), icon: 'history' },
    async(
      () => api.get('/api/movements', { query: { lot_id: lot.id, page_size: LAST }, signal: ctx.signal }),
      ({ items, total }) => [
        h('ol', { class: 'lot-steps' }, ...items.map((row) => step(row, ctx))),
        total > items.length
          ? h('a', { href: `/movimientos?lote=${lot.id}` }, t('stock.allMovements', { count: number(total) }))
          : null,
      ],
    ),
  );

/** @param {LotDetail} lot */
const about = (lot) =>
  card(
    { title: t('stock.facts'), icon: 'info' },
    facts([
      [t('common.status'), badge(lotState(lot.state))],
      [t('stock.product'), h('a', { href: `/productos/${lot.product_id}` }, lot.product_name)],
      [t('stock.sku'), lot.sku ? h('span', { class: 'mono' }, lot.sku) : null],
      [t('stock.bin'), h('a', { class: 'mono', href: `/ubicaciones/${lot.bin_id}` }, lot.bin_code)],
      [t('stock.warehouse'), h('a', { href: `/bodegas/${lot.warehouse_id}` }, lot.warehouse_name)],
      [
        t('stock.supplier'),
        lot.supplier_id ? h('a', { href: `/proveedores/${lot.supplier_id}` }, lot.supplier_name ?? '—') : null,
      ],
      [t('stock.received'), dateTime(lot.received_at)],
      [t('stock.useBy'), lot.use_by_date ? date(lot.use_by_date) : t('stock.undated')],
      lot.best_before_date ? [t('stock.bestBefore'), date(lot.best_before_date)] : null,
      lot.freeze_date ? [t('stock.frozen'), date(lot.freeze_date)] : null,
      [t('stock.price'), lot.unit_price ? money(lot.unit_price) : null],
      lot.unit_price && lot.quantity ? [t('stock.worth'), money(lot.unit_price * lot.quantity)] : null,
      [t('common.notes'), lot.notes ?? null],
    ]),
    linkList([
      {
        href: `/etiquetas?lote=${lot.id}`,
        icon: 'qr',
        title: t('stock.label'),
        hint: t('stock.labelHint'),
        end: icon('forward'),
      },
      {
        href: `/existencias?producto=${lot.product_id}`,
        icon: 'list',
        title: t('stock.otherLots'),
        hint: t('stock.otherLotsHint', { name: lot.product_name }),
        end: icon('forward'),
      },
    ]),
  );

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('stock.one'),
  hint: () => t('stock.oneHint'),
  async render(ctx) {
    opensCodes(ctx);
    ctx.setBack('/existencias', t('stock.title'));
    /** @type {LotDetail} */
    const lot = await api.get(`/api/stock/lots/${ctx.params.id}`, { signal: ctx.signal });
    ctx.setTitle(t('stock.lotOf', { batch: lot.batch_number, name: lot.product_name }));
    actions(lot, ctx);
    return h(
      'div',
      { class: 'stack' },
      turn(lot),
      figures(lot),
      h(
        'div',
        { class: 'columns' },
        h('div', { class: 'stack' }, reservations(lot, ctx), history(lot, ctx)),
        h('div', { class: 'stack' }, about(lot)),
      ),
    );
  },
};
