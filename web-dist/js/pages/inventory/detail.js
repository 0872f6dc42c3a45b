/**
 * One item: beside the list on a wide screen, a page of its own elsewhere.
 */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { timeOf } from '../../ui/columns.js';
import { h, icon, replace } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { async, badge, button, card, columns, notice } from '../../ui/parts.js';
import { split } from '../../ui/chart.js';
import { itemAssignments } from '../assignments/card.js';
import { linkToRoom } from '../environments/actions.js';
import { inductionsCard } from '../inductions/card.js';
import { mayAsk } from '../loans/rules.js';
import { itemMaintenance, reportFault } from '../maintenance/item.js';
import { fieldName, fieldValue } from '../audit/words.js';
import { documentsCard } from '../documents/card.js';
import { picturesCard } from '../pictures/gallery.js';
import { mayVerify, mayWriteItems, moveItem, quantityParts, removeItem } from './actions.js';
import { mayHave, sheetOf } from '../reports/kinds.js';
import '../reports/words.js';
import { factsCard, wholeOf } from './facts.js';
import { addAddress, partsCard } from './parts.js';
import { valueCard } from './value.js';
import { verifyItem } from './verify.js';
import { qrCard } from '../qr/label.js';
import { itemState, t } from './words.js';

/** @typedef {import('./actions.js').Item} Item */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('wire').Step} Step */

/**
 * How many there are and how they are, with the count beside it.
 * @param {Item} item
 * @param {PageContext} ctx
 * @param {boolean} inWarehouse
 * @param {(item: Item) => void} onChange
 */
function condition(item, ctx, inWarehouse, onChange) {
  const group = item.item_type === 'group';
  const room = item.environment_id ? { id: item.environment_id, name: item.environment_name ?? '' } : null;
  return card(
    { class: 'item-condition' },
    h(
      'div',
      { class: 'row between' },
      badge(itemState(item.status)),
      h(
        'span',
        { class: 'muted' },
        group
          ? t('inventory.piecesCount', { n: item.quantity, count: number(item.quantity) })
          : t('inventory.individual'),
      ),
    ),
    group ? split(quantityParts(item)) : null,
    !group && (item.quantity_damaged || item.quantity_missing)
      ? h('p', {}, t(item.quantity_damaged ? 'inventory.isDamaged' : 'inventory.isMissing'))
      : null,
    mayVerify(ctx.user, item, inWarehouse)
      ? button({
          label: t('verify.title'),
          icon: 'check',
          kind: 'primary',
          class: 'wide',
          run: () => verifyItem(item, onChange),
        })
      : room
        ? notice({
            tone: 'info',
            icon: 'info',
            text: t('inventory.otherRoom', { room: room.name }),
            action: { label: t('environments.linkHere'), run: () => linkToRoom(room, ctx) },
          })
        : null,
    reportFault(item),
  );
}

/** @param {Step[]} steps */
function timeline(steps) {
  if (!steps.length) return h('p', { class: 'muted' }, t('inventory.noHistory'));
  return h(
    'ol',
    { class: 'timeline' },
    steps.map((step) =>
      h(
        'li',
        {},
        h('p', { class: 'strong' }, step.description),
        h(
          'p',
          { class: 'muted small' },
          `${step.user_name ?? step.user_email ?? t('audit.nobody')} · `,
          timeOf(step.created_at),
        ),
        step.changes.length
          ? h(
              'ul',
              { class: 'changes' },
              step.changes.map((change) =>
                h(
                  'li',
                  {},
                  h('span', { class: 'muted' }, `${fieldName('inventory_item', change.field)}: `),
                  h('del', {}, fieldValue('inventory_item', change.field, change.before)),
                  icon('forward', { label: t('audit.becomes') }),
                  h('ins', {}, fieldValue('inventory_item', change.field, change.after)),
                ),
              ),
            )
          : null,
      ),
    ),
  );
}

/**
 * @param {Item} item
 * @param {PageContext} ctx
 */
function history(item, ctx) {
  return card(
    { title: t('inventory.history'), icon: 'history' },
    async(
      () => api.get(`/api/inventory/${item.id}/history`, { signal: ctx.signal }),
      (/** @type {Step[]} */ steps) => timeline(steps),
      { lines: 4 },
    ),
  );
}

/**
 * What a person may do with the item besides counting it.
 * @param {Item} item
 * @param {PageContext} ctx
 * @param {{onChange: (item: Item) => void, onGone: () => void}} after
 */
