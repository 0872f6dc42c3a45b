/** Words of the checks, shared by their pages. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import '../inventory/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  inventory_check: {
    word: 'check.one',
    many: 'nav.checks',
    page: '/verificaciones/',
    fields: 'check.field',
    values: { status: 'check.status' },
  },
  inventory_check_item: {
    word: 'check.line',
    fields: 'check.lineField',
    values: {
      status: 'item',
      category: 'category',
      item_type: 'inventory',
      method: 'check.method',
      departure: 'check.departure',
    },
  },
  supervisor_review: { word: 'check.verdict', fields: 'check.verdictField', values: { status: 'check.verdict' } },
  photo: { word: 'check.picture', fields: 'check.pictureField' },
});
