/**
 * Equipment: the list with its counts. The item itself opens beside it on a wide screen.
 */
import { api } from '../../kit/api.js';
import { amount, number } from '../../kit/format.js';
import { h, icon, replace } from '../../ui/dom.js';
import { badge, button, stat, stats } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { answersIn, hasAnswer, writtenText } from '../categories/kinds.js';
import { categoriesIn, choiceOf } from '../categories/options.js';
import { roomFilter } from '../environments/options.js';
import { carry } from '../labels/chosen.js';
import { t as tl } from '../labels/words.js';
import { itemThumb } from '../pictures/thumb.js';
import { mayLabel } from '../qr/label.js';
import { mayVerify, mayWriteItems, moveItem, quantityCell, removeItem } from './actions.js';
import { itemPanel } from './detail.js';
import { verifyItem } from './verify.js';
import { sortKey } from './worth.js';
import { categoryOf, ITEM_STATUSES, itemState, itemTotals, t } from './words.js';

export { detail } from './detail.js';
export { create, edit } from './form.js';

/** @typedef {import('./actions.js').Item} Item */

/**
 * The four numbers over the list.
 * @param {Item[]} rows
 */
function summary(rows) {
  const total = itemTotals(rows);
  return stats(
    stat({
      label: t('inventory.pieces'),
      value: number(total.pieces),
      icon: 'boxes',
      hint: t('inventory.inRows', { n: total.rows, count: number(total.rows) }),
    }),
    stat({ label: t('inventory.good'), value: number(total.good), icon: 'check-circle', tone: 'good' }),
    stat({
      label: t('inventory.damaged'),
      value: number(total.damaged),
      icon: 'triangle',
      tone: total.damaged ? 'bad' : 'muted',
    }),
    stat({
      label: t('inventory.missing'),
      value: number(total.missing),
      icon: 'missing',
      tone: total.missing ? 'warn' : 'muted',
    }),
  );
}

/**
 * The button that switches to the items given up as lost, which the list leaves out otherwise.
 * @param {import('../../frame/router.js').PageContext} ctx
 * @param {() => void} reload
 */
function lostSwitch(ctx, reload) {
  let lost = ctx.query.get('perdidos') === 'si';
  const node = button({
    label: t('inventory.showLost'),
    icon: 'missing',
    kind: 'quiet',
    run: () => {
      lost = !lost;
      node.setAttribute('aria-pressed', String(lost));
      ctx.setQuery({ perdidos: lost ? 'si' : null });
      reload();
    },
  });
  node.setAttribute('aria-pressed', String(lost));
  return { node, on: () => lost };
}

/**
 * The labels of what the list shows, as it is searched and filtered.
 * @param {import('../../frame/router.js').PageContext} ctx
 * @param {() => Item[]} rows
 */
