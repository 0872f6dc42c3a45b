/** The first page of the materials: what there is and what it is worth, what expires, what is lacking, what moved. Each figure leads to its list. */
import { reach } from '../../frame/places.js';
import { api } from '../../kit/api.js';
import { dayMonth } from '../../kit/days.js';
import { money, number, weekdayOf, weekdayShort } from '../../kit/format.js';
import { bars, plot } from '../../ui/chart.js';
import { h, icon, replace, uid } from '../../ui/dom.js';
import { async, badge, button, card, columns, emptyState, linkList, stat, stats } from '../../ui/parts.js';
import { quantity } from '../products/words.js';
import { opensCodes } from '../warehouses/open-code.js';
import { warehouses } from '../warehouses/options.js';
import { chosenWarehouse, fefoTone, leftState, movesPath, underWay, worthHint } from './rules.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('./rules.js').Figures} Figures */
/** Where a figure leads, for who may open it. @typedef {(path: string) => string | undefined} Way */

/** @type {import('../../frame/router.js').Page} */
export const overview = {
  title: () => t('nav.materials'),
  hint: () => t('materials.hint'),
  async render(ctx) {
    opensCodes(ctx);
    const way = (/** @type {string} */ path) => reach(path, ctx.user.role);
    const [receive, issue, reserve] = ['/existencias/entrada', '/existencias/salida', '/reservas/nueva'].map(way);
    ctx.setActions(
      receive ? button({ label: t('materials.receive'), icon: 'download', kind: 'primary', href: receive }) : null,
      issue ? button({ label: t('materials.issue'), icon: 'upload', href: issue }) : null,
      reserve && ctx.can('instructor')
        ? button({ label: t('materials.reserve'), icon: 'lock', kind: 'primary', href: reserve })
        : null,
    );
    const all = (await warehouses(ctx.signal)).filter((one) => one.is_active);
    const place = h('div', { class: 'stack' });
    const draw = (/** @type {string} */ chosen) => {
      const one = all.find(({ id }) => id === chosen);
      const query = one ? { warehouse_id: one.id } : {};
      replace(
        place,
        async(
          () => api.get('/api/stock/dashboard', { query, signal: ctx.signal }),
          (found) => figures(found, within(way, one?.id), all.length > 1 && !one),
          { lines: 10 },
        ),
      );
    };
    const chosen = chosenWarehouse(ctx.query, ctx.user);
    draw(chosen);
    return h('div', { class: 'stack' }, all.length > 1 ? chooser(ctx, all, chosen, draw) : null, place);
  },
};

/** Where a figure of one warehouse leads: to the same list, cut to it. @param {Way} way @param {string | undefined} warehouse @returns {Way} */
const within = (way, warehouse) => (path) => {
  const [at, query] = path.split('?');
  const href = way(at);
  const asked = [query, warehouse && CUT.has(at) ? `bodega=${warehouse}` : ''].filter(Boolean).join('&');
  return href && [href, asked].filter(Boolean).join('?');
};

/** The lists that are cut to a warehouse by «bodega». */
const CUT = new Set(['/existencias', '/vencimientos', '/movimientos', '/reservas', '/traslados', '/conteos']);

/** Which warehouse. @param {PageContext} ctx @param {import('wire').Warehouse[]} all @param {string} chosen @param {(chosen: string) => void} draw */
function chooser(ctx, all, chosen, draw) {
  const id = uid('warehouse');
  const select = h(
    'select',
    {
      id,
      value: all.some((one) => one.id === chosen) ? chosen : 'todas',
      on: {
        change: () => {
          ctx.setQuery({ bodega: select.value });
          draw(select.value);
        },
      },
    },
    h('option', { value: 'todas' }, t('materials.all')),
    ...all.map((one) => h('option', { value: one.id }, one.name)),
  );
  return h(
    'div',
    { class: 'stats-tools no-print' },
    h('span', { class: 'row' }, h('label', { for: id }, t('materials.warehouse')), select),
  );
}

/** @param {Figures} found @param {Way} way @param {boolean} several whether lots of more than one warehouse are among them */
const figures = (found, way, several) => [
  h('div', { class: 'materials-figures' }, keyFigures(found, way)),
  columns(
    [soonestCard(found, way, several), weekCard(found)],
    [lowCard(found, way), todayCard(found, way), fefoCard(found), underWayCard(found, way)],
  ),
];

/** @param {Figures} found @param {Way} way */
const keyFigures = (found, way) =>
  stats(
    stat({
      label: t('materials.worth'),
      value: money(found.value.amount),
      icon: 'package',
      href: way('/existencias'),
      hint: worthHint(found.value),
    }),
    stat({
      label: t('materials.occupancy'),
      value: `${number(found.occupancy.utilization_percent)} %`,
      icon: 'warehouse',
      href: way('/bodegas'),
      hint: found.occupancy.total_bins
        ? t('materials.occupancyHint', {
            occupied: number(found.occupancy.occupied_bins),
            total: number(found.occupancy.total_bins),
          })
        : t('materials.noBins'),
    }),
    stat({
      label: t('materials.expiry'),
      value: number(found.expiry.critical + found.expiry.high),
      icon: 'clock',
      tone: found.expiry.expired || found.expiry.critical ? 'bad' : found.expiry.high ? 'warn' : '',
      href: way('/vencimientos'),
      hint: found.expiry.expired ? t('materials.expired', { n: found.expiry.expired }) : t('materials.noneExpired'),
    }),
    stat({
      label: t('materials.low'),
      value: number(found.low_stock_count),
      icon: 'triangle',
      tone: found.low_stock_count ? 'warn' : '',
      href: way('/productos?cuanto=falta'),
      hint: t('materials.lowHint'),
    }),
  );

