/** Words of a person's preferences. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  user: { fields: 'prefs.field', values: { language: 'prefs.tongue', theme: 'prefs.theme' } },
});
