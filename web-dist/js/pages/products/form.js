/** Creating and changing a product, with its photo. */
import { api } from '../../kit/api.js';
import { h, replace } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { photoInput } from '../../ui/photo.js';
import { toast } from '../../ui/toast.js';
import { centerOptions } from '../centers/options.js';
import { uploads } from './upload.js';
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

/** A photo as it is stored, small; none, if it can't be had. @param {string | null | undefined} id @param {AbortSignal} signal @returns {Promise<Blob | null>} */
const stored = async (id, signal) =>
  id
    ? api.blob(/** @type {'/api/photos/{id}'} */ (`/api/photos/${id}?size=small`), { signal }).catch(() => null)
    : null;

/**
 * A form with a photo: sent when it is taken, so that the product only says which.
 * @param {Omit<FormOptions, 'ctx'> & {ctx: import('../../frame/router.js').PageContext}} options
 */
async function withPhoto({ fields, onSubmit, ...rest }) {
  const first = rest.values?.photo_id ?? null;
  const had = await stored(first, rest.ctx.signal);
  const place = h('div', {});
  const sending = uploads(
    (file) => api.upload('/api/photos', file),
    (id) => written.set('photo_id', id),
  );
  /** @type {ReturnType<typeof photoInput> | undefined} */
  let input;
  /** @param {Blob | null} value */
  const show = (value) => {
    // What is still being made small there doesn't count any more.
    input?.clear();
    input = photoInput({
      label: t('products.photo'),
      hint: t('products.photoHint'),
      capture: false,
      value,
      onFile: (file) => sending.take(file),
    });
    replace(place, input.element);
  };
  const written = form({
    ...rest,
    fields: [...fields, { section: '', body: place }, { name: 'photo_id', label: t('products.photo'), type: 'hidden' }],
    onSubmit: async (values, { changed }) => {
      // Large ones take a while to be made small before they are sent.
      await input?.settled();
      await sending.settled();
      const { photo_id } = written.values();
      const { photo_id: _, ...others } = changed;
      return onSubmit({ ...values, photo_id }, { changed: photo_id === first ? others : { ...others, photo_id } });
    },
    onReset: () => {
      sending.drop();
      show(had);
    },
  });
  // A draft may have another photo than the product.
  const now = written.values().photo_id ?? null;
  show(now === first ? had : await stored(now, rest.ctx.signal));
  return written.element;
}

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('products.new'),
  hint: () => t('products.newHint'),
  async render(ctx) {
    ctx.setBack('/productos', t('products.title'));
    const centers = ctx.can('admin_general') ? await centerOptions() : [];
    return withPhoto({
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
    });
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
    return withPhoto({
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
    });
  },
};
