/** Creating and changing one bin: its parts by the template of its warehouse, its code as they give it. */
import { api } from '../../kit/api.js';
import { form } from '../../ui/form.js';
import { notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { codeOf } from '../warehouses/codes.js';
import { mayKeep, warehouses } from '../warehouses/options.js';
import { t } from './words.js';

/** @typedef {import('wire').BinTemplate} Template */
/** @typedef {import('../../ui/form.js').Field} Field */
/** @typedef {Record<string, any>} Values */

/** The name of a part's field in the form. @param {string} name */
const partField = (name) => `part:${name}`;

/** The parts that the form holds. @param {Template} template @param {Values} values @returns {Record<string, string>} */
const partsIn = (template, values) =>
  Object.fromEntries(
    template.fields.flatMap(({ name }) => {
      const value = values[partField(name)];
      return value ? [[name, String(value)]] : [];
    }),
  );

/**
 * What is typed of the parts and the code; the code follows the parts as long as nobody has written another.
 * @param {Template} template @returns {Field[]}
 */
const naming = (template) => [
  ...template.fields.map(
    ({ name, label, required }) =>
      /** @type {Field} */ ({
        name: partField(name),
        label,
        required,
        maxLength: 50,
        width: 'third',
        implies: (values) => ({ code: codeOf(template, partsIn(template, values)) }),
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

/** What goes over the wire. @param {Template} template @param {Values} values */
function payload(template, values) {
  const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('part:')));
  return { ...rest, structure_data: partsIn(template, values) };
}

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
    return form({
      ctx,
      id: `bin-new-${warehouse.id}`,
      values: { warehouse_id: warehouse.id, status: 'empty' },
      fields: [
        {
          name: 'warehouse_id',
          label: t('bins.warehouse'),
          type: 'select',
          required: true,
          options: known.map(({ id, name }) => ({ value: id, label: name })),
          // Another warehouse names its bins otherwise.
          implies: ({ warehouse_id: chosen }) => {
            if (chosen && chosen !== warehouse.id) ctx.navigate(`/ubicaciones/nuevo?bodega=${chosen}`);
            return {};
          },
        },
        ...naming(template),
        ...measures(),
        ...using(),
      ],
      submitLabel: t('bins.create'),
      cancel: { href: page },
      onSubmit: (values) => api.post('/api/bins', payload(template, values)),
      onDone: (row) => {
        toast(t('bins.created', { code: row.code }), { tone: 'good' });
        ctx.navigate(`/ubicaciones/${row.id}`, { replace: true });
      },
    }).element;
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
    return form({
      ctx,
      id: `bin-${row.id}`,
      values: { ...row, ...parts, status: row.status === 'occupied' ? 'empty' : row.status },
      fields: [...naming(template), ...measures(), ...using()],
      submitLabel: t('common.save'),
      cancel: { href: page },
      onSubmit: (values, { changed }) => {
        const { structure_data, ...rest } = payload(template, changed);
        const named = Object.keys(changed).some((name) => name.startsWith('part:'));
        return api.put(`/api/bins/${row.id}`, {
          ...rest,
          ...(named ? { structure_data: partsIn(template, values) } : {}),
        });
      },
      onDone: () => {
        toast(t('bins.saved'), { tone: 'good' });
        ctx.navigate(page, { replace: true });
      },
    }).element;
  },
};
