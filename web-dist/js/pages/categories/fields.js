/** What a category asks of its equipment: the card on its page, and the acts of its rows. */
import { api } from '../../kit/api.js';
import { wordOf } from '../../kit/words.js';
import { confirm } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { async, button, card } from '../../ui/parts.js';
import { formSheet } from '../../ui/sheet.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').Category} Category */
/** @typedef {import('wire').ItemField} ItemField */
/** @typedef {Record<string, any>} Values */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @type {ItemField['kind'][]} */
const KINDS = ['text', 'number', 'date', 'choice', 'yes_no'];

/** Choices as they are written, a line each. @param {string | null | undefined} text */
export const choicesOf = (text) =>
  String(text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** What goes over the wire: a unit only of numbers, choices only of what is chosen from. @param {Values} values @returns {Values} */
export const fieldPayload = ({ name, kind, unit, choices }) => ({
  name,
  kind,
  unit: kind === 'number' ? (unit ?? null) : null,
  choices: kind === 'choice' ? choicesOf(choices) : [],
});

/** @param {boolean} isFixed something is written in it @returns {import('../../ui/form.js').Field[]} */
const controls = (isFixed) => [
  { name: 'name', label: t('common.name'), required: true, maxLength: 60 },
  {
    name: 'kind',
    label: t('itemFields.kind'),
    type: 'select',
    required: true,
    disabled: isFixed,
    hint: isFixed ? t('itemFields.kindFixed') : undefined,
    options: KINDS.map((value) => ({ value, label: wordOf('itemFieldKind', value) })),
  },
  {
    name: 'unit',
    label: t('itemFields.unit'),
    maxLength: 20,
    hint: t('itemFields.unitHint'),
    show: ({ kind }) => kind === 'number',
  },
  {
    name: 'choices',
    label: t('itemFields.choices'),
    type: 'textarea',
    rows: 5,
    required: true,
    hint: t('itemFields.choicesHint'),
    show: ({ kind }) => kind === 'choice',
  },
];

/** @param {ItemField} row */
const shown = (row) => ({ ...row, choices: row.choices.join('\n') });

/** @param {PageContext} ctx @param {Category} category @param {() => void} after */
async function add(ctx, category, after) {
  const made = await formSheet({
    ctx,
    id: `item-field-new-${category.id}`,
    title: t('itemFields.new'),
    hint: t('itemFields.newHint'),
    values: { kind: 'text' },
    fields: controls(false),
    submitLabel: t('itemFields.create'),
    onSubmit: (values) => api.post('/api/item-fields', { category_id: category.id, ...fieldPayload(values) }),
  });
  if (!made) return;
  toast(t('itemFields.created'));
  after();
}

/** @param {PageContext} ctx @param {ItemField} row @param {() => void} after */
async function edit(ctx, row, after) {
  const saved = await formSheet({
    ctx,
    id: `item-field-${row.id}`,
    title: t('itemFields.edit'),
    values: shown(row),
    again: async () => shown(await api.get(`/api/item-fields/${row.id}`)),
    fields: controls(row.values_count > 0),
    submitLabel: t('common.save'),
    onSubmit: (values, { match }) =>
      api.put(`/api/item-fields/${row.id}`, fieldPayload({ kind: row.kind, ...values }), { match }),
  });
  if (!saved) return;
  toast(t('itemFields.saved'));
  after();
}

/** @param {ItemField} row @param {boolean} isAsked @param {() => void} after */
async function ask(row, isAsked, after) {
  await api.put(`/api/item-fields/${row.id}`, { is_active: isAsked });
  toast(t(isAsked ? 'itemFields.askedAgain' : 'itemFields.retired'));
  after();
}

/** What is filled in is not deleted. @param {ItemField} row @param {() => void} after */
async function remove(row, after) {
  const sure = await confirm({
    title: t('itemFields.deleteAsk', { name: row.name }),
    text: t('itemFields.deleteText'),
    confirmLabel: t('common.delete'),
    danger: true,
  });
  if (!sure) return;
  const answer = await api.del(`/api/item-fields/${row.id}`);
  toast(answer.detail);
  after();
}

/** @param {PageContext} ctx @param {ItemField} row @param {() => void} after */
function line(ctx, row, after) {
  const kind = [wordOf('itemFieldKind', row.kind), row.unit, row.choices.join(', ')].filter(Boolean).join(' · ');
  const count = row.values_count ? t('itemFields.written', { n: row.values_count }) : null;
  return h(
    'li',
    { class: 'row between' },
    h(
      'div',
      {},
      h('p', { class: row.is_active ? 'strong' : 'muted' }, row.name),
      h(
        'p',
        { class: 'muted small' },
        [kind, count, row.is_active ? null : t('itemFields.isRetired')].filter(Boolean).join(' · '),
      ),
    ),
    menu({
      label: t('itemFields.actsOf', { name: row.name }),
      icon: 'more',
      items: [
        { label: t('common.edit'), icon: 'edit', run: () => edit(ctx, row, after) },
        row.is_active
          ? { label: t('itemFields.retire'), icon: 'eye-off', run: () => ask(row, false, after) }
          : { label: t('itemFields.askAgain'), icon: 'check-circle', run: () => ask(row, true, after) },
        row.values_count
          ? null
          : { label: t('common.delete'), icon: 'trash', danger: true, run: () => remove(row, after) },
      ],
    }),
  );
}

/** What a category asks of its equipment. @param {Category} category @param {PageContext} ctx */
export const fieldsCard = (category, ctx) =>
  card(
    { title: t('itemFields.title'), icon: 'list', hint: t('itemFields.hint') },
    async(
      () => api.all('/api/item-fields', { query: { category_id: category.id }, signal: ctx.signal }),
      (/** @type {ItemField[]} */ rows) =>
        rows.length
          ? h(
              'ul',
              { role: 'list', class: 'stack tight' },
              rows.map((row) => line(ctx, row, () => ctx.reload())),
            )
          : h('p', { class: 'muted' }, t('itemFields.none')),
      { lines: 3 },
    ),
    button({
      label: t('itemFields.new'),
      icon: 'plus',
      kind: 'plain',
      run: () => add(ctx, category, () => ctx.reload()),
    }),
  );
