/** The first page: what this person needs at the start of the day, from real data only. */
import { api } from '../api.js';
import {
  auditAction,
  capital,
  itemTotals,
  number,
  relative,
  roleName,
  ROLES,
  today,
  weekday,
  weekdayOf,
} from '../format.js';
import { t } from '../i18n.js';
import { bars, split } from '../ui/chart.js';
import { h } from '../ui/dom.js';
import { async, button, card, columns, emptyState, linkList, notice, stat, stats } from '../ui/parts.js';
import { attentionList, classList, noRoom, roomCard, roomsOverview, runsOn, stateParts } from './home-parts.js';

/** @typedef {import('../router.js').PageContext} PageContext */

/** @type {import('../router.js').Page} */
export const home = {
  title: () => t('app.name'),
  render(ctx) {
    ctx.setTitle(t('home.title', { name: ctx.user.first_name }));
    ctx.setHint(t(`home.hint.${ctx.user.role}`));
    if (ctx.can('student', 'instructor')) return learner(ctx);
    return staff(ctx);
  },
};

/** Apprentice and instructor: the own room and the classes of today. @param {PageContext} ctx */
function learner(ctx) {
  const { user } = ctx;
  ctx.setActions(
    button({
      label: t(user.environment_id ? 'home.scanOther' : 'home.scanRoom'),
      icon: 'scan',
      kind: 'primary',
      href: '/escanear',
    }),
  );
  const room = user.environment_id
    ? async(
        () =>
          Promise.all([
            api.get(`/api/environments/${user.environment_id}`, { signal: ctx.signal }),
            api.all('/api/inventory', { query: { environment_id: user.environment_id }, signal: ctx.signal }),
          ]),
        ([place, items]) => roomCard(place, items),
        { lines: 5 },
      )
    : noRoom();
  return columns([room], [todayCard(ctx)]);
}

/** @param {PageContext} ctx */
function todayCard(ctx) {
  const { user } = ctx;
  const day = today();
  const own = ctx.can('instructor') ? { instructor_id: user.id } : { environment_id: user.environment_id };
  const none = ctx.can('student') && !user.environment_id;
  const hint = capital(t('home.todayDate', { weekday: weekday(weekdayOf(day)), date: dayText(day) }));
  return card(
    { title: t('home.today'), icon: 'calendar', hint, actions: [] },
    none
      ? h('p', { class: 'muted' }, t('home.noClassesRoom'))
      : async(
          () =>
            api.all('/api/schedules', {
              query: { ...own, day_of_week: weekdayOf(day), is_active: true },
              signal: ctx.signal,
            }),
          (rows) =>
            classList(
              rows.filter((row) => runsOn(row, day)),
              ctx.can('instructor') ? 'room' : 'teacher',
            ),
        ),
    h(
      'div',
      { class: 'foot-link' },
      button({ label: t('home.allSchedules'), icon: 'calendar', kind: 'quiet', href: '/horarios' }),
    ),
  );
}

/** 'YYYY-MM-DD' as '21 de noviembre'. @param {string} day */
const dayText = (day) =>
  new Intl.DateTimeFormat(document.documentElement.lang || 'es-CO', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));

