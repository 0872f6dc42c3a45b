/** Words of scanning. */
import { learn } from '../../kit/words.js';
import '../checks/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));
