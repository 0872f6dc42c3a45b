/** Words of the suppliers. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  supplier: { word: 'suppliers.one', many: 'nav.suppliers', page: '/proveedores/', fields: 'suppliers.field' },
});
