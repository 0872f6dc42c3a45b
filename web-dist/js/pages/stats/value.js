/** What equipment cost and is worth today: all of it, by centre and by room, each currency by itself. */
import { api } from '../../kit/api.js';
import { amount, number } from '../../kit/format.js';
import { bars } from '../../ui/chart.js';
import { h } from '../../ui/dom.js';
import { async, card, emptyState, notice, stat, stats } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { linesOf, sortKey, undated } from '../inventory/worth.js';
import { tile } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').InventoryValue} InventoryValue */
/** @typedef {import('wire').ValueInCurrency} Sum */

/** @param {import('./parts.js').Panel} panel */
export const valuePanel = ({ ctx, asked: { environment_id } }) =>
  async(
    () => api.get('/api/inventory/value', { query: { environment_id }, signal: ctx.signal }),
    (/** @type {InventoryValue} */ found) => draw(found, ctx),
    { lines: 8 },
  );

/** An amount that has to fit a tile. @param {number} value @param {string} currency */
const short = (value, currency) => (currency === 'COP' ? tile(value) : amount(value, currency, 0));

/** The two tiles of a currency. @param {Sum} sum @param {number} items */
const tiles = (sum, items) => [
  stat({
    label: t('stats.paid', { currency: sum.currency }),
    value: short(sum.purchase_value, sum.currency),
    icon: 'package',
    hint: t('stats.valueOf', { n: number(sum.priced_items), of: number(items) }),
  }),
  stat({
    label: t('stats.book', { currency: sum.currency }),
    value: short(sum.book_value, sum.currency),
    icon: 'chart',
    hint: t('stats.bookOf', { paid: short(sum.dated_value, sum.currency) }),
  }),
];

/** @param {InventoryValue} found @param {import('../../frame/router.js').PageContext} ctx */
function draw(found, ctx) {
  if (!found.items) return emptyState({ icon: 'boxes', title: t('stats.noItems'), hint: t('stats.noItemsHint') });
  const missing = undated(found);
  const centers = found.centers.filter((center) => center.center_id);
  return [
    missing
      ? notice({
          tone: 'info',
          text: t('stats.say.undated', { n: missing }),
          action: { label: t('stats.see'), icon: 'forward', href: '/equipos' },
        })
      : null,
    found.sums.length
      ? h('div', { class: 'value-figures' }, stats(...found.sums.flatMap((sum) => tiles(sum, found.items))))
      : null,
    centers.length > 1 ? byCenter(centers) : null,
    card({ title: t('stats.valueOfRooms'), icon: 'package', hint: t('stats.valueOfRoomsHint') }, table(found, ctx)),
  ];
}

/** @param {InventoryValue['centers']} centers */
const byCenter = (centers) =>
  card(
    { title: t('stats.bookByCenter'), icon: 'building', hint: t('stats.bookByCenterHint') },
    bars(
      centers.map(({ center_name, sums }) => {
        const book = sums.find((sum) => sum.currency === 'COP')?.book_value ?? 0;
        return { label: center_name ?? '—', value: book, text: amount(book, 'COP') };
      }),
      { label: t('stats.bookByCenter'), long: true },
    ),
  );

/** @param {number | null} value @param {string | null} currency */
const cell = (value, currency) =>
  value === null || currency === null
    ? h('span', { class: 'muted' }, '—')
    : h('span', { class: 'num nowrap' }, amount(value, currency));

/** @param {InventoryValue} found @param {import('../../frame/router.js').PageContext} ctx */
function table(found, ctx) {
  const rows = linesOf(found.rooms).map((line) => ({ ...line, name: line.name ?? t('stats.noRoom') }));
  return dataTable({
    ctx,
    name: 'valor',
    caption: t('stats.valueOfRooms'),
    noun: (n) => t('stats.lines', { n }),
    load: async () => rows,
    columns: [
      {
        key: 'name',
        label: t('stats.room'),
        card: 'title',
        cell: (row) => (row.id ? h('a', { href: `/ambientes/${row.id}` }, row.name) : row.name),
      },
      { key: 'items', label: t('stats.items'), align: 'end', narrow: true, searchable: false },
      {
        key: 'dated',
        label: t('stats.knownItems'),
        align: 'end',
        narrow: true,
        searchable: false,
      },
      {
        key: 'paid',
        label: t('stats.paidColumn'),
        align: 'end',
        searchable: false,
        value: (row) => sortKey(row.paid, row.currency),
        cell: (row) => cell(row.paid, row.currency),
      },
      {
        key: 'book',
        label: t('stats.bookColumn'),
        align: 'end',
        searchable: false,
        value: (row) => sortKey(row.book, row.currency),
        cell: (row) => cell(row.book, row.currency),
      },
    ],
    sort: { key: 'book', desc: true },
    empty: { icon: 'package', title: t('stats.noItems') },
  }).element;
}