const labelsOfList = (ctx, rows) =>
  button({
    label: tl('labels.ofList'),
    icon: 'qr',
    kind: 'quiet',
    run: () => {
      carry(rows().map((row) => row.id));
      ctx.navigate('/etiquetas');
    },
  });

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('inventory.title'),
  hint: () => t('inventory.hint'),
  render(ctx) {
    const writes = mayWriteItems(ctx.user);
    ctx.setHint(t(`inventory.hint.${ctx.user.role}`));
    if (writes)
      ctx.setActions(
        ctx.can('admin_general') && button({ label: t('inventory.categories'), icon: 'list', href: '/categorias' }),
        button({ label: t('inventory.import'), icon: 'upload', href: '/importaciones' }),
        button({ label: t('inventory.new'), icon: 'plus', kind: 'primary', href: '/equipos/nuevo' }),
      );
    const lost = lostSwitch(ctx, () => table.reload());
    const head = h('div', { class: 'inventory-summary' });
    /** @type {ReturnType<typeof dataTable<Item>>} */
    const table = dataTable({
      ctx,
      name: 'equipos',
      exports: { list: 'items', filters: () => ({ status: lost.on() ? 'lost' : null }) },
      caption: t('inventory.title'),
      noun: (n) => t('inventory.count', { n, count: number(n) }),
      load: ({ signal }) => api.all('/api/inventory', { query: { status: lost.on() ? 'lost' : null }, signal }),
      onRows: (rows) => replace(head, rows.length ? summary(rows) : null),
      columns: [
        {
          key: 'name',
          label: t('common.name'),
          card: 'title',
          cell: (row) =>
            h(
              'span',
              { class: 'item-name' },
              itemThumb(row),
              h('span', {}, row.name, h('span', { class: 'cell-sub mono desktop-only' }, row.internal_code)),
            ),
        },
        { key: 'internal_code', label: t('inventory.code'), card: 'subtitle', hide: 'desktop' },
        { key: 'environment_name', label: t('inventory.room') },
        {
          key: 'category',
          label: t('inventory.category'),
          card: 'hidden',
          // Whoever sees what it cost has no room for a word that its icon says too.
          hide: writes ? 'desktop' : 'aside',
          value: categoryOf,
        },
        {
          key: 'brand',
          label: t('inventory.brand'),
          card: 'hidden',
          hide: 'aside',
          value: (row) => [row.brand, row.model].filter(Boolean).join(' '),
        },
        { key: 'serial_number', label: t('inventory.serial'), card: 'hidden', hide: 'desktop' },
        {
          key: 'custom_fields',
          label: t('inventory.customFields'),
          card: 'hidden',
          hide: 'desktop',
          value: (row) => row.custom_fields.map(writtenText).join(' '),
        },
        ...(writes
          ? [
              /** @type {import('../../ui/table.js').TableColumn<Item>} */ ({
                key: 'purchase_price',
                label: t('value.paidColumn'),
                align: 'end',
                card: 'hidden',
                hide: 'aside',
                searchable: false,
                value: (row) =>
                  sortKey((row.purchase_price ?? null) && Number(row.purchase_price) * row.quantity, row.currency),
                cell: (row) =>
                  row.purchase_price === null || row.purchase_price === undefined
                    ? h('span', { class: 'muted' }, '—')
                    : h('span', { class: 'num nowrap' }, amount(row.purchase_price * row.quantity, row.currency)),
              }),
            ]
          : []),
        { key: 'quantity', label: t('inventory.quantity'), align: 'end', narrow: true, cell: quantityCell },
        { key: 'quantity_damaged', label: t('inventory.damaged'), card: 'hidden', hide: 'desktop', searchable: false },
        { key: 'quantity_missing', label: t('inventory.missing'), card: 'hidden', hide: 'desktop', searchable: false },
        {
          key: 'status',
          label: t('common.status'),
          card: 'badge',
          narrow: true,
          value: (row) => itemState(row.status).word,
          cell: (row) => badge(itemState(row.status)),
        },
      ],
      filters: [
        roomFilter(t('inventory.room')),
        {
          key: 'categoria',
          label: t('inventory.category'),
          type: 'select',
          options: categoriesIn,
          test: (row, value) => choiceOf(row) === value,
        },
        {
          key: 'dato',
          label: t('inventory.customFields'),
          type: 'select',
          options: answersIn,
          hideEmpty: true,
          test: hasAnswer,
        },
        {
          key: 'estado',
          label: t('common.status'),
          type: 'select',
          options: ITEM_STATUSES.filter((status) => status !== 'lost').map((value) => ({
            value,
            label: itemState(value).word,
          })),
          test: (row, value) => row.status === value,
        },
      ],
      gallery: { person: ctx.user.id, tile: (row) => itemThumb(row, 'tile') },
      toolbar: [...(mayLabel(ctx.user) ? [labelsOfList(ctx, () => table.rows())] : []), ...(writes ? [lost.node] : [])],
      search: { placeholder: t('inventory.search') },
      sort: { key: 'name' },
      href: (row) => `/equipos/${row.id}`,
      aside: (row) =>
        itemPanel(row, ctx, {
          onChange: () => table.reload(),
          onGone: () => {
            table.close();
            table.reload();
          },
        }),
      actions: (row) => [
        ...(mayVerify(ctx.user, row, true)
          ? [{ label: t('verify.title'), icon: 'check', run: () => verifyItem(row, () => table.reload()) }]
          : []),
        ...(writes
          ? [
              { label: t('common.edit'), icon: 'edit', href: `/equipos/${row.id}/editar` },
              { label: t('inventory.moveAct'), icon: 'swap', run: () => moveItem(row, () => table.reload()) },
              {
                label: t('common.delete'),
                icon: 'trash',
                danger: true,
                run: async () => {
                  if (await removeItem(row)) table.reload();
                },
              },
            ]
          : []),
      ],
      empty: emptyList(ctx, writes),
    });
    return h('div', { class: 'stack' }, head, table.element);
  },
};

/**
 * @param {import('../../frame/router.js').PageContext} ctx
 * @param {boolean} writes
 */
function emptyList(ctx, writes) {
  if (!ctx.user.environment_id && ctx.can('student', 'instructor')) {
    return {
      icon: 'scan',
      title: t('inventory.notLinked'),
      hint: t('inventory.notLinkedHint'),
      action: { label: t('inventory.scanRoom'), icon: 'scan', href: '/escanear' },
    };
  }
  return {
    icon: 'boxes',
    title: t('inventory.empty'),
    hint: writes ? t('inventory.emptyHintWriter') : t('inventory.emptyHint'),
    ...(writes ? { action: { label: t('inventory.new'), icon: 'plus', href: '/equipos/nuevo' } } : {}),
  };
}
