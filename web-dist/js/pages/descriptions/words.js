/** Words of the descriptions that a model proposes, and how one stands. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  item_description: {
    word: 'descriptions.one',
    many: 'descriptions.many',
    fields: 'descriptions.field',
    values: { state: 'descriptions.state', category: 'category' },
  },
  setting: { fields: 'descriptions.setting' },
});
