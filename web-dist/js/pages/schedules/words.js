/** Words of the timetable. */
import { describe } from '../../kit/entities.js';
import { weekday } from '../../kit/format.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  schedule: {
    word: 'schedules.one',
    many: 'nav.schedules',
    page: '/horarios/',
    fields: 'schedules.field',
    values: { day_of_week: (day) => weekday(Number(day)) },
  },
});
