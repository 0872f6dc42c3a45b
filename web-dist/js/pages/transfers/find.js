/** What a scanned or typed code means where something is moved: a lot, a bin, or a product of which the lots are offered in their turn. */
import { api, ApiError } from '../../kit/api.js';
import { parseCode, readings, sameCode } from '../../ui/scan-text.js';

/** @typedef {import('wire').Lot} Lot */
/** @typedef {import('wire').Bin} Bin */
/** @typedef {import('wire').FefoRecommendation} Recommendation */
/** @typedef {{lots: Lot[], order?: Recommendation}} Found `order`: of a product, in which order its lots should go out */

/** As many rows as have a part of a code. */
const ALIKE = 100;
/** More than any lot holds: all lots are asked for. */
const ALL = 99_999_999.99;

/** A row that may not be there. @template T @param {Promise<T>} asked @returns {Promise<T | null>} */
const maybe = (asked) =>
  asked.catch((error) => {
    if (error instanceof ApiError && (error.status === 404 || error.status === 422)) return null;
    throw error;
  });

/** @param {import('wire').Query<'/api/stock/lots', 'get'>} query @param {AbortSignal} signal */
const lotsBy = async (query, signal) =>
  (await api.get('/api/stock/lots', { query: { ...query, page_size: ALIKE }, signal })).items;

/** A product's lots, in the order in which they should go out. @param {string} id @param {string | null} warehouse @param {AbortSignal} signal @returns {Promise<Found>} */
async function ofProduct(id, warehouse, signal) {
  const query = { product_id: id, quantity: ALL, warehouse_id: warehouse };
  const order = await api.get('/api/stock/fefo-recommendation', { query, signal });
  const turn = new Map(order.recommendations.map((one, at) => [one.lot_id, at]));
  const lots = await lotsBy({ product_id: id, warehouse_id: warehouse }, signal);
  const at = (/** @type {Lot} */ lot) => turn.get(lot.id) ?? ALIKE;
  return { lots: lots.sort((a, b) => at(a) - at(b)), order };
}

/**
 * The lots that a code means.
 * @param {string} text @param {string | null} warehouse whose bins and lots come first @param {AbortSignal} signal @returns {Promise<Found>}
 */
export async function findLots(text, warehouse, signal) {
  const { type, id } = parseCode(text);
  if (id && type === 'bin') return { lots: await lotsBy({ bin_id: id }, signal) };
  if (id && type === 'product') return ofProduct(id, warehouse, signal);
  if (id) {
    const lot = await maybe(api.get(`/api/stock/lots/${id}`, { signal }));
    return { lots: lot ? [lot] : [] };
  }
  for (const reading of readings(text)) {
    const query = { search: reading };
    const [lots, products] = await Promise.all([
      lotsBy(query, signal),
      api.get('/api/products', { query: { ...query, page_size: ALIKE }, signal }),
    ]);
    const own = lots.filter((lot) => sameCode(lot.batch_number, reading));
    if (own.length) return { lots: own };
    const inBin = lots.filter((lot) => sameCode(lot.bin_code, reading));
    if (inBin.length) return { lots: inBin };
    const product = products.items.find((one) => sameCode(one.sku ?? one.name, reading) || sameCode(one.name, reading));
    if (product) return ofProduct(product.id, warehouse, signal);
  }
  return { lots: [] };
}

/** The bins that a code means: those of a warehouse, or of any. @param {string} text @param {AbortSignal} signal @returns {Promise<Bin[]>} */
export async function findBins(text, signal) {
  const { type, id } = parseCode(text);
  if (id && (type === 'bin' || type === 'unknown')) {
    const bin = await maybe(api.get(`/api/bins/${id}`, { signal }));
    return bin ? [bin] : [];
  }
  for (const reading of readings(text)) {
    const { items } = await api.get('/api/bins', { query: { search: reading, page_size: ALIKE }, signal });
    const bins = items.filter((bin) => sameCode(bin.code, reading));
    if (bins.length) return bins;
  }
  return [];
}
