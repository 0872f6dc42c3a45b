/** The sheets on which a report is scheduled: first its kind, then what is in it and when it is made. */
import { ApiError, api } from '../../kit/api.js';
import { time, weekday } from '../../kit/format.js';
import { openDialog } from '../../ui/dialog.js';
import { formSheet } from '../../ui/sheet.js';
import { kindList } from './choose.js';
import { lastFields, narrowingFields } from './fields.js';
import { missing } from './rules.js';
import { EVERY, HOURS, TIMES, WEEKDAYS, hasDays, scheduleOf, schedulable, valuesOf } from './scheduled-rules.js';
import { kindName, t } from './words.js';

/** @typedef {import('./kinds.js').Kind} Kind */
/** @typedef {import('wire').ReportSchedule} Schedule */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('../../ui/form.js').Field} Field */
/** @typedef {{id: string, name: string}} Room */

const half = /** @type {const} */ ('half');

/** The kind that somebody chooses of those that they may have, or nothing. @param {PageContext} ctx @param {Kind[]} kinds @returns {Promise<Kind | undefined>} */
export function chooseKind(ctx, kinds) {
  const box = openDialog({
    title: t('reports.scheduleWhich'),
    hint: t('reports.scheduleWhichHint'),
    size: 'large',
    body: (close) => kindList(ctx.user.role, (kind) => close(kind), schedulable(kinds)),
  });
  ctx.onLeave(() => box.element.open && box.close());
  return box.closed;
}

/** When it is made. @param {Kind} kind @param {boolean} isMailOn @returns {Field[]} */
const timeFields = (kind, isMailOn) => [
  {
    name: 'every',
    label: t('reports.every'),
    type: 'segmented',
    required: true,
    options: EVERY.map((value) => ({ value, label: t(`reports.every.${value}`) })),
  },
  {
    name: 'weekday',
    label: t('reports.weekday'),
    type: 'select',
    required: true,
    width: half,
    show: ({ every }) => every !== 'month',
    options: WEEKDAYS.map((day) => ({ value: String(day), label: weekday(day) })),
  },
  {
    name: 'month_day',
    label: t('reports.monthDay'),
    type: 'number',
    required: true,
    min: 1,
    max: 31,
    width: half,
    hint: t('reports.monthDayHint'),
    show: ({ every }) => every === 'month',
  },
  {
    name: 'hour',
    label: t('reports.hour'),
    type: 'select',
    required: true,
    width: half,
    options: HOURS.map((hour) => ({ value: String(hour), label: time(`${String(hour).padStart(2, '0')}:00:00`) })),
  },
  ...(hasDays(kind)
    ? [
        /** @type {Field} */ ({
          name: 'period',
          label: t(kind === 'inventory' ? 'reports.days.inventory' : 'reports.timeOf'),
          type: 'select',
          required: true,
          options: TIMES.map((value) => ({
            value,
            label: t(value === 'now' && kind === 'statistics' ? 'reports.twelveMonths' : `reports.time.${value}`),
          })),
        }),
      ]
    : []),
  ...(isMailOn ? [/** @type {Field} */ ({ name: 'by_mail', label: t('reports.byMail'), type: 'checkbox' })] : []),
];

/**
 * What was scheduled or changed; nothing when the sheet was closed.
 * @param {PageContext} ctx @param {{kind: Kind, own: Room | null, schedule: Schedule | null, isMailOn: boolean}} given
 * @returns {Promise<Schedule | undefined>}
 */
export function scheduleSheet(ctx, { kind, own, schedule, isMailOn }) {
  const values = valuesOf(kind, schedule);
  if (kind === 'room' && own) values.environment_id = own.id;
  const given = { own, user: ctx.user };
  return formSheet({
    ctx,
    id: `report-schedule-${schedule?.id ?? kind}`,
    title: t(schedule ? 'reports.changeOf' : 'reports.scheduleOf', { name: schedule?.title ?? kindName(kind) }),
    hint: t(isMailOn ? 'reports.sheetHint' : 'reports.sheetHintNoMail'),
    size: 'medium',
    values,
    again: schedule ? async () => valuesOf(kind, await api.get(`/api/report-schedules/${schedule.id}`)) : undefined,
    fields: [...timeFields(kind, isMailOn), ...narrowingFields(kind, given), ...lastFields(150)],
    submitLabel: t(schedule ? 'common.save' : 'reports.scheduleGo'),
    onSubmit(all, { match }) {
      const sent = scheduleOf(kind, all);
      const fault = missing(kind, sent.parameters ?? {});
      if (fault) throw new ApiError(400, 'parametro_faltante', t(fault));
      return schedule
        ? api.put(`/api/report-schedules/${schedule.id}`, sent, { match })
        : api.post('/api/report-schedules', { report_type: kind, ...sent });
    },
  });
}
