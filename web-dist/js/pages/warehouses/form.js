/** Creating and changing a warehouse, with the template of its bins. */
import { api, ApiError } from '../../kit/api.js';
import { form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { centerOptions } from '../centers/options.js';
import { faultText, standard, templateEditor } from './template.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('../../ui/form.js').Field} Field */
/** @typedef {import('./codes.js').Template} Template */

/** @returns {Field[]} */
const describing = () => [
  {
    name: 'name',
    label: t('common.name'),
    required: true,
    minLength: 2,
    maxLength: 100,
    placeholder: t('warehouses.namePlaceholder'),
  },
  { name: 'location', label: t('warehouses.location'), maxLength: 200, hint: t('warehouses.locationHint') },
  { name: 'description', label: t('common.description'), type: 'textarea', rows: 2, maxLength: 1000 },
];

/** The template travels through the form as one text, so that it is a draft like everything else. @param {unknown} text @returns {Template} */
const templateIn = (text) => JSON.parse(String(text));

/** The same, to be sent. Its fields are no fields of the form: the form says at its top what is wrong with one. @param {unknown} text */
function soundTemplate(text) {
  const template = templateIn(text);
  const fault = faultText(template);
  if (fault) throw new ApiError(400, 'plantilla_invalida', fault);
  return template;
}

/**
 * A form that ends with the editor of the template.
 * @param {Omit<import('../../ui/form.js').FormOptions, 'values'> & {values: Record<string, any>, template: Template, kept?: string[]}} options
 */
function withTemplate({ fields, values, template, kept, ...rest }) {
  const editor = templateEditor((now) => written.set('template', JSON.stringify(now)), kept);
  const show = () => editor.set(templateIn(written.values().template));
  const written = form({
    ...rest,
    onReset: show,
    values: { ...values, template: JSON.stringify(template) },
    fields: [
      ...fields,
      { section: t('warehouses.template'), hint: t('warehouses.templateHint'), body: editor.element },
      { name: 'template', label: t('warehouses.template'), type: 'hidden' },
    ],
  });
  // What was kept of an earlier try stands there already.
  show();
  return written.element;
}

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('warehouses.new'),
  hint: () => t('warehouses.newHint'),
  async render(ctx) {
    ctx.setBack('/bodegas', t('warehouses.title'));
    const centers = ctx.can('admin_general') ? await centerOptions() : [];
    return withTemplate({
      ctx,
      id: 'warehouse-new',
      template: standard(),
      values: { center_id: centers[0]?.value },
      fields: [
        ...describing(),
        ...(centers.length
          ? [{ name: 'center_id', label: t('warehouses.center'), type: 'select', required: true, options: centers }]
          : []),
      ],
      submitLabel: t('warehouses.create'),
      cancel: { href: '/bodegas' },
      onSubmit: async ({ template, ...values }) =>
        api.post('/api/warehouses', { ...values, bin_structure_template: soundTemplate(template) }),
      onDone: (row) => {
        toast(t('warehouses.created'), { tone: 'good' });
        ctx.navigate(`/bodegas/${row.id}`, { replace: true });
      },
    });
  },
};

/** @type {import('../../frame/router.js').Page} */
export const edit = {
  title: () => t('warehouses.edit'),
  hint: () => t('warehouses.editHint'),
  async render(ctx) {
    const row = await api.get(`/api/warehouses/${ctx.params.id}`, { signal: ctx.signal });
    const page = `/bodegas/${row.id}`;
    ctx.setBack(page, row.name);
    return withTemplate({
      ctx,
      id: `warehouse-${row.id}`,
      template: row.bin_structure_template,
      kept: row.bins ? row.bin_structure_template.fields.map(({ name }) => name) : [],
      values: row,
      fields: [
        ...describing(),
        { name: 'is_active', label: t('warehouses.isActive'), type: 'checkbox', hint: t('warehouses.isActiveHint') },
      ],
      submitLabel: t('common.save'),
      cancel: { href: page },
      onSubmit: async (_, { changed: { template, ...changed } }) =>
        api.put(`/api/warehouses/${row.id}`, {
          ...changed,
          ...(template === undefined ? {} : { bin_structure_template: soundTemplate(template) }),
        }),
      onDone: () => {
        toast(t('warehouses.saved'), { tone: 'good' });
        ctx.navigate(page, { replace: true });
      },
    });
  },
};
