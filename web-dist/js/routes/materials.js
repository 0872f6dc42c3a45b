/** The pages of the warehouse of materials, a part of the list in js/routes.js: their first page, products, warehouses, bins, suppliers. */

import { crud, DESKS, STOCK_READERS } from '../frame/places.js';

/** @type {import('../frame/places.js').Family[]} */
export const MATERIALS = [
  {
    name: 'materials',
    path: '/materiales',
    page: () => import('../pages/materials/page.js'),
    pages: [{ at: '', page: 'overview', roles: STOCK_READERS }],
    place: { icon: 'chart', word: { es: 'Materiales', en: 'Materials' } },
    bar: { instructor: 500, supervisor: 500, admin: 500, admin_general: 500 },
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
