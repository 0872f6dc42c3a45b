/** What may be done with a reservation on its page: hand it out, cancel it. */
import { api } from '../../kit/api.js';
import { newKey } from '../../kit/keys.js';
import { formSheet } from '../../ui/sheet.js';
import { toast } from '../../ui/toast.js';
import { referenceOf, t, wishOf } from './words.js';

/** @typedef {import('wire').ReservationDetail} Detail */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** Whom a reservation is for: a person, else its order. @param {Pick<Detail, 'customer_name' | 'order_reference'>} row */
export const whomOf = (row) => row.customer_name ?? referenceOf(row.order_reference);

/** Hands it out; answers whether it did. @param {PageContext} ctx @param {Detail} row @returns {Promise<boolean>} */
export async function fulfil(ctx, row) {
  const key = newKey();
  const done = await formSheet({
    ctx,
    id: `reservation-fulfil-${row.id}`,
    title: t('reservations.fulfilTitle'),
    hint: t('reservations.fulfilHint', { wish: wishOf(row), who: whomOf(row) }),
    fields: [{ name: 'notes', label: t('reservations.fulfilNotes'), type: 'textarea', rows: 2, maxLength: 1000 }],
    submitLabel: t('reservations.fulfil'),
    submitIcon: 'check',
    onSubmit: ({ notes }) => api.post(`/api/reservations/${row.id}/fulfill`, { notes }, { key }),
  });
  if (done) toast(t('reservations.fulfilled'), { tone: 'good' });
  return Boolean(done);
}

/** Cancels it; answers whether it did. @param {PageContext} ctx @param {Detail} row @param {string} [reason] to begin with @returns {Promise<boolean>} */
export async function cancel(ctx, row, reason) {
  const own = row.created_by === ctx.user.id;
  const done = await formSheet({
    ctx,
    id: `reservation-cancel-${row.id}`,
    title: t('reservations.cancelTitle'),
    hint: t('reservations.cancelHint'),
    values: { reason },
    fields: [
      {
        name: 'reason',
        label: t('reservations.reason'),
        required: true,
        maxLength: 50,
        hint: t(own ? 'reservations.reasonHintOwn' : 'reservations.reasonHint'),
      },
      { name: 'notes', label: t('reservations.notes'), type: 'textarea', rows: 2, maxLength: 1000 },
    ],
    submitLabel: t('reservations.cancel'),
    cancelLabel: t('reservations.keep'),
    danger: true,
    onSubmit: ({ reason: why, notes }) => api.post(`/api/reservations/${row.id}/cancel`, { reason: why, notes }),
  });
  if (done) toast(t('reservations.cancelled'), { tone: 'good' });
  return Boolean(done);
}
