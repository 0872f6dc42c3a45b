/** Words, icons and colours of equipment in charge. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('../../kit/format.js').State} State */
/** @typedef {import('wire').Schemas['Assignment']} Assignment */
/** @typedef {NonNullable<Assignment['end_condition']>} Condition */

/** @type {Record<Condition, [string, import('../../kit/format.js').Tone]>} */
const CONDITION = {
  good: ['check-circle', 'good'],
  worn: ['minus', 'muted'],
  incomplete: ['missing', 'warn'],
  damaged: ['triangle', 'bad'],
  lost: ['alert', 'bad'],
};
export const CONDITIONS = /** @type {Condition[]} */ (Object.keys(CONDITION));
/** How it came back. @param {Condition} condition @returns {State} */
export const conditionState = (condition) => ({
  word: t(`assignments.condition.${condition}`),
  icon: CONDITION[condition][0],
  tone: CONDITION[condition][1],
});

/** How it stands: who lost their account comes first, then what nobody has signed. @param {Assignment} row @returns {State} */
export function assignmentState(row) {
  if (!row.is_open)
    return row.end_condition
      ? { ...conditionState(row.end_condition), word: t(`assignments.back.${row.end_condition}`) }
      : { word: t('assignments.returned'), icon: 'check-circle', tone: 'muted' };
  if (row.holder_is_active === false) return { word: t('assignments.inactive'), icon: 'lock', tone: 'bad' };
  if (row.delivery_signatures < 2)
    return row.delivery_signatures
      ? { word: t('assignments.partly'), icon: 'hourglass', tone: 'warn' }
      : { word: t('assignments.unsigned'), icon: 'edit', tone: 'warn' };
  return { word: t('assignments.open'), icon: 'user', tone: 'info' };
}

export const entities = describe({
  item_assignment: {
    word: 'assignments.one',
    many: 'nav.assignments',
    page: '/equipos-a-cargo/',
    fields: 'assignments.field',
    values: {
      end_condition: 'assignments.condition',
      category: 'category',
      item_status: 'item',
      item_type: 'inventory',
    },
  },
});
