/** What is read at the desk of materials means: products and bins to receive into, lots and products to issue. */
import { api } from '../../../kit/api.js';
import { quantity } from '../../products/words.js';
import { meant, nearest } from '../../warehouses/find.js';
import { mayKeep } from '../../warehouses/options.js';
import { binFault } from '../rules.js';
import { expiryText } from '../words.js';
import { t } from './words.js';

/** @typedef {import('wire').Bin} Bin */
/** @typedef {import('wire').Lot} Lot */
/** @typedef {import('wire').LotDetail} LotDetail */
/** @typedef {import('wire').Product} Product */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */
/** @typedef {{product: Product, lot?: Lot}} Arrives a product, and the lot that more of has come, if its label was read */
/** @typedef {{lot: LotDetail} | {product: Product}} Leaves */
/**
 * @template T
 * @typedef {import('./reader.js').Meant<T>} Meant
 */
/**
 * @template T
 * @typedef {import('./reader.js').Choice<T>} Choice
 */

/** So many are offered to choose from. */
const MOST = 8;

/** @param {string} id @param {AbortSignal} signal @returns {Promise<Product>} */
const productNow = (id, signal) => api.get(`/api/products/${id}`, { signal });
/** @param {string} id @param {AbortSignal} signal @returns {Promise<LotDetail>} */
const lotNow = (id, signal) => api.get(`/api/stock/lots/${id}`, { signal });

/** @param {Product} product */
const ofProduct = (product) => ({
  label: product.name,
  hint: [product.sku, quantity(product.quantity, product.default_unit)].filter(Boolean).join(' · '),
});

/** What arrives: by the code of its product, or by the label of a lot of which more has come. @param {PageContext} ctx @returns {(text: string) => Promise<Meant<Arrives>>} */
export const arriving =
  ({ signal }) =>
  async (text) => {
    const { exact, near } = await meant(text, ['products', 'bins', 'lots'], signal);
    const products = exact.products.filter((product) => product.is_active);
    if (products.length === 1) return { thing: { product: products[0] } };
    if (products.length > 1) return offered(products, t('desk.several', { text }));
    if (exact.products.length) return { fault: t('desk.productInactive', { name: exact.products[0].name }) };
    if (exact.lots.length) {
      const [lot] = exact.lots;
      const product = await productNow(lot.product_id, signal);
      return product.is_active
        ? { thing: { product, lot: exact.lots.length === 1 ? lot : undefined } }
        : { fault: t('desk.productInactive', { name: product.name }) };
    }
    if (exact.bins.length) return { fault: t('desk.binNotProduct', { code: exact.bins[0].code }) };
    const alike = near.products.filter((product) => product.is_active);
    return alike.length ? offered(alike, t('desk.alike', { text })) : { fault: t('desk.productUnknown', { text }) };
  };

/** @param {Product[]} products @param {string} say @returns {Meant<Arrives>} */
const offered = (products, say) => ({
  say,
  choices: products.slice(0, MOST).map((product) => ({ thing: { product }, ...ofProduct(product) })),
});

/** Why a bin doesn't take it. @param {Bin} bin @param {Product | null} product @param {PageContext['user']} user */
export function binFaultText(bin, product, user) {
  const fault = binFault(bin, product, (warehouse) => mayKeep(user, warehouse));
  if (!fault) return null;
  return t(`desk.bin.${fault}`, {
    code: bin.code,
    warehouse: bin.warehouse_name,
    there: bin.product_name ?? '—',
    name: product?.name ?? '—',
  });
}

/** Where it is put. @param {PageContext} ctx @param {() => Product | null} product @returns {(text: string) => Promise<Meant<Bin>>} */
export const receiving =
  ({ signal, user }, product) =>
  async (text) => {
    const { exact, near } = await meant(text, ['bins', 'products', 'lots'], signal);
    const bins = nearest(exact.bins, user.warehouse_id);
    if (bins.length === 1) {
      const fault = binFaultText(bins[0], product(), user);
      return fault ? { fault } : { thing: bins[0] };
    }
    const fits = (/** @type {Bin} */ bin) => !binFaultText(bin, product(), user);
    const offer = (/** @type {Bin[]} */ some, /** @type {string} */ say) => ({
      say,
      choices: some.slice(0, MOST).map((bin) => ({
        thing: bin,
        label: bin.code,
        hint: [bin.warehouse_name, bin.product_name].filter(Boolean).join(' · '),
        icon: 'warehouse',
      })),
    });
    if (bins.length) return offer(bins, t('desk.several', { text }));
    if (exact.products.length) return { fault: t('desk.productNotBin', { name: exact.products[0].name }) };
    if (exact.lots.length) return { fault: t('desk.lotNotBin', { batch: exact.lots[0].batch_number }) };
    const alike = near.bins.filter(fits);
    return alike.length ? offer(alike, t('desk.alike', { text })) : { fault: t('desk.binUnknown', { text }) };
  };

/** @param {Lot} lot @returns {{label: string, hint: string, icon: string}} */
const ofLot = (lot) => ({
  label: `${lot.product_name} · ${lot.batch_number}`,
  hint: [
    lot.bin_code,
    quantity(lot.free_quantity, lot.unit),
    lot.days_until_expiry === null || lot.days_until_expiry === undefined ? '' : expiryText(lot.days_until_expiry),
  ]
    .filter(Boolean)
    .join(' · '),
  icon: 'box',
});

/**
 * What leaves: a lot by its label or number, a product by its code, what lies in a bin by that of the bin.
 * @param {PageContext} ctx @returns {(text: string) => Promise<Meant<Leaves>>}
 */
export const leaving =
  ({ signal, user }) =>
  async (text) => {
    const { exact, near } = await meant(text, ['lots', 'products', 'bins'], signal);
    const [bin] = nearest(exact.bins, user.warehouse_id);
    const inBin =
      bin && !exact.lots.length && !exact.products.length
        ? (await api.get('/api/stock/lots', { query: { bin_id: bin.id, page_size: MOST }, signal })).items
        : [];
    const lots = [...nearest(exact.lots, user.warehouse_id), ...inBin];
    if (lots.length + exact.products.length === 1)
      return lots.length
        ? { thing: { lot: await lotNow(lots[0].id, signal) } }
        : { thing: { product: exact.products[0] } };
    if (lots.length + exact.products.length > 1)
      return offer(lots, exact.products, t('desk.several', { text }), signal);
    if (bin) return { fault: t('desk.binEmpty', { code: bin.code }) };
    const alike = nearest(near.lots, user.warehouse_id);
    return alike.length || near.products.length
      ? offer(alike, near.products, t('desk.alike', { text }), signal)
      : { fault: t('desk.leavingUnknown', { text }) };
  };

/** @param {Lot[]} lots @param {Product[]} products @param {string} say @param {AbortSignal} signal @returns {Meant<Leaves>} */
const offer = (lots, products, say, signal) => ({
  say,
  choices: [
    ...products.map((product) => ({ thing: { product }, ...ofProduct(product) })),
    ...lots.map((lot) => ({ thing: async () => ({ lot: await lotNow(lot.id, signal) }), ...ofLot(lot) })),
  ].slice(0, MOST),
});
