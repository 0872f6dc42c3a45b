/** Words of the home page. */
import { learn } from '../../kit/words.js';
import '../checks/words.js';
import '../checks/findings/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));
