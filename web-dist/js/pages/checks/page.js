/** The checks of a day: for who does them his room's classes; for who supervises what waits for a decision, then every room. */
import { api } from '../../kit/api.js';
import { addDays } from '../../kit/days.js';
import { capital, date, relative, timeRange, today, wallClock, weekday, weekdayOf } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { async, badge, button, card, emptyState, linkList, notice } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { toast } from '../../ui/toast.js';
import { checksOf, leftOpen, tidyChecks } from './do/draft.js';
import { onSent, startSending } from './do/send.js';
import { goneText, leftBehind, waitingNotices } from './do/waiting.js';
import { CHECK_STATUSES, checkState } from './state.js';
import { actLink, actOf, groupTurns, makePath, newsBadges, turnCard, turnState } from './today.js';
import '../schedules/words.js';
import { t } from './words.js';

/** @typedef {import('wire').Turn} Turn */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('./do/rules.js').Draft} Draft */

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('nav.checks'),
  hint: () => t('check.listHint'),
  render(ctx) {
    const now = today();
    const asked = ctx.query.get('dia') ?? '';
    const day = /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : now;
    tidyChecks(ctx.user.id, now);
    startSending();
    onSent(({ draft, outcome, check_id, departures }) => {
      if (outcome === 'sent')
        toast(
          [t('check.sentOf', { room: draft.room_name }), departures?.length ? goneText(departures) : '']
            .join(' ')
            .trim(),
          {
            tone: departures?.length ? 'warn' : 'good',
            action: { label: t('check.act.see'), run: () => ctx.navigate(`/verificaciones/${check_id}`) },
          },
        );
      if (outcome !== 'later') ctx.reload();
    }, ctx.signal);
    const learner = ctx.can('student', 'instructor');
    if (!ctx.can('admin')) ctx.setActions(button({ label: t('check.scanRoom'), icon: 'scan', href: '/escanear' }));
    return [
      ...waitingNotices(ctx.user.id),
      ...leftBehind(
        leftOpen(ctx.user.id).filter((draft) => draft.day !== now),
        ctx,
      ),
      ctx.can('supervisor', 'admin_general') && day === now ? queue(ctx) : null,
      dayBar(ctx, day, now),
      learner ? ownTurns(ctx, day, day === now) : allTurns(ctx, day, day === now),
    ].filter((part) => part !== null);
  },
};

/** @param {PageContext} ctx @param {string} day @param {string} now */
function dayBar(ctx, day, now) {
  const go = (/** @type {string} */ next) => {
    ctx.setQuery({ dia: next === now || !next ? null : next });
    ctx.reload();
  };
  const input = h('input', {
    type: 'date',
    value: day,
    max: now,
    'aria-label': t('check.day'),
    on: { change: () => input.value && go(input.value) },
  });
  return h(
    'div',
    { class: 'day-bar', role: 'group', 'aria-label': t('check.day') },
    button({ label: t('check.dayBefore'), icon: 'back', iconOnly: true, run: () => go(addDays(day, -1)) }),
    input,
    button({
      label: t('check.dayAfter'),
      icon: 'forward',
      iconOnly: true,
      disabled: day >= now,
      run: () => go(addDays(day, 1)),
    }),
    day === now ? null : button({ label: t('schedules.today'), icon: 'calendar', run: () => go(now) }),
    h('span', { class: 'muted day-word' }, capital(weekday(weekdayOf(day)))),
  );
}

/** Of today with the classes that began yesterday and go on past midnight. @param {PageContext} ctx @param {string} day @param {boolean} isToday @returns {Promise<Turn[]>} */
const turnsOf = (ctx, day, isToday) =>
  api.get('/api/inventory-checks/today', { query: isToday ? {} : { date: day }, signal: ctx.signal });

/** @param {Draft[]} drafts @param {Turn} turn */
const draftOf = (drafts, turn) =>
  drafts.find(
    (draft) =>
      draft.day === turn.check_date && draft.room === turn.environment_id && draft.class === (turn.schedule_id ?? null),
  );

/** Apprentice and instructor. @param {PageContext} ctx @param {string} day @param {boolean} isToday */
function ownTurns(ctx, day, isToday) {
  const { user } = ctx;
  if (user.role === 'student' && !user.environment_id)
    return emptyState({
      icon: 'qr',
      title: t('check.unlinked'),
      hint: t('check.noRoomHint'),
      action: { label: t('check.scanRoom'), icon: 'scan', href: '/escanear' },
    });
  return async(
    () => turnsOf(ctx, day, isToday),
    (turns) => {
      const drafts = checksOf(user.id);
      const groups = groupTurns(turns, isToday ? wallClock().toISOString().slice(11, 19) : '99', day);
      const names = /** @type {const} */ (['now', 'next', 'past', 'loose']);
      const sections = names
        .filter((name) => groups[name].length)
        .map((name) =>
          h(
            'section',
            { class: 'stack tight', 'aria-label': t(`check.group.${name}`) },
            h(
              'h2',
              { class: isToday || name === 'loose' ? 'check-group' : 'visually-hidden' },
              t(`check.group.${name}`),
            ),
            h(
              'ul',
              { class: 'check-turns', role: 'list' },
              groups[name].map((turn) =>
                turnCard(user, turn, { draft: draftOf(drafts, turn), isToday, strong: name === 'now' }),
              ),
            ),
          ),
        );
      const loose = isToday && user.environment_id && !groups.loose.length;
      return [
        ...sections,
        turns.length
          ? null
          : emptyState({
              icon: 'calendar',
              title: t(isToday ? 'check.noTurns' : 'check.noTurnsDay'),
              hint: isToday ? t('check.noTurnsHint') : undefined,
            }),
        loose
          ? h(
              'p',
              {},
              button({
                label: t('check.startLoose'),
                icon: 'room',
                href: makePath({ environment_id: /** @type {string} */ (user.environment_id) }),
              }),
            )
          : null,
      ];
    },
  );
}

