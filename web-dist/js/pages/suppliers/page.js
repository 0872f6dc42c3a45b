/** Suppliers: the list. Detail and forms are in the files beside this one. */
import { api } from '../../kit/api.js';
import { activeState, number } from '../../kit/format.js';
import { state } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { mayDescribe } from '../warehouses/options.js';
import { opensCodes } from '../warehouses/open-code.js';
import { removeSupplier, setActive } from './actions.js';
import { t } from './words.js';

export { detail } from './detail.js';
export { create, edit } from './form.js';

/** @typedef {import('wire').Supplier} Supplier */

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('suppliers.title'),
  hint: () => t('suppliers.hint'),
  render(ctx) {
    opensCodes(ctx);
    const writes = mayDescribe(ctx.user);
    if (writes)
      ctx.setActions(button({ label: t('suppliers.new'), icon: 'plus', kind: 'primary', href: '/proveedores/nuevo' }));
    /** @type {ReturnType<typeof dataTable<Supplier>>} */
    const table = dataTable({
      ctx,
      name: 'proveedores',
      exports: { list: 'suppliers' },
      caption: t('suppliers.title'),
      noun: (n) => t('suppliers.count', { n, count: number(n) }),
      load: ({ signal }) => api.pages('/api/suppliers', { signal }),
      columns: [
        { key: 'company_name', label: t('suppliers.name'), card: 'title' },
        { key: 'contact_person', label: t('suppliers.contact'), card: 'subtitle' },
        { key: 'phone', label: t('common.phone'), narrow: true },
        {
          key: 'tax_number',
          label: t('suppliers.nit'),
          narrow: true,
          cell: (row) => (row.tax_number ? h('span', { class: 'nowrap' }, row.tax_number) : null),
        },
        { key: 'lots', label: t('suppliers.lots'), align: 'end', narrow: true, card: 'hidden', searchable: false },
        state('is_active', t('common.status'), (/** @type {Supplier} */ row) => activeState(row.is_active), {
          card: 'badge',
        }),
      ],
      filters: [
        {
          key: 'activo',
          label: t('common.status'),
          type: 'select',
          options: [
            { value: 'si', label: t('common.active') },
            { value: 'no', label: t('common.inactive') },
          ],
          test: (row, value) => row.is_active === (value === 'si'),
        },
      ],
      search: { placeholder: t('suppliers.search') },
      sort: { key: 'company_name' },
      href: (row) => `/proveedores/${row.id}`,
      actions: (row) =>
        writes
          ? [
              { label: t('common.edit'), icon: 'edit', href: `/proveedores/${row.id}/editar` },
              row.is_active
                ? { label: t('common.deactivate'), icon: 'minus', run: () => setActive(row, false, table.reload) }
                : { label: t('common.activate'), icon: 'check-circle', run: () => setActive(row, true, table.reload) },
              {
                label: t('common.delete'),
                icon: 'trash',
                danger: true,
                run: () => removeSupplier(row, { gone: table.reload, changed: table.reload }),
              },
            ]
          : [],
      rowTone: (row) => (row.is_active ? null : 'muted'),
      empty: {
        icon: 'users',
        title: t('suppliers.empty'),
        hint: t('suppliers.emptyHint'),
        ...(writes ? { action: { label: t('suppliers.new'), icon: 'plus', href: '/proveedores/nuevo' } } : {}),
      },
    });
    return table.element;
  },
};
