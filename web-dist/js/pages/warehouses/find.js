/**
 * What a code of the warehouse of materials means: a label that is scanned, or the code of a bin, the SKU or name of a product and the
 * number of a lot as people type them.
 */
import { api, ApiError } from '../../kit/api.js';
import { fold } from '../../kit/format.js';
import { parseCode, readings, sameCode } from '../../ui/scan-text.js';

/** @typedef {import('wire').Bin} Bin */
/** @typedef {import('wire').Product} Product */
/** @typedef {import('wire').Lot} Lot */
/** @typedef {'products' | 'bins' | 'lots'} Kind */
/** @typedef {{products: Product[], bins: Bin[], lots: Lot[]}} Found */

/** As many rows as have a part of a code. */
const ALIKE = 200;

/** @returns {Found} */
const nothing = () => ({ products: [], bins: [], lots: [] });

/** How many things were found. @param {Found} found */
export const countOf = ({ products, bins, lots }) => products.length + bins.length + lots.length;

/** Rows whose code is the text; as a scanner with another layout types it, if there is none. @template T @param {T[]} rows @param {string} text @param {(row: T) => string} codeOf */
export function having(rows, text, codeOf) {
  const wanted = fold(text);
  const equal = rows.filter((row) => fold(codeOf(row)) === wanted);
  return equal.length ? equal : rows.filter((row) => sameCode(codeOf(row), text.trim()));
}

/** A product by its SKU or, of one that has none or that people call by it, its name. @param {Product[]} rows @param {string} text */
function productsHaving(rows, text) {
  const bySku = having(rows, text, (product) => product.sku ?? product.name);
  return bySku.length ? bySku : having(rows, text, (product) => product.name);
}

/** @param {string} search @param {Kind[]} kinds @param {AbortSignal} signal @returns {Promise<Found>} */
async function alike(search, kinds, signal) {
  const query = { search, page_size: ALIKE };
  const [products, bins, lots] = await Promise.all([
    kinds.includes('products') ? api.get('/api/products', { query, signal }) : null,
    kinds.includes('bins') ? api.get('/api/bins', { query, signal }) : null,
    kinds.includes('lots') ? api.get('/api/stock/lots', { query, signal }) : null,
  ]);
  return { products: products?.items ?? [], bins: bins?.items ?? [], lots: lots?.items ?? [] };
}

/** What a label names by its id; null, if it is no label of ours. @param {string} text @param {AbortSignal} signal @returns {Promise<Found | null>} */
async function labelled(text, signal) {
  const { type, id } = parseCode(text);
  if (!id) return null;
  try {
    switch (type) {
      case 'product':
        return { ...nothing(), products: [await api.get(`/api/products/${id}`, { signal })] };
      case 'bin':
        return { ...nothing(), bins: [await api.get(`/api/bins/${id}`, { signal })] };
      case 'lot':
        return { ...nothing(), lots: [await api.get(`/api/stock/lots/${id}`, { signal })] };
      default:
        return null;
    }
  } catch (error) {
    if (error instanceof ApiError && [404, 422].includes(error.status)) return nothing();
    throw error;
  }
}

/**
 * What has exactly a code, and what looks like it where nothing has.
 * @param {string} text @param {Kind[]} kinds @param {AbortSignal} signal @returns {Promise<{exact: Found, near: Found}>}
 */
export async function meant(text, kinds, signal) {
  const label = await labelled(text, signal);
  if (label) return { exact: label, near: nothing() };
  /** @type {Found | null} */
  let near = null;
  for (const reading of readings(text)) {
    const found = await alike(reading, kinds, signal);
    const exact = {
      products: productsHaving(found.products, reading),
      bins: having(found.bins, reading, (bin) => bin.code),
      lots: having(found.lots, reading, (lot) => lot.batch_number),
    };
    if (countOf(exact)) return { exact, near: nothing() };
    near ??= found;
  }
  return { exact: nothing(), near: near ?? nothing() };
}

/** Of several bins or lots, those of one's own warehouse; all of them, if none is. @template {{warehouse_id: string}} T @param {T[]} rows @param {string | null | undefined} own @returns {T[]} */
export function nearest(rows, own) {
  const mine = rows.filter((row) => row.warehouse_id === own);
  return mine.length ? mine : rows;
}
