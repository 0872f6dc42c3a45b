/** Words of one check. */
import { learn } from '../../../kit/words.js';
import '../words.js';
import '../../environments/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));
