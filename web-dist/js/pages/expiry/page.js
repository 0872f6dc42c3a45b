/** The board of what expires: what is over, and what will be, by how soon. */
import { api } from '../../kit/api.js';
import { date, number } from '../../kit/format.js';
import { h, icon, replace, uid } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { badge, errorState, isAbort, skeleton } from '../../ui/parts.js';
import { quantity } from '../products/words.js';
import { actsFor } from '../stock/actions.js';
import { warehouseChoices } from '../stock/options.js';
import { expiryText, lotState, urgencyState } from '../stock/words.js';
import { mayKeep } from '../warehouses/options.js';
import { openCode, opensCodes } from '../warehouses/open-code.js';
import { scanButton } from '../warehouses/scan-sheet.js';
import { AHEAD, COLUMNS, countsOf, narrowed, ticketsOf } from './board.js';
import { t } from './words.js';

/** @typedef {import('./board.js').Ticket} Ticket */
/** @typedef {import('./board.js').Column} Column */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** More of one column are in the list of lots. */
const MOST = 30;

/** The choice of «vence» in the list of lots that has what a column has. @type {Record<Column, string>} */
const IN_LIST = { expired: 'vencido', critical: '7', high: '14', medium: '30' };

/** What may be done with a lot. @param {Ticket} row @param {PageContext} ctx @param {() => void} changed */
function acts(row, ctx, changed) {
  if (!mayKeep(ctx.user, row.warehouse_id)) return null;
  const status = row.state === 'held' ? 'held' : 'available';
  const items = actsFor({ ...row, id: row.lot_id, status }, ctx, changed);
  return menu({ label: t('expiry.acts', { name: row.product_name, batch: row.batch_number }), items });
}

/** @param {Ticket} row @param {PageContext} ctx @param {() => void} changed */
const ticket = (row, ctx, changed) =>
  h(
    'li',
    { class: 'expiry-lot' },
    h(
      'div',
      { class: 'expiry-what' },
      h('a', { class: 'strong', href: `/existencias/${row.lot_id}` }, row.product_name),
      h('p', { class: 'expiry-when' }, h('time', { datetime: row.use_by_date }, expiryText(row.days))),
      h(
        'p',
        { class: 'expiry-facts' },
        h('span', {}, date(row.use_by_date)),
        h('strong', {}, quantity(row.quantity, row.unit)),
      ),
      h(
        'p',
        { class: 'expiry-facts' },
        h('span', { class: 'mono' }, row.batch_number),
        h('span', { class: 'mono' }, row.bin_code),
      ),
      row.state === 'available' || row.state === 'expired' ? null : badge(lotState(row.state)),
    ),
    acts(row, ctx, changed),
  );

/** @param {Column} column @param {Ticket[]} rows @param {boolean} isNarrowed @param {(row: Ticket) => Node} draw */
function columnOf(column, rows, isNarrowed, draw) {
  const id = uid('expiry');
  const { icon: sign, tone, word } = urgencyState(column);
  return h(
    'section',
    { class: `expiry-column ${tone}`, 'aria-labelledby': id, dataset: { column } },
    h(
      'h2',
      { id },
      icon(sign, { class: `small tone-${tone}` }),
      h('span', {}, word),
      h('span', { class: 'num expiry-count' }, number(rows.length)),
    ),
    h('p', { class: 'muted small' }, t(`expiry.column.${column}`)),
    rows.length
      ? h('ul', { role: 'list' }, ...rows.slice(0, MOST).map(draw))
      : h('p', { class: 'muted small' }, t(isNarrowed ? 'expiry.noneFound' : `expiry.none.${column}`)),
    rows.length > MOST
      ? h(
          'a',
          { class: 'small', href: `/existencias?vence=${IN_LIST[column]}` },
          t('expiry.all', { n: rows.length - MOST }),
        )
      : null,
  );
}