/** @param {Figures} found @param {Way} way @param {boolean} several */
const soonestCard = (found, way, several) =>
  card(
    { title: t('materials.soonest'), icon: 'clock', hint: t('materials.soonestHint') },
    found.expiring.length ? lotList(found.expiring, several) : well(t('materials.soonestNone')),
    foot(t('materials.allExpiry'), 'clock', way('/vencimientos')),
  );

/** Lots, how much of them there is, and how long they may be used. @param {Figures['expiring']} lots @param {boolean} several */
export const lotList = (lots, several) =>
  linkList(
    lots.map((lot) => ({
      href: `/existencias/${lot.lot_id}`,
      icon: 'package',
      title: lot.product_name,
      hint: [
        quantity(lot.quantity, lot.unit),
        t(several ? 'materials.lotIn' : 'materials.lot', {
          batch: lot.batch_number,
          bin: lot.bin_code,
          warehouse: lot.warehouse_name,
        }),
      ].join(' · '),
      end: badge(leftState(lot.days_until_expiry)),
    })),
  );

/** @param {Figures} found */
function weekCard({ week }) {
  const count = week.reduce((sum, day) => sum + day.receipts + day.issues, 0);
  return card(
    { title: t('materials.week'), icon: 'chart', hint: t('materials.weekHint') },
    count
      ? plot({
          kind: 'bar',
          title: t('materials.week'),
          about: t('materials.weekAbout', { n: count, count: number(count) }),
          head: t('materials.day'),
          whole: true,
          places: week.map(({ day }) => ({ name: weekdayShort(weekdayOf(day)), full: dayMonth(day) })),
          series: [
            { name: t('materials.type.receipt'), tone: 'good', values: week.map((day) => day.receipts) },
            { name: t('materials.type.issue'), tone: 'info', values: week.map((day) => day.issues) },
          ],
        })
      : emptyState({ icon: 'package', title: t('materials.weekNone') }),
  );
}

/** @param {Figures} found @param {Way} way */
const lowCard = (found, way) =>
  card(
    { title: t('materials.low'), icon: 'triangle', hint: t('materials.lowestHint') },
    found.low_stock.length ? lowList(found.low_stock) : well(t('materials.lowestNone')),
    foot(t('materials.allLow'), 'package', way('/productos?cuanto=falta')),
  );

/** Products, how much of them there is, and how much there should be. @param {Figures['low_stock']} products */
export const lowList = (products) =>
  linkList(
    products.map((one) => ({
      href: `/productos/${one.product_id}`,
      title: one.product_name,
      hint: [one.sku, t('materials.minimum', { quantity: quantity(one.min_stock, one.unit) })]
        .filter(Boolean)
        .join(' · '),
      end: badge({
        word: quantity(one.quantity, one.unit),
        icon: one.quantity ? 'triangle' : 'missing',
        tone: one.quantity ? 'warn' : 'bad',
      }),
    })),
  );

/** @param {Figures} found @param {Way} way */
function todayCard({ today: counted, week }, way) {
  const count = counted.reduce((sum, one) => sum + one.count, 0);
  // The server's day: that of whoever reads may be another.
  const day = week.at(-1)?.day;
  return card(
    {
      title: t('materials.today'),
      icon: 'swap',
      hint: count ? t('materials.todayHint', { n: count, count: number(count) }) : '',
    },
    count
      ? bars(
          counted
            .filter((one) => one.count)
            .map((one) => ({
              label: t(`materials.type.${one.movement_type}`),
              value: one.count,
              ...(day ? { href: way(movesPath(one.movement_type, day)) } : {}),
            })),
          { label: t('materials.today') },
        )
      : h('p', { class: 'muted' }, t('materials.todayNone')),
  );
}

/** @param {Figures} found */
const fefoCard = ({ fefo }) =>
  card(
    { title: t('materials.fefo'), icon: 'sort', hint: t('materials.fefoHint') },
    fefo.percent === null || fefo.percent === undefined
      ? h('p', { class: 'muted' }, t('materials.fefoNone'))
      : h(
          'div',
          { class: 'stack tight' },
          h('p', {}, h('span', { class: `figure tone-${fefoTone(fefo)}` }, `${number(fefo.percent)} %`)),
          h(
            'p',
            { class: 'muted' },
            t('materials.fefoOf', { n: fefo.issues, count: number(fefo.issues), done: number(fefo.compliant) }),
          ),
        ),
  );

/** @param {Figures} found @param {Way} way */
function underWayCard({ under_way: open }, way) {
  const rows = underWay(open);
  return card(
    { title: t('materials.underWay'), icon: 'hourglass' },
    rows.length
      ? linkList(
          rows.map((row) => ({
            href: way(row.path),
            icon: row.icon,
            title: `${number(row.n)} ${t(row.word, { n: row.n })}`,
          })),
        )
      : h('p', { class: 'muted' }, t('materials.nothingUnderWay')),
  );
}

/** That there is nothing to do. @param {string} text */
export const well = (text) => h('p', { class: 'all-well' }, icon('check-circle'), text);

/** @param {string} label @param {string} name @param {string | undefined} href */
const foot = (label, name, href) =>
  href ? h('div', { class: 'foot-link' }, button({ label, icon: name, kind: 'quiet', href })) : null;