/** What waits for the supervisor, oldest first. @param {PageContext} ctx */
function queue(ctx) {
  return card(
    { title: t('check.queue'), icon: 'hourglass' },
    async(
      () => api.get('/api/supervisor-reviews/pending', { signal: ctx.signal }),
      (checks) =>
        checks.length
          ? linkList(
              checks.map((check) => ({
                href: `/verificaciones/${check.id}`,
                icon: 'room',
                title: check.environment_name,
                hint: [
                  check.schedule_id ? timeRange(check.start_time, check.end_time) : t('check.noClass'),
                  check.instructor_name ?? check.student_name,
                  relative(check.instructor_confirmed_at ?? check.updated_at),
                ].join(' · '),
                end: h('span', { class: 'badges' }, newsBadges(check), badge(checkState(check.status))),
              })),
            )
          : h('p', { class: 'muted' }, t('check.queueEmpty')),
    ),
  );
}

/** Supervisor and both admins: every turn of the day. @param {PageContext} ctx @param {string} day @param {boolean} isToday */
function allTurns(ctx, day, isToday) {
  const drafts = checksOf(ctx.user.id);
  const state = (/** @type {Turn} */ turn) => checkState(turn.status).word;
  return dataTable({
    ctx,
    name: `verificaciones-${day}`,
    caption: t('nav.checks'),
    noun: (n) => t('check.turns', { n }),
    load: async () =>
      (await turnsOf(ctx, day, isToday)).map((turn) => ({
        ...turn,
        id: `${turn.environment_id}.${turn.schedule_id ?? ''}`,
      })),
    columns: [
      {
        key: 'environment_name',
        label: t('check.room'),
        card: 'title',
        cell: (turn) =>
          h(
            'span',
            {},
            turn.environment_name,
            h('span', { class: 'cell-sub' }, [turn.program, turn.ficha].filter(Boolean).join(' · ')),
          ),
      },
      {
        key: 'start_time',
        label: t('check.when'),
        card: 'subtitle',
        narrow: true,
        cell: (turn) => (turn.schedule_id ? timeRange(turn.start_time, turn.end_time) : t('check.noClass')),
      },
      { key: 'program', label: t('check.class'), card: 'hidden', hide: 'desktop' },
      { key: 'ficha', label: t('check.group'), card: 'hidden', hide: 'desktop' },
      { key: 'instructor_name', label: t('role.instructor'), card: 'hidden' },
      {
        key: 'status',
        label: t('common.status'),
        card: 'meta',
        value: state,
        cell: (turn) =>
          h(
            'span',
            {},
            turnState(turn, isToday ? draftOf(drafts, turn) : undefined),
            turn.check_id && turn.student_name
              ? h('span', { class: 'cell-sub desktop-only' }, t('check.by', { name: turn.student_name }))
              : null,
          ),
      },
      {
        key: 'items_damaged',
        label: t('check.filter.news'),
        value: (turn) => (turn.items_damaged ?? 0) + (turn.items_missing ?? 0),
        cell: (turn) =>
          turn.items_damaged || turn.items_missing
            ? h('span', { class: 'badges check-turn-news' }, newsBadges(turn))
            : '—',
      },
      {
        key: 'student_name',
        label: t('check.who'),
        card: 'hidden',
        hide: 'desktop',
        value: (turn) => turn.student_name ?? '—',
      },
    ],
    filters: [
      {
        key: 'estado',
        label: t('common.status'),
        type: 'select',
        options: ['not_started', ...CHECK_STATUSES].map((value) => ({ value, label: checkState(value).word })),
        test: (turn, value) => turn.status === value,
      },
    ],
    search: { placeholder: t('check.searchTurn') },
    sort: { key: 'start_time' },
    href: (turn) =>
      turn.check_id
        ? `/verificaciones/${turn.check_id}`
        : isToday && !ctx.can('admin')
          ? makePath(turn)
          : `/ambientes/${turn.environment_id}`,
    actions: (turn) => {
      const act = actOf(ctx.user, turn, isToday ? draftOf(drafts, turn) : undefined, isToday);
      return [
        act === 'none' ? null : actLink(act, turn),
        {
          label: t('check.history'),
          icon: 'history',
          href: `/verificaciones/historial?ambiente=${turn.environment_id}`,
        },
      ];
    },
    rowTone: (turn) => (turn.items_damaged ? 'bad' : turn.items_missing ? 'warn' : null),
    empty: { icon: 'calendar', title: t('check.noTurnsDay') },
  }).element;
}
