/**
 * The items of a check: the differences on top, what nobody looked at, the rest folded away. Who reviews corrects in place.
 */
import { number } from '../../../kit/format.js';
import { categoryIcon } from '../../inventory/words.js';
import { h, icon, replace } from '../../../ui/dom.js';
import { badge, button, card, emptyState } from '../../../ui/parts.js';
import { form } from '../../../ui/form.js';
import { photoThumb } from '../../../ui/thumb.js';
import { differencesOf, groupItems, surplusOf } from '../review/rules.js';
import { t } from './words.js';

/** @typedef {import('../review/rules.js').CheckItem} CheckItem */
/** @typedef {import('../review/rules.js').CheckDetail} CheckDetail */
/** @typedef {import('../review/rules.js').Counted} Counted */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */
/** @typedef {Counted & {notes?: string | null}} Correction */
/** @typedef {{of: (item: CheckItem) => Correction | null, set: (item: CheckItem, value: Correction | null) => void}} Editor */

const SHOWN_UNSEEN = 6;

/**
 * What was found, as marks: damaged, missing, surplus, not looked at; "Bueno" when nothing is wrong.
 * @param {CheckItem} item
 */
export function resultBadges(item) {
  const kinds = differencesOf(item);
  const single = item.item_type !== 'group';
  const marks = [
    kinds.includes('left') && badge({ word: leftText(item), icon: 'swap', tone: 'info' }),
    kinds.includes('damaged') &&
      badge({
        word: single ? t('review.damagedOne') : t('review.damaged', { n: item.quantity_damaged }),
        icon: 'triangle',
        tone: 'bad',
      }),
    kinds.includes('missing') &&
      badge({
        word: single ? t('review.missingOne') : t('review.missing', { n: item.quantity_missing }),
        icon: 'missing',
        tone: 'warn',
      }),
    kinds.includes('surplus') &&
      badge({ word: t('review.surplus', { n: surplusOf(item) }), icon: 'plus', tone: 'info' }),
    kinds.includes('unseen') && badge({ word: t('review.unseen'), icon: 'eye-off', tone: 'muted' }),
  ].filter((mark) => mark !== false);
  return h(
    'span',
    { class: 'badges' },
    ...(marks.length ? marks : [badge({ word: t('review.goodOne'), icon: 'check-circle', tone: 'good' })]),
  );
}

/** Where it went while it was counted. @param {CheckItem} item */
const leftText = ({ departure, moved_to_name }) =>
  departure === 'moved' && moved_to_name
    ? t('review.left.moved', { room: moved_to_name })
    : t(
        departure === 'deleted'
          ? 'review.left.deleted'
          : departure === 'put_away'
            ? 'review.left.put_away'
            : 'review.left.nowhere',
      );

/** "18 buenas de 20", or nothing for a single piece. @param {CheckItem} item */
export const countText = (item) =>
  item.item_type === 'group'
    ? t('review.goodOf', { good: number(item.quantity_found), total: number(item.quantity_expected) })
    : '';

/** @type {Record<string, [number, number, number]>} */
const CONDITIONS = { good: [1, 0, 0], damaged: [0, 1, 0], missing: [0, 0, 1] };
/** @param {string} condition @returns {Counted} */
const single = (condition) => {
  const [quantity_found, quantity_damaged, quantity_missing] = CONDITIONS[condition] ?? CONDITIONS.good;
  return { quantity_found, quantity_damaged, quantity_missing };
};
/**
 * What is neither good nor damaged is missing.
 * @param {number} expected @param {number} quantity_found @param {number} quantity_damaged @returns {Counted}
 */
export const recount = (expected, quantity_found, quantity_damaged) => ({
  quantity_found,
  quantity_damaged,
  quantity_missing: Math.max(0, expected - quantity_found - quantity_damaged),
});
/** @param {Counted} item @returns {CheckItem['status']} */
const conditionOf = (item) => (item.quantity_damaged ? 'damaged' : item.quantity_missing ? 'missing' : 'good');

/**
 * The count of an item, to be corrected where it stands.
 * @param {CheckItem} item @param {(value: Correction) => void} onSave @param {() => void} onCancel
 */
function editForm(item, onSave, onCancel) {
  /** @param {string} name @param {string} label @param {number} [max] @returns {import('../../../ui/form.js').Field} */
  const count = (name, label, max = 100000) => ({
    name,
    label,
    type: 'number',
    required: true,
    min: 0,
    max,
    step: 1,
    width: 'third',
  });
  const group = item.item_type === 'group';
  return form({
    compact: true,
    values: { ...item, condition: conditionOf(item) },
    fields: [
      ...(group
        ? [
            count('quantity_found', t('review.goodMany')),
            count('quantity_damaged', t('review.damagedMany'), item.quantity_expected),
          ]
        : [
            /** @type {import('../../../ui/form.js').Field} */ ({
              name: 'condition',
              label: t('common.status'),
              type: 'segmented',
              required: true,
              options: [
                { value: 'good', label: t('review.goodOne') },
                { value: 'damaged', label: t('review.damagedOne') },
                { value: 'missing', label: t('review.missingOne') },
              ],
            }),
          ]),
      {
        name: 'notes',
        label: t('review.note'),
        maxLength: 1000,
        hint: group ? t('review.restMissing', { n: item.quantity_expected }) : undefined,
      },
    ],
    submitLabel: t('review.correctDone'),
    submitIcon: 'check',
    cancel: { run: onCancel },
    onSubmit: (values) => {
      const counted = group
        ? recount(item.quantity_expected, values.quantity_found, values.quantity_damaged)
        : single(values.condition);
      onSave({ ...counted, notes: values.notes ?? null });
    },
  });
}

