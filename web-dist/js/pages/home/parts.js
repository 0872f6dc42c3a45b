/** Pieces of the first page: the room, the phases of a day, the rooms with trouble first, the items that need attention. */
import { number } from '../../kit/format.js';
import { iconOf, itemState, itemTotals } from '../inventory/words.js';
import { split } from '../../ui/chart.js';
import { h } from '../../ui/dom.js';
import { badge, button, card, emptyState, linkList } from '../../ui/parts.js';
import { spanOf } from '../checks/today.js';
import { t } from './words.js';

/** @typedef {ReturnType<typeof itemTotals>} Totals */
/** @typedef {import('wire').Item} Item */
/** @typedef {import('wire').Room} Room */

/** @param {Totals} totals */
export const stateParts = (totals) => [
  { label: t('home.goodW'), value: totals.good, tone: 'good' },
  { label: t('home.damagedW', { n: totals.damaged }), value: totals.damaged, tone: 'bad' },
  { label: t('home.missingW', { n: totals.missing }), value: totals.missing, tone: 'warn' },
];

export const noRoom = () =>
  card(
    { title: t('home.room'), icon: 'room' },
    emptyState({ icon: 'qr', title: t('check.unlinked'), hint: t('check.unlinkedText') }),
  );

/** @param {Room} place @param {Item[]} items */
export function roomCard(place, items) {
  const totals = itemTotals(items);
  const trouble = attention(items);
  return card(
    {
      title: place.name,
      icon: 'room',
      hint: [
        place.location,
        place.center_name,
        place.capacity ? `${t('home.capacity')}: ${t('home.people', { n: place.capacity })}` : '',
      ]
        .filter(Boolean)
        .join(' · '),
    },
    items.length
      ? h(
          'div',
          { class: 'stack' },
          h(
            'p',
            {},
            h('span', { class: 'figure' }, number(totals.rows)),
            ' ',
            h(
              'span',
              { class: 'muted' },
              `${t('home.items').toLowerCase()}, ${t('common.pieces', { n: totals.pieces })}`,
            ),
          ),
          split(stateParts(totals)),
        )
      : h('p', { class: 'muted' }, t('home.noItems')),
    trouble.length ? attentionList(items, 4, true) : null,
    h('div', { class: 'row' }, button({ label: t('home.seeItems'), icon: 'boxes', href: `/ambientes/${place.id}` })),
  );
}

/** past, now or next; only the first to come is "next". @param {import('../checks/today.js').Timed[]} sorted @param {string} clock 'HH:MM:SS' @param {string} [day] whose clock it is */
export function phases(sorted, clock, day) {
  const spans = sorted.map((row) => spanOf(row, day));
  const next = spans.findIndex(([from]) => from > clock);
  return spans.map(([from, until], at) =>
    until <= clock ? 'past' : from <= clock ? 'now' : at === next ? 'next' : '',
  );
}

/** How bad: damaged counts more than missing, missing more than maintenance. @param {Item} item */
const weight = (item) => {
  const totals = itemTotals([item]);
  return totals.damaged * 100 + totals.missing * 10 + (item.status === 'maintenance' ? 1 : 0);
};
/** Worst first. @param {Item[]} items */
export const attention = (items) => items.filter((item) => weight(item) > 0).sort((a, b) => weight(b) - weight(a));

/** @param {Item[]} items @param {number} [most] @param {boolean} [oneRoom] the room need not be named */
export function attentionList(items, most = 8, oneRoom = false) {
  const rows = attention(items);
  if (!rows.length)
    return emptyState({ icon: 'check-circle', title: t('home.attentionNone'), hint: t('home.attentionNoneText') });
  return h(
    'div',
    { class: 'stack tight' },
    linkList(
      rows.slice(0, most).map((item) => ({
        href: `/equipos/${item.id}`,
        icon: iconOf(item),
        title: item.name,
        hint: [oneRoom ? '' : item.environment_name, item.internal_code].filter(Boolean).join(' · '),
        end: trouble(item),
      })),
    ),
    rows.length > most ? h('p', { class: 'muted small' }, t('common.andMore', { n: rows.length - most })) : null,
  );
}

/** @param {Item} item */
function trouble(item) {
  const totals = itemTotals([item]);
  if (item.item_type !== 'group' || (!totals.damaged && !totals.missing))
    return badge(
      itemState(
        item.status === 'available' && totals.damaged
          ? 'damaged'
          : item.status === 'available' && totals.missing
            ? 'missing'
            : item.status,
      ),
    );
  return h(
    'span',
    { class: 'badges' },
    totals.damaged ? badge({ word: t('check.damagedN', { n: totals.damaged }), icon: 'triangle', tone: 'bad' }) : null,
    totals.missing ? badge({ word: t('check.missingN', { n: totals.missing }), icon: 'missing', tone: 'warn' }) : null,
  );
}

/** @param {Room[]} rooms @param {Item[]} items @param {number} [most] */
export function roomsOverview(rooms, items, most = 10) {
  /** @type {Map<string | null | undefined, Item[]>} */
  const byRoom = new Map();
  for (const item of items) {
    const kept = byRoom.get(item.environment_id);
    if (kept) kept.push(item);
    else byRoom.set(item.environment_id, [item]);
  }
  const lines = rooms
    .map((room) => ({ room, totals: itemTotals(byRoom.get(room.id) ?? []) }))
    .sort(
      (a, b) =>
        b.totals.damaged + b.totals.missing - a.totals.damaged - a.totals.missing ||
        a.room.name.localeCompare(b.room.name, 'es', { numeric: true }),
    );
  return h(
    'div',
    { class: 'stack tight' },
    linkList(
      lines.slice(0, most).map(({ room, totals }) => ({
        href: `/ambientes/${room.id}`,
        icon: room.is_warehouse ? 'warehouse' : 'room',
        title: room.name,
        hint: [room.location, t('common.items', { n: totals.rows })].filter(Boolean).join(' · '),
        end:
          totals.damaged || totals.missing
            ? h(
                'span',
                { class: 'badges' },
                totals.damaged
                  ? badge({ word: t('check.damagedN', { n: totals.damaged }), icon: 'triangle', tone: 'bad' })
                  : null,
                totals.missing
                  ? badge({ word: t('check.missingN', { n: totals.missing }), icon: 'missing', tone: 'warn' })
                  : null,
              )
            : badge({ word: t('home.roomOk'), icon: 'check-circle', tone: 'good' }),
      })),
    ),
    h(
      'div',
      { class: 'foot-link' },
      button({ label: t('home.allRooms'), icon: 'room', kind: 'quiet', href: '/ambientes' }),
    ),
  );
}
