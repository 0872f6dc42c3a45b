/** What a scanned or typed code means where something is moved: a lot, a bin, or a product of which the lots are offered in their turn. */
import { api } from '../../kit/api.js';
import { meant } from '../warehouses/find.js';

/** @typedef {import('wire').Lot} Lot */
/** @typedef {import('wire').Bin} Bin */
/** @typedef {import('wire').FefoRecommendation} Recommendation */
/** @typedef {{lots: Lot[], order?: Recommendation}} Found `order`: of a product, in which order its lots should go out */

/** As many lots as are offered of a product or in a bin. */
const MOST = 100;
/** More than any lot holds: all lots are asked for. */
const ALL = 99_999_999.99;

/** @param {import('wire').Query<'/api/stock/lots', 'get'>} query @param {AbortSignal} signal */
const lotsBy = async (query, signal) =>
  (await api.get('/api/stock/lots', { query: { ...query, page_size: MOST }, signal })).items;

/** A product's lots, in the order in which they should go out. @param {string} id @param {string | null} warehouse @param {AbortSignal} signal @returns {Promise<Found>} */
async function ofProduct(id, warehouse, signal) {
  const query = { product_id: id, quantity: ALL, warehouse_id: warehouse };
  const order = await api.get('/api/stock/fefo-recommendation', { query, signal });
  const turn = new Map(order.recommendations.map((one, at) => [one.lot_id, at]));
  const lots = await lotsBy({ product_id: id, warehouse_id: warehouse }, signal);
  const at = (/** @type {Lot} */ lot) => turn.get(lot.id) ?? MOST;
  return { lots: lots.sort((a, b) => at(a) - at(b)), order };
}

/**
 * The lots that a code means.
 * @param {string} text @param {string | null} warehouse whose bins and lots come first @param {AbortSignal} signal @returns {Promise<Found>}
 */
export async function findLots(text, warehouse, signal) {
  const { lots, bins, products } = (await meant(text, ['lots', 'bins', 'products'], signal)).exact;
  if (lots.length) return { lots };
  if (bins.length) {
    const within = await Promise.all(bins.map((bin) => lotsBy({ bin_id: bin.id }, signal)));
    return { lots: within.flat() };
  }
  return products.length ? ofProduct(products[0].id, warehouse, signal) : { lots: [] };
}

/** The bins that a code means: those of a warehouse, or of any. @param {string} text @param {AbortSignal} signal @returns {Promise<Bin[]>} */
export const findBins = async (text, signal) => (await meant(text, ['bins'], signal)).exact.bins;
