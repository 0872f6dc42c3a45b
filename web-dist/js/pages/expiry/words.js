/** Words of the board of what expires. */
import { learn } from '../../kit/words.js';
import '../products/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));
