/** Lots and levels, side by side: the same stock, lot by lot and product by product. */
import { viewLinks } from '../../ui/views.js';
import { t } from './words.js';

/** @param {'/existencias' | '/existencias/productos'} here */
export const views = (here) =>
  viewLinks({
    label: t('stock.title'),
    here,
    views: [
      { href: '/existencias', icon: 'list', word: t('stock.byLot') },
      { href: '/existencias/productos', icon: 'package', word: t('stock.byProduct') },
    ],
  });
