/** Words of actas. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({ setting: { fields: 'acta.field' } });

/** As what somebody signs. @param {string} kind @param {string} side */
export const sideName = (kind, side) => (kind === 'loan' ? t(`acta.side.${side}`) : t(`acta.back.${side}`));
