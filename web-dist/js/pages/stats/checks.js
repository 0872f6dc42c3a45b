/** Which checks the timetable asked for, and which were made. */
import { api } from '../../kit/api.js';
import { number, weekdayShort } from '../../kit/format.js';
import { bars, plot } from '../../ui/chart.js';
import { async, card, columns, emptyState, stat, stats } from '../../ui/parts.js';
import { said } from './parts.js';
import { adviceOnChecks, placeName, rateText, rateTone } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').Compliance} Compliance */
/** @typedef {import('wire').Schemas['StatsKept']} Kept */

const MOST = 10;

/** @param {Kept & {label: string, href?: string}} row */
const line = ({ label, href, rate, done, planned }) => ({
  label,
  href,
  value: rate ?? 0,
  tone: rateTone(rate),
  text: t('stats.doneOf', { done: number(done), planned: number(planned) }),
});

/** @param {import('./parts.js').Panel} panel */
export const checksPanel = ({ ctx, asked }) =>
  async(
    () => api.get('/api/stats/compliance', { query: asked, signal: ctx.signal }),
    (found) => draw(found, ctx.user.role),
    { lines: 8 },
  );

/** @param {Compliance} found @param {import('../../kit/format.js').Role} role */
function draw(found, role) {
  const { total, points, step } = found;
  const made = points.reduce((sum, point) => sum + point.complete + point.issues + point.open, 0);
  if (!made && !total.planned)
    return emptyState({ icon: 'calendar', title: t('stats.noChecks'), hint: t('stats.noChecksHint') });
  const places = points.map((point) => placeName(point, step, points.length));
  const chart = card(
    { title: t('stats.checksMade'), icon: 'chart', hint: t('stats.checksMadeHint') },
    made
      ? plot({
          kind: 'stack',
          title: t('stats.checksMade'),
          about: t('stats.checksAbout', { n: made }),
          head: t(`stats.step.${step}`),
          places,
          series: [
            { name: t('stats.complete'), tone: 'good', values: points.map((point) => point.complete) },
            { name: t('stats.withIssues'), tone: 'warn', values: points.map((point) => point.issues) },
            { name: t('stats.underWay'), tone: 'info', values: points.map((point) => point.open) },
          ],
        })
      : emptyState({ icon: 'check-circle', title: t('stats.noneMade') }),
  );
  return [
    ...said(adviceOnChecks(found, role)),
    stats(
      stat({
        label: t('stats.rate'),
        value: rateText(total.rate),
        icon: 'check-circle',
        tone: rateTone(total.rate),
        hint: total.planned
          ? t('stats.doneOf', { done: number(total.done), planned: number(total.planned) })
          : t('stats.noClasses'),
      }),
      stat({
        label: t('stats.missed'),
        value: number(total.planned - total.done),
        icon: 'minus',
        tone: total.planned > total.done ? 'warn' : '',
        hint: t('stats.missedHint'),
      }),
      stat({
        label: t('stats.withIssues'),
        value: number(total.issues),
        icon: 'triangle',
        tone: total.issues ? 'warn' : '',
        hint: t('stats.withIssuesHint'),
      }),
    ),
    total.planned ? columns([chart, byClass(found)], [byRoom(found, role), byPerson(found, role)]) : chart,
  ];
}

/** @param {Compliance} found @param {import('../../kit/format.js').Role} role */
const byRoom = ({ by_environment: rooms }, role) =>
  role !== 'instructor' && rooms.length > 1
    ? card(
        { title: t('stats.byRoom'), icon: 'room', hint: t('stats.worstFirst') },
        bars(
          rooms.slice(0, MOST).map((room) =>
            line({
              ...room,
              label: room.environment_name,
              href: `/verificaciones/historial?ambiente=${room.environment_id}`,
            }),
          ),
          { label: t('stats.byRoom'), most: 100, long: true },
        ),
      )
    : null;

/** @param {Compliance} found @param {import('../../kit/format.js').Role} role */
const byPerson = ({ by_instructor: people }, role) =>
  role !== 'instructor' && people.length > 1
    ? card(
        { title: t('stats.byInstructor'), icon: 'users', hint: t('stats.worstFirst') },
        bars(
          people.slice(0, MOST).map((person) => line({ ...person, label: person.instructor_name })),
          { label: t('stats.byInstructor'), most: 100, long: true },
        ),
      )
    : null;

/** @param {Compliance} found */
const byClass = ({ by_class: classes }) =>
  card(
    { title: t('stats.byClass'), icon: 'calendar', hint: t('stats.worstFirst') },
    bars(
      classes.slice(0, MOST).map((one) =>
        line({
          ...one,
          label: t('stats.classOf', {
            ficha: one.ficha,
            day: weekdayShort(one.day_of_week),
            room: one.environment_name,
          }),
          href: `/horarios/${one.schedule_id}`,
        }),
      ),
      { label: t('stats.byClass'), most: 100, long: true },
    ),
  );
