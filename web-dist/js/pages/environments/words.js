/** Words of the rooms. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import '../centers/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  environment: {
    word: 'environments.one',
    many: 'nav.environments',
    page: '/ambientes/',
    fields: 'environments.field',
  },
});
