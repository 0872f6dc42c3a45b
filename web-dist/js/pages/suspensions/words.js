/** Words, icons and colours of suspensions. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').Schemas['Suspension']} Suspension */

/** @param {Suspension} row @returns {import('../../kit/format.js').State} */
export const suspensionState = (row) =>
  row.is_current
    ? { word: t('suspensions.current'), icon: 'lock', tone: 'bad' }
    : row.lifted_at
      ? { word: t('suspensions.lifted'), icon: 'undo', tone: 'muted' }
      : { word: t('suspensions.over'), icon: 'check-circle', tone: 'muted' };

export const entities = describe({
  loan_suspension: { word: 'suspensions.one', many: 'nav.suspensions', fields: 'suspensions.field' },
});
