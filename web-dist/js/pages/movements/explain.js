/** What a movement of material says of itself, in sentences. */
import { reach } from '../../frame/places.js';
import { known, wordOf } from '../../kit/words.js';
import { number } from '../../kit/format.js';
import { quantity } from '../products/words.js';
import { t } from './words.js';

/** @typedef {import('wire').Movement} Movement */

/** Why something moved: the server's own reasons have words, what people wrote is theirs. @param {string} reason */
export const reasonText = (reason) => (known(`movement.reason.${reason}`) ? wordOf('movement.reason', reason) : reason);

/** How much changed, with its sign: «+40 kg», «−2,5 kg». @param {Pick<Movement, 'quantity' | 'unit'>} row */
export const change = ({ quantity: by, unit }) => `${by < 0 ? '−' : '+'}${quantity(Math.abs(by), unit)}`;

/** What a movement was, whichever way it went. @param {Pick<Movement, 'movement_type' | 'quantity'>} row */
const way = ({ movement_type: type, quantity: by }) =>
  type === 'adjustment' || type === 'transfer' ? `${type}.${by < 0 ? 'less' : 'more'}` : type;

/**
 * What happened: «Salieron 5 kg. Había 12 y quedaron 7».
 * @param {Pick<Movement, 'movement_type' | 'quantity' | 'unit' | 'quantity_before' | 'quantity_after'>} row
 */
export const told = (row) =>
  t(`movements.told.${way(row)}`, {
    n: Math.abs(row.quantity),
    count: quantity(Math.abs(row.quantity), row.unit),
    before: number(row.quantity_before),
    after: quantity(row.quantity_after, row.unit),
  });

/**
 * Why, and on what paper: «Formación · documento 2557».
 * @param {Pick<Movement, 'reason' | 'reference_number'>} row
 */
export const why = ({ reason, reference_number: paper }) =>
  [reasonText(reason), paper ? t('movements.paper', { paper }) : ''].filter(Boolean).join(' · ');

/**
 * The page of the reservation, transfer or count that moved it, for who may open it. Within a warehouse a transfer has none, and of the
 * reservations of others an instructor sees none.
 * @param {Pick<Movement, 'movement_type' | 'reason' | 'cause_id'>} row @param {import('../../kit/format.js').Role} role
 * @returns {{href: string, label: string} | null}
 */
export function causeOf({ movement_type: type, reason, cause_id: id }, role) {
  if (!id) return null;
  const [kind, path] =
    type === 'adjustment'
      ? ['count', '/conteos']
      : reason === 'reservation_fulfillment'
        ? ['reservation', role === 'instructor' ? '' : '/reservas']
        : reason === 'transfer_cancelled' || reason.startsWith('cross_warehouse')
          ? ['transfer', '/traslados']
          : ['', ''];
  const href = path && reach(`${path}/${id}`, role);
  return href ? { href, label: t(`movements.cause.${kind}`) } : null;
}

/**
 * What is to be known of it besides: that it went out of turn, and why; its notes.
 * @param {Pick<Movement, 'force_override' | 'fefo_compliant' | 'override_reason' | 'notes'>} row @returns {string[]}
 */
export function besides({ force_override: forced, fefo_compliant: inTurn, override_reason: reason, notes }) {
  const said = [];
  if (inTurn === false) said.push(t('movements.outOfTurn', { reason: reason ?? '—' }));
  else if (forced) said.push(t('movements.forcedInTurn', { reason: reason ?? '—' }));
  if (notes) said.push(t('movements.notes', { notes }));
  return said;
}
