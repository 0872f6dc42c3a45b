/** Warehouses to choose from, and in which of them somebody works. */
import { api } from '../../kit/api.js';

/** @typedef {import('wire').Warehouse} Warehouse */
/** @typedef {{role: string, warehouse_id?: string | null}} Who */

/** Every warehouse that the caller sees, by name. @param {AbortSignal} [signal] @returns {Promise<Warehouse[]>} */
export const warehouses = async (signal) =>
  (await api.pages('/api/warehouses', { signal })).sort((a, b) =>
    a.name.localeCompare(b.name, 'es', { numeric: true }),
  );

/** Administrators describe warehouses, products and suppliers of their centre. @param {Who} user */
export const mayDescribe = (user) => user.role === 'admin' || user.role === 'admin_general';

/**
 * Bins are changed in one's own warehouse, in any of the centre by who is linked to none (a room that isn't one doesn't count).
 * @param {Who} user @param {string} warehouse
 */
export const mayKeep = (user, warehouse) =>
  user.role === 'admin_general' || (user.role === 'admin' && (!user.warehouse_id || user.warehouse_id === warehouse));
