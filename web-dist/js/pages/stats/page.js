/** Statistics: a period, a room, and for each role what it can do something about. */
import { api } from '../../kit/api.js';
import { number, today } from '../../kit/format.js';
import { h, replace, uid } from '../../ui/dom.js';
import { async, emptyState, notice, stat, stats, tabs } from '../../ui/parts.js';
import { roomsInSight } from '../environments/options.js';
import { checksPanel } from './checks.js';
import { loansPanel } from './loans.js';
import { repairsPanel } from './repairs.js';
import { faultOfPeriod, OTHER, periodOf, RANGES, rateText, tabsOf } from './rules.js';
import { stockPanel } from './stock.js';
import { valuePanel } from './value.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('./parts.js').Panel} Panel */
/** What was chosen, in the address too. @typedef {{query: URLSearchParams, setQuery: (patch: Record<string, string | null>) => void}} Chosen */

/** @type {Record<string, (panel: Panel) => import('../../ui/dom.js').Child>} */
const PANELS = {
  summary,
  checks: checksPanel,
  stock: stockPanel,
  value: valuePanel,
  repairs: repairsPanel,
  loans: loansPanel,
};

/** @type {import('../../frame/router.js').Page} */
export const overview = {
  title: () => t('stats.title'),
  async render(ctx) {
    const { user } = ctx;
    const own = user.role === 'instructor';
    ctx.setHint(t(own ? 'stats.hintOwn' : 'stats.hint'));
    if (own && !user.environment_id)
      return emptyState({ icon: 'qr', title: t('stats.unlinked'), hint: t('stats.unlinkedHint') });
    const rooms = own ? [] : await roomsInSight(user);
    const place = h('div', { class: 'stack' });
    // The page's own: that of its context is the address with which it was opened.
    const query = new URLSearchParams(ctx.query);
    /** @type {Chosen} */
    const chosen = {
      query,
      setQuery(patch) {
        for (const [name, value] of Object.entries(patch)) {
          if (value === null) query.delete(name);
          else query.set(name, value);
        }
        ctx.setQuery(patch);
      },
    };
    const draw = () => {
      const { start_date, end_date } = periodOf(query, today());
      const fault = faultOfPeriod({ start_date, end_date });
      if (fault) return replace(place, notice({ tone: 'warn', text: t(fault) }));
      const room = query.get('ambiente');
      const asked = { start_date, end_date, ...(room ? { environment_id: room } : {}) };
      /** What was asked for once stays while the period and the room do. @type {Map<string, Node>} */
      const drawn = new Map();
      const panel = (/** @type {string} */ id) => {
        const kept = drawn.get(id) ?? h('div', { class: 'stack' }, PANELS[id]({ ctx, asked }));
        drawn.set(id, kept);
        return kept;
      };
      return replace(
        place,
        tabs(
          tabsOf(user.role).map((id) => ({
            id,
            label: t(own && id === 'loans' ? 'stats.tab.ownLoans' : `stats.tab.${id}`),
            render: () => panel(id),
          })),
          { label: t('stats.title'), ctx: chosen },
        ),
      );
    };
    draw();
    return h('div', { class: 'stack' }, tools(chosen, rooms, draw), place);
  },
};

/** Period and room. @param {Chosen} chosen @param {{value: string, label: string}[]} rooms @param {() => unknown} draw */
function tools(chosen, rooms, draw) {
  const now = periodOf(chosen.query, today());
  const [range, from, until, room] = [uid('period'), uid('from'), uid('until'), uid('room')];
  const days = h(
    'span',
    { class: 'row stats-days', hidden: now.name !== OTHER },
    h('label', { for: from }, t('stats.from')),
    h('input', { id: from, type: 'date', value: now.start_date, max: today(), on: { change: other } }),
    h('label', { for: until }, t('stats.until')),
    h('input', { id: until, type: 'date', value: now.end_date, max: today(), on: { change: other } }),
  );
  const day = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (days.querySelector(`#${id}`));
  function other() {
    if (!day(from).value || !day(until).value) return;
    chosen.setQuery({ periodo: OTHER, desde: day(from).value, hasta: day(until).value });
    draw();
  }
  const period = h(
    'select',
    {
      id: range,
      value: now.name,
      on: {
        change: () => {
          days.hidden = period.value !== OTHER;
          if (period.value === OTHER) return other();
          chosen.setQuery({ periodo: period.value, desde: null, hasta: null });
          const { start_date, end_date } = periodOf(chosen.query, today());
          day(from).value = start_date;
          day(until).value = end_date;
          draw();
        },
      },
    },
    ...[...Object.keys(RANGES), OTHER].map((name) => h('option', { value: name }, t(`stats.range.${name}`))),
  );
  const which = h(
    'select',
    {
      id: room,
      value: chosen.query.get('ambiente') ?? '',
      on: {
        change: () => {
          chosen.setQuery({ ambiente: which.value || null });
          draw();
        },
      },
    },
    h('option', { value: '' }, t('stats.allRooms')),
    ...rooms.map((one) => h('option', { value: one.value }, one.label)),
  );
  return h(
    'div',
    { class: 'stats-tools no-print' },
    h('span', { class: 'row' }, h('label', { for: range }, t('stats.period')), period),
    days,
    rooms.length ? h('span', { class: 'row' }, h('label', { for: room }, t('stats.room')), which) : null,
  );
}

/** How the whole server does. @param {Panel} panel */
function summary({ ctx }) {
  return async(
    () => api.get('/api/stats/admin-dashboard', { signal: ctx.signal }),
    ({ global_metrics: all, recent_activity: day, system_health: health }) =>
      stats(
        stat({
          label: t('stats.users'),
          value: number(all.active_users),
          icon: 'users',
          href: '/usuarios?estado=activos',
          hint: t('stats.usersHint', { rate: rateText(health.user_activity_rate), n: number(day.new_users_24h) }),
        }),
        stat({
          label: t('stats.equipment'),
          value: number(all.total_equipment),
          icon: 'boxes',
          href: '/equipos',
          hint: t('stats.inRooms', { n: all.total_environments }),
        }),
        stat({
          label: t('stats.openLoans'),
          value: number(all.active_loans),
          icon: 'swap',
          href: '/prestamos',
          hint: t('stats.openLoansHint'),
        }),
        stat({
          label: t('stats.backlog'),
          value: number(health.maintenance_backlog),
          icon: 'wrench',
          tone: all.pending_maintenance ? 'warn' : '',
          href: '/mantenimiento',
          hint: t('stats.backlogHint', {
            n: number(all.pending_maintenance),
            day: number(day.maintenance_requests_24h),
          }),
        }),
      ),
    { lines: 3 },
  );
}
