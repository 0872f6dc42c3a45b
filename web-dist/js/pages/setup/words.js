/** Words of the first start. */
import { learn } from '../../kit/words.js';
import '../centers/words.js';
import '../door/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));
