/** Words, icons and colours of transfers. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import '../products/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('../../kit/format.js').State} State */
/** @typedef {import('../../kit/format.js').Tone} Tone */
/** @typedef {import('wire').Transfer} Transfer */

/** In the order in which a transfer goes through them. */
export const STATUSES = /** @type {const} */ (['pending', 'in_transit', 'received', 'cancelled']);

/** @type {Record<Transfer['status'], [string, Tone]>} */
const STATUS = {
  pending: ['hourglass', 'warn'],
  in_transit: ['truck', 'info'],
  received: ['check-circle', 'good'],
  cancelled: ['undo', 'muted'],
};
/** @param {Transfer} row @returns {State} */
export function transferState(row) {
  const isShort = Boolean(row.quantity_damaged || row.quantity_lost);
  if (row.status === 'received' && isShort) return { word: t('transfers.short'), icon: 'triangle', tone: 'warn' };
  return { word: t(`transfers.status.${row.status}`), icon: STATUS[row.status][0], tone: STATUS[row.status][1] };
}

export const CONDITIONS = /** @type {const} */ (['good', 'damaged', 'partial']);

export const entities = describe({
  transfer: {
    word: 'transfers.one',
    many: 'nav.transfers',
    page: '/traslados/',
    fields: 'transfers.field',
    values: { status: 'transfers.status', condition_on_receipt: 'transfers.condition', unit: 'unit' },
  },
});
