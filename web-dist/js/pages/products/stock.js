/** What there is of a product: per warehouse, each lot in the order in which it goes out, and those that don't, with why. */
import { api } from '../../kit/api.js';
import { date, number } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { async, badge, card, emptyState } from '../../ui/parts.js';
import { byWarehouse } from './rows.js';
import { quantity, t } from './words.js';

/** @typedef {import('wire').Product} Product */
/** @typedef {import('./rows.js').Place} Place */
/** @typedef {import('./rows.js').Turn} Turn */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** As much as can be asked for: all that may go out. */
const ALL = 99_999_999;

/** What stands in a row, in the order of the columns; the words of a column stand before each on a phone. */
const COLUMNS = /** @type {const} */ (['turn', 'lot', 'bin', 'expires', 'amount', 'why']);

/** @param {Turn} lot @param {Product['default_unit']} unit @returns {Record<typeof COLUMNS[number], import('../../ui/dom.js').Child>} */
const cells = (lot, unit) => ({
  turn: lot.turn ? number(lot.turn) : '—',
  lot: h('span', { class: 'mono' }, lot.batch),
  bin: h('span', { class: 'mono' }, lot.bin),
  expires: lot.expires ? date(lot.expires) : t('products.noExpiry'),
  amount: quantity(lot.quantity, unit),
  why: [lot.turn === 1 ? badge({ word: t('products.next'), icon: 'check-circle', tone: 'good' }) : null, lot.why],
});

const FIGURES = ['turn', 'amount'];

/** @param {Turn} lot @param {Product['default_unit']} unit */
const row = (lot, unit) => {
  const of = cells(lot, unit);
  return h(
    'tr',
    { class: lot.turn ? '' : 'muted' },
    ...COLUMNS.map((key) =>
      h(
        'td',
        { class: FIGURES.includes(key) ? 'num nowrap' : '', dataset: { column: key, label: t(`products.lot.${key}`) } },
        of[key],
      ),
    ),
  );
};

/** @param {Place} place @param {Product['default_unit']} unit */
const section = (place, unit) =>
  h(
    'section',
    { class: 'stack tight' },
    h(
      'div',
      { class: 'row' },
      h('h3', {}, place.name),
      h('span', { class: 'strong num' }, quantity(place.total, unit)),
      place.free === place.total
        ? null
        : h('span', { class: 'muted' }, t('products.canGo', { count: quantity(place.free, unit) })),
    ),
    h(
      'div',
      {
        class: 'table-scroll',
        tabindex: '0',
        role: 'region',
        'aria-label': t('products.lotsOf', { name: place.name }),
      },
      h(
        'table',
        { class: 'lot-table' },
        h('caption', { class: 'visually-hidden' }, t('products.lotsOf', { name: place.name })),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ...COLUMNS.map((key) =>
              h('th', { scope: 'col', class: FIGURES.includes(key) ? 'num' : '' }, t(`products.lot.${key}`)),
            ),
          ),
        ),
        h('tbody', {}, ...place.lots.map((lot) => row(lot, unit))),
      ),
    ),
  );

/** @param {Product} product @param {PageContext} ctx */
export const stockCard = (product, ctx) =>
  card(
    { title: t('products.where'), icon: 'warehouse', hint: t('products.whereHint') },
    async(
      () =>
        api.get('/api/stock/fefo-recommendation', {
          query: { product_id: product.id, quantity: ALL },
          signal: ctx.signal,
        }),
      (found) => {
        const places = byWarehouse(found);
        return places.length
          ? h('div', { class: 'stack' }, ...places.map((place) => section(place, product.default_unit)))
          : emptyState({ icon: 'package', title: t('products.nowhere'), hint: t('products.nowhereHint') });
      },
      { lines: 4 },
    ),
  );
