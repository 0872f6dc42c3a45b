/**
 * The pages of the warehouse of materials, a part of the list in js/routes.js: stock and its desk, what expires, movements, products,
 * warehouses, bins, suppliers.
 */

import { crud, DESKS, STOCK_READERS } from '../frame/places.js';

/** @type {import('../frame/places.js').Family[]} */
export const MATERIALS = [
  {
    name: 'stock',
    path: '/existencias',
    page: () => import('../pages/stock/page.js'),
    words: () => import('../pages/stock/words.js'),
    pages: [
      { at: 'productos', page: 'levels', roles: STOCK_READERS },
      { at: 'entrada', page: 'receive', roles: DESKS, load: () => import('../pages/stock/desk/receive.js') },
      { at: 'salida', page: 'issue', roles: DESKS, load: () => import('../pages/stock/desk/issue.js') },
      { at: '', page: 'list', roles: STOCK_READERS },
      { at: ':id', page: 'detail', roles: STOCK_READERS },
    ],
    place: { icon: 'boxes', word: { es: 'Existencias', en: 'Stock' } },
    bar: { instructor: 505, supervisor: 505, admin: 505, admin_general: 505 },
  },
  {
    name: 'expiry',
    path: '/vencimientos',
    page: () => import('../pages/expiry/page.js'),
    words: () => import('../pages/expiry/words.js'),
    pages: [{ at: '', page: 'list', roles: STOCK_READERS }],
    place: { icon: 'clock', word: { es: 'Vencimientos', en: 'Expiry' } },
    bar: { instructor: 506, supervisor: 506, admin: 506, admin_general: 506 },
  },
  {
    name: 'movements',
    path: '/movimientos',
    page: () => import('../pages/movements/page.js'),
    words: () => import('../pages/movements/words.js'),
    pages: [{ at: '', page: 'list', roles: STOCK_READERS }],
    place: { icon: 'history', word: { es: 'Movimientos', en: 'Movements' } },
    bar: { instructor: 507, supervisor: 507, admin: 507, admin_general: 507 },
  },
  {
    name: 'products',
    path: '/productos',
    page: () => import('../pages/products/page.js'),
    words: () => import('../pages/products/words.js'),
    pages: crud({ read: STOCK_READERS, write: DESKS }),
    place: { icon: 'package', word: { es: 'Productos', en: 'Products' } },
    bar: { instructor: 510, supervisor: 510, admin: 510, admin_general: 510 },
  },
  {
    name: 'warehouses',
    path: '/bodegas',
    page: () => import('../pages/warehouses/page.js'),
    words: () => import('../pages/warehouses/words.js'),
    pages: crud({ read: STOCK_READERS, write: DESKS }),
    place: { icon: 'warehouse', word: { es: 'Bodegas', en: 'Warehouses' } },
    bar: { instructor: 520, supervisor: 520, admin: 520, admin_general: 520 },
  },
  {
    name: 'bins',
    path: '/ubicaciones',
    page: () => import('../pages/bins/page.js'),
    words: () => import('../pages/bins/words.js'),
    pages: [
      { at: 'varias', page: 'many', roles: DESKS, load: () => import('../pages/bins/bulk.js') },
      ...crud({ read: STOCK_READERS, write: DESKS }),
    ],
    under: '/bodegas',
  },
  {
    name: 'suppliers',
    path: '/proveedores',
    page: () => import('../pages/suppliers/page.js'),
    words: () => import('../pages/suppliers/words.js'),
    pages: crud({ read: STOCK_READERS, write: DESKS }),
    place: { icon: 'users', word: { es: 'Proveedores', en: 'Suppliers' } },
    bar: { instructor: 540, supervisor: 540, admin: 540, admin_general: 540 },
  },
];
