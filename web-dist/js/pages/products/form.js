/** Creating and changing a product, with its photo. */
import { api } from '../../kit/api.js';
import { form } from '../../ui/form.js';
import { photoInput } from '../../ui/photo.js';
import { toast } from '../../ui/toast.js';
import { centerOptions } from '../centers/options.js';
import { t, unitName, UNITS } from './words.js';

/** @typedef {import('../../ui/form.js').Field} Field */
/** @typedef {import('../../ui/form.js').FormOptions} FormOptions */

const half = /** @type {const} */ ('half');
const third = /** @type {const} */ ('third');

/** @returns {Field[]} */
const naming = () => [
  {
    name: 'name',
    label: t('common.name'),
    required: true,
    minLength: 2,
    maxLength: 255,
    placeholder: t('products.namePlaceholder'),
  },
  { name: 'sku', label: t('products.sku'), minLength: 3, maxLength: 100, width: half, hint: t('products.skuHint') },
  {
    name: 'category',
    label: t('products.category'),
    maxLength: 100,
    width: half,
    placeholder: t('products.categoryPlaceholder'),
  },
];

/** @returns {Field[]} */
const measuring = () => [
  {
    name: 'default_unit',
    label: t('products.unit'),
    type: 'select',
    required: true,
    width: half,
    options: UNITS.map((value) => ({ value, label: unitName(value) })),
  },
  {
    name: 'min_stock',
    label: t('products.minStock'),
    type: 'number',
    step: 'any',
    min: 0,
    width: half,
    hint: t('products.minStockHint'),
  },
  {
    name: 'shelf_life_days',
    label: t('products.shelfLife'),
    type: 'number',
    step: 1,
    min: 1,
    max: 36500,
    width: half,
    hint: t('products.shelfLifeHint'),
  },
  {
    name: 'unit_price',
    label: t('products.price'),
    type: 'number',
    step: 'any',
    min: 0,
    width: half,
    hint: t('products.priceHint'),
  },
  { name: 'description', label: t('common.description'), type: 'textarea', rows: 3, maxLength: 2000 },
];

/**
 * A form with a photo: sent when it is taken, so that the product only says which.
 * @param {FormOptions} options @param {Blob | null} value the photo that it has already
 */
function withPhoto({ fields, ...rest }, value) {
  const photo = photoInput({
    label: t('products.photo'),
    hint: t('products.photoHint'),
    capture: false,
    value,
    onFile: async (file) => {
      const stored = file ? await api.upload('/api/photos', file) : null;
      written.set('photo_id', stored?.id ?? null);
    },
  });
  const written = form({
    ...rest,
    fields: [
      ...fields,
      { section: '', body: photo.element },
      { name: 'photo_id', label: t('products.photo'), type: 'hidden' },
    ],
  });
  return written.element;
}

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('products.new'),
  hint: () => t('products.newHint'),
  async render(ctx) {
    ctx.setBack('/productos', t('products.title'));
    const centers = ctx.can('admin_general') ? await centerOptions() : [];
    return withPhoto(
      {
        ctx,
        id: 'product-new',
        values: { default_unit: 'unidad', center_id: centers[0]?.value, sku: ctx.query.get('sku') },
        fields: [
          ...naming(),
          ...measuring(),
          ...(centers.length
            ? [
                {
                  name: 'center_id',
                  label: t('products.center'),
                  type: 'select',
                  required: true,
                  width: third,
                  options: centers,
                },
              ]
            : []),
        ],
        submitLabel: t('products.create'),
        cancel: { href: '/productos' },
        onSubmit: (values) => api.post('/api/products', values),
        onDone: (row) => {
          toast(t('products.created'), { tone: 'good' });
          ctx.navigate(`/productos/${row.id}`, { replace: true });
        },
      },
      null,
    );
  },
};

/** @type {import('../../frame/router.js').Page} */
export const edit = {
  title: () => t('products.edit'),
  hint: () => t('products.editHint'),
  async render(ctx) {
    const row = await api.get(`/api/products/${ctx.params.id}`, { signal: ctx.signal });
    const page = `/productos/${row.id}`;
    ctx.setBack(page, row.name);
    const photo = row.photo_id
      ? await api
          .blob(/** @type {'/api/photos/{id}'} */ (`/api/photos/${row.photo_id}?size=small`), { signal: ctx.signal })
          .catch(() => null)
      : null;
    return withPhoto(
      {
        ctx,
        id: `product-${row.id}`,
        values: row,
        fields: [
          ...naming(),
          ...measuring(),
          { name: 'is_active', label: t('products.isActive'), type: 'checkbox', hint: t('products.isActiveHint') },
        ],
        submitLabel: t('common.save'),
        cancel: { href: page },
        onSubmit: (_, { changed }) => api.put(`/api/products/${row.id}`, changed),
        onDone: () => {
          toast(t('products.saved'), { tone: 'good' });
          ctx.navigate(page, { replace: true });
        },
      },
      photo,
    );
  },
};
