/** Words of the box: its state, its certificate, its time zone. */
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));
