/** Creating and changing one bin: its parts by the template of its warehouse, its code as they give it. */
import { api } from '../../kit/api.js';
import { t as common } from '../../kit/words.js';
import { h } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { mayKeep, warehouses } from '../warehouses/options.js';
import { arePartsChanged, binPatch, codeKeeper, newBin, partField } from './naming.js';
import { warehouseChoice } from './which.js';
import { t } from './words.js';

/** @typedef {import('wire').BinTemplate} Template */
/** @typedef {import('../../ui/form.js').Field} Field */
/** @typedef {Record<string, any>} Values */

/**
 * What is typed of the parts and the code; the code follows the parts as long as nobody has written another.
 * A bin that was named by another template needs the parts of this one only once they are changed.
 * @param {Template} template @param {ReturnType<typeof codeKeeper>} keeper @param {Record<string, string> | null} had its parts until now @returns {Field[]}
 */
const naming = (template, keeper, had) => [
  ...template.fields.map(
    ({ name, label, required }) =>
      /** @type {Field} */ ({
        name: partField(name),
        label,
        required: required && !had,
        optional: !required,
        validate: (value, values) =>
          had && required && !value && arePartsChanged(template, values, had) ? common('form.required') : null,
        maxLength: 50,
        width: 'third',
        implies: keeper.follow,
      }),
  ),
  { name: 'code', label: t('bins.code'), required: true, maxLength: 100, hint: t('bins.codeHint') },
];

/** What fits and how it is reached. @returns {Field[]} */
export const measures = () => [
  { name: 'max_weight', label: t('bins.maxWeight'), type: 'number', step: 'any', min: 0.01, width: 'third' },
  { name: 'max_height', label: t('bins.maxHeight'), type: 'number', step: 'any', min: 0.01, width: 'third' },
  {
    name: 'accessibility',
    label: t('bins.accessibility'),
    maxLength: 50,
    width: 'third',
    placeholder: t('bins.accessibilityPlaceholder'),
  },
];

/** @returns {Field[]} */
const using = () => [
  {
    name: 'status',
    label: t('bins.use'),
    type: 'segmented',
    required: true,
    hint: t('bins.useHint'),
    options: ['empty', 'reserved', 'inactive'].map((value) => ({ value, label: t(`bins.use.${value}`) })),
  },
  { name: 'notes', label: t('common.notes'), type: 'textarea', rows: 2, maxLength: 1000 },
];

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('bins.new'),
  hint: () => t('bins.newHint'),
  async render(ctx) {
    ctx.setBack('/ubicaciones', t('bins.title'));
    const known = (await warehouses(ctx.signal)).filter((one) => one.is_active && mayKeep(ctx.user, one.id));
    const warehouse = known.find(({ id }) => id === ctx.query.get('bodega')) ?? known[0];
    if (!warehouse) return notice({ tone: 'warn', icon: 'warehouse', text: t('bins.noWarehouse') });
    const template = warehouse.bin_structure_template;
    const page = `/bodegas/${warehouse.id}`;
    const keeper = codeKeeper(template, {});
    const written = form({
      ctx,
      id: `bin-new-${warehouse.id}`,
      values: { status: 'empty' },
      fields: [...naming(template, keeper, null), ...measures(), ...using()],
      onReset: () => keeper.begin({}),
      submitLabel: t('bins.create'),
      cancel: { href: page },
      onSubmit: (values) => api.post('/api/bins', { ...newBin(template, values), warehouse_id: warehouse.id }),
      onDone: (row) => {
        toast(t('bins.created', { code: row.code }), { tone: 'good' });
        ctx.navigate(`/ubicaciones/${row.id}`, { replace: true });
      },
    });
    keeper.begin(written.values());
    const choice = warehouseChoice(known, warehouse, (other) => ctx.navigate(`/ubicaciones/nuevo?bodega=${other}`));
    return h('div', { class: 'stack' }, choice, written.element);
  },
};

/** @type {import('../../frame/router.js').Page} */
export const edit = {
  title: () => t('bins.edit'),
  hint: () => t('bins.editHint'),
  async render(ctx) {
    const row = await api.get(`/api/bins/${ctx.params.id}`, { signal: ctx.signal });
    const page = `/ubicaciones/${row.id}`;
    ctx.setBack(page, row.code);
    if (!mayKeep(ctx.user, row.warehouse_id)) return notice({ tone: 'warn', icon: 'lock', text: t('bins.notYours') });
    const { bin_structure_template: template } = await api.get(`/api/warehouses/${row.warehouse_id}`, {
      signal: ctx.signal,
    });
    const parts = Object.fromEntries(template.fields.map(({ name }) => [partField(name), row.structure_data[name]]));
    const keeper = codeKeeper(template, parts);
    const written = form({
      ctx,
      id: `bin-${row.id}`,
      values: { ...row, ...parts, status: row.status === 'occupied' ? 'empty' : row.status },
      fields: [...naming(template, keeper, row.structure_data), ...measures(), ...using()],
      onReset: () => keeper.begin(parts),
      submitLabel: t('common.save'),
      cancel: { href: page },
      onSubmit: (values, { changed }) => api.put(`/api/bins/${row.id}`, binPatch(template, values, changed, row)),
      onDone: () => {
        toast(t('bins.saved'), { tone: 'good' });
        ctx.navigate(page, { replace: true });
      },
    });
    keeper.begin(written.values());
    return written.element;
  },
};
