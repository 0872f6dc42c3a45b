/** Words of the equipment: categories, states, counts, and what the audit trail calls them. */
import { describe } from '../../kit/entities.js';
import { learn, wordOf } from '../../kit/words.js';
import { isOurs } from '../pictures/rules.js';
import { t as tp } from '../pictures/words.js';
import '../categories/words.js';
import '../descriptions/words.js';
import '../documents/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').Item['status']} Status */
/** @typedef {import('wire').Item['category']} Category */

/** @type {Status[]} */
export const ITEM_STATUSES = ['available', 'good', 'in_use', 'maintenance', 'damaged', 'missing', 'lost'];
/** @type {Category[]} */
export const CATEGORIES = [
  'computer',
  'projector',
  'keyboard',
  'mouse',
  'tv',
  'camera',
  'microphone',
  'tablet',
  'other',
];

/** @param {string | null | undefined} category */
export const categoryName = (category) => wordOf('category', category);
/** @type {Record<Category, string>} */
const CATEGORY_ICONS = {
  computer: 'computer',
  projector: 'projector',
  keyboard: 'keyboard',
  mouse: 'mouse',
  tv: 'tv',
  camera: 'video',
  microphone: 'microphone',
  tablet: 'tablet',
  other: 'package',
};
/** @param {string | null | undefined} category */
export const categoryIcon = (category) => CATEGORY_ICONS[/** @type {Category} */ (category)] ?? CATEGORY_ICONS.other;

/** @typedef {{category?: string | null, category_name?: string | null, category_icon?: string | null}} Kind what an item is of */
/** A category of the centre's own by its name, else one of the nine. @param {Kind} item */
export const categoryOf = (item) => item.category_name ?? categoryName(item.category);
/** @param {Kind} item */
export const iconOf = (item) => item.category_icon ?? categoryIcon(item.category);

/** @type {Record<Status, [string, import('../../kit/format.js').Tone]>} */
const ITEM_LOOK = {
  available: ['check-circle', 'good'],
  good: ['check-circle', 'good'],
  in_use: ['user', 'info'],
  maintenance: ['wrench', 'warn'],
  damaged: ['triangle', 'bad'],
  missing: ['missing', 'warn'],
  lost: ['missing', 'bad'],
};
/** @param {string} status @returns {import('../../kit/format.js').State} */
export function itemState(status) {
  const [icon, tone] = ITEM_LOOK[/** @type {Status} */ (status)] ?? ['info', 'muted'];
  return { word: wordOf('item', status), icon, tone };
}

/**
 * Counted in pieces. An individual item that is damaged or missing by its status counts even when the quantities say nothing.
 * @param {{status: string, quantity: number, quantity_damaged?: number, quantity_missing?: number}[]} items
 */
export function itemTotals(items) {
  const totals = { rows: items.length, pieces: 0, good: 0, damaged: 0, missing: 0 };
  for (const item of items) {
    let damaged = item.quantity_damaged ?? 0;
    let missing = item.quantity_missing ?? 0;
    if (!damaged && !missing && item.status === 'damaged') damaged = item.quantity;
    if (!damaged && !missing && (item.status === 'missing' || item.status === 'lost')) missing = item.quantity;
    totals.pieces += item.quantity;
    totals.damaged += damaged;
    totals.missing += missing;
    totals.good += Math.max(0, item.quantity - damaged - missing);
  }
  return totals;
}

/** Where the words are for what the pictograms of categories show. */
const LOOKS = 'categoryIcon';

export const entities = describe({
  inventory_item: {
    word: 'inventory.one',
    many: 'nav.inventory',
    page: '/equipos/',
    fields: 'inventory.field',
    values: {
      status: 'item',
      category: 'category',
      category_icon: LOOKS,
      item_type: 'inventory',
      // An address of a photo is no reading for people.
      image_url: (address) => (isOurs(address) ? tp('pictures.some') : address),
    },
  },
  setting: { fields: 'value.lifeOf' },
});
