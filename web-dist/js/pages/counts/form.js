/** Opening a count: a bin, a zone or a product of a warehouse. */
import { api } from '../../kit/api.js';
import { h, uid } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { notice } from '../../ui/parts.js';
import { mayKeep, warehouses } from '../warehouses/options.js';
import { t } from './words.js';

/** @typedef {import('wire').Warehouse} Warehouse */

/** Stands above the form: another warehouse has other bins. @param {Warehouse[]} known @param {Warehouse} chosen @param {(id: string) => void} go */
function warehouseChoice(known, chosen, go) {
  const id = uid('warehouse');
  const select = h(
    'select',
    { id, on: { change: () => go(select.value) } },
    ...known.map((one) => h('option', { value: one.id, selected: one.id === chosen.id }, one.name)),
  );
  return h('div', { class: 'field bin-warehouse' }, h('label', { for: id }, t('counts.warehouse')), select);
}

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('counts.new'),
  hint: () => t('counts.newHint'),
  async render(ctx) {
    ctx.setBack('/conteos', t('counts.title'));
    const known = (await warehouses(ctx.signal)).filter((one) => one.is_active && mayKeep(ctx.user, one.id));
    const warehouse = known.find(({ id }) => id === ctx.query.get('bodega')) ?? known[0];
    if (!warehouse) return notice({ tone: 'warn', icon: 'warehouse', text: t('counts.noWarehouse') });
    const bin = ctx.query.get('ubicacion');
    const product = ctx.query.get('producto');
    const written = form({
      ctx,
      id: `count-new-${warehouse.id}`,
      values: { scope: product ? 'product' : 'bin', bin_id: bin, product_id: product, is_blind: true },
      fields: [
        {
          name: 'scope',
          label: t('counts.what'),
          type: 'segmented',
          required: true,
          options: ['bin', 'zone', 'product'].map((value) => ({ value, label: t(`counts.scope.${value}`) })),
        },
        {
          name: 'bin_id',
          label: t('counts.bin'),
          type: 'combobox',
          required: true,
          show: ({ scope }) => scope === 'bin',
          options: async () => {
            const query = { warehouse_id: warehouse.id, is_active: true };
            const bins = await api.pages('/api/bins', { query, signal: ctx.signal });
            return bins
              .sort((a, b) => a.code.localeCompare(b.code, 'es', { numeric: true }))
              .map(({ id, code, product_name }) => ({ value: id, label: code, hint: product_name ?? '' }));
          },
        },
        {
          name: 'zone',
          label: t('counts.zone'),
          required: true,
          maxLength: 100,
          hint: t('counts.zoneHint'),
          show: ({ scope }) => scope === 'zone',
        },
        {
          name: 'product_id',
          label: t('counts.product'),
          type: 'combobox',
          required: true,
          show: ({ scope }) => scope === 'product',
          options: async () => {
            const products = await api.pages('/api/products', { query: { is_active: true }, signal: ctx.signal });
            return products
              .sort((a, b) => a.name.localeCompare(b.name, 'es', { numeric: true }))
              .map(({ id, name, sku }) => ({ value: id, label: name, hint: sku ?? '' }));
          },
        },
        { name: 'is_blind', label: t('counts.blindField'), type: 'checkbox', hint: t('counts.blindHint') },
        { name: 'notes', label: t('counts.notes'), type: 'textarea', rows: 2, maxLength: 1000 },
      ],
      submitLabel: t('counts.open'),
      cancel: { href: '/conteos' },
      onSubmit: ({ scope, is_blind, notes, ...of }) => {
        // Only what is counted: another choice may have been made before.
        const member = { bin: 'bin_id', zone: 'zone', product: 'product_id' }[String(scope)] ?? 'bin_id';
        const wish = { warehouse_id: warehouse.id, scope, is_blind, notes, [member]: of[member] };
        return api.post('/api/counts', /** @type {any} */ (wish));
      },
      onDone: ({ id }) => ctx.navigate(`/conteos/${id}`, { replace: true }),
    });
    const choice =
      known.length > 1 ? warehouseChoice(known, warehouse, (id) => ctx.navigate(`/conteos/nuevo?bodega=${id}`)) : null;
    return h('div', { class: 'stack' }, choice, written.element);
  },
};
