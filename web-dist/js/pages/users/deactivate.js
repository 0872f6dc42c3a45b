/** Deactivating an account: whoever still gives classes says how many, and somebody else can take them over first. */
import { api } from '../../kit/api.js';
import { today } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { leftBehind } from '../assignments/card.js';
import { t } from './words.js';

/** @typedef {import('./page.js').Person} Person */
/** @typedef {import('wire').Class} Class */
/** @typedef {{classes: Class[], checks: number, things: string[]}} Duties */

/**
 * What somebody leaves behind: their classes, the checks of these that wait for their word, and what they have in charge.
 * @param {Person} person @returns {Promise<Duties>}
 */
async function dutiesOf(person) {
  if (person.role === 'student') return { classes: [], checks: 0, things: await leftBehind(person.id) };
  const [all, waiting, things] = await Promise.all([
    api.all('/api/schedules', { query: { instructor_id: person.id } }),
    api.all('/api/inventory-checks', { query: { status: 'instructor_review' } }),
    leftBehind(person.id),
  ]);
  const own = new Set(all.map(({ id }) => id));
  const waits = new Set(waiting.map(({ schedule_id }) => schedule_id).filter((id) => id && own.has(id)));
  // Classes that are over stay whose they were.
  const classes = all.filter((row) => (row.is_active && row.end_date >= today()) || waits.has(row.id));
  return { classes, checks: waiting.filter(({ schedule_id }) => waits.has(schedule_id)).length, things };
}

/** @param {Duties} duties */
const told = ({ classes, checks, things }) => [
  t('users.leavesClasses', { n: classes.length }),
  ...(checks ? [t('users.leavesChecks', { n: checks })] : []),
  ...things,
];

/** Asks who takes the classes over; true when it is to be done. @param {Person} person @param {Duties} duties @returns {Promise<boolean>} */
function handOver(person, duties) {
  const box = openDialog({
    title: t('users.deactivateAsk', { name: person.name }),
    hint: t('users.deactivateText'),
    size: 'small',
    body: (close) =>
      h(
        'div',
        { class: 'stack' },
        h(
          'ul',
          { class: 'loses', 'aria-label': t('dialog.loses') },
          [...told(duties), t('users.losesSession'), t('users.losesAccess')].map((one) => h('li', {}, one)),
        ),
        form({
          compact: true,
          fields: [
            {
              name: 'instructor_id',
              label: t('users.handOver'),
              hint: t('users.handOverHint'),
              type: 'combobox',
              options: async () =>
                (await api.get('/api/users/by-role/instructor'))
                  .filter((/** @type {{id: string}} */ one) => one.id !== person.id)
                  .map((/** @type {{id: string, name: string}} */ one) => ({ value: one.id, label: one.name })),
            },
          ],
          submitLabel: t('common.deactivate'),
          cancel: { run: () => close(false) },
          onSubmit: async ({ instructor_id }) => {
            if (!instructor_id) return;
            for (const { id } of duties.classes) await api.put(`/api/schedules/${id}`, { instructor_id });
          },
          onDone: () => close(true),
        }).element,
      ),
  });
  return box.closed;
}

/**
 * @param {Person} person
 * @param {() => void} after
 */
export async function deactivateUser(person, after) {
  const duties = await dutiesOf(person);
  const sure = duties.classes.length
    ? await handOver(person, duties)
    : await confirm({
        title: t('users.deactivateAsk', { name: person.name }),
        text: t('users.deactivateText'),
        loses: [...duties.things, t('users.losesSession'), t('users.losesAccess')],
        confirmLabel: t('common.deactivate'),
        danger: true,
      });
  if (!sure) return;
  await api.del(`/api/users/${person.id}`);
  toast(t('users.deactivated', { name: person.name }), {
    undo: async () => {
      await api.post(`/api/users/${person.id}/activate`);
      after();
    },
  });
  after();
}
