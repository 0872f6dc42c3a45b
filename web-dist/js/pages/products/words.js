/** Words of the products: units, quantities, states. */
import { describe } from '../../kit/entities.js';
import { number } from '../../kit/format.js';
import { learn, wordOf } from '../../kit/words.js';
import '../stock/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').Product} Product */
/** @typedef {Product['default_unit']} Unit */

/** @type {Unit[]} */
export const UNITS = ['unidad', 'kg', 'g', 'l', 'ml', 'm', 'm2', 'paquete', 'caja', 'rollo', 'galón', 'par'];

/** @param {Unit} unit */
export const unitName = (unit) => wordOf('unit', unit);

/** So much of something, with its unit: «2,5 kg», «1 caja». @param {number} n @param {Unit} unit */
export const quantity = (n, unit) => t(`units.${unit}`, { n, count: number(n) });

/** Whether there is less of a product than there should be. @param {Pick<Product, 'min_stock' | 'quantity'>} row */
export const isLow = ({ min_stock: least, quantity: present }) =>
  least !== null && least !== undefined && present < least;

/** How much there is of a product, in a word that a list can be narrowed by. @param {Pick<Product, 'min_stock' | 'quantity'>} row @returns {'nada' | 'poco' | 'hay'} */
export const howMuch = (row) => (!row.quantity ? 'nada' : isLow(row) ? 'poco' : 'hay');

/** @param {Product} row @returns {import('../../kit/format.js').State} */
export function productState(row) {
  if (!row.is_active) return { word: t('common.inactive'), icon: 'minus', tone: 'muted' };
  switch (howMuch(row)) {
    case 'nada':
      return { word: t('products.none'), icon: 'missing', tone: isLow(row) ? 'warn' : 'muted' };
    case 'poco':
      return { word: t('products.low'), icon: 'triangle', tone: 'warn' };
    default:
      return { word: t('products.present'), icon: 'check-circle', tone: 'good' };
  }
}

export const entities = describe({
  product: {
    word: 'products.one',
    many: 'nav.products',
    page: '/productos/',
    fields: 'products.field',
    values: { default_unit: 'unit' },
  },
});
