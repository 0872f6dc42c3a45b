/** The lot that is to be moved: what was found of a code, to choose from, and what one must know of the one that is taken. */
import { date } from '../../kit/format.js';
import { h, replace } from '../../ui/dom.js';
import { notice } from '../../ui/parts.js';
import { quantity } from '../products/words.js';
import { mayKeep } from '../warehouses/options.js';
import { t } from './words.js';

/** @typedef {import('wire').Lot} Lot */
/** @typedef {import('wire').LotDetail} LotDetail */
/** @typedef {import('./find.js').Found} Found */

/** "vence el 3 dic 2026", or that it doesn't. @param {Pick<Lot, 'use_by_date'>} lot */
const lasts = (lot) =>
  lot.use_by_date ? t('transfers.useByOn', { date: date(lot.use_by_date) }) : t('transfers.noUseBy');

/** @param {Lot} lot */
const about = (lot) =>
  [
    lot.bin_code,
    lot.warehouse_name,
    lasts(lot),
    t('transfers.free', { quantity: quantity(lot.free_quantity, lot.unit) }),
  ].join(' · ');

/**
 * The lots of a code that somebody may move, or why there are none.
 * @param {Found} found @param {{role: string, warehouse_id?: string | null}} user @returns {{lots: Lot[], fault: string | null}}
 */
export function mine({ lots, order }, user) {
  const own = lots.filter((lot) => mayKeep(user, lot.warehouse_id));
  if (own.length) return { lots: own, fault: null };
  if (lots.length) return { lots: [], fault: t('transfers.lotElsewhere', { name: lots[0].warehouse_name }) };
  if (order) return { lots: [], fault: t('transfers.noLots', { name: order.product_name }) };
  return { lots: [], fault: t('transfers.lotUnknown') };
}

/** @param {AbortSignal} signal the page's */
export function chosenLot(signal) {
  const element = h('div', { class: 'stack tight move-lot', 'aria-live': 'polite' });

  /** Several lots: in the order in which they should go out, where that is known. @param {Found} found @param {Lot[]} lots @param {(lot: Lot) => void} take */
  function offer({ order }, lots, take) {
    const first = order?.recommendations[0]?.lot_id;
    const why = new Map(order?.skipped.map((one) => [one.lot_id, one.reason]));
    replace(
      element,
      h('p', { class: 'small' }, order ? t('transfers.pickInTurn') : t('transfers.pick')),
      h(
        'ul',
        { class: 'move-choices', role: 'list' },
        ...lots.map((lot) =>
          h(
            'li',
            {},
            h(
              'button',
              { type: 'button', class: 'move-choice', on: { click: () => take(lot) } },
              h('span', { class: 'strong' }, `${lot.product_name} · ${lot.batch_number}`),
              h('span', { class: 'muted small' }, about(lot)),
              lot.id === first ? h('span', { class: 'small tone-good strong' }, t('transfers.firstOut')) : null,
              why.has(lot.id) ? h('span', { class: 'small tone-warn' }, why.get(lot.id)) : null,
            ),
          ),
        ),
      ),
    );
    element.querySelector('button')?.focus();
  }

  /** @param {LotDetail} lot */
  function show(lot) {
    const isStuck = !['available', 'reserved'].includes(lot.state);
    replace(
      element,
      h(
        'div',
        { class: 'move-chosen' },
        h('span', { class: 'strong' }, `${lot.product_name} · ${t('transfers.batchOf', { batch: lot.batch_number })}`),
        h('span', { class: 'small' }, about(lot)),
      ),
      lot.explanation
        ? notice({
            tone: isStuck ? 'bad' : 'info',
            text: isStuck
              ? t('transfers.stuck', { why: lot.explanation })
              : t('transfers.outOfTurn', { why: lot.explanation }),
          })
        : null,
    );
  }

  /** @param {string} text */
  const blame = (text) => {
    replace(element, notice({ tone: 'bad', text }));
  };
  signal.addEventListener('abort', () => replace(element));
  return { element, offer, show, blame, clear: () => replace(element) };
}
