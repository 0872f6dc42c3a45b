/** Issuing material, made for a scanner: a lot or a product, quantity, Enter. Beside it stands which lot goes first, and why. */
import { api, ApiError } from '../../../kit/api.js';
import { h, replace } from '../../../ui/dom.js';
import { card, notice } from '../../../ui/parts.js';
import { quantity } from '../../products/words.js';
import { takesCodes } from '../../warehouses/open-code.js';
import { scanButton } from '../../warehouses/scan-sheet.js';
import { lotNow } from '../actions.js';
import { warehouseChoices } from '../options.js';
import { issueForm } from './issue-form.js';
import { recommendation } from './recommendation.js';
import { recentMovements } from './recent.js';
import { t } from './words.js';

/** @typedef {import('./issue-form.js').Kept} Kept */
/** @typedef {import('./issue-form.js').Asked} Asked */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */

/** How long somebody writes a figure, in milliseconds. */
const WRITES = 250;
/** Everything: while nobody says how much, the row of all lots is shown. */
const ALL = 99_999_999.99;
/** Where the form has the page for itself; otherwise what goes first stands in it. */
const WIDE = '(min-width: 1000px)';

/** What went out, and of which lots. @param {import('./issue-form.js').Gone} gone */
export const receipt = (gone) =>
  h(
    'div',
    { class: 'stack tight' },
    notice({ tone: 'good', icon: 'check-circle', text: gone.message }),
    'lots' in gone
      ? h(
          'ul',
          { class: 'desk-gone' },
          ...gone.lots.map((lot) =>
            h(
              'li',
              {},
              h('strong', {}, quantity(lot.quantity_issued, gone.unit)),
              ` ${t('desk.ofLotIn', { batch: lot.batch_number, bin: lot.bin_code })}`,
            ),
          ),
        )
      : null,
    'warning' in gone && gone.warning ? notice({ tone: 'warn', text: gone.warning.message }) : null,
  );

/** The recommendation as it follows the form. @param {PageContext} ctx @param {(lot: string) => unknown} choose */
function beside(ctx, choose) {
  const panel = h('div', { class: 'stack tight', role: 'status' });
  const idle = () => replace(panel, h('p', { class: 'muted' }, t('desk.fefoIdle')));
  let turn = 0;
  let timer = 0;
  let last = '';
  /** @param {Asked} asked */
  async function load({ product_id, warehouse_id, wanted, lot_id }) {
    const mine = ++turn;
    const query = { product_id, warehouse_id, quantity: wanted || ALL };
    try {
      const all = await api.get('/api/stock/fefo-recommendation', { query, signal: ctx.signal });
      if (mine === turn) replace(panel, recommendation(all, { wanted, chosen: lot_id, choose }));
    } catch (error) {
      if (mine !== turn || !(error instanceof ApiError)) return;
      replace(panel, notice({ tone: 'bad', text: error.detail }));
    }
  }
  idle();
  return {
    element: card({ title: t('desk.fefo'), icon: 'list', hint: t('desk.fefoHint'), class: 'fefo-card' }, panel),
    /** @param {Asked | null} asked */
    follow(asked) {
      const print = JSON.stringify(asked);
      if (print === last) return;
      last = print;
      clearTimeout(timer);
      turn += 1;
      if (!asked) return idle();
      timer = window.setTimeout(() => load(asked), WRITES);
    },
    /** What was there may be gone. */
    forget() {
      last = '';
    },
  };
}

/** @type {import('../../../frame/router.js').Page} */
export const issue = {
  title: () => t('desk.issueTitle'),
  hint: () => t('desk.issueHint'),
  async render(ctx) {
    ctx.setBack('/existencias', t('desk.back'));
    const stores = ctx.user.warehouse_id ? [] : await warehouseChoices(ctx.signal);
    const said = h('div', { role: 'status' });
    const place = h('div', {});
    const aside = h('div', { class: 'stack' });
    const recent = recentMovements(ctx, 'issue');
    const panel = beside(ctx, async (id) => {
      await current.accept({ lot: await lotNow(id, ctx.signal) });
      current.next();
    });
    /** @param {Kept} kept */
    function begin(kept) {
      const made = issueForm(ctx, kept, stores, {
        changed: (asked) => panel.follow(asked),
        done(next, gone) {
          replace(said, receipt(gone));
          said.scrollIntoView({ block: 'nearest' });
          panel.forget();
          void recent.reload();
          current = begin(next);
          settle();
          current.focus();
        },
      });
      replace(place, made.element);
      panel.follow(null);
      return made;
    }
    const wide = matchMedia(WIDE);
    function settle() {
      if (wide.matches) aside.prepend(panel.element);
      else current.inner.append(panel.element);
    }
    wide.addEventListener('change', settle, { signal: ctx.signal });
    let current = begin({});
    settle();
    aside.append(recent.element);
    const take = async (/** @type {string} */ text) => {
      await current.take(text);
      current.next();
    };
    takesCodes(ctx, take);
    ctx.setActions(scanButton(ctx, take, t('desk.issueScan')));
    const { query, signal } = ctx;
    const [lot, product] = [query.get('lote'), query.get('producto')];
    if (lot) await current.accept({ lot: await lotNow(lot, signal) });
    else if (product) await current.accept({ product: await api.get(`/api/products/${product}`, { signal }) });
    if (!matchMedia('(pointer: coarse)').matches)
      requestAnimationFrame(() => (lot || product ? current.next() : current.focus()));
    return h('div', { class: 'stock-desk' }, h('div', { class: 'stack' }, said, place), aside);
  },
};
