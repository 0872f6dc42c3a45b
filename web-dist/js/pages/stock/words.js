/** What lots and their movements are called where the audit speaks of them. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  lot: {
    word: 'stock.lot',
    many: 'stock.lots',
    fields: 'stock.field',
    values: { status: 'stock.state', state: 'stock.state', urgency: 'stock.urgency', unit: 'unit' },
  },
  movement: { word: 'stock.movement', many: 'stock.movements', fields: 'stock.field' },
});
