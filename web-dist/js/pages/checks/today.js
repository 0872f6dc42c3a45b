/** The turns of a day: which is going on, what this person can do with each, and its card. */
import { number, timeRange, today } from '../../kit/format.js';
import { h, icon } from '../../ui/dom.js';
import { badge, button } from '../../ui/parts.js';
import { checkState } from './state.js';
import { t } from './words.js';

/** @typedef {import('wire').Turn} Turn */
/** @typedef {import('./do/rules.js').Draft} Draft */
/** @typedef {'waiting' | 'continue' | 'start' | 'review' | 'see' | 'none'} Act */

/** @typedef {{start_time?: string | null, end_time?: string | null, check_date?: string}} Timed */

/** A time of day, so many hours later. @param {string} time 'HH:MM:SS' @param {number} hours */
const later = (time, hours) => `${String(Number(time.slice(0, 2)) + hours).padStart(2, '0')}${time.slice(2)}`;

/**
 * From when to when a class lasts, by the clock of a day: one that goes on past midnight ends after 24:00, or, where it began the day before,
 * began before 00:00.
 * @param {Timed} turn @param {string} [day] 'YYYY-MM-DD' @returns {[string, string]}
 */
export function spanOf({ start_time, end_time, check_date }, day) {
  if (!start_time || !end_time) return ['', ''];
  if (end_time > start_time) return [start_time, end_time];
  return check_date && day && check_date < day ? ['', end_time] : [start_time, later(end_time, 24)];
}

/** The class that is going on; the last one when two meet. @template {Timed} T @param {T[]} turns @param {string} clock 'HH:MM:SS' @param {string} [day] @returns {T | undefined} */
export const currentTurn = (turns, clock, day) =>
  turns.findLast((turn) => {
    const [from, until] = spanOf(turn, day);
    return from <= clock && clock < until;
  });

/**
 * Now, later, over, and outside of any class.
 * @template {Timed & {schedule_id?: string | null}} T
 * @param {T[]} turns @param {string} clock 'HH:MM:SS' @param {string} [day] whose clock it is
 */
export function groupTurns(turns, clock, day) {
  const classes = turns
    .filter((turn) => turn.schedule_id)
    .sort((a, b) => (spanOf(a, day)[0] < spanOf(b, day)[0] ? -1 : 1));
  const begun = (/** @type {T} */ turn) => spanOf(turn, day)[0] <= clock;
  const over = (/** @type {T} */ turn) => spanOf(turn, day)[1] <= clock;
  return {
    now: classes.filter((turn) => begun(turn) && !over(turn)),
    next: classes.filter((turn) => !begun(turn)),
    past: classes.filter(over),
    loose: turns.filter((turn) => !turn.schedule_id),
  };
}

/** The address of doing it, with its day unless that is today. @param {{environment_id: string, schedule_id?: string | null, check_date?: string}} turn */
export const makePath = (turn) =>
  `/verificaciones/hacer?ambiente=${turn.environment_id}&clase=${turn.schedule_id ?? 'ninguna'}${turn.check_date && turn.check_date !== today() ? `&dia=${turn.check_date}` : ''}`;

/**
 * What a person can do with a turn. An apprentice opens only what he did himself.
 * @param {{role: string, id: string}} user @param {Turn} turn @param {Draft | undefined} draft @param {boolean} isToday
 * @returns {Act}
 */
export function actOf(user, turn, draft, isToday) {
  if (draft && draft.state !== 'open') return 'waiting';
  const open = ['not_started', 'rejected', 'student_pending'].includes(turn.status);
  if (open && isToday && user.role !== 'admin') return draft && Object.keys(draft.marks).length ? 'continue' : 'start';
  if (!turn.check_id) return 'none';
  if (turn.status === 'instructor_review' && user.role === 'instructor') return 'review';
  return user.role !== 'student' || turn.student_id === user.id ? 'see' : 'none';
}

/** @type {Record<Exclude<Act, 'none'>, string>} */
const ICONS = { waiting: 'upload', continue: 'list', start: 'check-circle', review: 'check', see: 'forward' };
/** @param {Exclude<Act, 'none'>} act @param {Turn} turn */
export const actLink = (act, turn) => ({
  label: t(`check.act.${act}`),
  icon: ICONS[act],
  href: act === 'review' || act === 'see' ? `/verificaciones/${turn.check_id}` : makePath(turn),
});

/** What is wrong, in pieces. @param {{items_damaged?: number | null, items_missing?: number | null}} turn */
export const newsBadges = (turn) => [
  turn.items_damaged
    ? badge({ word: t('check.damagedN', { n: turn.items_damaged }), icon: 'triangle', tone: 'bad' })
    : null,
  turn.items_missing
    ? badge({ word: t('check.missingN', { n: turn.items_missing }), icon: 'missing', tone: 'warn' })
    : null,
];

/** The state of a turn, with what this browser knows of it. @param {Turn} turn @param {Draft | undefined} draft */
export const turnState = (turn, draft) =>
  draft?.state === 'waiting'
    ? badge({ word: t('check.waitingShort'), icon: 'wifi-off', tone: 'warn' })
    : draft?.state === 'refused'
      ? badge({ word: t('check.refusedShort'), icon: 'alert', tone: 'bad' })
      : badge(checkState(turn.status));

/**
 * @param {{role: string, id: string}} user @param {Turn} turn
 * @param {{draft?: Draft, isToday: boolean, strong: boolean}} options `strong`: the one to be done now
 */
export function turnCard(user, turn, { draft, isToday, strong }) {
  const act = actOf(user, turn, draft, isToday);
  const link = act === 'none' ? null : actLink(act, turn);
  const urgent = act === 'start' || act === 'continue' || act === 'review' || act === 'waiting';
  const marked = act === 'continue' && draft ? Object.keys(draft.marks).length : 0;
  return h(
    'li',
    { class: `check-turn ${strong ? 'is-now' : ''}` },
    h(
      'div',
      { class: 'check-turn-text' },
      h('h3', {}, turn.environment_name),
      h(
        'p',
        { class: 'check-turn-when' },
        icon(turn.schedule_id ? 'clock' : 'room', { class: 'small' }),
        turn.schedule_id ? timeRange(turn.start_time, turn.end_time) : t('check.noClass'),
      ),
      h(
        'p',
        { class: 'muted small' },
        [turn.topic || turn.program, turn.ficha ? t('common.ofGroup', { ficha: turn.ficha }) : '', turn.instructor_name]
          .filter(Boolean)
          .join(' · '),
      ),
      h('p', { class: 'row check-turn-state' }, turnState(turn, draft), newsBadges(turn)),
      turn.student_name && turn.check_id
        ? h('p', { class: 'muted small' }, t('check.by', { name: turn.student_name }))
        : null,
      marked && draft
        ? h('p', { class: 'small' }, t('check.progressOf', { done: number(marked), total: number(draft.total) }))
        : null,
    ),
    link
      ? button({
          ...link,
          kind: strong && urgent ? 'primary' : 'plain',
          class: strong && urgent ? 'check-turn-act big' : 'check-turn-act',
        })
      : null,
  );
}
