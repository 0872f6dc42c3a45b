/** What alerts are called, how bad they are, what comes first, and where one sees what they are about. */
import { describe, entityOf, entityWord } from '../../kit/entities.js';
import { lower } from '../../kit/format.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').SystemAlert} Alert */

/** Worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'];
export const ALERT_TYPES = [
  'equipment_missing',
  'verification_pending',
  'maintenance_overdue',
  'low_stock',
  'material_expiring',
  'material_expired',
  'loan_overdue',
];
/** @type {Record<string, [string, import('../../kit/format.js').Tone]>} */
const LOOK = {
  critical: ['alert', 'bad'],
  high: ['triangle', 'bad'],
  medium: ['triangle', 'warn'],
  low: ['info', 'info'],
};

/** @param {string} severity @returns {import('../../kit/format.js').State} */
export function severityState(severity) {
  const known = severity in LOOK ? severity : 'medium';
  const [name, tone] = LOOK[known];
  return { word: t(`alerts.severity.${known}`), icon: name, tone };
}
/** @param {{is_resolved: boolean}} row @returns {import('../../kit/format.js').State} */
export const alertState = (row) =>
  row.is_resolved
    ? { word: t('alerts.resolved'), icon: 'check-circle', tone: 'good' }
    : { word: t('alerts.open'), icon: 'clock', tone: 'warn' };

/** Where one sees what an alert is about, once all kinds are known. @param {{entity_type?: string | null, entity_id?: string | null}} alert */
export function alertLink({ entity_type: type, entity_id: id }) {
  const page = id && type ? entityOf(type).find((entity) => entity.page)?.page : null;
  return page ? { href: page + id, label: t('alerts.to', { what: lower(entityWord(type ?? '') ?? '') }) } : null;
}

/** What a person wants to hear of a kind, by what the server keeps. @param {{is_enabled: boolean} | null} setting */
export function choiceOf(setting) {
  if (!setting) return 'grave';
  return setting.is_enabled ? 'all' : 'none';
}

/**
 * The ways by which somebody hears, with mail or without; a notification is always one.
 * @param {('push' | 'email' | 'sms')[] | null | undefined} methods @param {boolean} mail
 * @returns {('push' | 'email' | 'sms')[]}
 */
export const methodsWith = (methods, mail) => [
  'push',
  ...(methods ?? []).filter((method) => method !== 'push' && method !== 'email'),
  ...(mail ? /** @type {const} */ (['email']) : []),
];

/**
 * What stands below a choice: it outlives the choice "only grave ones", which the server keeps by keeping nothing.
 * @typedef {Pick<import('wire').AlertSetting, 'threshold_value' | 'notification_methods'>} Below
 * @param {Below} before @param {Below | null} setting @returns {Below}
 */
export const remembered = (before, setting) =>
  setting ? { threshold_value: setting.threshold_value, notification_methods: setting.notification_methods } : before;

/** What is sent of a choice; `kept` where the server keeps nothing yet. @param {string} type @param {boolean} is_enabled @param {Below | null} kept */
export const wishBody = (type, is_enabled, kept) => ({
  alert_type: /** @type {any} */ (type),
  is_enabled,
  ...(kept?.threshold_value == null ? {} : { threshold_value: kept.threshold_value }),
  ...(kept?.notification_methods ? { notification_methods: kept.notification_methods } : {}),
});

/** Open ones first, worst first, newest first. @param {Alert[]} rows */
export const byUrgency = (rows) =>
  rows.toSorted(
    (a, b) =>
      Number(a.is_resolved) - Number(b.is_resolved) ||
      (a.is_resolved ? 0 : SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)) ||
      (a.created_at < b.created_at ? 1 : -1),
  );

export const entities = describe({
  system_alert: {
    word: 'alerts.one',
    many: 'nav.alerts',
    fields: 'alerts.field',
    values: {
      type: 'alerts.type',
      severity: 'alerts.severity',
      priority: 'alerts.severity',
      entity_type: (name) => entityWord(name) ?? name.replaceAll('_', ' '),
    },
  },
  setting: { fields: 'alerts.ruleField' },
  alert_setting: {
    word: 'alerts.wish',
    many: 'alerts.wishMany',
    fields: 'alerts.wishField',
    values: { alert_type: 'alerts.type' },
  },
});
