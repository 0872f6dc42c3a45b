/** Handing equipment over to somebody, taking it back, passing it on, putting a hand-over right. */
import { api } from '../../kit/api.js';
import { ROLES } from '../../kit/format.js';
import { formSheet } from '../../ui/sheet.js';
import { toast } from '../../ui/toast.js';
import { peopleIn } from '../users/names.js';
import { asksPieces, backOf, holderOf } from './rules.js';
import { CONDITIONS, conditionState, t } from './words.js';

/** @typedef {import('./words.js').Assignment} Assignment */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('../../ui/form.js').Field} Field */
/** @typedef {import('../../ui/form.js').Section} Section */
/** @typedef {{id: string, name: string}} Item */

/** @returns {Field[]} */
const holderFields = () => [
  {
    name: 'who',
    label: t('assignments.who'),
    type: 'segmented',
    required: true,
    options: [
      { value: 'account', label: t('assignments.who.account') },
      { value: 'name', label: t('assignments.who.name') },
    ],
  },
  {
    name: 'user_id',
    label: t('assignments.person'),
    type: 'combobox',
    required: true,
    options: async () => (await peopleIn(ROLES, { near: true })).map(({ id, name }) => ({ value: id, label: name })),
    show: ({ who }) => who === 'account',
  },
  {
    name: 'holder_name',
    label: t('assignments.name'),
    required: true,
    minLength: 3,
    maxLength: 200,
    autocomplete: 'off',
    show: ({ who }) => who === 'name',
  },
  {
    name: 'holder_document',
    label: t('assignments.documentNumber'),
    minLength: 3,
    maxLength: 50,
    autocomplete: 'off',
  },
];

/** @returns {Field} */
const notesField = () => ({
  name: 'notes',
  label: t('assignments.notes'),
  hint: t('assignments.notesHint'),
  type: 'textarea',
  rows: 3,
  maxLength: 2000,
});

/** @param {Assignment} row @param {string} notes the name of their field @param {import('./words.js').Condition[]} conditions @returns {Field[]} */
const backFields = (row, notes, conditions) => [
  {
    name: 'condition',
    label: t('assignments.condition'),
    type: 'select',
    required: true,
    options: conditions.map((value) => ({ value, label: conditionState(value).word })),
  },
  {
    name: 'quantity',
    label: t('assignments.pieces'),
    type: 'number',
    required: true,
    min: 1,
    step: 1,
    show: ({ condition }) => asksPieces(condition, row.item_type),
  },
  {
    name: notes,
    label: t('assignments.backNotes'),
    hint: t('assignments.backNotesHint'),
    type: 'textarea',
    rows: 2,
    maxLength: 2000,
  },
];

/** What a condition does, said as soon as it is chosen. @returns {Section[]} */
const consequences = () =>
  ['damaged', 'lost'].map((condition) => ({
    section: '',
    hint: t(`assignments.conditionHint.${condition}`),
    show: (values) => values.condition === condition,
  }));

/** @param {Assignment} row */
const shown = (row) => `${row.item_name} (${row.internal_code})`;

/**
 * Hands an item over, or one that is chosen; answers what came of it.
 * @param {PageContext} ctx @param {Item | null} item @returns {Promise<Assignment | undefined>}
 */
export async function give(ctx, item) {
  /** @type {Field} */
  const which = {
    name: 'item_id',
    label: t('assignments.which'),
    type: 'combobox',
    required: true,
    options: async () => {
      const [items, open] = await Promise.all([
        api.all('/api/inventory'),
        api.pages('/api/assignments', { query: { status: 'open' } }),
      ]);
      const holders = new Map(open.map((one) => [one.item_id, one.holder_name]));
      return items.map((one) => ({
        value: one.id,
        label: `${one.name} (${one.internal_code})`,
        hint: holders.has(one.id)
          ? t('assignments.heldBy', { name: holders.get(one.id) })
          : (one.environment_name ?? undefined),
      }));
    },
  };
  const made = await formSheet({
    ctx,
    id: item ? `give-${item.id}` : 'give',
    title: item ? t('assignments.giveTitle', { name: item.name }) : t('assignments.giveOne'),
    hint: t('assignments.giveHint'),
    values: { who: 'account' },
    fields: [...(item ? [] : [which]), ...holderFields(), notesField()],
    submitLabel: t('assignments.give'),
    submitIcon: 'user',
    onSubmit: (values) =>
      api.post('/api/assignments', {
        item_id: item?.id ?? values.item_id,
        ...holderOf(values),
        notes: values.notes ?? null,
      }),
  });
  if (made) toast(t('assignments.gave', { name: made.holder_name }));
  return made;
}

/** Takes an item back. @param {PageContext} ctx @param {Assignment} row @returns {Promise<Assignment | undefined>} */
export async function takeBack(ctx, row) {
  const [condition, quantity, notes] = backFields(row, 'notes', CONDITIONS);
  const back = await formSheet({
    ctx,
    id: `take-back-${row.id}`,
    title: t('assignments.takeBackTitle', { name: shown(row) }),
    hint: t('assignments.takeBackHint', { name: row.holder_name }),
    values: { condition: 'good', quantity: 1 },
    fields: [condition, ...consequences(), quantity, notes],
    submitLabel: t('assignments.takeBack'),
    submitIcon: 'check',
    onSubmit: (values) =>
      api.post(`/api/assignments/${row.id}/return`, { ...backOf(values, row.item_type), notes: values.notes ?? null }),
  });
  if (back) toast(t('assignments.tookBack'));
  return back;
}

/** Passes an item on to somebody else in one step. @param {PageContext} ctx @param {Assignment} row @returns {Promise<Assignment | undefined>} */
export async function passOn(ctx, row) {
  const kept = CONDITIONS.filter((condition) => condition !== 'lost');
  const made = await formSheet({
    ctx,
    id: `pass-on-${row.id}`,
    title: t('assignments.passOnTitle', { name: shown(row) }),
    hint: t('assignments.passOnHint', { name: row.holder_name }),
    values: { condition: 'good', quantity: 1, who: 'account' },
    fields: [
      { section: t('assignments.goesBack', { name: row.holder_name }) },
      ...backFields(row, 'return_notes', kept),
      { section: t('assignments.goesTo') },
      ...holderFields(),
      notesField(),
    ],
    submitLabel: t('assignments.passOn'),
    submitIcon: 'swap',
    onSubmit: (values) =>
      api.post(`/api/assignments/${row.id}/reassign`, {
        ...backOf(values, row.item_type),
        return_notes: values.return_notes ?? null,
        ...holderOf(values),
        notes: values.notes ?? null,
      }),
  });
  if (made) toast(t('assignments.passedOn', { name: made.holder_name }));
  return made;
}

/** Puts right what was written down. @param {PageContext} ctx @param {Assignment} row @returns {Promise<Assignment | undefined>} */
export async function correct(ctx, row) {
  const changed = await formSheet({
    ctx,
    id: `correct-${row.id}`,
    title: t('assignments.correctTitle'),
    hint: t('assignments.correctHint'),
    values: row,
    again: () => api.get(`/api/assignments/${row.id}`),
    fields: [
      { name: 'holder_document', label: t('assignments.documentNumber'), minLength: 3, maxLength: 50 },
      notesField(),
    ],
    onSubmit: ({ holder_document, notes }, { match }) =>
      api.put(`/api/assignments/${row.id}`, { holder_document, notes }, { match }),
  });
  if (changed) toast(t('assignments.corrected'));
  return changed;
}
