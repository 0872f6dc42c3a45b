/** What waits for whom, on the home page: confirmations, decisions, today's rooms, findings, alerts. */
import { api } from '../../kit/api.js';
import { date, number, relative, time, today } from '../../kit/format.js';
import { split } from '../../ui/chart.js';
import { h, icon } from '../../ui/dom.js';
import { async, badge, card, linkList } from '../../ui/parts.js';
import { severityState } from '../alerts/words.js';
import { checkState } from '../checks/state.js';
import { byTime, dayHint, foot, turnHint, turnTitle, turnsToday } from './checks.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('wire').Turn} Turn */
/** @typedef {import('wire').Check} Check */

const MOST = 6;
/** What a supervisor looks at first. */
const NEED = [
  'issues',
  'supervisor_review',
  'rejected',
  'instructor_review',
  'student_pending',
  'not_started',
  'complete',
];

/** How many checks of the day are how far. @param {{status: string}[]} turns */
export function progress(turns) {
  const of = (/** @type {string[]} */ ...states) => turns.filter((turn) => states.includes(turn.status)).length;
  return [
    { label: t('home.turnsDone'), value: of('complete'), tone: 'good' },
    { label: t('home.turnsIssues'), value: of('issues', 'rejected'), tone: 'warn' },
    {
      label: t('home.turnsGoing'),
      value: of('student_pending', 'instructor_review', 'supervisor_review'),
      tone: 'info',
    },
    { label: t('home.turnsOpen'), value: of('not_started'), tone: 'muted' },
  ];
}

/** What needs somebody first. @param {Turn[]} turns */
export const byNeed = (turns) => byTime(turns).sort((a, b) => NEED.indexOf(a.status) - NEED.indexOf(b.status));

/** @param {Check[]} rows @param {boolean} open says what is damaged or missing instead of the state */
const checkLines = (rows, open) =>
  linkList(
    rows.slice(0, MOST).map((row) => ({
      href: `/verificaciones/${row.id}`,
      icon: 'room',
      title: row.environment_name,
      hint: [
        row.check_date === today() ? time(row.check_time) : `${date(row.check_date)}, ${time(row.check_time)}`,
        open ? row.student_name : (row.instructor_name ?? row.student_name),
        row.ficha ? t('common.ofGroup', { ficha: row.ficha }) : '',
      ]
        .filter(Boolean)
        .join(' · '),
      end: trouble(row),
    })),
  );

/** @param {Check} row */
const trouble = (row) =>
  row.items_damaged || row.items_missing
    ? h(
        'span',
        { class: 'badges' },
        row.items_damaged
          ? badge({ word: t('check.damagedN', { n: row.items_damaged }), icon: 'triangle', tone: 'bad' })
          : null,
        row.items_missing
          ? badge({ word: t('check.missingN', { n: row.items_missing }), icon: 'missing', tone: 'warn' })
          : null,
      )
    : badge({ word: t('home.noTrouble'), icon: 'check-circle', tone: 'good' });

/** @param {number} total */
const andMore = (total) =>
  total > MOST ? h('p', { class: 'muted small' }, t('common.andMore', { n: total - MOST })) : null;

/** @param {string} text */
const allWell = (text) => h('p', { class: 'all-well' }, icon('check-circle'), text);

/** What waits for the instructor's confirmation, of any day. @param {PageContext} ctx */
export const confirmCard = (ctx) =>
  card(
    { title: t('home.toConfirm'), icon: 'hourglass', hint: t('home.toConfirmHint') },
    async(
      () =>
        api.list('/api/inventory-checks', { query: { status: 'instructor_review', limit: MOST }, signal: ctx.signal }),
      ({ rows, total }) => (rows.length ? [checkLines(rows, true), andMore(total)] : allWell(t('home.toConfirmNone'))),
    ),
    foot(t('home.allChecks'), 'check-circle', '/verificaciones'),
  );

/** What waits for the supervisor's decision, oldest first. @param {PageContext} ctx */
export const decideCard = (ctx) =>
  card(
    { title: t('home.toDecide'), icon: 'hourglass', hint: t('home.toDecideHint') },
    async(
      () => api.get('/api/supervisor-reviews/pending', { signal: ctx.signal }),
      (rows) =>
        rows.length
          ? [
              h(
                'p',
                {},
                h('span', { class: 'figure' }, number(rows.length)),
                ' ',
                h('span', { class: 'muted' }, t('home.checksWord', { n: rows.length })),
              ),
              checkLines(rows, false),
              rows.length > MOST ? foot(t('home.allWaiting'), 'hourglass', '/verificaciones') : null,
            ]
          : allWell(t('home.toDecideNone')),
    ),
  );

/** Today's classes in all rooms: how far their checks are. @param {PageContext} ctx */
export const roomsTodayCard = (ctx) =>
  card(
    { title: t('home.roomsToday'), icon: 'room', hint: dayHint() },
    async(
      () => turnsToday(ctx),
      (turns) =>
        turns.length
          ? [
              split(progress(turns)),
              linkList(
                byNeed(turns)
                  .slice(0, MOST)
                  .map((turn) => ({
                    href: turn.check_id
                      ? `/verificaciones/${turn.check_id}`
                      : turn.schedule_id
                        ? `/horarios/${turn.schedule_id}`
                        : undefined,
                    title: turn.environment_name,
                    hint: turnHint(turn, turnTitle(turn), turn.instructor_name ?? turn.student_name ?? ''),
                    end: badge(checkState(turn.status)),
                  })),
              ),
              andMore(turns.length),
            ]
          : h('p', { class: 'muted' }, t('home.noClasses')),
    ),
    foot(t('home.allChecks'), 'check-circle', '/verificaciones'),
  );

/** What was found in the wrong place or is unknown. @param {PageContext} ctx */
export const findingsCard = (ctx) =>
  card(
    { title: t('home.findings'), icon: 'search', hint: t('home.findingsHint') },
    async(
      () => api.list('/api/inventory-check-findings', { query: { status: 'open', limit: MOST }, signal: ctx.signal }),
      ({ rows, total }) =>
        rows.length
          ? [
              linkList(
                rows.map((row) => ({
                  href: `/hallazgos?ver=${row.id}`,
                  icon: row.kind === 'other_room' ? 'swap' : 'search',
                  title: row.item_name ?? row.code,
                  hint: [t(`findings.kind.${row.kind}`), row.environment_name, relative(row.created_at)].join(' · '),
                })),
              ),
              andMore(total),
            ]
          : allWell(t('home.findingsNone')),
    ),
    foot(t('home.allFindings'), 'search', '/hallazgos'),
  );

/** @param {PageContext} ctx */
export const alertsCard = (ctx) =>
  card(
    { title: t('home.alerts'), icon: 'alert', hint: t('home.alertsHint') },
    async(
      () => api.list('/api/system-alerts', { query: { is_resolved: false, limit: MOST }, signal: ctx.signal }),
      ({ rows, total }) =>
        rows.length
          ? [
              linkList(
                rows.map((row) => ({
                  href: `/alertas?ver=${row.id}`,
                  title: row.title,
                  hint: [row.environment_name, relative(row.created_at)].filter(Boolean).join(' · '),
                  end: badge(severityState(row.severity)),
                })),
              ),
              andMore(total),
            ]
          : allWell(t('home.alertsNone')),
    ),
    foot(t('home.allAlerts'), 'alert', '/alertas'),
  );
