/** Words of the first page of the materials. */
import { learn } from '../../kit/words.js';
import '../products/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));
