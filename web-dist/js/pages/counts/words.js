/** Words, icons and colours of counts. */
import { describe } from '../../kit/entities.js';
import { learn, wordOf } from '../../kit/words.js';
import { viewLinks } from '../../ui/views.js';
import { quantity } from '../products/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').MaterialCount} Count */

/** @type {Record<Count['status'], [string, import('../../kit/format.js').Tone]>} */
const LOOK = {
  open: ['edit', 'info'],
  submitted: ['hourglass', 'warn'],
  approved: ['check-circle', 'good'],
  cancelled: ['minus', 'muted'],
};
/** @type {Count['status'][]} */
export const COUNT_STATES = ['open', 'submitted', 'approved', 'cancelled'];

/** @param {Count['status']} status @returns {import('../../kit/format.js').State} */
export function countState(status) {
  const [icon, tone] = LOOK[status] ?? ['info', 'muted'];
  return { word: wordOf('counts.status', status), icon, tone };
}

/** What is counted, in a word or two. @param {Pick<Count, 'scope' | 'bin_code' | 'zone' | 'product_name'>} count */
export const subject = (count) => {
  if (count.scope === 'bin') return t('counts.ofBin', { code: count.bin_code ?? '' });
  if (count.scope === 'zone') return t('counts.ofZone', { zone: count.zone ?? '' });
  return count.product_name ?? '';
};

/** @typedef {import('wire').CountLine['unit']} Unit */

/** So much of a unit, as people say it. @type {(n: number, unit: Unit) => string} */
export const amount = quantity;

/** With its sign: +2 kg, −0,5 kg. @param {number} n @param {Unit} unit */
export const signed = (n, unit) => `${n > 0 ? '+' : n < 0 ? '−' : ''}${quantity(Math.abs(n), unit)}`;

/** Counts, and what there is to count. @param {'/conteos' | '/conteos/por-contar'} here */
export const views = (here) =>
  viewLinks({
    label: t('nav.counts'),
    here,
    views: [
      { href: '/conteos', icon: 'list', word: t('counts.title') },
      { href: '/conteos/por-contar', icon: 'clock', word: t('counts.due') },
    ],
  });

export const entities = describe({
  count: {
    word: 'counts.one',
    many: 'counts.title',
    page: '/conteos/',
    fields: 'counts.field',
    values: { status: 'counts.status', scope: 'counts.scope', unit: 'unit' },
  },
});