/**
 * @param {CheckItem} given @param {PageContext} ctx @param {Editor | null} editor
 */
function itemRow(given, ctx, editor) {
  const row = h('li', { class: 'review-item' });
  const draw = () => {
    const correction = editor?.of(given) ?? null;
    /** @type {CheckItem} */
    const item = correction
      ? { ...given, ...correction, status: conditionOf(correction), counted_at: given.counted_at ?? 'now' }
      : given;
    const edit =
      editor && given.item_id && !given.departure
        ? button({
            label: t('review.correct'),
            icon: 'edit',
            kind: 'quiet',
            class: 'no-print',
            run: () => {
              openForm(item);
            },
          })
        : null;
    edit?.setAttribute('aria-label', t('review.correctOf', { name: item.item_name }));
    replace(
      row,
      icon(categoryIcon(item.category)),
      h(
        'div',
        { class: 'review-item-text' },
        h(
          'p',
          { class: 'strong' },
          item.item_id
            ? h('a', { class: 'plain-link', href: `/equipos/${item.item_id}` }, item.item_name)
            : item.item_name,
        ),
        h(
          'p',
          { class: 'muted small' },
          h('span', { class: 'mono' }, item.internal_code),
          countText(item) ? ` · ${countText(item)}` : null,
          item.method === 'scan' ? ` · ${t('review.scanned')}` : null,
        ),
        item.departure ? h('p', { class: 'muted small' }, t('review.leftHint')) : null,
        item.notes ? h('p', { class: 'said' }, item.notes) : null,
        correction
          ? h(
              'p',
              { class: 'row small no-print' },
              h('span', { class: 'tone-info strong' }, t('review.corrected')),
              button({
                label: t('common.undo'),
                icon: 'undo',
                kind: 'quiet',
                run: () => {
                  editor?.set(given, null);
                  draw();
                  row.querySelector('button')?.focus();
                },
              }),
            )
          : null,
      ),
      item.photo_id ? photoThumb(item.photo_id, item.item_name, ctx) : null,
      h('div', { class: 'review-item-end' }, resultBadges(item), edit),
    );
    return edit;
  };
  /** @param {CheckItem} item */
  const openForm = (item) => {
    const back = () => draw()?.focus();
    const editing = editForm(
      item,
      (value) => {
        editor?.set(given, value);
        back();
      },
      back,
    );
    replace(row, h('div', { class: 'review-item-form' }, h('p', { class: 'strong' }, item.item_name), editing.element));
    editing.focus();
  };
  draw();
  return row;
}

/** @param {string} label @param {CheckItem[]} items @param {boolean} open @param {(item: CheckItem) => Node} draw */
function folded(label, items, open, draw) {
  if (!items.length) return null;
  const list = h('ul', { class: 'review-items', role: 'list', 'aria-label': label });
  const details = h(
    'details',
    { class: 'fold', open, on: { toggle: () => details.open && fill() } },
    h('summary', {}, label, ' ', h('span', { class: 'muted num' }, number(items.length))),
    list,
  );
  const fill = () => {
    if (!list.hasChildNodes()) replace(list, items.map(draw));
  };
  if (open) fill();
  return Object.assign(details, { unfold: fill });
}

/**
 * @param {CheckDetail} check @param {PageContext} ctx @param {Editor | null} editor
 */
export function itemsCard(check, ctx, editor) {
  const { differences, unseen, rest } = groupItems(check.items);
  const draw = (/** @type {CheckItem} */ item) => itemRow(item, ctx, editor);
  const folds = [
    folded(t('review.unseenTitle'), unseen, unseen.length <= SHOWN_UNSEEN, draw),
    folded(t('review.restTitle'), rest, false, draw),
  ].filter((fold) => fold !== null);
  // On paper everything is there.
  addEventListener(
    'beforeprint',
    () => {
      for (const fold of folds) {
        fold.unfold();
        fold.open = true;
      }
    },
    { signal: ctx.signal },
  );
  return card(
    {
      title: t('review.items'),
      icon: 'boxes',
      hint: editor ? t('review.itemsHintEdit') : t('review.itemsHint'),
    },
    differences.length
      ? h('ul', { class: 'review-items', role: 'list', 'aria-label': t('review.differences') }, differences.map(draw))
      : check.items.length
        ? h('p', { class: 'row tone-good strong' }, icon('check-circle'), t('review.noDifferences'))
        : emptyState({ icon: 'boxes', title: t('review.noItems') }),
    ...folds,
  );
}
