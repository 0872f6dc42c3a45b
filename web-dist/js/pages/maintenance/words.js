/** Words, icons and colours of requests for maintenance. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('../../kit/format.js').State} State */
/** @typedef {import('../../kit/format.js').Tone} Tone */

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

/** The photos of a request: their ids, out of the addresses that are our own. @param {string[] | null | undefined} images */
export const photoIds = (images) =>
  (images ?? []).map((url) => /^\/?api\/photos\/([\w-]+)/.exec(url)?.[1] ?? '').filter(Boolean);

export const entities = describe({
  maintenance_request: {
    word: 'maint.one',
    many: 'nav.maintenance',
    page: '/mantenimiento/',
    fields: 'maint.field',
    values: { status: 'maint.status', priority: (priority) => priorityState(priority).word },
  },
});