function acts(item, ctx, after) {
  const sheet = mayHave(ctx.user, 'item', item.environment_id)
    ? { label: t('reports.itemSheet'), icon: 'print', href: sheetOf('item', item.id) }
    : null;
  if (!mayWriteItems(ctx.user)) return sheet ? [button({ ...sheet, kind: 'plain' })] : [];
  return [
    button({ label: t('common.edit'), icon: 'edit', kind: 'plain', href: `/equipos/${item.id}/editar` }),
    menu({
      label: t('common.more'),
      icon: 'more',
      items: [
        { label: t('inventory.moveAct'), icon: 'swap', run: () => moveItem(item, after.onChange) },
        item.parent_id ? null : { label: t('parts.add'), icon: 'plus', href: addAddress(item) },
        { label: t('inventory.duplicate'), icon: 'copy', href: `/equipos/nuevo?como=${item.id}` },
        sheet,
        {
          label: t('common.delete'),
          icon: 'trash',
          danger: true,
          run: async () => {
            if (await removeItem(item)) after.onGone();
          },
        },
      ],
    }),
  ];
}

/**
 * The item as it stands beside the list.
 * @param {Item} item
 * @param {PageContext} ctx
 * @param {{onChange: () => void, onGone: () => void}} options
 * @returns {HTMLElement}
 */
export function itemPanel(item, ctx, { onChange, onGone }) {
  const box = h('div', { class: 'stack item-panel' });
  /** @param {Item} now */
  const draw = (now) => {
    const whole = wholeOf(now, ctx);
    const changed = (/** @type {Item} */ next) => {
      draw(next);
      onChange();
    };
    replace(
      box,
      h(
        'div',
        { class: 'row between' },
        h('h2', { class: 'panel-title' }, h('a', { href: `/equipos/${now.id}` }, now.name)),
        h('div', { class: 'row' }, acts(now, ctx, { onChange: changed, onGone })),
      ),
      condition(now, ctx, true, changed),
      picturesCard(now, ctx, onChange, async () => changed(await api.get(`/api/inventory/${now.id}`))),
      factsCard(now, whole),
      partsCard(now, ctx),
      valueCard(whole, ctx),
      itemAssignments(now, ctx),
      documentsCard(now, ctx),
      itemMaintenance(now, ctx),
      qrCard({ type: 'item', id: now.id, name: now.name, code: now.internal_code, place: now.environment_name }, ctx),
      mayWriteItems(ctx.user) ? history(now, ctx) : null,
    );
  };
  draw(item);
  return box;
}

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('inventory.one'),
  hint: () => t('inventory.oneHint'),
  async render(ctx) {
    ctx.setBack('/equipos', t('inventory.title'));
    const box = h('div', {});
    /** @param {Item} item */
    const draw = (item) => {
      ctx.setTitle(item.name);
      ctx.setActions(...acts(item, ctx, { onChange: draw, onGone: () => ctx.navigate('/equipos', { replace: true }) }));
      replace(
        box,
        columns(
          h(
            'div',
            { class: 'stack' },
            condition(item, ctx, inWarehouse, draw),
            picturesCard(item, ctx, undefined, async () => draw(await api.get(`/api/inventory/${item.id}`))),
            factsCard(item, wholeOf(item, ctx)),
            partsCard(item, ctx),
            valueCard(wholeOf(item, ctx), ctx),
            itemAssignments(item, ctx),
            documentsCard(item, ctx),
            itemMaintenance(item, ctx),
            mayWriteItems(ctx.user) ? history(item, ctx) : null,
          ),
          [
            qrCard(
              { type: 'item', id: item.id, name: item.name, code: item.internal_code, place: item.environment_name },
              ctx,
            ),
            lends && (mayAsk(ctx.user) || ctx.can('supervisor')) ? inductionsCard(item, ctx) : null,
          ],
        ),
      );
    };
    const first = await api.get(`/api/inventory/${ctx.params.id}`, { signal: ctx.signal });
    // The item does not say that its room is a warehouse: what stands there is lent, and counted by instructors too.
    const asks = first.environment_id && !ctx.can('student');
    const lends = asks
      ? await api.get(`/api/environments/${first.environment_id}`, { signal: ctx.signal }).then(
          (room) => room.is_warehouse,
          () => false,
        )
      : false;
    const inWarehouse = lends && ctx.can('instructor') && first.environment_id !== ctx.user.environment_id;
    draw(first);
    return box;
  },
};
