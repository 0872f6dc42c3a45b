/** Words of the warehouses of materials. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  warehouse: {
    word: 'warehouses.one',
    many: 'nav.warehouses',
    page: '/bodegas/',
    fields: 'warehouses.field',
  },
});
