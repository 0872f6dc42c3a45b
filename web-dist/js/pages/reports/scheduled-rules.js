/** What scheduled reports decide without a page: which may be scheduled, what is sent, what is offered to whom. Pure. */
import { KINDS } from './kinds.js';
import { narrowedTo } from './rules.js';

/** @typedef {import('./kinds.js').Kind} Kind */
/** @typedef {import('wire').ReportSchedule} Schedule */
/** @typedef {import('wire').NewReportSchedule} NewSchedule */
/** @typedef {Record<string, any>} Values */

export const TIMES = /** @type {const} */ (['now', 'last_week', 'last_month']);
export const EVERY = /** @type {const} */ (['week', 'month']);
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Those of some kinds that may be made again and again: not the paper of one thing. @param {Kind[]} kinds @returns {Kind[]} */
export const schedulable = (kinds) => kinds.filter((kind) => kind !== 'item' && kind !== 'check');

/** Whether a kind is of some days, so that it may be of the last week or month. @param {Kind} kind */
export const hasDays = (kind) => KINDS[kind].filters.includes('days');

/** What a form holds, as it is sent: without a field for mails, whether they are sent stays as it is. @param {Kind} kind @param {Values} values */
export const scheduleOf = (kind, values) => ({
  file_format: values.file_format,
  title: values.title ?? null,
  parameters: narrowedTo(kind, values),
  period: hasDays(kind) ? (values.period ?? 'now') : 'now',
  every: values.every,
  ...(values.every === 'week' ? { weekday: Number(values.weekday) } : { month_day: Number(values.month_day) }),
  hour: Number(values.hour),
  ...(values.by_mail === undefined ? {} : { by_mail: Boolean(values.by_mail) }),
});

/** What a form begins with. @param {Kind} kind @param {Schedule | null} schedule @returns {Values} */
export function valuesOf(kind, schedule) {
  if (!schedule)
    return {
      file_format: 'pdf',
      period: hasDays(kind) && kind !== 'inventory' && kind !== 'statistics' ? 'last_week' : 'now',
      every: 'week',
      weekday: '1',
      month_day: 1,
      hour: '7',
      by_mail: true,
    };
  const { file_format, title, parameters, period, every, weekday, month_day, hour, by_mail } = schedule;
  return {
    ...parameters,
    category: parameters.category ?? parameters.category_id,
    file_format,
    title,
    period,
    every,
    weekday: String(weekday ?? 1),
    month_day: month_day ?? 1,
    hour: String(hour),
    by_mail,
    updated_at: schedule.updated_at,
  };
}

/** What is offered to whoever has none yet: the one that most with this role want. @type {Partial<Record<string, NewSchedule>>} */
const OFFERS = {
  supervisor: {
    report_type: 'inventory_checks',
    file_format: 'pdf',
    period: 'last_week',
    every: 'week',
    weekday: 1,
    hour: 7,
  },
  admin: { report_type: 'loans', file_format: 'pdf', period: 'last_week', every: 'week', weekday: 1, hour: 7 },
  admin_general: {
    report_type: 'statistics',
    file_format: 'pdf',
    period: 'last_month',
    every: 'month',
    month_day: 1,
    hour: 7,
  },
};
/** @param {string} role */
export const offerFor = (role) => OFFERS[role] ?? null;
