/** Words of inductions. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import { categoryName } from '../inventory/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').Schemas['Induction']} Induction */
/** @typedef {import('wire').Schemas['InductedPerson']} Inducted */

/** What asks for it, in words. @param {Induction} row */
export const demandedBy = (row) =>
  row.category
    ? t('inductions.everyOf', { name: categoryName(row.category) })
    : [row.item_name, row.internal_code].filter(Boolean).join(' · ');

/** @param {Inducted} row @returns {import('../../kit/format.js').State} */
export const personState = (row) =>
  row.is_valid
    ? { word: t('inductions.valid'), icon: 'check-circle', tone: 'good' }
    : { word: t('inductions.expired'), icon: 'clock', tone: 'warn' };

export const entities = describe({
  induction: {
    word: 'inductions.one',
    many: 'nav.inductions',
    page: '/inducciones/',
    fields: 'inductions.field',
    values: { category: 'category' },
  },
});
