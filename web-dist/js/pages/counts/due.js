/** What is counted next: what never was, then what waited longest and moves most. One tap begins. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { timeOf } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { badge, button } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { mayDescribe, mayKeep, warehouses } from '../warehouses/options.js';
import { opensCodes } from '../warehouses/open-code.js';
import { t, views } from './words.js';

/** @typedef {import('wire').Due} Due */

/** What a count of it is asked for: whoever counts by turn counts blind. @param {Due} row */
const wish = (row) => ({
  warehouse_id: row.warehouse_id,
  is_blind: true,
  ...(row.kind === 'bin'
    ? { scope: /** @type {const} */ ('bin'), bin_id: row.bin_id }
    : { scope: /** @type {const} */ ('product'), product_id: row.product_id }),
});

/** @type {import('../../frame/router.js').Page} */
export const due = {
  title: () => t('counts.due'),
  hint: () => t('counts.dueHint'),
  async render(ctx) {
    opensCodes(ctx);
    ctx.setBack('/conteos', t('counts.title'));
    const known = await warehouses(ctx.signal);
    /** @param {Due} row */
    const act = (row) => {
      if (row.open_count_id)
        return button({ label: t('counts.continue'), icon: 'forward', href: `/conteos/${row.open_count_id}` });
      if (!mayKeep(ctx.user, row.warehouse_id)) return null;
      return button({
        label: t('counts.start'),
        icon: 'check',
        kind: 'primary',
        run: async () => {
          const { id } = await api.post('/api/counts', /** @type {any} */ (wish(row)));
          ctx.navigate(`/conteos/${id}`);
        },
      });
    };
    const table = dataTable({
      ctx,
      name: 'por-contar',
      caption: t('counts.due'),
      noun: (n) => t('counts.dueCount', { n, count: number(n) }),
      loadPage: async ({ page, perPage, search, filters, signal }) => {
        const query = { search, kind: filters.por, warehouse_id: filters.bodega, page, page_size: perPage };
        const answer = await api.get('/api/counts/due', { query: /** @type {any} */ (query), signal });
        return { rows: /** @type {Due[]} */ (answer.items), total: answer.total };
      },
      perPage: 25,
      columns: [
        {
          key: 'what',
          label: t('counts.what'),
          card: 'title',
          sortable: false,
          value: (row) => row.bin_code ?? row.product_name,
          cell: (row) =>
            row.bin_code ? h('span', { class: 'mono strong' }, row.bin_code) : h('span', {}, row.product_name),
        },
        {
          key: 'detail',
          label: t('counts.where'),
          card: 'subtitle',
          sortable: false,
          value: (row) =>
            [
              row.kind === 'bin' ? row.product_name : t('counts.inBins', { n: row.bins, count: number(row.bins) }),
              t('counts.lots', { n: row.lots, count: number(row.lots) }),
              row.warehouse_name,
            ].join(' · '),
        },
        {
          key: 'counted_at',
          label: t('counts.lastCounted'),
          narrow: true,
          sortable: false,
          card: 'badge',
          cell: (row) =>
            row.counted_at
              ? timeOf(row.counted_at, 'nowrap')
              : badge({ word: t('counts.never'), icon: 'alert', tone: 'warn' }),
        },
        {
          key: 'moves',
          label: t('counts.moves'),
          align: 'end',
          narrow: true,
          sortable: false,
          cell: (row) => number(row.moves),
        },
        ...(mayDescribe(ctx.user)
          ? [
              /** @type {import('../../ui/table.js').TableColumn<Due>} */ ({
                key: 'act',
                label: t('counts.count.act'),
                narrow: true,
                align: 'end',
                sortable: false,
                value: () => null,
                cell: act,
              }),
            ]
          : []),
      ],
      filters: [
        {
          key: 'por',
          label: t('counts.by'),
          type: 'chips',
          value: 'bin',
          options: [
            { value: 'bin', label: t('counts.byBin') },
            { value: 'product', label: t('counts.byProduct') },
          ],
        },
        {
          key: 'bodega',
          label: t('counts.warehouse'),
          type: 'select',
          options: known.map(({ id, name }) => ({ value: id, label: name })),
        },
      ],
      search: { placeholder: t('counts.dueSearch') },
      empty: { icon: 'check-circle', title: t('counts.dueEmpty'), hint: t('counts.dueEmptyHint') },
    });
    return h('div', { class: 'stack' }, views('/conteos/por-contar'), table.element);
  },
};
