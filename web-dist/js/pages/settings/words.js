/** Words of the settings of the house. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import '../acta/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  setting: {
    word: 'settings.one',
    many: 'nav.settings',
    fields: 'settings.field',
    values: { security: 'settings.security' },
  },
});
