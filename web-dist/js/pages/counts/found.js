/** Something that no lot speaks of: which product, which number is on it, where it lies. */
import { api } from '../../kit/api.js';
import { openDialog } from '../../ui/dialog.js';
import { form } from '../../ui/form.js';
import { keyOf, quantityOf } from './rules.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').Entry} Entry */

/** The bins in which something may be found. @param {import('wire').CountDetail} count @param {AbortSignal} signal */
async function binsOf(count, signal) {
  if (count.bin_id) return [{ value: count.bin_id, label: count.bin_code ?? '' }];
  const query = { warehouse_id: count.warehouse_id, is_active: true };
  const bins = await api.pages('/api/bins', { query, signal });
  const zone = count.zone?.toLocaleLowerCase('es');
  return bins
    .filter(({ code }) => !zone || code.toLocaleLowerCase('es').startsWith(zone))
    .sort((a, b) => a.code.localeCompare(b.code, 'es', { numeric: true }))
    .map(({ id, code, product_name }) => ({ value: id, label: code, hint: product_name ?? '' }));
}

/** @param {import('wire').CountDetail} count @param {AbortSignal} signal */
async function productsOf(count, signal) {
  if (count.product_id) return [{ value: count.product_id, label: count.product_name ?? '' }];
  const products = await api.pages('/api/products', { query: { is_active: true }, signal });
  return products
    .sort((a, b) => a.name.localeCompare(b.name, 'es', { numeric: true }))
    .map(({ id, name, sku, default_unit }) => ({
      value: id,
      label: name,
      hint: [sku, default_unit].filter(Boolean).join(' · '),
    }));
}

/**
 * @param {{count: import('wire').CountDetail, ctx: import('../../frame/router.js').PageContext, bin: string | null, text: string, save: (entry: Entry) => void}} options
 *   `text`: a code that nothing here has: probably the number of the batch
 */
export function foundDialog({ count, ctx, bin, text, save }) {
  // A bin keeps one product: what is found in it is most likely of that.
  const here = count.items.find((line) => line.bin_id === (count.bin_id ?? bin));
  /** @type {{value: string, label: string}[]} */
  let products = [];
  const box = openDialog({
    title: t('counts.found'),
    hint: t('counts.foundHint'),
    body: (close) =>
      form({
        id: `count-found-${count.id}`,
        compact: true,
        values: {
          bin_id: count.bin_id ?? bin,
          product_id: count.product_id ?? here?.product_id ?? null,
          batch_number: text || null,
        },
        fields: [
          {
            name: 'bin_id',
            label: t('counts.bin'),
            type: 'combobox',
            required: true,
            options: () => binsOf(count, ctx.signal),
          },
          {
            name: 'product_id',
            label: t('counts.product'),
            type: 'combobox',
            required: true,
            options: async () => (products = await productsOf(count, ctx.signal)),
          },
          {
            name: 'batch_number',
            label: t('counts.batch'),
            required: true,
            maxLength: 100,
            hint: t('counts.batchHint'),
          },
          { name: 'use_by_date', label: t('counts.useByField'), type: 'date', width: 'half' },
          {
            name: 'quantity',
            label: t('counts.quantity'),
            required: true,
            inputmode: 'decimal',
            width: 'half',
            validate: (value) => (quantityOf(String(value ?? '')) === null ? t('counts.notQuantity') : null),
          },
        ],
        submitLabel: t('counts.save'),
        cancel: { run: () => close() },
        onSubmit: (values) => values,
        onDone: (values) => {
          const target = {
            bin_id: values.bin_id,
            product_id: values.product_id,
            batch_number: values.batch_number,
            use_by_date: values.use_by_date,
          };
          const product = products.find(({ value }) => value === values.product_id)?.label ?? '';
          save({
            key: keyOf(target),
            target,
            quantity: quantityOf(String(values.quantity)) ?? 0,
            revision: null,
            at: Date.now(),
            label: [product, values.batch_number].filter(Boolean).join(' · '),
          });
          close();
        },
      }).element,
  });
  ctx.onLeave(() => box.element.open && box.close());
}
