/** Scheduled reports: those of a person, with what is offered to whoever has none. */
import { api } from '../../kit/api.js';
import { dateTime, time, weekday } from '../../kit/format.js';
import { confirm } from '../../ui/dialog.js';
import { h, replace } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { badge, button, errorState, isAbort, notice, skeleton } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { chooseKind, scheduleSheet } from './scheduled-form.js';
import { offerFor } from './scheduled-rules.js';
import { formatName, kindName, t } from './words.js';

/** @typedef {import('wire').ReportSchedule} Schedule */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {{id: string, name: string}} Room */

const URI = '/api/report-schedules';

/** What it is called. @param {Pick<Schedule, 'title' | 'report_type'>} schedule */
const nameOf = ({ title, report_type: kind }) => title ?? kindName(kind);

/** "Cada lunes a las 7:00 a. m." @param {Pick<Schedule, 'every' | 'weekday' | 'month_day' | 'hour'>} schedule */
export function whenText({ every, weekday: day, month_day: number, hour }) {
  const clock = time(`${String(hour).padStart(2, '0')}:00:00`);
  const at = t(hour % 12 === 1 ? 'reports.atOne' : 'reports.atHour', { time: clock });
  return every === 'week'
    ? t('reports.eachWeek', { day: weekday(day ?? 1), at })
    : t('reports.eachMonth', { day: number ?? 1, at });
}

/** "Cada lunes a las 7:00 a. m. · la semana pasada · PDF" @param {Schedule} schedule */
const about = (schedule) =>
  [
    schedule.title ? kindName(schedule.report_type) : null,
    whenText(schedule),
    schedule.period === 'now' ? null : t(`reports.ofTime.${schedule.period}`),
    formatName(schedule.file_format),
  ]
    .filter(Boolean)
    .join(' · ');

/**
 * @param {PageContext} ctx @param {Room | null} own the only room that the person has reports of
 * @param {import('./kinds.js').Kind[]} kinds those that they may have
 */
export function scheduledOf(ctx, own, kinds) {
  const { signal, user } = ctx;
  const place = h('div', { class: 'stack' }, skeleton(2));
  /** @type {boolean | null} */
  let isMailOn = null;

  /** Whether the server sends mail: asked once, when somebody is about to choose. */
  async function mail() {
    isMailOn ??= (await api.get('/api/users/me/settings', { signal })).is_mail_on;
    return isMailOn;
  }
  /** @param {Schedule} schedule @param {string} word */
  const asked = (schedule, word) =>
    toast(t(word, { name: nameOf(schedule), when: schedule.next_at ? dateTime(schedule.next_at) : '' }));

  async function add() {
    const kind = await chooseKind(ctx, kinds);
    if (!kind) return;
    const made = await scheduleSheet(ctx, { kind, own, schedule: null, isMailOn: await mail() });
    if (!made) return;
    await load();
    asked(made, 'reports.scheduledNow');
  }
  /** @param {import('wire').NewReportSchedule} offer */
  async function take(offer) {
    const made = await api.post(URI, offer);
    await load();
    asked(made, 'reports.scheduledNow');
  }
  /** @param {Schedule} schedule */
  async function change(schedule) {
    const given = { kind: schedule.report_type, own, schedule, isMailOn: await mail() };
    const changed = await scheduleSheet(ctx, given);
    if (!changed) return;
    await load();
    toast(t('reports.scheduleChanged', { name: nameOf(changed) }));
  }
  /** @param {Schedule} schedule @param {boolean} goesOn */
  async function pause(schedule, goesOn) {
    const changed = await api.put(`${URI}/${schedule.id}`, { is_active: goesOn });
    await load();
    asked(changed, goesOn ? 'reports.scheduleResumed' : 'reports.schedulePaused');
  }
  /** @param {Schedule} schedule */
  async function remove(schedule) {
    const sure = await confirm({
      title: t('reports.unscheduleAsk'),
      text: t('reports.unscheduleText', { name: nameOf(schedule) }),
      confirmLabel: t('reports.unschedule'),
      danger: true,
      icon: 'trash',
    });
    if (!sure) return;
    const { message } = await api.del(`${URI}/${schedule.id}`);
    await load();
    toast(message);
  }

  /** @param {Schedule} schedule */
  const row = (schedule) =>
    h(
      'li',
      { class: 'report-schedule' },
      h(
        'span',
        { class: 'link-text' },
        h('span', { class: 'strong' }, nameOf(schedule)),
        h('span', { class: 'link-hint' }, about(schedule)),
        schedule.next_at
          ? h('span', { class: 'link-hint' }, t('reports.nextAt', { when: dateTime(schedule.next_at) }))
          : null,
        schedule.is_active ? null : h('span', {}, badge({ word: t('reports.paused'), icon: 'minus', tone: 'muted' })),
        schedule.paused_because ? h('span', { class: 'tone-bad small' }, schedule.paused_because) : null,
      ),
      schedule.is_active
        ? null
        : button({
            label: t('reports.resume'),
            icon: 'refresh',
            run: () => pause(schedule, true),
          }),
      menu({
        label: t('reports.actsOf', { name: nameOf(schedule) }),
        icon: 'more',
        items: [
          { label: t('reports.changeSchedule'), icon: 'edit', run: () => change(schedule) },
          schedule.is_active && { label: t('reports.pause'), icon: 'minus', run: () => pause(schedule, false) },
          { label: t('reports.unschedule'), icon: 'trash', danger: true, run: () => remove(schedule) },
        ],
      }),
    );

  /** To whoever has none: what most with this role want, in one tap. */
  function offered() {
    const offer = offerFor(user.role);
    if (!offer) return h('p', { class: 'muted' }, t('reports.noneScheduled'));
    const when = whenText({ weekday: null, month_day: null, ...offer });
    return notice({
      tone: 'info',
      icon: 'calendar',
      title: t(`reports.offer.${offer.report_type}`),
      text: t('reports.offerText', { when, format: formatName(offer.file_format) }),
      action: { label: t('reports.offerTake'), icon: 'check', run: () => take(offer) },
    });
  }

  async function load() {
    try {
      const rows = await api.get(URI, { signal });
      replace(
        place,
        rows.length
          ? h(
              'ul',
              { class: 'report-schedules', role: 'list', 'aria-labelledby': 'reports-scheduled' },
              ...rows.map(row),
            )
          : offered(),
      );
    } catch (error) {
      if (!isAbort(error)) replace(place, errorState(error, load));
    }
  }
  void load();
  return h(
    'section',
    { class: 'stack', 'aria-labelledby': 'reports-scheduled' },
    h(
      'div',
      { class: 'report-schedules-head' },
      h(
        'div',
        {},
        h('h2', { id: 'reports-scheduled', tabindex: '-1' }, t('reports.scheduled')),
        h('p', { class: 'muted small' }, t('reports.scheduledHint')),
      ),
      button({ label: t('reports.schedule'), icon: 'plus', run: add }),
    ),
    place,
  );
}
