/** What lots and their movements are called, and how they look. */
import { describe } from '../../kit/entities.js';
import { learn, wordOf } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').Lot} Lot */
/** @typedef {Lot['state']} LotState */
/** @typedef {NonNullable<Lot['urgency']>} Urgency */
/** @typedef {import('../../kit/format.js').State} State */
/** @typedef {import('../../kit/format.js').Tone} Tone */

/** @type {LotState[]} */
export const LOT_STATES = ['available', 'reserved', 'held', 'blocked', 'expired', 'empty', 'scrapped'];

/** @type {Record<LotState, [string, Tone]>} */
const STATES = {
  available: ['check-circle', 'good'],
  reserved: ['lock', 'info'],
  held: ['hourglass', 'warn'],
  blocked: ['minus', 'muted'],
  expired: ['alert', 'bad'],
  empty: ['missing', 'muted'],
  scrapped: ['trash', 'muted'],
};

/** @type {Record<Urgency, [string, Tone]>} */
const URGENCIES = {
  expired: ['alert', 'bad'],
  critical: ['triangle', 'bad'],
  high: ['triangle', 'warn'],
  medium: ['clock', 'info'],
  low: ['calendar', 'muted'],
};

/** @param {LotState} state @returns {State} */
export function lotState(state) {
  const [icon, tone] = STATES[state] ?? ['info', 'muted'];
  return { word: wordOf('stock.state', state), icon, tone };
}

/** @param {Urgency} urgency @returns {State} */
export function urgencyState(urgency) {
  const [icon, tone] = URGENCIES[urgency] ?? ['info', 'muted'];
  return { word: wordOf('stock.urgency', urgency), icon, tone };
}

/** When it expires or did: «Vence en 3 días». @param {number} days 0 on the last day of use, below it is over */
export function expiryText(days) {
  if (days === 0) return t('stock.expiresToday');
  if (days === 1) return t('stock.expiresTomorrow');
  if (days === -1) return t('stock.expiredYesterday');
  return days > 0 ? t('stock.expiresIn', { days }) : t('stock.expiredAgo', { days: -days });
}

export const entities = describe({
  lot: {
    word: 'stock.lot',
    many: 'stock.lots',
    page: '/existencias/',
    fields: 'stock.field',
    values: { status: 'stock.state', state: 'stock.state', urgency: 'stock.urgency', unit: 'unit' },
  },
  movement: { word: 'stock.movement', many: 'stock.movements', fields: 'stock.field' },
});
