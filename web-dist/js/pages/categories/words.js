/** Words of the categories of equipment. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** Where the words are for what the pictograms show. */
const LOOKS = 'categoryIcon';

/** What a category may be shown with: the closed list of the server. @type {import('wire').Category['icon'][]} */
export const ICONS = [
  'wrench',
  'settings',
  'package',
  'box',
  'boxes',
  'computer',
  'monitor',
  'projector',
  'keyboard',
  'mouse',
  'tv',
  'video',
  'camera',
  'microphone',
  'tablet',
  'phone',
  'truck',
  'key',
  'lock',
  'shield',
  'sun',
  'globe',
  'building',
  'star',
];

export const entities = describe({
  item_category: {
    word: 'categories.one',
    many: 'categories.title',
    page: '/categorias/',
    fields: 'categories.field',
    values: { word: 'category', icon: LOOKS },
  },
  item_field: {
    word: 'itemFields.one',
    many: 'itemFields.many',
    fields: 'itemFields.field',
    values: { kind: 'itemFieldKind' },
  },
});
