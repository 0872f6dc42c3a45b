/** Words of a forgotten password. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({ recovery_code: { word: 'recovery.one' } });
