/** Words of the centres. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  center: { word: 'centers.one', many: 'nav.centers', page: '/centros/', fields: 'centers.field' },
});
