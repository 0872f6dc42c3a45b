/** Making and changing a category of the centre's own. */
import { api } from '../../kit/api.js';
import { wordOf } from '../../kit/words.js';
import { form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { CATEGORIES, categoryName } from '../inventory/words.js';
import { ICONS, t } from './words.js';

/** @returns {import('../../ui/form.js').Field[]} */
const fields = () => [
  { name: 'name', label: t('common.name'), required: true, maxLength: 60 },
  {
    name: 'word',
    label: t('categories.word'),
    type: 'select',
    required: true,
    width: 'half',
    options: CATEGORIES.map((value) => ({ value, label: categoryName(value) })),
    hint: t('categories.wordHint'),
  },
  {
    name: 'life_months',
    label: t('categories.life'),
    type: 'number',
    min: 1,
    max: 600,
    step: 1,
    inputmode: 'numeric',
    width: 'half',
    hint: t('categories.lifeHint'),
  },
  {
    name: 'icon',
    label: t('categories.icon'),
    type: 'segmented',
    required: true,
    options: ICONS.map((value) => ({ value, label: wordOf('categoryIcon', value), icon: value })),
  },
];

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('categories.new'),
  hint: () => t('categories.newHint'),
  render(ctx) {
    ctx.setBack('/categorias', t('categories.title'));
    return form({
      ctx,
      id: 'category-new',
      values: { word: 'other', icon: 'package' },
      fields: fields(),
      submitLabel: t('categories.create'),
      cancel: { href: '/categorias' },
      onSubmit: (values) => api.post('/api/categories', values),
      onDone: (row) => {
        toast(t('categories.created'));
        ctx.navigate(`/categorias/${row.id}`, { replace: true });
      },
    }).element;
  },
};

/** @type {import('../../frame/router.js').Page} */
export const edit = {
  title: () => t('categories.edit'),
  hint: () => t('categories.editHint'),
  async render(ctx) {
    const row = await api.get(`/api/categories/${ctx.params.id}`, { signal: ctx.signal });
    const page = `/categorias/${row.id}`;
    ctx.setBack(page, row.name);
    return form({
      ctx,
      id: `category-${row.id}`,
      values: row,
      again: () => api.get(`/api/categories/${row.id}`),
      fields: fields(),
      submitLabel: t('common.save'),
      cancel: { href: page },
      onSubmit: (_, { changed, match }) => api.put(`/api/categories/${row.id}`, changed, { match }),
      onDone: () => {
        toast(t('categories.saved'));
        ctx.navigate(page, { replace: true });
      },
    }).element;
  },
};
