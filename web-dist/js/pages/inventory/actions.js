/**
 * What can be done to an item from more than one page, and who may.
 */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { isStaff } from '../../frame/places.js';
import { h } from '../../ui/dom.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { roomOptions } from '../environments/options.js';
import { isOurs } from '../pictures/rules.js';
import { t } from './words.js';

/** @typedef {import('wire').Item} Item */

/** @typedef {{role: string, environment_id?: string | null}} Who */

/**
 * Supervisors, warehouse admins and the general admin change equipment; the server checks the room.
 * @param {Who} user
 * @param {string | null} [_environmentId]
 */
export const mayWriteItems = (user, _environmentId) => isStaff(user);

/**
 * Everybody counts what is within his reach: students their own room, instructors also the warehouses.
 * @param {Who} user
 * @param {{environment_id?: string | null}} item
 * @param {boolean} [inWarehouse] whether the item's room is a warehouse
 */
export const mayVerify = (user, item, inWarehouse = false) =>
  isStaff(user) ||
  (Boolean(user.environment_id) &&
    (user.environment_id === item.environment_id || (user.role === 'instructor' && inWarehouse)));

/**
 * Pieces that are there and work.
 * @param {{quantity: number, quantity_damaged: number, quantity_missing: number}} item
 */
export const goodPieces = (item) => Math.max(0, item.quantity - item.quantity_damaged - item.quantity_missing);

/**
 * The state of a count as coloured parts of one small bar.
 * @param {Item} item
 */
export const quantityParts = (item) => [
  { label: t('inventory.good'), value: goodPieces(item), tone: /** @type {const} */ ('good') },
  { label: t('inventory.damaged'), value: item.quantity_damaged, tone: /** @type {const} */ ('bad') },
  { label: t('inventory.missing'), value: item.quantity_missing, tone: /** @type {const} */ ('warn') },
];

/**
 * "18 de 20" with a small bar for groups; nothing to count for a single piece.
 * @param {Item} item
 * @returns {Node}
 */
export function quantityCell(item) {
  if (item.item_type === 'individual') return h('span', { class: 'muted num' }, '1');
  const bar = h('span', { class: 'qty-bar', 'aria-hidden': 'true' });
  for (const part of quantityParts(item)) {
    if (!part.value) continue;
    const piece = h('span', { class: `qty-part tone-${part.tone}` });
    piece.style.setProperty('flex-grow', String(part.value));
    bar.append(piece);
  }
  return h(
    'span',
    { class: 'qty' },
    h(
      'span',
      { class: 'num nowrap' },
      t('inventory.goodOf', { good: number(goodPieces(item)), total: number(item.quantity) }),
    ),
    bar,
  );
}

/**
 * @param {Item} item
 * @returns {Promise<boolean>} true when it is gone
 */
export async function removeItem(item) {
  const sure = await confirm({
    title: t('inventory.deleteAsk', { name: item.name }),
    text: t('inventory.deleteText'),
    loses: [
      item.item_type === 'group'
        ? t('inventory.losesPieces', { n: item.quantity, count: number(item.quantity) })
        : t('inventory.losesItem'),
      t('inventory.losesQr'),
      ...(isOurs(item.image_url) ? [t('inventory.losesPictures')] : []),
      t('inventory.losesDocuments'),
      ...(item.notes ? [t('inventory.losesNotes')] : []),
    ],
    confirmLabel: t('common.delete'),
    danger: true,
  });
  if (!sure) return false;
  const answer = await api.del(`/api/inventory/${item.id}`);
  toast(answer?.detail ?? t('inventory.deleted'));
  return true;
}

/**
 * @param {Item} item
 * @param {(item: Item) => void} onChange
 */
export function moveItem(item, onChange) {
  const moving = form({
    fields: [
      {
        name: 'environment_id',
        label: t('inventory.moveTo'),
        type: 'combobox',
        required: true,
        options: async () => (await roomOptions()).filter((room) => room.value !== item.environment_id),
      },
    ],
    compact: true,
    submitLabel: t('inventory.move'),
    submitIcon: 'swap',
    cancel: { run: () => box.close() },
    onSubmit: (values) => api.put(`/api/inventory/${item.id}`, { environment_id: values.environment_id }),
    onDone: (/** @type {Item} */ moved) => {
      box.close();
      onChange(moved);
      toast(t('inventory.moved', { room: moved.environment_name ?? '' }), {
        tone: 'good',
        undo: async () =>
          onChange(await api.put(`/api/inventory/${item.id}`, { environment_id: item.environment_id ?? null })),
      });
    },
  });
  const box = openDialog({
    title: t('inventory.moveTitle', { name: item.name }),
    hint: [
      t('inventory.moveHint', { room: item.environment_name ?? t('inventory.noRoom') }),
      item.parts_count ? t('parts.goAlong', { n: item.parts_count }) : '',
    ]
      .filter(Boolean)
      .join(' '),
    size: 'small',
    class: 'with-list',
    guard: () => moving.dirty(),
    body: moving.element,
  });
}
