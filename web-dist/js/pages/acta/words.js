/** Words of actas. */
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').LoanActa} Acta */

/** As what somebody signs. @param {Acta['kind']} kind @param {Acta['signatures'][number]['side']} side */
export const sideName = (kind, side) => (kind === 'loan' ? t(`acta.side.${side}`) : t(`acta.back.${side}`));
