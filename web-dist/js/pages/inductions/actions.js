/** Demanding an induction, noting who has had it, and the ways back. */
import { api } from '../../kit/api.js';
import { today } from '../../kit/format.js';
import { confirm } from '../../ui/dialog.js';
import { formSheet } from '../../ui/sheet.js';
import { toast } from '../../ui/toast.js';
import { CATEGORIES, categoryName } from '../inventory/words.js';
import { personField } from '../suspensions/actions.js';
import { t } from './words.js';

/** @typedef {import('./words.js').Induction} Induction */
/** @typedef {import('./words.js').Inducted} Inducted */
/** @typedef {import('../../ui/form.js').Field} Field */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** What can be borrowed: it stands in a warehouse. */
async function lendable() {
  const rooms = await api.all('/api/environments', { query: { is_active: true } });
  const lists = await Promise.all(
    rooms
      .filter((room) => room.is_warehouse)
      .map((room) => api.all('/api/inventory', { query: { environment_id: room.id } })),
  );
  return lists.flat().map((item) => ({
    value: item.id,
    label: item.name,
    hint: [item.internal_code, item.environment_name].filter(Boolean).join(' · '),
  }));
}

/** @returns {Field} */
const nameField = () => ({
  name: 'name',
  label: t('inductions.name'),
  required: true,
  maxLength: 200,
  hint: t('inductions.nameHint'),
});

/** @returns {Field[]} */
const ofFields = () => [
  {
    name: 'of',
    label: t('inductions.of'),
    type: 'segmented',
    required: true,
    options: [
      { value: 'item', label: t('inductions.ofItem') },
      { value: 'category', label: t('inductions.ofCategory') },
    ],
  },
  {
    name: 'item_id',
    label: t('inductions.item'),
    type: 'combobox',
    required: true,
    options: lendable,
    show: ({ of }) => of === 'item',
  },
  {
    name: 'category',
    label: t('inductions.category'),
    type: 'select',
    required: true,
    options: CATEGORIES.map((value) => ({ value, label: categoryName(value) })),
    show: ({ of }) => of === 'category',
  },
];

/**
 * Demands an induction for an item, or for what is chosen.
 * @param {PageContext} ctx @param {{id: string} | null} item @param {(made: Induction) => void} after
 */
export async function demand(ctx, item, after) {
  const made = await formSheet({
    ctx,
    id: item ? `induction-${item.id}` : 'induction-new',
    title: t('inductions.new'),
    hint: t('inductions.newHint'),
    values: { of: 'item' },
    fields: [nameField(), ...(item ? [] : ofFields())],
    submitLabel: t('inductions.demand'),
    onSubmit: ({ name, of, item_id, category }) =>
      api.post('/api/inductions', item || of === 'item' ? { name, item_id: item?.id ?? item_id } : { name, category }),
  });
  if (!made) return;
  toast(t('inductions.made'));
  after(made);
}

/** @param {PageContext} ctx @param {Induction} row @param {() => void} after */
export async function rename(ctx, row, after) {
  const answer = await formSheet({
    ctx,
    id: `induction-name-${row.id}`,
    title: t('inductions.rename'),
    size: 'small',
    values: row,
    again: async () => (await api.all('/api/inductions')).find(({ id }) => id === row.id),
    fields: [nameField()],
    onSubmit: ({ name }, { match }) => api.put(`/api/inductions/${row.id}`, { name }, { match }),
  });
  if (!answer) return;
  toast(t('inductions.renamed'));
  after();
}

/** @param {Induction} row @param {() => void} after */
export async function drop(row, after) {
  const sure = await confirm({
    title: t('inductions.deleteAsk', { name: row.name }),
    text: t('inductions.deleteText'),
    loses: [t('inductions.deleteLoses')],
    confirmLabel: t('inductions.delete'),
    danger: true,
  });
  if (!sure) return;
  await api.del(`/api/inductions/${row.id}`);
  toast(t('inductions.deleted'));
  after();
}

/**
 * Notes that somebody has had it; `again` is somebody who had it before.
 * @param {PageContext} ctx @param {Induction} row @param {Inducted | null} again @param {() => void} after
 */
export async function note(ctx, row, again, after) {
  const noted = await formSheet({
    ctx,
    id: `inducted-${row.id}-${again?.user_id ?? 'new'}`,
    title: t('inductions.noteTitle', { name: row.name }),
    values: { user_id: again?.user_id ?? null, given_by: again?.given_by ?? null, given_on: today() },
    fields: [
      personField(t('inductions.who')),
      { name: 'given_by', label: t('inductions.givenBy'), required: true, maxLength: 200 },
      {
        name: 'given_on',
        label: t('inductions.givenOn'),
        type: 'date',
        required: true,
        width: 'half',
        validate: (value) => (value && value > today() ? t('inductions.future') : null),
      },
      {
        name: 'valid_until',
        label: t('inductions.validUntil'),
        type: 'date',
        width: 'half',
        hint: t('inductions.validHint'),
        validate: (value, { given_on }) => (value && given_on && value < given_on ? t('inductions.order') : null),
      },
    ],
    submitLabel: t('inductions.noteAct'),
    onSubmit: (values) => api.post(`/api/inductions/${row.id}/people`, values),
  });
  if (!noted) return;
  toast(t('inductions.noted', { name: noted.user_name }));
  after();
}

/** @param {Induction} row @param {Inducted} person @param {() => void} after */
export async function forget(row, person, after) {
  const sure = await confirm({
    title: t('inductions.forgetAsk', { name: person.user_name }),
    text: t('inductions.forgetText'),
    confirmLabel: t('inductions.forget'),
    danger: true,
  });
  if (!sure) return;
  await api.del(`/api/inductions/${row.id}/people/${person.user_id}`);
  toast(t('inductions.forgotten'));
  after();
}
