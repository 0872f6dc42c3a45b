/** Words, icons and colours of maintenance. */
import { describe } from '../../kit/entities.js';
import { number } from '../../kit/format.js';
import { learn } from '../../kit/words.js';
import es from './es.js';
import { CATEGORIES, priorityOf } from './kinds.js';

export { CATEGORIES, OPEN, PRIORITIES, REQUEST_STATUSES, TYPES, priorityOf } from './kinds.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('../../kit/format.js').State} State */
/** @typedef {import('../../kit/format.js').Tone} Tone */

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

/** @type {Record<string, [string, Tone]>} */
const PRIORITY = {
  urgent: ['alert', 'bad'],
  high: ['triangle', 'warn'],
  medium: ['minus', 'info'],
  low: ['down', 'muted'],
};
/** @param {string} priority @returns {State} */
export function priorityState(priority) {
  const known = priorityOf(priority);
  const [icon, tone] = PRIORITY[known];
  return { word: t(`maint.priority.${known}`), icon, tone };
}

/** @type {Record<string, string>} */
const TYPE_ICONS = { corrective: 'wrench', preventive: 'calendar', upgrade: 'up' };
/** @param {string} type @returns {State} */
export function typeState(type) {
  const known = type in TYPE_ICONS ? type : 'corrective';
  return { word: t(`maint.type.${known}`), icon: TYPE_ICONS[known], tone: 'muted' };
}

/** The day has passed. @returns {State} */
export const lateState = () => ({ word: t('maint.late'), icon: 'clock', tone: 'bad' });

/** @param {string} category */
export const categoryWord = (category) => (CATEGORIES.includes(category) ? t(`maint.category.${category}`) : category);

/** "Cada 3 meses". @param {{every: number, unit: string}} plan */
export const intervalOf = ({ every, unit }) =>
  t(unit === 'day' ? 'maint.everyDays' : 'maint.everyMonths', { n: every, count: number(every) });

/** What a request is about, in a line: its item, how many, or its room. @param {import('wire').MaintenanceRequest} row */
export const aboutOf = (row) =>
  row.items.length > 1
    ? t('maint.itemsN', { n: row.items.length })
    : row.item_name
      ? [row.item_name, row.internal_code].filter(Boolean).join(' · ')
      : [row.category ? categoryWord(row.category) : '', row.location].filter(Boolean).join(' · ');

/** The photos of a request: their ids, out of the addresses that are our own. @param {string[] | null | undefined} images */
export const photoIds = (images) =>
  (images ?? []).map((url) => /^\/?api\/photos\/([\w-]+)/.exec(url)?.[1] ?? '').filter(Boolean);

export const entities = describe({
  maintenance_request: {
    word: 'maint.one',
    many: 'nav.maintenance',
    page: '/mantenimiento/',
    fields: 'maint.field',
    values: {
      status: 'maint.status',
      priority: (priority) => priorityState(priority).word,
      maintenance_type: 'maint.type',
    },
  },
  maintenance_history: {
    word: 'maint.work',
    many: 'maint.works',
    fields: 'maint.field',
    values: { maintenance_type: 'maint.type' },
  },
  maintenance_plan: {
    word: 'maint.plan',
    many: 'maint.plans',
    page: '/mantenimiento/planes/',
    fields: 'maint.field',
    values: { unit: 'maint.unit' },
  },
});
