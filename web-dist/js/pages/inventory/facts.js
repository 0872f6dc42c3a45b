/**
 * What is known of an item, in words.
 */
import { api } from '../../kit/api.js';
import { date, dateTime, today } from '../../kit/format.js';
import { h, replace } from '../../ui/dom.js';
import { badge, card, facts } from '../../ui/parts.js';
import { writtenText } from '../categories/kinds.js';
import { partOf } from './parts.js';
import { categoryOf, t } from './words.js';

/** @typedef {import('./actions.js').Item} Item */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/**
 * A date with a word about it when it has passed or is near.
 * @param {string | null | undefined} day
 * @param {string} passed i18n key
 */
function due(day, passed) {
  if (!day) return null;
  return day < today()
    ? h('span', {}, date(day), ' ', badge({ word: t(passed), icon: 'clock', tone: 'warn' }))
    : date(day);
}

/** @param {Item} item */
const itemFacts = (item) =>
  facts([
    [
      t('inventory.room'),
      item.environment_id
        ? h('a', { href: `/ambientes/${item.environment_id}` }, item.environment_name ?? t('inventory.room'))
        : t('inventory.noRoom'),
    ],
    ...partOf(item),
    [t('inventory.category'), categoryOf(item)],
    [t('inventory.code'), item.internal_code ? h('span', { class: 'mono' }, item.internal_code) : null],
    ...(item.item_type === 'individual'
      ? [
          /** @type {[string, Node | null]} */ ([
            t('inventory.serial'),
            item.serial_number ? h('span', { class: 'mono' }, item.serial_number) : null,
          ]),
        ]
      : []),
    [t('inventory.brand'), [item.brand, item.model].filter(Boolean).join(' ') || null],
    ...item.custom_fields.map((field) => /** @type {[string, string]} */ ([field.name, writtenText(field)])),
    [t('inventory.purchase'), item.purchase_date ? date(item.purchase_date) : null],
    [t('inventory.warranty'), due(item.warranty_expiry, 'inventory.expired')],
    [t('inventory.lastMaintenance'), item.last_maintenance ? date(item.last_maintenance) : null],
    [t('inventory.nextMaintenance'), due(item.next_maintenance, 'inventory.overdue')],
    item.description ? [t('inventory.description'), item.description] : null,
    [t('common.notes'), item.notes ?? null],
    [t('common.updated'), dateTime(item.updated_at)],
  ]);

/**
 * The item with its details (what it is, who delivered it), which the row of a list has not: fetched once, however many ask.
 * @param {Item} item @param {PageContext} ctx @returns {() => Promise<Item>}
 */
export function wholeOf(item, ctx) {
  if (item.description !== undefined) return async () => item;
  /** @type {Promise<Item> | null} */
  let asked = null;
  return () =>
    (asked ??= api.get(`/api/inventory/${item.id}`, { signal: ctx.signal }).catch((error) => {
      asked = null;
      throw error;
    }));
}

/** What is known of an item: at once what a list says of it, then the rest. @param {Item} item @param {() => Promise<Item>} whole */
export function factsCard(item, whole) {
  const box = h('div', {}, itemFacts(item));
  whole().then(
    (known) => replace(box, itemFacts(known)),
    () => {},
  );
  return card({ title: t('inventory.facts'), icon: 'info' }, box);
}
