/** Words, icons and colours of reservations. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import { quantity } from '../products/words.js';
import es from './es.js';
import { isFicha } from './rules.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('../../kit/format.js').State} State */
/** @typedef {import('../../kit/format.js').Tone} Tone */
/** @typedef {import('wire').Reservation} Reservation */

export const STATUSES = /** @type {const} */ (['active', 'fulfilled', 'cancelled', 'expired']);

/** @type {Record<Reservation['status'], [string, Tone]>} */
const STATUS = {
  active: ['lock', 'info'],
  fulfilled: ['check-circle', 'good'],
  cancelled: ['close', 'muted'],
  expired: ['clock', 'warn'],
};
/** @param {Reservation['status']} status @returns {State} */
export const statusState = (status) => ({
  word: t(`reservations.status.${status}`),
  icon: STATUS[status][0],
  tone: STATUS[status][1],
});

/** One whose time is over says so before anything else. @param {Pick<Reservation, 'status' | 'is_overdue'>} row @returns {State} */
export const reservationState = ({ status, is_overdue }) =>
  is_overdue ? { word: t('reservations.overdue'), icon: 'triangle', tone: 'bad' } : statusState(status);

/** «5 kg de Harina». @param {Pick<Reservation, 'total_quantity' | 'unit' | 'product_name'>} row */
export const wishOf = (row) =>
  t('reservations.wish', { quantity: quantity(row.total_quantity, row.unit), product: row.product_name });

/** «Ficha 2557», or what else it is for. @param {string} reference */
export const referenceOf = (reference) =>
  isFicha(reference) ? t('reservations.ofFicha', { ficha: reference }) : reference;

export const entities = describe({
  reservation: {
    word: 'reservations.one',
    many: 'nav.reservations',
    page: '/reservas/',
    fields: 'reservations.field',
    values: { status: 'reservations.status', unit: 'unit' },
  },
});
