/** What the pages of stock decide without a page: what a list asks for, what is suggested, what a code is wrong for. Pure. */
import { addDays } from '../../kit/days.js';

/** @typedef {import('wire').Lot} Lot */
/** @typedef {import('wire').Bin} Bin */
/** @typedef {import('wire').Product} Product */
/** @typedef {import('wire').Query<'/api/stock/lots', 'get'>} LotsAsked */

/** So many days ahead each choice of «vence» looks: up to where critical, high and medium reach. @type {Record<string, number>} */
const AHEAD = { 7: 6, 14: 13, 30: 29 };

/** By which column a list of lots may be sorted, up and down. @type {Record<string, [LotsAsked['order'], LotsAsked['order']]>} */
const ORDERS = {
  use_by_date: ['use_by', 'use_by_last'],
  received_at: ['received_first', 'received'],
  product_name: ['product', 'product_last'],
  bin_code: ['bin', 'bin_last'],
};

/**
 * The days between which the choice of «vence» lies.
 * @param {string | null | undefined} choice @param {string} today @returns {{use_by_from?: string, use_by_to?: string}}
 */
export function expiryRange(choice, today) {
  if (choice === 'vencido') return { use_by_to: addDays(today, -1) };
  const ahead = AHEAD[choice ?? ''];
  return ahead === undefined ? {} : { use_by_from: today, use_by_to: addDays(today, ahead) };
}

/**
 * A page of lots as the server is asked for it.
 * @param {{search: string, sort: string | null, desc: boolean, filters: Record<string, string>}} state @param {string} today @returns {LotsAsked}
 */
export function lotsAsked({ search, sort, desc, filters }, today) {
  const [up, down] = ORDERS[sort ?? ''] ?? ORDERS.use_by_date;
  return {
    search: search || null,
    warehouse_id: filters.bodega || null,
    product_id: filters.producto || null,
    bin_id: filters.ubicacion || null,
    supplier_id: filters.proveedor || null,
    state: /** @type {LotsAsked['state']} */ (filters.estado || null),
    order: desc ? down : up,
    ...expiryRange(filters.vence, today),
  };
}

/**
 * The same list as a file is cut from it.
 * @param {{search: string, sort: string | null, desc: boolean, filters: Record<string, string>}} state @param {string} today
 * @returns {import('wire').Schemas['ExportFilters']}
 */
export function lotsTaken(state, today) {
  const { warehouse_id: environment_id, state: status, ...rest } = lotsAsked(state, today);
  return /** @type {any} */ ({ ...rest, environment_id, status });
}

/** The last day of use of what arrives today, by what is known of the product. @param {Pick<Product, 'shelf_life_days'>} product @param {string} today */
export const suggestedUseBy = ({ shelf_life_days: days }, today) => (days ? addDays(today, days) : null);

/** A number for what came without one: the day tells it from what comes later. @param {string} today */
export const numberless = (today) => `S/N-${today.replaceAll('-', '')}`;

/**
 * Why a bin doesn't take a product, as a key of the words; null if it does as far as one can see. The server has the last word.
 * @param {Bin} bin @param {Pick<Product, 'name'> | null} product @param {(warehouse: string) => boolean} mayKeep
 * @returns {'elsewhere' | 'inactive' | 'other' | null}
 */
export function binFault(bin, product, mayKeep) {
  if (!mayKeep(bin.warehouse_id)) return 'elsewhere';
  if (!bin.is_active || bin.status === 'inactive') return 'inactive';
  return product && bin.product_name && bin.product_name !== product.name ? 'other' : null;
}

/** What a lot holds once a movement of it is taken back; never less than what is promised of it. @param {Pick<Lot, 'quantity' | 'reserved_quantity'>} lot @param {{quantity: number}} movement */
export const undone = (lot, { quantity }) => Math.max(lot.reserved_quantity, hundredths(lot.quantity - quantity), 0);

/** As exact as quantities are kept. @param {number} value */
export const hundredths = (value) => Math.round(value * 100) / 100;

/** How much there is of a product, in a word. @param {{total_quantity: number, available_quantity: number, min_stock?: number | null}} level @returns {'nada' | 'poco' | 'hay'} */
export function levelOf({ total_quantity: total, available_quantity: available, min_stock: least }) {
  if (!available) return 'nada';
  return least !== null && least !== undefined && total < least ? 'poco' : 'hay';
}

/**
 * What can be done to a lot as it stands, by who keeps its warehouse.
 * @param {Pick<Lot, 'state' | 'status' | 'quantity'>} lot
 */
export function actsOn({ state, status, quantity }) {
  const alive = status !== 'scrapped';
  return {
    issue: state === 'available',
    move: state === 'available',
    count: alive && quantity > 0,
    adjust: alive,
    scrap: alive && quantity > 0,
    hold: status === 'available' && quantity > 0,
    release: status === 'held',
  };
}
