/** On the first page of an instructor: what is set aside for their classes, and the way to set more aside. */
import { api } from '../../kit/api.js';
import { dateTime } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { async, badge, button, card, linkList } from '../../ui/parts.js';
import { referenceOf, reservationState, t, wishOf } from './words.js';

const MOST = 4;

/** @param {import('../../frame/router.js').PageContext} ctx */
export const reserveCard = (ctx) =>
  card(
    { title: t('reservations.home'), icon: 'package', hint: t('reservations.homeHint') },
    async(
      () =>
        api.get('/api/reservations', {
          query: { status: 'active', order: 'until', page_size: MOST },
          signal: ctx.signal,
        }),
      ({ items }) =>
        items.length
          ? linkList(
              items.map((row) => ({
                href: `/reservas/${row.id}`,
                title: wishOf(row),
                hint: t('reservations.homeLine', {
                  reference: referenceOf(row.order_reference),
                  warehouse: row.warehouse_name,
                  until: dateTime(row.reserved_until),
                }),
                end: badge(reservationState(row)),
              })),
            )
          : h('p', { class: 'muted' }, t('reservations.homeNone')),
    ),
    h('div', { class: 'row' }, button({ label: t('reservations.new'), icon: 'plus', href: '/reservas/nueva' })),
    h(
      'div',
      { class: 'foot-link' },
      button({ label: t('reservations.homeSee'), icon: 'lock', kind: 'quiet', href: '/reservas' }),
    ),
  );
