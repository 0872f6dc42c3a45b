/** Words, icons and colours of requests for maintenance; the rooms that occur in a list. */
import { t } from '../i18n.js';

/** @typedef {import('../format.js').State} State */
/** @typedef {import('../format.js').Tone} Tone */

/** In the order in which a request goes through them. */
export const REQUEST_STATUSES = ['pending', 'assigned', 'in_progress', 'completed', 'cancelled'];
/** What is still to be done. */
export const OPEN = ['pending', 'assigned', 'in_progress'];
/** @type {Record<string, [string, Tone]>} */
const STATUS = {
  pending: ['hourglass', 'warn'],
  assigned: ['user', 'info'],
  in_progress: ['wrench', 'info'],
  completed: ['check-circle', 'good'],
  cancelled: ['close', 'muted'],
};

/** @param {string} status @returns {State} */
export function requestState(status) {
  const known = status in STATUS ? status : 'pending';
  const [icon, tone] = STATUS[known];
  return { word: t(`maint.status.${known}`), icon, tone };
}

/** The app writes Spanish words, the forms English ones. @type {Record<string, string>} */
const SAME = { baja: 'low', media: 'medium', alta: 'high', urgente: 'urgent' };
/** Most urgent first. */
export const PRIORITIES = ['urgent', 'high', 'medium', 'low'];
/** @type {Record<string, [string, Tone]>} */
const PRIORITY = {
  urgent: ['alert', 'bad'],
  high: ['triangle', 'warn'],
  medium: ['minus', 'info'],
  low: ['down', 'muted'],
};
/** @param {string} priority */
export const priorityOf = (priority) => SAME[priority] ?? (priority in PRIORITY ? priority : 'medium');
/** @param {string} priority @returns {State} */
export function priorityState(priority) {
  const known = priorityOf(priority);
  const [icon, tone] = PRIORITY[known];
  return { word: t(`maint.priority.${known}`), icon, tone };
}

/** Each room of a list once, by name. @param {{environment_id?: string | null, environment_name?: string | null}[]} rows */
export const roomsIn = (rows) =>
  [...new Map(rows.map((row) => [row.environment_id ?? '', row.environment_name ?? '']))]
    .filter(([value]) => value)
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, 'es', { numeric: true }));

/** The photos of a request: their ids, out of the addresses that are our own. @param {string[] | null | undefined} images */
export const photoIds = (images) =>
  (images ?? []).map((url) => /^\/?api\/photos\/([\w-]+)/.exec(url)?.[1] ?? '').filter(Boolean);
