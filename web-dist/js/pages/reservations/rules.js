/** What the pages of reservations decide without a page: who may do what, until when, for which ficha, what is sent. Pure. */
import { weekdayOf } from '../../kit/format.js';
import { mayKeep } from '../warehouses/options.js';

/** @typedef {import('wire').Reservation} Reservation */
/** @typedef {import('wire').ReservationDetail} Detail */
/** @typedef {Pick<import('wire').Class, 'ficha' | 'program' | 'day_of_week' | 'start_date' | 'end_date' | 'start_time' | 'end_time'>} Class */
/** @typedef {{id: string, role: string, warehouse_id?: string | null}} Who */
/** @typedef {Record<string, any>} Values */

/** Chosen instead of a ficha of one's own: another is written. */
export const OTHER = 'otra';
/** The end of the working day, until when things are kept where no class says it. */
const EVENING = '18:00:00';

/** Who makes reservations. @param {{role: string}} user */
export const mayReserve = ({ role }) => role === 'instructor' || role === 'admin' || role === 'admin_general';

/**
 * What somebody may do with a reservation: an instructor cancels their own, whoever keeps its warehouse hands it out too.
 * @param {Pick<Reservation, 'status' | 'is_overdue' | 'created_by' | 'warehouse_id'>} row @param {Who} user
 */
export function actsOf(row, user) {
  const active = row.status === 'active';
  const keeps = mayKeep(user, row.warehouse_id);
  return {
    fulfil: active && keeps && !row.is_overdue,
    cancel: active && (keeps || (user.role === 'instructor' && row.created_by === user.id)),
  };
}

/** The pieces that can't go out any more. @param {Pick<Detail, 'items'>} row */
export const stuckOf = ({ items }) => items.filter((item) => item.obstacle);

/** How to call what it is for: figures only are a ficha. @param {string} reference */
export const isFicha = (reference) => /^\d+$/.test(reference.trim());

/** The fichas of classes that go on, each once, with its programme. @param {Class[]} classes @param {string} today */
export function fichasOf(classes, today) {
  const going = classes.filter((one) => one.end_date >= today);
  const known = new Map(going.map(({ ficha, program }) => [ficha, program]));
  return [...known]
    .map(([value, program]) => ({ value, label: `${value} · ${program}` }))
    .sort((a, b) => a.label.localeCompare(b.label, 'es', { numeric: true }));
}

/** A day some days later. @param {string} day @param {number} days */
export const dayAfter = (day, days) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * The end of the next class of a ficha: what is set aside for it is fetched by then. `now` is the centre's wall clock, 'YYYY-MM-DDTHH:MM:SS'.
 * @param {Class[]} classes @param {string} ficha @param {string} now @returns {{until_date: string, until_time: string} | null}
 */
export function nextEnd(classes, ficha, now) {
  const today = now.slice(0, 10);
  const ends = classes
    .filter((one) => one.ficha === ficha)
    .flatMap((one) => {
      const first = one.start_date > today ? one.start_date : today;
      // This week's, or next week's where today's is over.
      return (
        [0, 1, 2, 3, 4, 5, 6, 7]
          .map((days) => dayAfter(first, days))
          .filter((day) => weekdayOf(day) === one.day_of_week && day <= one.end_date)
          .map((day) =>
            one.end_time > one.start_time ? `${day}T${one.end_time}` : `${dayAfter(day, 1)}T${one.end_time}`,
          )
          // 24:00 is the first minute of the next day.
          .map((end) => (end.includes('T24') ? `${dayAfter(end.slice(0, 10), 1)}T00:00:00` : end))
      );
    })
    .filter((end) => end > now)
    .sort();
  return ends.length ? { until_date: ends[0].slice(0, 10), until_time: `${ends[0].slice(11, 16)}:00` } : null;
}

/** Until when something is kept where nobody says: tomorrow evening. @param {string} now */
export const someTime = (now) => ({ until_date: dayAfter(now.slice(0, 10), 1), until_time: EVENING });

/** Whether an instant as the form has it isn't over. @param {Values} values @param {string} now */
export const isAhead = ({ until_date, until_time }, now) => `${until_date}T${until_time}` > now.slice(0, 19);

/** Whether a quantity is one: more than nothing, in hundredths. @param {unknown} value @returns {value is number} */
export const isQuantity = (value) =>
  typeof value === 'number' && value >= 0.01 && value < 1e8 && Math.abs(Math.round(value * 100) / 100 - value) < 1e-9;

/** What is sent of a form. @param {Values} values @returns {import('wire').Schemas['NewReservation']} */
export const payload = ({
  product_id,
  warehouse_id,
  quantity,
  ficha,
  order_reference,
  customer_name,
  until_date,
  until_time,
  notes,
}) => ({
  product_id,
  warehouse_id,
  quantity,
  order_reference: ficha && ficha !== OTHER ? ficha : order_reference,
  customer_name: customer_name ?? null,
  reserved_until: `${until_date}T${until_time}`,
  notes: notes ?? null,
});
