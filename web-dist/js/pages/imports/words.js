/** Words, icons and colours of imports. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').Import} Import */
/** @typedef {import('wire').ImportRow} Row */
/** @typedef {import('wire').ImportColumn} Column */

/** @type {Record<Import['status'], [string, import('../../kit/format.js').Tone]>} */
const STATUS = {
  reading: ['hourglass', 'info'],
  judging: ['hourglass', 'info'],
  ready: ['eye', 'warn'],
  applied: ['check-circle', 'good'],
  undone: ['undo', 'muted'],
  failed: ['alert', 'bad'],
};
/** @param {Import['status']} status @returns {import('../../kit/format.js').State} */
export const importState = (status) => ({
  word: t(`imports.status.${status}`),
  icon: STATUS[status][0],
  tone: STATUS[status][1],
});

/** @type {Record<Row['verdict'], [string, import('../../kit/format.js').Tone]>} */
const VERDICT = {
  create: ['plus', 'good'],
  change: ['edit', 'info'],
  unchanged: ['check', 'muted'],
  refused: ['alert', 'bad'],
};
/** @param {Row['verdict']} verdict @returns {import('../../kit/format.js').State} */
export const verdictState = (verdict) => ({
  word: t(`imports.verdict.${verdict}`),
  icon: VERDICT[verdict][0],
  tone: VERDICT[verdict][1],
});

export const entities = describe({
  import: {
    word: 'imports.one',
    many: 'imports.many',
    fields: 'imports.field',
    values: { status: 'imports.status', preset: 'imports.preset' },
    page: '/importaciones/',
  },
});
