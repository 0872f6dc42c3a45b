/** Words of the notifications. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  notification: {
    word: 'notices.one',
    many: 'nav.notifications',
    fields: 'notices.field',
    values: { type: 'notices.type', priority: 'notices.priority' },
  },
});
