/** What the first page of the materials says of its figures; without the page. */
import { number } from '../../kit/format.js';
import { t } from './words.js';

/** @typedef {import('wire').Schemas['StockDashboard']} Figures */
/** @typedef {import('../../kit/format.js').State} State */

/** How long a lot may still be used. @param {number} days @returns {State} */
export function leftState(days) {
  const word =
    days <= 0
      ? t('materials.leftToday')
      : days === 1
        ? t('materials.leftTomorrow')
        : t('materials.leftDays', { count: number(days) });
  return days < 7
    ? { word, icon: 'triangle', tone: 'bad' }
    : days < 14
      ? { word, icon: 'clock', tone: 'warn' }
      : { word, icon: 'clock', tone: 'muted' };
}

/** What stands below the value: of how much it is, and what isn't in it. @param {Figures['value']} value */
export function worthHint({ lots, products, unpriced_lots: unpriced }) {
  const of = t('materials.worthHint', {
    n: lots,
    count: number(lots),
    products: t('materials.products', { n: products }),
  });
  if (lots && unpriced === lots) return t('materials.noPrices');
  return [of, unpriced ? t('materials.unpriced', { n: unpriced }) : ''].filter(Boolean).join(', ');
}

/**
 * Few lots out of turn are no reason to worry; the target is more than 95 %, as the report has it.
 * @param {{issues: number, compliant: number}} fefo
 */
export const fefoTone = ({ issues, compliant }) =>
  compliant * 100 > issues * 95 ? 'good' : compliant * 100 >= issues * 80 ? 'warn' : 'bad';

/** What moved of a type on a day, as the ledger is cut to it. @param {string} type @param {string} day */
export const movesPath = (type, day) => `/movimientos?${new URLSearchParams({ clase: type, desde: day, hasta: day })}`;

/** What of the list has something, each with the page that shows it. @param {Figures['under_way']} open */
export const underWay = (open) =>
  [
    { n: open.reservations, word: 'materials.reservations', icon: 'lock', path: '/reservas?estado=active' },
    {
      n: open.transfers_pending,
      word: 'materials.transfersPending',
      icon: 'package',
      path: '/traslados?cuales=camino',
    },
    {
      n: open.transfers_in_transit,
      word: 'materials.transfersMoving',
      icon: 'truck',
      path: '/traslados?cuales=camino',
    },
    { n: open.counts, word: 'materials.counts', icon: 'list', path: '/conteos' },
  ].filter(({ n }) => n > 0);

/** What the address or, where it says nothing, the person asks for. @param {URLSearchParams} query @param {{warehouse_id?: string | null}} user */
export const chosenWarehouse = (query, user) => query.get('bodega') ?? user.warehouse_id ?? 'todas';
