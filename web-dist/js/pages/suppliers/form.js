/** Creating and changing a supplier. */
import { api } from '../../kit/api.js';
import { form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { centerOptions } from '../centers/options.js';
import { nitFault } from './nit.js';
import { t } from './words.js';

/** @typedef {import('../../ui/form.js').Field} Field */

const half = /** @type {const} */ ('half');

/** @param {string | null} value */
function nitText(value) {
  const fault = value ? nitFault(value) : null;
  if (!fault) return null;
  return t(fault === 'form' ? 'suppliers.nitForm' : 'suppliers.nitDigit');
}

/** @returns {Field[]} */
const fields = () => [
  {
    name: 'company_name',
    label: t('suppliers.name'),
    required: true,
    minLength: 2,
    maxLength: 255,
    placeholder: t('suppliers.namePlaceholder'),
  },
  {
    name: 'tax_number',
    label: t('suppliers.nit'),
    maxLength: 20,
    width: half,
    hint: t('suppliers.nitHint'),
    validate: nitText,
  },
  {
    name: 'contact_person',
    label: t('suppliers.contact'),
    maxLength: 255,
    width: half,
    hint: t('suppliers.contactHint'),
  },
  { name: 'phone', label: t('common.phone'), type: 'tel', maxLength: 50, width: half },
  { name: 'email', label: t('common.email'), type: 'email', maxLength: 254, width: half },
  { name: 'address', label: t('suppliers.address'), type: 'textarea', rows: 2, maxLength: 500 },
];

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('suppliers.new'),
  hint: () => t('suppliers.newHint'),
  async render(ctx) {
    ctx.setBack('/proveedores', t('suppliers.title'));
    const centers = ctx.can('admin_general') ? await centerOptions() : [];
    return form({
      ctx,
      id: 'supplier-new',
      values: { center_id: centers[0]?.value },
      fields: [
        ...fields(),
        ...(centers.length
          ? [{ name: 'center_id', label: t('suppliers.center'), type: 'select', required: true, options: centers }]
          : []),
      ],
      submitLabel: t('suppliers.create'),
      cancel: { href: '/proveedores' },
      onSubmit: (values) => api.post('/api/suppliers', values),
      onDone: (row) => {
        toast(t('suppliers.created'), { tone: 'good' });
        ctx.navigate(`/proveedores/${row.id}`, { replace: true });
      },
    }).element;
  },
};

/** @type {import('../../frame/router.js').Page} */
export const edit = {
  title: () => t('suppliers.edit'),
  hint: () => t('suppliers.editHint'),
  async render(ctx) {
    const row = await api.get(`/api/suppliers/${ctx.params.id}`, { signal: ctx.signal });
    const page = `/proveedores/${row.id}`;
    ctx.setBack(page, row.company_name);
    return form({
      ctx,
      id: `supplier-${row.id}`,
      values: row,
      fields: [
        ...fields(),
        { name: 'is_active', label: t('suppliers.isActive'), type: 'checkbox', hint: t('suppliers.isActiveHint') },
      ],
      submitLabel: t('common.save'),
      cancel: { href: page },
      onSubmit: (_, { changed }) => api.put(`/api/suppliers/${row.id}`, changed),
      onDone: () => {
        toast(t('suppliers.saved'), { tone: 'good' });
        ctx.navigate(page, { replace: true });
      },
    }).element;
  },
};
