/** Words of calendars for other programs. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  calendar_feed: {
    word: 'feeds.one',
    many: 'feeds.many',
    fields: 'feeds.field',
    values: { kind: 'feeds.kind' },
  },
});
