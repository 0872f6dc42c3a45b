/** The first page: what this person needs at the start of the day, from real data only. */
import { api } from '../../kit/api.js';
import { knowEntities } from '../../kit/entities.js';
import { number, relative, roleName, ROLES } from '../../kit/format.js';
import { auditAction } from '../audit/words.js';
import { itemTotals } from '../inventory/words.js';
import { reserveCard } from '../reservations/card.js';
import { bars, split } from '../../ui/chart.js';
import { h, replace } from '../../ui/dom.js';
import { async, button, card, columns, emptyState, linkList, notice, stat, stats } from '../../ui/parts.js';
import { classCard, foot, teacherCard } from './checks.js';
import { deskCard, ownLoansCard } from './loans.js';
import { materialsCard } from './materials.js';
import { maintenanceCard, ownReportsCard } from './maintenance.js';
import { attentionList, noRoom, roomCard, roomsOverview, stateParts } from './parts.js';
import { alertsCard, confirmCard, decideCard, findingsCard, roomsTodayCard } from './waiting.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @type {import('../../frame/router.js').Page} */
export const home = {
  title: () => t('app.name'),
  render(ctx) {
    ctx.setTitle(t('home.title', { name: ctx.user.first_name }));
    ctx.setHint(t(`home.hint.${ctx.user.role}`));
    if (ctx.can('student', 'instructor')) return learner(ctx);
    return staff(ctx);
  },
};

/** Apprentice and instructor: the classes of today with their checks, and the own room. @param {PageContext} ctx */
function learner(ctx) {
  const { user } = ctx;
  ctx.setActions(
    user.environment_id
      ? button({ label: t('home.scanOther'), icon: 'scan', class: 'desktop-only', href: '/escanear' })
      : button({ label: t('check.scanRoom'), icon: 'scan', kind: 'primary', href: '/escanear' }),
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
  return ctx.can('instructor')
    ? columns([confirmCard(ctx), teacherCard(ctx)], [ownLoansCard(ctx), reserveCard(ctx), ownReportsCard(ctx), room])
    : columns([classCard(ctx), ownReportsCard(ctx)], [room]);
}

/** Supervisor and both admins: rooms, what needs attention; the general admin sees people and the audit too. @param {PageContext} ctx */
function staff(ctx) {
  const { signal } = ctx;
  const general = ctx.can('admin_general');
  const banner = h('div', { class: 'home-banner' });
  const first = h(
    'div',
    { class: 'home-first' },
    ...(ctx.can('admin') ? [findingsCard(ctx), alertsCard(ctx)] : [decideCard(ctx), roomsTodayCard(ctx)]),
  );
  const rest = async(
    async () => {
      const [rooms, items, people, audit, alerts] = await Promise.all([
        api.all('/api/environments', { signal, query: { is_active: true } }),
        api.all('/api/inventory', { signal }),
        general ? api.get('/api/users/stats', { signal }) : null,
        general ? api.get('/api/audit-logs', { signal, query: { page: 1, per_page: 8 } }) : null,
        api.list('/api/system-alerts', { signal, query: { is_resolved: false, limit: 1 } }).catch(() => null),
        general ? knowEntities() : null,
      ]);
      return { rooms, items, people, audit, alerts };
    },
    ({ rooms, items, people, audit, alerts }) => {
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
        alerts &&
          stat({
            label: t('nav.alerts'),
            value: number(alerts.total),
            icon: 'alert',
            tone: alerts.total ? 'warn' : '',
            href: '/alertas',
            hint: t('home.alertsOpen'),
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
      const state = totals.pieces
        ? card(
            { title: t('home.byState'), icon: 'boxes' },
            split(stateParts(totals)),
            foot(t('home.statistics'), 'chart', '/estadisticas?tab=stock'),
          )
        : null;
      const side = general
        ? [state, card({ title: t('home.byRole'), icon: 'users' }, roleBars(people)), activity(audit)]
        : [state, attention];
      replace(banner, waiting);
      return [figures, columns(general ? [attention, overview] : [overview], side)];
    },
    { lines: 8 },
  );
  // Whoever keeps a warehouse begins at its desk.
  if (ctx.can('admin')) return [banner, deskCard(ctx), materialsCard(ctx), maintenanceCard(ctx), first, rest];
  return [banner, first, deskCard(ctx), maintenanceCard(ctx), rest];
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
