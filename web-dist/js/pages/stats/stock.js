/** What there is, how it is, what it was bought for, and how its state has changed. */
import { api } from '../../kit/api.js';
import { money, number } from '../../kit/format.js';
import { bars, donut, plot } from '../../ui/chart.js';
import { h } from '../../ui/dom.js';
import { async, card, columns, emptyState, stat, stats } from '../../ui/parts.js';
import { categoryOf } from '../inventory/words.js';
import { said } from './parts.js';
import { adviceOnStock, placeName, tile } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').Stock} Stock */

const MOST = 10;

/** @param {import('./parts.js').Panel} panel */
export const stockPanel = ({ ctx, asked }) =>
  async(
    () => api.get('/api/stats/inventory', { query: asked, signal: ctx.signal }),
    (found) => draw(found, ctx.user.role),
    { lines: 8 },
  );

/** @param {Stock} found @param {import('../../kit/format.js').Role} role */
function draw(found, role) {
  const { total, by_environment: rooms, by_category: kinds } = found;
  if (!total.items) return emptyState({ icon: 'boxes', title: t('stats.noItems'), hint: t('stats.noItemsHint') });
  const good = total.quantity - total.quantity_damaged - total.quantity_missing;
  const state = card(
    { title: t('stats.stateNow'), icon: 'boxes' },
    donut({
      title: t('stats.stateNow'),
      head: t('common.status'),
      unit: t('stats.piecesWord'),
      parts: [
        { label: t('stats.good'), value: good, tone: 'good' },
        { label: t('stats.damaged'), value: total.quantity_damaged, tone: 'bad' },
        { label: t('stats.missing'), value: total.quantity_missing, tone: 'warn' },
      ],
    }),
  );
  const bad = rooms.filter((room) => room.quantity_damaged + room.quantity_missing > 0);
  const trouble =
    rooms.length > 1 && bad.length
      ? card(
          { title: t('stats.troubleByRoom'), icon: 'triangle', hint: t('stats.troubleByRoomHint') },
          bars(
            bad.slice(0, MOST).map((room) => ({
              label: room.environment_name ?? t('stats.noRoom'),
              href: room.environment_id ? `/ambientes/${room.environment_id}` : undefined,
              value: room.quantity_damaged + room.quantity_missing,
              tone: 'warn',
            })),
            { label: t('stats.troubleByRoom'), long: true },
          ),
        )
      : null;
  const byKind = card(
    { title: t('stats.byCategory'), icon: 'boxes', hint: t('stats.inPieces') },
    bars(
      kinds.map((kind) => ({ label: categoryOf(kind), value: kind.quantity })),
      { label: t('stats.byCategory') },
    ),
  );
  return [
    ...said(adviceOnStock(found)),
    stats(
      stat({
        label: t('stats.items'),
        value: number(total.items),
        icon: 'boxes',
        hint: t('common.pieces', { n: total.quantity }),
      }),
      stat({
        label: t('stats.damaged'),
        value: number(total.quantity_damaged),
        icon: 'triangle',
        tone: total.quantity_damaged ? 'bad' : '',
        hint: t('stats.piecesWord'),
      }),
      stat({
        label: t('stats.missing'),
        value: number(total.quantity_missing),
        icon: 'missing',
        tone: total.quantity_missing ? 'warn' : '',
        hint: t('stats.piecesWord'),
      }),
      role === 'instructor'
        ? null
        : stat({
            label: t('stats.value'),
            value: total.priced_items ? tile(total.value ?? 0) : '—',
            icon: 'package',
            hint: t('stats.valueOf', { n: number(total.priced_items ?? 0), of: number(total.items) }),
          }),
    ),
    columns([overTime(found), byKind], [state, trouble, role === 'instructor' ? null : worth(rooms)]),
  ];
}

/** @param {Stock} found */
function overTime({ points, step }) {
  const known = points.some((point) => point.quantity_good !== null);
  return card(
    { title: t('stats.stateThen'), icon: 'chart', hint: t('stats.stateThenHint') },
    known
      ? plot({
          kind: 'line',
          title: t('stats.stateThen'),
          head: t(`stats.step.${step}`),
          places: points.map((point) => placeName(point, step, points.length)),
          series: [
            { name: t('stats.damaged'), tone: 'bad', values: points.map((point) => point.quantity_damaged ?? null) },
            { name: t('stats.missing'), tone: 'warn', values: points.map((point) => point.quantity_missing ?? null) },
          ],
        })
      : h('p', { class: 'muted' }, t('stats.stateUnknown')),
  );
}

/** @param {Stock['by_environment']} rooms */
function worth(rooms) {
  const priced = rooms
    .flatMap((room) => (room.value ? [{ name: room.environment_name, value: room.value }] : []))
    .sort((a, b) => b.value - a.value);
  return priced.length
    ? card(
        { title: t('stats.valueByRoom'), icon: 'package', hint: t('stats.valueByRoomHint') },
        bars(
          priced.slice(0, MOST).map((room) => ({
            label: room.name ?? t('stats.noRoom'),
            value: room.value,
          })),
          { label: t('stats.valueByRoom'), format: money, long: true },
        ),
      )
    : null;
}
