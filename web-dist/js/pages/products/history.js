/** How much there was of a product, day by day: a chart with the table behind it. */
import { api } from '../../kit/api.js';
import { dayMonth } from '../../kit/days.js';
import { date, number } from '../../kit/format.js';
import { plot } from '../../ui/chart.js';
import { h, replace } from '../../ui/dom.js';
import { async, card } from '../../ui/parts.js';
import { points, runsOut } from './rows.js';
import { quantity, t } from './words.js';

/** @typedef {import('wire').Product} Product */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** How far it looks back, in days. */
const SPANS = [30, 90, 365];

/** @param {Product} product @param {PageContext} ctx */
export function historyCard(product, ctx) {
  const place = h('div', {});
  const unit = product.default_unit;
  const as = (/** @type {number} */ value) => quantity(value, unit);
  /** @param {number} days */
  const show = (days) =>
    replace(
      place,
      async(
        () => api.get(`/api/products/${product.id}/stock-history`, { query: { days }, signal: ctx.signal }),
        (found) => {
          const shown = points(found.days);
          const out = runsOut(found.days, product.shelf_life_days);
          const sum = (/** @type {'came' | 'went'} */ name) =>
            Math.round(found.days.reduce((all, day) => all + day[name], 0) * 100) / 100;
          return h(
            'div',
            { class: 'stack' },
            plot({
              kind: 'line',
              title: t('products.history'),
              head: t('products.day'),
              places: shown.map(({ day }) => ({ name: dayMonth(day), full: date(day) })),
              series: [{ name: t('products.quantity'), tone: 'info', values: shown.map((day) => day.quantity) }],
              format: as,
              axis: number,
              whole: false,
            }),
            h('p', { class: 'muted' }, t('products.inAndOut', { days, came: as(sum('came')), went: as(sum('went')) })),
            out ? h('p', { class: 'muted' }, t('products.runsOut', { day: date(out) })) : null,
          );
        },
        { lines: 6 },
      ),
    );
  const choose = h(
    'select',
    { class: 'fit', 'aria-label': t('products.span'), on: { change: () => show(Number(choose.value)) } },
    ...SPANS.map((days) => h('option', { value: days, selected: days === 90 }, t('products.lastDays', { n: days }))),
  );
  show(90);
  return card({ title: t('products.history'), icon: 'chart' }, h('div', { class: 'row' }, choose), place);
}
