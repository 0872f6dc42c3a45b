/** Words of the photos of equipment. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  item_picture: { word: 'pictures.one', many: 'pictures.many', fields: 'pictures.field' },
});
