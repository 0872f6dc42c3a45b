/** Words and looks of movements of material. */
import { learn, wordOf } from '../../kit/words.js';
import '../products/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').Movement} Movement */
/** @typedef {Movement['movement_type']} MovementType */

/** @type {MovementType[]} */
export const TYPES = ['receipt', 'issue', 'adjustment', 'transfer', 'scrap'];

/** @type {Record<MovementType, [string, import('../../kit/format.js').Tone]>} */
const LOOK = {
  receipt: ['download', 'good'],
  issue: ['upload', 'info'],
  adjustment: ['edit', 'warn'],
  transfer: ['swap', 'info'],
  scrap: ['trash', 'bad'],
};

/** @param {MovementType} type @returns {import('../../kit/format.js').State} */
export function movementState(type) {
  const [icon, tone] = LOOK[type] ?? ['info', 'muted'];
  return { word: wordOf('movement', type), icon, tone };
}
