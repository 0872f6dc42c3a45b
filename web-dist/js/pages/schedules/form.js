/** One class of the timetable: seen, created, changed, deleted. Instructors write only their own. */
import { api } from '../../kit/api.js';
import { addDays } from '../../kit/days.js';
import { activeState, capital, date, dateTime, number, today, weekday } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { badge, button, card, facts, notice } from '../../ui/parts.js';
import { confirm } from '../../ui/dialog.js';
import { form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { withClashes } from './clash.js';
import { hoursText, isPossible } from './hours.js';
import { roomsInSight } from '../environments/options.js';
import { t } from './words.js';

/** @typedef {import('./week.js').Class} Class */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {Record<string, any>} Values */

/** @param {{role: string}} user */
export const mayWriteClasses = (user) => user.role !== 'student';

/**
 * @param {{id: string, role: string}} user
 * @param {Class} row
 */
export const mayWriteClass = (user, row) =>
  user.role === 'instructor' ? row.instructor_id === user.id : mayWriteClasses(user);

const half = /** @type {const} */ ('half');
const third = /** @type {const} */ ('third');

/** @typedef {import('../../ui/form.js').Field | import('../../ui/form.js').Section} Part */
/** `active`: an inactive class can be made active again. @type {(ctx: PageContext, active: boolean) => Part[]} */
const fields = (ctx, active) => [
  {
    name: 'environment_id',
    label: t('schedules.room'),
    type: 'combobox',
    required: true,
    options: () => roomsInSight(ctx.user),
    width: half,
  },
  ...(ctx.user.role === 'instructor'
    ? []
    : [
        {
          name: 'instructor_id',
          label: t('schedules.instructor'),
          type: 'combobox',
          required: true,
          width: half,
          options: async () =>
            (await api.get('/api/users/by-role/instructor')).map((/** @type {{id: string, name: string}} */ one) => ({
              value: one.id,
              label: one.name,
            })),
        },
      ]),
  {
    name: 'day_of_week',
    label: t('schedules.day'),
    type: 'select',
    required: true,
    width: third,
    options: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: capital(weekday(day)) })),
  },
  { name: 'start_time', label: t('schedules.from'), type: 'time', required: true, width: third },
  {
    name: 'end_time',
    label: t('schedules.to'),
    type: 'time',
    required: true,
    width: third,
    validate: (value, values) =>
      value && values.start_time && !isPossible(/** @type {any} */ ({ ...values, end_time: value }))
        ? t('schedules.endEarly')
        : null,
    hint: t('schedules.endHint'),
  },
  { section: t('schedules.sectionClass') },
  { name: 'program', label: t('schedules.program'), required: true, maxLength: 150 },
  { name: 'ficha', label: t('schedules.ficha'), required: true, maxLength: 20, inputmode: 'numeric', width: half },
  {
    name: 'student_count',
    label: t('schedules.students'),
    type: 'number',
    required: true,
    min: 0,
    max: 1000,
    step: 1,
    inputmode: 'numeric',
    width: half,
  },
  { name: 'topic', label: t('schedules.topic'), maxLength: 200, hint: t('schedules.topicHint') },
  { section: t('schedules.sectionDates') },
  { name: 'start_date', label: t('schedules.firstDay'), type: 'date', required: true, width: half },
  {
    name: 'end_date',
    label: t('schedules.lastDay'),
    type: 'date',
    required: true,
    width: half,
    validate: (value, values) =>
      value && values.start_date && value < values.start_date ? t('schedules.lastEarly') : null,
  },
  ...(active ? [] : [{ name: 'is_active', label: t('schedules.isActive'), type: 'checkbox' }]),
];

/**
 * @param {Values} values
 * @param {PageContext} ctx
 */
const payload = (values, ctx) => ({
  ...values,
  ...('day_of_week' in values ? { day_of_week: Number(values.day_of_week) } : {}),
  ...(ctx.user.role === 'instructor' ? { instructor_id: ctx.user.id } : {}),
});

