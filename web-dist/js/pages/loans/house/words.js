/** Words of the centre's own rules for loans. */
import { describe } from '../../../kit/entities.js';
import { learn } from '../../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  setting: { fields: 'loans.house.field', values: { open_weekdays: (day) => t(`loans.house.day${day}`) } },
});
