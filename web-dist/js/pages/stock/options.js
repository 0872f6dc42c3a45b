/** What lists of stock are narrowed to: warehouses, products, and one bin, lot or supplier that an address names. */
import { api } from '../../kit/api.js';
import { warehouses } from '../warehouses/options.js';

/** @typedef {{value: string, label: string}} Option */
/** @typedef {{key: string, label: string, type: 'select', options: Option[]}} Choice */

/** @param {AbortSignal} signal @returns {Promise<Option[]>} */
export const warehouseChoices = async (signal) =>
  (await warehouses(signal)).map(({ id, name }) => ({ value: id, label: name }));

/** @param {AbortSignal} signal @returns {Promise<Option[]>} */
export const productChoices = async (signal) =>
  (await api.pages('/api/products', { signal }))
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label, 'es', { numeric: true }));

/**
 * The filter for one thing of which there are too many to choose from: it is there while the address names one.
 * @param {URLSearchParams} query @param {string} key @param {string} label @param {(id: string) => Promise<string>} nameOf @returns {Promise<Choice[]>}
 */
export async function named(query, key, label, nameOf) {
  const id = query.get(key);
  if (!id) return [];
  // What isn't there any more narrows the list to nothing, and can be taken away like any other.
  const name = await nameOf(id).catch(() => '?');
  return [{ key, label, type: 'select', options: [{ value: id, label: name }] }];
}

/** @param {string} id @param {AbortSignal} signal */
export const binName = async (id, signal) => (await api.get(`/api/bins/${id}`, { signal })).code;
/** @param {string} id @param {AbortSignal} signal */
export const lotName = async (id, signal) => (await api.get(`/api/stock/lots/${id}`, { signal })).batch_number;
/** @param {string} id @param {AbortSignal} signal */
export const supplierName = async (id, signal) => (await api.get(`/api/suppliers/${id}`, { signal })).company_name;
