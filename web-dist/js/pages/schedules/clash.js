/** Classes that are in each other's way, said while the form is being filled: the server decides. */
import { api } from '../../kit/api.js';
import { weekday } from '../../kit/format.js';
import { h, replace } from '../../ui/dom.js';
import { notice } from '../../ui/parts.js';
import { clashes, doubles, hoursText } from './hours.js';
import { t } from './words.js';

/** @typedef {import('wire').Class} Class */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {Class} row */
const named = (row) =>
  `${row.program}, ${t('schedules.fichaShort', { ficha: row.ficha })}, ${row.environment_name}: ${weekday(row.day_of_week)}, ${hoursText(row)}`;

/**
 * Says which class is in the way while the form is being filled, before the server has to.
 * @param {ReturnType<typeof import('../../ui/form.js').form>} written @param {PageContext} ctx @param {{id?: string, instructor_id?: string}} [self]
 */
export function withClashes(written, ctx, self = {}) {
  const place = h('div', { role: 'status', class: 'form-place stack tight' });
  /** What was asked, by address, so that a change of the hours asks nothing. @type {Map<string, Promise<Class[]>>} */
  const asked = new Map();
  /** @param {string} key @param {Record<string, string>} query */
  const classes = (key, query) => {
    let found = asked.get(key);
    if (!found) {
      found = api.all('/api/schedules', { query, signal: ctx.signal }).catch(() => {
        asked.delete(key);
        return [];
      });
      asked.set(key, found);
    }
    return found;
  };
  let turn = 0;
  const look = async () => {
    turn += 1;
    const mine = turn;
    /** @type {Record<string, any>} */
    const values = { instructor_id: self.instructor_id, ...written.values() };
    const { environment_id, instructor_id, ficha } = values;
    const rows = await Promise.all([
      environment_id ? classes(`r${environment_id}`, { environment_id }) : [],
      instructor_id ? classes(`i${instructor_id}`, { instructor_id }) : [],
      ficha ? classes(`f${ficha}`, { search: String(ficha) }) : [],
    ]);
    if (mine !== turn) return;
    const all = [...new Map(rows.flat().map((row) => [row.id, row])).values()];
    const found = clashes(all, values, self.id);
    const twice = doubles(all, values, self.id);
    const of = (/** @type {'teacher' | 'ficha'} */ by) => twice.filter((one) => one.by === by).map(({ row }) => row);
    const [teacher, group] = [of('teacher'), of('ficha')];
    replace(
      place,
      found.length
        ? notice({
            tone: 'warn',
            icon: 'alert',
            title: t('schedules.clash'),
            text: found.map((row) => `${named(row)}, ${row.instructor_name}`).join(' · '),
          })
        : null,
      teacher.length
        ? notice({
            tone: 'warn',
            icon: 'user',
            title: t('schedules.teacherTwice', { name: teacher[0].instructor_name }),
            text: teacher.map(named).join(' · '),
          })
        : null,
      group.length
        ? notice({
            tone: 'warn',
            icon: 'users',
            title: t('schedules.fichaTwice', { ficha: group[0].ficha }),
            text: group.map(named).join(' · '),
          })
        : null,
    );
  };
  written.element.addEventListener('change', look);
  written.element.addEventListener('focusout', look);
  void look();
  return h('div', { class: 'stack' }, place, written.element);
}