/** That it is stored, and who has to be in two rooms now. @param {'schedules.created' | 'schedules.saved'} word @param {{warnings: string[]}} saved */
const tell = (word, { warnings }) =>
  toast([t(word), ...warnings.map((one) => `${one}.`)].join(' '), {
    tone: warnings.length ? 'warn' : 'good',
    seconds: warnings.length ? 15 : undefined,
  });

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('schedules.new'),
  hint: () => t('schedules.newHint'),
  render(ctx) {
    ctx.setBack('/horarios', t('schedules.title'));
    return withClashes(
      form({
        ctx,
        id: 'schedule-new',
        values: {
          environment_id: ctx.query.get('ambiente') ?? ctx.user.environment_id,
          start_date: today(),
          end_date: addDays(today(), 90),
          student_count: 25,
        },
        fields: fields(ctx, true),
        submitLabel: t('schedules.create'),
        cancel: { href: '/horarios' },
        onSubmit: (values) => api.post('/api/schedules', payload(values, ctx)),
        onDone: (row) => {
          tell('schedules.created', row);
          ctx.navigate(`/horarios?ambiente=${row.environment_id}`, { replace: true });
        },
      }),
      ctx,
      ctx.user.role === 'instructor' ? { instructor_id: ctx.user.id } : {},
    );
  },
};

/** A class as the form has it. @param {Class} row */
const valuesOf = (row) => ({ ...row, day_of_week: String(row.day_of_week) });

/** @type {import('../../frame/router.js').Page} */
export const edit = {
  title: () => t('schedules.edit'),
  hint: () => t('schedules.editHint'),
  async render(ctx) {
    /** @type {Class} */
    const row = await api.get(`/api/schedules/${ctx.params.id}`, { signal: ctx.signal });
    const page = `/horarios/${row.id}`;
    ctx.setBack(page, row.program);
    if (!mayWriteClass(ctx.user, row)) return notice({ tone: 'warn', icon: 'lock', text: t('schedules.notYours') });
    return withClashes(
      form({
        ctx,
        id: `schedule-${row.id}`,
        values: valuesOf(row),
        again: async () => valuesOf(await api.get(`/api/schedules/${row.id}`)),
        fields: fields(ctx, row.is_active),
        submitLabel: t('common.save'),
        cancel: { href: page },
        onSubmit: (_, { changed, match }) =>
          api.put(
            `/api/schedules/${row.id}`,
            'day_of_week' in changed ? { ...changed, day_of_week: Number(changed.day_of_week) } : changed,
            { match },
          ),
        onDone: (saved) => {
          tell('schedules.saved', saved);
          ctx.navigate(page, { replace: true });
        },
      }),
      ctx,
      row,
    );
  },
};

/**
 * @param {Class} row
 * @param {PageContext} ctx
 */
async function remove(row, ctx) {
  const sure = await confirm({
    title: t('schedules.deleteAsk', { program: row.program }),
    text: t('schedules.deleteText', {
      day: weekday(row.day_of_week),
      time: hoursText(row),
      room: row.environment_name,
    }),
    loses: [t('schedules.losesDays', { from: date(row.start_date), to: date(row.end_date) })],
    confirmLabel: t('common.delete'),
    danger: true,
  });
  if (!sure) return;
  const answer = await api.del(`/api/schedules/${row.id}`);
  toast(answer?.detail ?? t('schedules.deleted'));
  ctx.navigate(`/horarios?ambiente=${row.environment_id}`, { replace: true });
}

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('schedules.one'),
  hint: () => t('schedules.oneHint'),
  async render(ctx) {
    /** @type {Class & {updated_at: string}} */
    const row = await api.get(`/api/schedules/${ctx.params.id}`, { signal: ctx.signal });
    ctx.setBack(`/horarios?ambiente=${row.environment_id}`, t('schedules.title'));
    ctx.setTitle(row.program);
    if (mayWriteClass(ctx.user, row)) {
      ctx.setActions(
        menu({
          label: t('common.more'),
          icon: 'more',
          items: [{ label: t('common.delete'), icon: 'trash', danger: true, run: () => remove(row, ctx) }],
        }),
        button({ label: t('common.edit'), icon: 'edit', kind: 'primary', href: `/horarios/${row.id}/editar` }),
      );
    }
    return card(
      { class: 'narrow-card' },
      facts([
        [t('schedules.when'), `${capital(weekday(row.day_of_week))}, ${hoursText(row)}`],
        [t('schedules.room'), h('a', { href: `/ambientes/${row.environment_id}` }, row.environment_name)],
        [t('schedules.instructor'), row.instructor_name],
        [t('schedules.ficha'), row.ficha],
        [t('schedules.students'), number(row.student_count)],
        [t('schedules.topic'), row.topic ?? null],
        [t('schedules.dates'), t('schedules.fromTo', { from: date(row.start_date), to: date(row.end_date) })],
        [t('common.status'), badge(activeState(row.is_active))],
        [t('common.updated'), dateTime(row.updated_at)],
      ]),
    );
  },
};
