/** What equipment is worth: the card of one item, and that of a room. For whoever keeps equipment; others see no prices. */
import { api } from '../../kit/api.js';
import { amount, date, number, percent } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { async, card, facts, notice } from '../../ui/parts.js';
import { mayWriteItems } from './actions.js';
import { lacks, leftOf, lifeText } from './worth.js';
import { t } from './words.js';

/** @typedef {import('./actions.js').Item} Item */
/** @typedef {import('./worth.js').Sum} Sum */
/** @typedef {import('wire').ItemValue} ItemValue */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** A figure and what it is. @param {string} value @param {string} says */
const figure = (value, says) =>
  h('p', {}, h('span', { class: 'figure' }, value), ' ', h('span', { class: 'muted' }, says));

/** @param {Item} item @param {ItemValue} worth */
function draw(item, worth) {
  const { currency, book_value: book, purchase_value: paid } = worth;
  const lacking = lacks(item);
  const supplier = [item.supplier_name, item.supplier_nit ? t('value.nit', { nit: item.supplier_nit }) : null];
  return [
    book === null || book === undefined
      ? null
      : figure(amount(book, currency), t('value.today', { share: percent(leftOf(book, paid)) })),
    lacking ? notice({ tone: 'muted', text: t(`value.lacks.${lacking}`) }) : null,
    facts([
      [t('inventory.price'), item.purchase_price === null ? null : amount(item.purchase_price, currency)],
      item.quantity > 1 && paid !== null && [t('value.paidAll', { n: item.quantity }), amount(paid, currency)],
      [
        t('value.life'),
        worth.life_ends
          ? t('value.lifeUntil', { life: lifeText(worth.life_months), day: date(worth.life_ends) })
          : lifeText(worth.life_months),
      ],
      [t('value.supplier'), supplier.filter(Boolean).join(' · ') || null],
      [t('value.invoice'), item.invoice_number ? h('span', { class: 'mono' }, item.invoice_number) : null],
    ]),
  ];
}

/**
 * What an item cost, what it is worth today, and whom it is from; the row of a list has no supplier and no invoice.
 * @param {() => Promise<Item>} whole @param {PageContext} ctx
 */
export const valueCard = (whole, ctx) =>
  mayWriteItems(ctx.user)
    ? card(
        { title: t('value.title'), icon: 'package' },
        async(
          async () => {
            const item = await whole();
            return { item, worth: await api.get(`/api/inventory/${item.id}/value`, { signal: ctx.signal }) };
          },
          ({ item, worth }) => draw(item, worth),
          { lines: 4 },
        ),
      )
    : null;

/** What is known of the sums of one currency. @param {Sum} sum @param {number} items */
const sumOf = (sum, items) => [
  figure(amount(sum.book_value, sum.currency), t('value.todayBooks')),
  facts([
    [t('value.paid'), amount(sum.purchase_value, sum.currency)],
    [t('value.known'), t('value.knownOf', { n: number(sum.dated_items), of: number(items) })],
  ]),
];

/**
 * What all equipment of a room is worth, a currency after the other.
 * @param {{id: string, items: number}} room @param {PageContext} ctx
 */
export const roomValueCard = (room, ctx) =>
  mayWriteItems(ctx.user) && room.items
    ? card(
        { title: t('value.ofRoom'), icon: 'package' },
        async(
          () => api.get('/api/inventory/value', { query: { environment_id: room.id }, signal: ctx.signal }),
          (/** @type {import('wire').InventoryValue} */ { sums, items }) =>
            sums.length ? sums.map((sum) => sumOf(sum, items)) : h('p', { class: 'muted' }, t('value.noneOfRoom')),
          { lines: 3 },
        ),
        h('p', {}, h('a', { href: `/estadisticas?tab=value&ambiente=${room.id}` }, t('value.allRooms'))),
      )
    : null;
