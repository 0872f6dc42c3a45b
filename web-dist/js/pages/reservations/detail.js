/** One reservation: how it stands in a sentence, its lots, and what its reader may do with it. */
import { api } from '../../kit/api.js';
import { dateTime } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { badge, button, card, columns, facts, linkList, notice } from '../../ui/parts.js';
import { quantity } from '../products/words.js';
import { opensCodes } from '../warehouses/open-code.js';
import { mayKeep } from '../warehouses/options.js';
import { cancel, fulfil, whomOf } from './acts.js';
import { actsOf, stuckOf } from './rules.js';
import { expiry } from './take.js';
import { referenceOf, reservationState, t, wishOf } from './words.js';

/** @typedef {import('wire').ReservationDetail} Detail */
/** @typedef {import('wire').ReservationItem} Item */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** Where to reserve the same again. @param {Detail} row */
export const againPath = (row) =>
  `/reservas/nueva?${new URLSearchParams({
    producto: row.product_id,
    bodega: row.warehouse_id,
    cantidad: String(row.requested_quantity),
    para: row.order_reference,
  })}`;

/** What its reader has to know of an active one. @param {Detail} row @param {PageContext} ctx */
function standing(row, ctx) {
  if (row.status !== 'active') return null;
  const until = dateTime(row.reserved_until);
  if (row.is_overdue)
    return notice({ tone: 'bad', title: t('reservations.lateTitle'), text: t('reservations.lateText', { until }) });
  const [stuck] = stuckOf(row);
  const { cancel: mayCancel } = actsOf(row, ctx.user);
  if (stuck) {
    const said = { batch: stuck.batch_number, why: stuck.obstacle ?? '' };
    return notice({
      tone: 'bad',
      title: t('reservations.stuckTitle'),
      text: t(mayCancel ? 'reservations.stuckText' : 'reservations.stuckTextReader', said),
      action: mayCancel
        ? {
            label: t('reservations.again'),
            icon: 'refresh',
            run: async () => {
              if (await cancel(ctx, row, t('reservations.reasonStuck'))) ctx.navigate(againPath(row));
            },
          }
        : null,
    });
  }
  return row.created_by === ctx.user.id && !mayKeep(ctx.user, row.warehouse_id)
    ? notice({
        tone: 'info',
        icon: 'warehouse',
        title: t('reservations.fetch', { warehouse: row.warehouse_name }),
        text: t('reservations.fetchText', { until }),
      })
    : notice({
        tone: 'info',
        icon: 'package',
        title: t('reservations.ready'),
        text: t('reservations.readyText', { who: whomOf(row), until }),
      });
}

/** @param {Detail} row @param {PageContext} ctx */
function actions(row, ctx) {
  const may = actsOf(row, ctx.user);
  const stuck = stuckOf(row).length > 0;
  ctx.setActions(
    ...(may.cancel
      ? [
          button({
            label: t('reservations.cancel'),
            icon: 'close',
            kind: 'danger',
            run: async () => {
              if (await cancel(ctx, row)) ctx.reload();
            },
          }),
        ]
      : []),
    ...(may.fulfil && !stuck
      ? [
          button({
            label: t('reservations.fulfil'),
            icon: 'check',
            kind: 'primary',
            run: async () => {
              if (await fulfil(ctx, row)) ctx.reload();
            },
          }),
        ]
      : []),
  );
}

/** @type {Record<Detail['status'], string>} */
const LOTS_HINT = { active: 'Active', fulfilled: 'Fulfilled', cancelled: 'Freed', expired: 'Freed' };

/** Which lot it is, and what keeps it from going out. @param {Item} item */
const itemHint = (item) =>
  h(
    'span',
    {},
    [t('reservations.lot', { batch: item.batch_number }), expiry(item.use_by_date)].join(' · '),
    item.obstacle
      ? h('span', { class: 'reserve-stuck' }, badge({ word: item.obstacle, icon: 'triangle', tone: 'bad' }))
      : null,
  );

/** @param {Item} item @param {Detail} row */
const itemEnd = (item, row) =>
  h(
    'span',
    { class: 'reserve-end' },
    h('span', { class: 'strong nowrap' }, quantity(item.quantity_reserved, row.unit)),
    item.movement_id ? badge({ word: t('reservations.out'), icon: 'check-circle', tone: 'good' }) : null,
  );

/** @param {Detail} row */
const lotsCard = (row) =>
  card(
    { title: t('reservations.lots'), icon: 'package', hint: t(`reservations.lotsHint${LOTS_HINT[row.status]}`) },
    linkList(
      row.items.map((item) => ({
        href: `/ubicaciones/${item.bin_id}`,
        icon: 'map-pin',
        title: h('span', { class: 'mono' }, item.bin_code),
        hint: itemHint(item),
        end: itemEnd(item, row),
      })),
    ),
  );

/** Who did something, and when. @param {string | null | undefined} at @param {string | null | undefined} who */
const doneBy = (at, who) => [dateTime(at), who].filter(Boolean).join(' · ');

/** @param {Detail} row */
const factsCard = (row) =>
  card(
    { title: t('reservations.facts'), icon: 'info', actions: [badge(reservationState(row))] },
    facts([
      [t('reservations.product'), h('a', { href: `/productos/${row.product_id}` }, row.product_name)],
      [t('reservations.held'), quantity(row.total_quantity, row.unit)],
      row.is_partial && [t('reservations.asked'), quantity(row.requested_quantity, row.unit)],
      [t('reservations.for'), referenceOf(row.order_reference)],
      Boolean(row.customer_name) && [t('reservations.who'), row.customer_name],
      [t('reservations.warehouse'), row.warehouse_name],
      [t('reservations.until'), dateTime(row.reserved_until)],
      [t('reservations.madeAt'), doneBy(row.created_at, row.created_by_name)],
      Boolean(row.fulfilled_at) && [t('reservations.fulfilledAt'), doneBy(row.fulfilled_at, row.closed_by_name)],
      Boolean(row.cancelled_at) && [t('reservations.cancelledAt'), doneBy(row.cancelled_at, row.closed_by_name)],
      Boolean(row.cancellation_reason) && [t('reservations.cancelledWhy'), row.cancellation_reason],
      Boolean(row.notes) && [t('reservations.notes'), h('div', { class: 'said' }, row.notes)],
    ]),
  );

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('reservations.one'),
  hint: () => t('reservations.oneHint'),
  async render(ctx) {
    opensCodes(ctx);
    ctx.setBack('/reservas', t('reservations.title'));
    const row = await api.get(`/api/reservations/${ctx.params.id}`, { signal: ctx.signal });
    ctx.setTitle(wishOf(row));
    actions(row, ctx);
    return h(
      'div',
      { class: 'stack' },
      standing(row, ctx),
      row.is_partial
        ? notice({
            tone: 'warn',
            text: t('reservations.partialText', {
              held: quantity(row.total_quantity, row.unit),
              asked: quantity(row.requested_quantity, row.unit),
            }),
          })
        : null,
      columns(lotsCard(row), factsCard(row)),
    );
  },
};