/** The line above the board. @param {PageContext} ctx @param {import('../stock/options.js').Option[]} stores @param {() => void} draw */
function tools(ctx, stores, draw) {
  const wanted = { search: ctx.query.get('q') ?? '', warehouse: ctx.query.get('bodega') ?? '' };
  const input = h('input', {
    type: 'search',
    'aria-label': t('expiry.search'),
    placeholder: t('expiry.search'),
    autocomplete: 'off',
    value: wanted.search,
    on: {
      input: () => {
        wanted.search = input.value.trim();
        ctx.setQuery({ q: wanted.search || null });
        draw();
      },
    },
  });
  const select = h(
    'select',
    {
      'aria-label': t('expiry.warehouse'),
      on: {
        change: () => {
          wanted.warehouse = select.value;
          ctx.setQuery({ bodega: wanted.warehouse || null });
          draw();
        },
      },
    },
    h('option', { value: '' }, t('table.any', { label: t('expiry.warehouse') })),
    ...stores.map(({ value, label }) => h('option', { value, selected: value === wanted.warehouse }, label)),
  );
  return {
    wanted,
    element: h(
      'div',
      { class: 'data-tools', role: 'search', 'aria-label': t('expiry.title') },
      h('div', { class: 'data-search' }, icon('search'), input),
      stores.length > 1 ? h('div', { class: 'data-filters' }, h('div', { class: 'data-filter' }, select)) : null,
    ),
  };
}

/** Which column a phone shows. @param {Record<Column, number>} counts @param {Column} chosen @param {(column: Column) => void} choose */
const switcher = (counts, chosen, choose) =>
  h(
    'div',
    { class: 'chips expiry-switch', role: 'group', 'aria-label': t('expiry.when') },
    ...COLUMNS.map((column) =>
      h(
        'button',
        {
          type: 'button',
          class: 'chip',
          'aria-pressed': String(column === chosen),
          on: { click: () => choose(column) },
        },
        urgencyState(column).word,
        ' ',
        h('span', { class: 'num' }, number(counts[column])),
      ),
    ),
  );

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('expiry.title'),
  hint: () => t('expiry.hint'),
  async render(ctx) {
    opensCodes(ctx);
    ctx.setActions(scanButton(ctx, (text) => openCode(text, ctx)));
    const stores = await warehouseChoices(ctx.signal);
    const place = h('div', { class: 'expiry-place' }, skeleton(8));
    const said = h('p', { class: 'visually-hidden', role: 'status' });
    /** @type {Ticket[]} */
    let tickets = [];
    /** @type {Column | null} */
    let chosen = COLUMNS.find((column) => column === ctx.query.get('columna')) ?? null;
    const head = tools(ctx, stores, draw);
    function draw() {
      const rows = narrowed(tickets, head.wanted);
      const counts = countsOf(rows);
      const shown = chosen ?? COLUMNS.find((column) => counts[column]) ?? 'expired';
      const isNarrowed = rows.length < tickets.length;
      replace(said, t('expiry.counted', counts));
      replace(
        place,
        switcher(counts, shown, (column) => {
          chosen = column;
          ctx.setQuery({ columna: column });
          draw();
          /** @type {HTMLElement | null} */ (place.querySelector('.chip[aria-pressed="true"]'))?.focus();
        }),
        h(
          'div',
          { class: 'expiry-board', dataset: { chosen: shown } },
          ...COLUMNS.map((column) =>
            columnOf(
              column,
              rows.filter((row) => row.column === column),
              isNarrowed,
              (row) => ticket(row, ctx, load),
            ),
          ),
        ),
      );
    }
    async function load() {
      try {
        const { signal } = ctx;
        const [expired, soon] = await Promise.all([
          api.get('/api/stock/expired', { signal }),
          api.get('/api/stock/expiry-warnings', { query: { days_threshold: AHEAD }, signal }),
        ]);
        tickets = ticketsOf(expired.items, soon.items);
        draw();
      } catch (error) {
        if (!isAbort(error)) replace(place, errorState(error, load));
      }
    }
    await load();
    return h('div', { class: 'stack' }, head.element, said, place);
  },
};
