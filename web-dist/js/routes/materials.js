/** The pages of the warehouse of materials, a part of the list in js/routes.js. */

import { BORROWERS, crud, DESKS, STAFF, STOCK_READERS } from '../frame/places.js';

/** @type {import('../frame/places.js').Family[]} */
export const MATERIALS = [
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
    name: 'reservations',
    path: '/reservas',
    page: () => import('../pages/reservations/page.js'),
    words: () => import('../pages/reservations/words.js'),
    pages: [
      { at: '', page: 'list', roles: STOCK_READERS },
      { at: 'nueva', page: 'create', roles: BORROWERS },
      { at: ':id', page: 'detail', roles: STOCK_READERS },
    ],
    place: { icon: 'lock', word: { es: 'Reservas', en: 'Reservations' } },
    bar: { instructor: 515, supervisor: 515, admin: 515, admin_general: 515 },
  },
  {
    name: 'transfers',
    path: '/traslados',
    page: () => import('../pages/transfers/page.js'),
    words: () => import('../pages/transfers/words.js'),
    pages: [
      { at: '', page: 'list', roles: STOCK_READERS },
      { at: 'nuevo', page: 'create', roles: DESKS },
      { at: ':id', page: 'detail', roles: STOCK_READERS },
    ],
    place: { icon: 'truck', word: { es: 'Traslados', en: 'Transfers' } },
    bar: { supervisor: 516, admin: 516, admin_general: 516 },
  },
  {
    name: 'counts',
    path: '/conteos',
    page: () => import('../pages/counts/page.js'),
    words: () => import('../pages/counts/words.js'),
    pages: [
      { at: '', page: 'list', roles: STAFF },
      { at: 'por-contar', page: 'due', roles: STAFF },
      { at: 'nuevo', page: 'create', roles: DESKS },
      { at: ':id', page: 'detail', roles: STAFF },
    ],
    place: { icon: 'list', word: { es: 'Conteos', en: 'Counts' } },
    bar: { supervisor: 517, admin: 517, admin_general: 517 },
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