/** Supervisor and both admins: rooms, what needs attention; the general admin sees people and the audit too. @param {PageContext} ctx */
function staff(ctx) {
  const { signal } = ctx;
  const general = ctx.can('admin_general');
  return async(
    async () => {
      const [rooms, items, people, audit] = await Promise.all([
        api.all('/api/environments', { signal, query: { is_active: true } }),
        api.all('/api/inventory', { signal }),
        general ? api.get('/api/users/stats', { signal }) : null,
        general ? api.get('/api/audit-logs', { signal, query: { page: 1, per_page: 8 } }) : null,
      ]);
      return { rooms, items, people, audit };
    },
    ({ rooms, items, people, audit }) => {
      const totals = itemTotals(items);
      const fixing = items.filter((item) => item.status === 'maintenance').length;
      const places = rooms.filter((room) => !room.is_warehouse);
      const figures = stats(
        people &&
          stat({
            label: t('home.users'),
            value: number(people.active_users),
            icon: 'users',
            href: '/usuarios?estado=activos',
            hint: t('home.newUsers', { n: people.recent_registrations }),
          }),
        stat({
          label: t('home.rooms'),
          value: number(places.length),
          icon: 'room',
          href: '/ambientes',
          hint: rooms.length > places.length ? t('home.warehouses', { n: rooms.length - places.length }) : '',
        }),
        stat({
          label: t('home.items'),
          value: number(totals.rows),
          icon: 'boxes',
          href: '/equipos',
          hint: t('common.pieces', { n: totals.pieces }),
        }),
        stat({
          label: t('home.damaged'),
          value: number(totals.damaged),
          icon: 'triangle',
          tone: totals.damaged ? 'bad' : '',
          href: '/equipos?estado=damaged',
          hint: t('home.pieces').toLowerCase(),
        }),
        stat({
          label: t('home.missing'),
          value: number(totals.missing),
          icon: 'missing',
          tone: totals.missing ? 'warn' : '',
          href: '/equipos?estado=missing',
          hint: t('home.pieces').toLowerCase(),
        }),
        !general &&
          stat({
            label: t('home.maintenance'),
            value: number(fixing),
            icon: 'wrench',
            tone: fixing ? 'warn' : '',
            href: '/equipos?estado=maintenance',
            hint: t('home.items').toLowerCase(),
          }),
      );
      const waiting = people?.pending_activation
        ? notice({
            tone: 'warn',
            icon: 'hourglass',
            title: t('home.waitingTitle', { n: people.pending_activation }),
            text: t('home.waitingText'),
            action: { label: t('home.review'), icon: 'forward', href: '/usuarios?estado=espera' },
          })
        : null;
      const attention = card(
        { title: t('home.attention'), icon: 'triangle', hint: t('home.attentionHint') },
        attentionList(items),
      );
      const overview = card(
        { title: t('home.rooms'), icon: 'room', hint: t('home.roomsHint') },
        rooms.length
          ? roomsOverview(rooms, items)
          : emptyState({
              icon: 'room',
              title: t('home.noRooms'),
              hint: t('home.noRoomsHint'),
              action: general ? { label: t('home.newRoom'), icon: 'plus', href: '/ambientes/nuevo' } : null,
            }),
      );
      const state = totals.pieces ? card({ title: t('home.byState'), icon: 'boxes' }, split(stateParts(totals))) : null;
      const side = general
        ? [state, card({ title: t('home.byRole'), icon: 'users' }, roleBars(people)), activity(audit)]
        : [state, attention];
      return [waiting, figures, columns(general ? [attention, overview] : [overview], side)];
    },
    { lines: 8 },
  );
}

/** @param {import('wire').Users | null} people */
const roleBars = (people) =>
  bars(
    ROLES.map((role) => ({
      label: roleName(role),
      value: people?.users_by_role[role] ?? 0,
      href: `/usuarios?rol=${role}`,
    })),
    { label: t('home.byRole') },
  );

/** @param {import('wire').Audit | null} audit */
function activity(audit) {
  const logs = audit?.logs ?? [];
  return card(
    { title: t('home.activity'), icon: 'history' },
    logs.length
      ? linkList(
          logs.map((log) => ({
            title: auditAction(log.action),
            hint: `${log.user_name ?? log.user_email ?? '—'} · ${relative(log.created_at)}`,
          })),
        )
      : h('p', { class: 'muted' }, t('home.noActivity')),
    h(
      'div',
      { class: 'foot-link' },
      button({ label: t('home.allActivity'), icon: 'history', kind: 'quiet', href: '/auditoria' }),
    ),
  );
}
