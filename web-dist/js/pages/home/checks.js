/** Today's classes on the home page with the state of their checks: the apprentice's one, the instructor's list. */
import { api } from '../../kit/api.js';
import { capital, time, timeRange, today, wallClock, weekday, weekdayOf } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { async, badge, button, card, linkList } from '../../ui/parts.js';
import { checkState } from '../checks/state.js';
import { makePath } from '../checks/today.js';
import { phases } from './parts.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('wire').Turn} Turn */

/** The check is still to be made, or to be made again. */
const TO_DO = ['not_started', 'student_pending', 'rejected'];
/** The clock as the timetable writes it. */
const clockNow = () => wallClock().toISOString().slice(11, 19);
/** With the day, because a class of yesterday may go on. @param {Turn} turn */
const startOf = (turn) => `${turn.check_date} ${turn.start_time ?? turn.check_time ?? '99'}`;
/** Classes by time; checks without a class where they were made. @param {Turn[]} turns */
export const byTime = (turns) => turns.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : 1));

/** Each turn of the day with whether it is past, now or next. @param {Turn[]} turns @param {string} clock @param {string} [day] whose clock it is */
export function withPhases(turns, clock, day = today()) {
  const sorted = byTime(turns);
  const classes = sorted.filter((turn) => turn.start_time && turn.end_time);
  const found = phases(classes, clock, day);
  return sorted.map((turn) => ({ turn, phase: found[classes.indexOf(turn)] ?? '' }));
}

/** The one turn that matters at this moment: the class that runs, else the next, else the last that was not checked, else the last. @param {ReturnType<typeof withPhases>} day */
export const mainTurn = (day) =>
  day.find(({ phase }) => phase === 'now') ??
  day.find(({ phase }) => phase === 'next') ??
  day.findLast(({ turn }) => TO_DO.includes(turn.status)) ??
  day.at(-1) ??
  null;

/**
 * What this person does with a turn; null when he may only see its state (an apprentice reads his own checks).
 * @param {Turn} turn @param {{role: string, id: string}} user
 */
export function turnAct(turn, user) {
  if (TO_DO.includes(turn.status) && user.role !== 'admin')
    return { label: t('home.makeCheck'), icon: 'check-circle', href: makePath(turn) };
  if (!turn.check_id || (user.role === 'student' && turn.student_id !== user.id)) return null;
  const href = `/verificaciones/${turn.check_id}`;
  return turn.status === 'instructor_review' && user.role === 'instructor'
    ? { label: t('home.confirmCheck'), icon: 'check', href }
    : { label: t('home.seeCheck'), icon: 'eye', href };
}

/** @param {Turn} turn @param {string} [room] */
export const turnTitle = (turn, room = '') =>
  [
    room,
    turn.start_time
      ? timeRange(turn.start_time, turn.end_time)
      : [turn.check_time ? time(turn.check_time) : '', t('home.noClass')].filter(Boolean).join(' · '),
  ]
    .filter(Boolean)
    .join(' · ');
/** @param {Turn} turn @param {...string} before */
export const turnHint = (turn, ...before) =>
  [...before, turn.topic || turn.program, turn.ficha ? t('common.ofGroup', { ficha: turn.ficha }) : '']
    .filter(Boolean)
    .join(' · ');

/** @param {PageContext} ctx @returns {Promise<Turn[]>} */
export const turnsToday = ({ signal }) => api.get('/api/inventory-checks/today', { signal });

/** 'sábado, 21 de noviembre'. */
export function dayHint() {
  const day = today();
  const text = new Intl.DateTimeFormat(document.documentElement.lang || 'es-CO', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
  return capital(t('home.todayDate', { weekday: weekday(weekdayOf(day)), date: text }));
}

/** @param {string} label @param {string} name @param {string} href */
export const foot = (label, name, href) =>
  h('div', { class: 'foot-link' }, button({ label, icon: name, kind: 'quiet', href }));

/** The apprentice's class of today in his room: one state, one thing to do. @param {PageContext} ctx */
export function classCard(ctx) {
  const room = ctx.user.environment_id;
  return card(
    { title: t('home.today'), icon: 'calendar', hint: dayHint() },
    room
      ? async(
          () => turnsToday(ctx),
          (turns) => classDay(turns, room, ctx),
        )
      : h('p', { class: 'muted' }, t('home.noClassesRoom')),
    foot(t('home.allSchedules'), 'calendar', '/horarios'),
  );
}

/** @param {Turn[]} turns @param {string} room @param {PageContext} ctx */
function classDay(turns, room, ctx) {
  const day = withPhases(turns, clockNow());
  const main = mainTurn(day);
  if (!main)
    return [
      h('p', { class: 'muted' }, t('home.noClasses')),
      h(
        'div',
        { class: 'row' },
        button({
          label: t('home.makeWithoutClass'),
          icon: 'check-circle',
          href: makePath({ environment_id: room }),
        }),
      ),
    ];
  const { turn, phase } = main;
  const act = turnAct(turn, ctx.user);
  const rest = day.filter((other) => other !== main);
  return [
    h(
      'div',
      { class: 'home-turn' },
      h(
        'div',
        { class: 'home-turn-head' },
        h('p', { class: 'home-turn-time' }, turnTitle(turn)),
        phase === 'now' || phase === 'next'
          ? badge({
              word: t(phase === 'now' ? 'home.now' : 'home.next'),
              icon: phase === 'now' ? 'clock' : 'forward',
              tone: phase === 'now' ? 'good' : 'info',
            })
          : null,
      ),
      h('p', { class: 'muted' }, turnHint(turn, turn.environment_name, turn.instructor_name ?? '')),
      h(
        'p',
        { class: 'home-turn-state' },
        h('span', {}, t('home.checkIs')),
        badge(checkState(turn.status)),
        turn.student_name && !TO_DO.includes(turn.status)
          ? h('span', { class: 'muted small' }, t('home.checkBy', { name: turn.student_name }))
          : null,
      ),
      act
        ? button({ ...act, kind: TO_DO.includes(turn.status) ? 'primary' : 'plain', class: 'home-turn-button' })
        : null,
    ),
    rest.length ? turnLines(rest, ctx, false) : null,
  ];
}

/** @param {ReturnType<typeof withPhases>} day @param {PageContext} ctx @param {boolean} rooms whether the room is to be named */
const turnLines = (day, ctx, rooms) =>
  linkList(
    day.map(({ turn, phase }) => ({
      href: turnAct(turn, ctx.user)?.href,
      title: phase === 'now' ? `${turnTitle(turn)} · ${t('home.now')}` : turnTitle(turn),
      hint: turnHint(
        turn,
        rooms ? turn.environment_name : '',
        turn.instructor_id === ctx.user.id ? '' : (turn.instructor_name ?? turn.student_name ?? ''),
      ),
      end: badge(checkState(turn.status)),
    })),
  );

/** The instructor's classes of today with the state of their checks. @param {PageContext} ctx */
export const teacherCard = (ctx) =>
  card(
    { title: t('home.today'), icon: 'calendar', hint: dayHint() },
    async(
      () => turnsToday(ctx),
      (turns) =>
        turns.length
          ? turnLines(withPhases(turns, clockNow()), ctx, true)
          : h('p', { class: 'muted' }, t('home.noClasses')),
    ),
    foot(t('home.allSchedules'), 'calendar', '/horarios'),
  );
