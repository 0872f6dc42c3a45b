/** Materials on the home page of who keeps a warehouse: what expires and what is lacking. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { async, card, stat, stats } from '../../ui/parts.js';
import { lotList, lowList, well } from '../materials/page.js';
import { t } from '../materials/words.js';
import { foot } from './checks.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** How many of each list are shown. */
const MOST = 3;

/** @param {PageContext} ctx */
export const materialsCard = (ctx) =>
  card(
    { title: t('materials.home'), icon: 'package', hint: t('materials.homeHint'), class: 'home-materials' },
    async(
      () =>
        api.get('/api/stock/dashboard', {
          query: ctx.user.warehouse_id ? { warehouse_id: ctx.user.warehouse_id } : {},
          signal: ctx.signal,
        }),
      ({ expiry, expiring, low_stock: low, low_stock_count: lacking }) => {
        const soon = expiry.critical + expiry.high;
        return h(
          'div',
          { class: 'stack' },
          stats(
            stat({
              label: t('materials.homeExpired'),
              value: number(expiry.expired),
              icon: 'alert',
              tone: expiry.expired ? 'bad' : '',
              href: '/vencimientos?columna=expired',
              hint: t('materials.lots', { n: expiry.expired }),
            }),
            stat({
              label: t('materials.homeSoon'),
              value: number(soon),
              icon: 'clock',
              tone: expiry.critical ? 'bad' : soon ? 'warn' : '',
              href: '/vencimientos',
              hint: t('materials.lots', { n: soon }),
            }),
            stat({
              label: t('materials.low'),
              value: number(lacking),
              icon: 'triangle',
              tone: lacking ? 'warn' : '',
              href: '/productos?cuanto=falta',
              hint: t('materials.productsWord', { n: lacking }),
            }),
          ),
          expiring.length || low.length
            ? h(
                'div',
                { class: 'home-first' },
                expiring.length ? lotList(expiring.slice(0, MOST), false) : well(t('materials.soonestNone')),
                low.length ? lowList(low.slice(0, MOST)) : well(t('materials.lowestNone')),
              )
            : null,
        );
      },
    ),
    foot(t('materials.homeSee'), 'chart', '/materiales'),
  );
