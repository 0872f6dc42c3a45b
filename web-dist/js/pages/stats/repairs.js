/** What breaks, how long it takes and what it costs. */
import { api } from '../../kit/api.js';
import { money, number } from '../../kit/format.js';
import { bars, plot } from '../../ui/chart.js';
import { async, card, columns, emptyState, linkList, stat, stats } from '../../ui/parts.js';
import { h } from '../../ui/dom.js';
import { said } from './parts.js';
import { adviceOnRepairs, brief, placeName, tile } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').Repairs} Repairs */
/** @typedef {Repairs['most_broken'][number]} Broken */

const MOST = 10;

/** @param {import('./parts.js').Panel} panel */
export const repairsPanel = ({ ctx, asked }) =>
  async(() => api.get('/api/stats/maintenance', { query: asked, signal: ctx.signal }), draw, { lines: 8 });

/** @param {Repairs} found */
function draw(found) {
  const { months } = found;
  if (!found.requests && !found.completed && !found.open)
    return emptyState({ icon: 'wrench', title: t('stats.noRepairs'), hint: t('stats.noRepairsHint') });
  const places = months.map((month) => placeName(month, 'month', months.length));
  const costs = found.cost ?? null;
  return [
    ...said(adviceOnRepairs(found)),
    stats(
      stat({ label: t('stats.requests'), value: number(found.requests), icon: 'wrench', hint: t('stats.inPeriod') }),
      stat({
        label: t('stats.openRequests'),
        value: number(found.open),
        icon: 'hourglass',
        tone: found.overdue ? 'bad' : found.open ? 'warn' : '',
        hint: found.overdue ? t('stats.overdueN', { n: found.overdue }) : t('stats.now'),
        href: '/mantenimiento',
      }),
      stat({
        label: t('stats.repairDays'),
        value: found.average_days === null ? '—' : number(found.average_days),
        icon: 'clock',
        hint: t('stats.repairDaysHint', { n: found.completed }),
      }),
      costs === null
        ? null
        : stat({ label: t('stats.cost'), value: tile(costs), icon: 'package', hint: t('stats.costHint') }),
    ),
    columns(
      [
        card(
          { title: t('stats.repairsByMonth'), icon: 'chart' },
          plot({
            kind: 'bar',
            title: t('stats.repairsByMonth'),
            head: t('stats.step.month'),
            places,
            series: [
              { name: t('stats.asked'), tone: 'info', values: months.map((month) => month.requests) },
              { name: t('stats.completed'), tone: 'good', values: months.map((month) => month.completed) },
            ],
          }),
        ),
        costs
          ? card(
              { title: t('stats.costByMonth'), icon: 'chart' },
              plot({
                kind: 'bar',
                title: t('stats.costByMonth'),
                head: t('stats.step.month'),
                places,
                series: [{ name: t('stats.cost'), tone: 'accent', values: months.map((month) => month.cost ?? 0) }],
                format: money,
                axis: brief,
                whole: false,
              }),
            )
          : null,
        byRoom(found),
      ],
      [
        card(
          { title: t('stats.mostBroken'), icon: 'triangle' },
          found.most_broken.length
            ? items(found.most_broken, (item) => t('stats.times', { n: item.requests }))
            : h('p', { class: 'muted' }, t('stats.noneBroken')),
        ),
        found.most_expensive.length
          ? card(
              { title: t('stats.mostExpensive'), icon: 'package' },
              items(found.most_expensive, (item) => money(item.cost)),
            )
          : null,
      ],
    ),
  ];
}

/** @param {Broken[]} rows @param {(item: Broken) => string} end */
const items = (rows, end) =>
  linkList(
    rows.map((item) => ({
      href: `/equipos/${item.item_id}`,
      title: item.name,
      hint: [item.internal_code, item.environment_name].filter(Boolean).join(' · '),
      end: h('span', { class: 'num strong' }, end(item)),
    })),
  );

/** @param {Repairs} found */
function byRoom({ by_environment: rooms }) {
  const asked = rooms.filter((room) => room.requests > 0);
  return asked.length > 1
    ? card(
        { title: t('stats.repairsByRoom'), icon: 'room' },
        bars(
          asked.slice(0, MOST).map((room) => ({
            label: room.environment_name ?? t('stats.noRoom'),
            value: room.requests,
            text: room.cost ? `${number(room.requests)} · ${money(room.cost)}` : number(room.requests),
          })),
          { label: t('stats.repairsByRoom'), long: true },
        ),
      )
    : null;
}
