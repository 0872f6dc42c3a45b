/** Words of the desk of materials: what comes in and what goes out. */
import { learn } from '../../../kit/words.js';
import '../words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));
