/** Suspending somebody, changing until when, and lifting it. */
import { api } from '../../kit/api.js';
import { addDays } from '../../kit/days.js';
import { date, today } from '../../kit/format.js';
import { BORROWERS } from '../../frame/places.js';
import { confirm } from '../../ui/dialog.js';
import { formSheet } from '../../ui/sheet.js';
import { toast } from '../../ui/toast.js';
import { peopleIn } from '../users/names.js';
import { t } from './words.js';

/** @typedef {import('./words.js').Suspension} Suspension */
/** @typedef {{id: string, name: string}} Person */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** How long a suspension is unless somebody says otherwise, in days. */
const USUAL = 15;

/** @param {string} hint @returns {import('../../ui/form.js').Field[]} */
const fieldsOf = (hint) => [
  {
    name: 'until',
    label: t('suspensions.until'),
    type: 'date',
    required: true,
    hint: t('suspensions.untilHint'),
    validate: (value) => (value && value < today() ? t('suspensions.past') : null),
  },
  { name: 'reason', label: t('suspensions.reason'), required: true, maxLength: 500, hint },
];

/** Whoever may borrow, to choose from. @param {string} label @returns {import('../../ui/form.js').Field} */
export const personField = (label) => ({
  name: 'user_id',
  label,
  type: 'combobox',
  required: true,
  options: async () => (await peopleIn(BORROWERS)).map(({ id, name }) => ({ value: id, label: name })),
});

/**
 * Suspends a person, or one that is chosen.
 * @param {PageContext} ctx @param {Person | null} person @param {() => void} after
 */
export async function suspend(ctx, person, after) {
  const hint = person ? t('suspensions.reasonHint', { name: person.name }) : t('suspensions.reasonHintAny');
  const made = await formSheet({
    ctx,
    id: person ? `suspend-${person.id}` : 'suspend',
    title: person ? t('suspensions.newFor', { name: person.name }) : t('suspensions.new'),
    hint: t('suspensions.newHint'),
    values: { until: addDays(today(), USUAL) },
    fields: [...(person ? [] : [personField(t('suspensions.who'))]), ...fieldsOf(hint)],
    submitLabel: t('suspensions.suspend'),
    danger: true,
    onSubmit: (values) =>
      api.post('/api/loan-suspensions', {
        user_id: person?.id ?? values.user_id,
        until: values.until,
        reason: values.reason,
      }),
  });
  if (!made) return;
  toast(t('suspensions.done', { date: date(made.until) }));
  after();
}

/** @param {PageContext} ctx @param {Suspension} row @param {() => void} after */
export async function change(ctx, row, after) {
  const changed = await formSheet({
    ctx,
    id: `suspension-${row.id}`,
    title: t('suspensions.changeTitle', { name: row.user_name }),
    values: row,
    again: async () => (await api.all('/api/loan-suspensions')).find(({ id }) => id === row.id),
    fields: fieldsOf(t('suspensions.reasonHint', { name: row.user_name })),
    onSubmit: ({ until, reason }, { match }) =>
      api.put(`/api/loan-suspensions/${row.id}`, { until, reason }, { match }),
  });
  if (!changed) return;
  toast(t('suspensions.changed'));
  after();
}

/** @param {Suspension} row @param {() => void} after */
export async function lift(row, after) {
  const sure = await confirm({
    title: t('suspensions.liftAsk', { name: row.user_name }),
    text: t('suspensions.liftText'),
    confirmLabel: t('suspensions.lift'),
  });
  if (!sure) return;
  await api.post(`/api/loan-suspensions/${row.id}/lift`);
  toast(t('suspensions.liftDone'));
  after();
}

/** What may be done with one that counts. @param {PageContext} ctx @param {Suspension} row @param {() => void} after */
export const actsOf = (ctx, row, after) =>
  row.is_current
    ? [
        { label: t('suspensions.change'), icon: 'edit', run: () => change(ctx, row, after) },
        { label: t('suspensions.lift'), icon: 'undo', run: () => lift(row, after) },
      ]
    : [];
