/** Words, icons and colours of bins. */
import { describe } from '../../kit/entities.js';
import { learn, wordOf } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').Bin['status']} Status */

/** @type {Status[]} */
export const BIN_STATES = ['occupied', 'empty', 'reserved', 'inactive'];

/** @type {Record<Status, [string, import('../../kit/format.js').Tone]>} */
const LOOK = {
  occupied: ['package', 'info'],
  empty: ['check', 'good'],
  reserved: ['lock', 'warn'],
  inactive: ['minus', 'muted'],
};

/** @param {Status} status @returns {import('../../kit/format.js').State} */
export function binState(status) {
  const [icon, tone] = LOOK[status] ?? ['info', 'muted'];
  return { word: wordOf('bin', status), icon, tone };
}

export const entities = describe({
  bin: { word: 'bins.one', many: 'bins.title', page: '/ubicaciones/', fields: 'bins.field', values: { status: 'bin' } },
});
