/** What an item is a part of, and its own parts. */
import { api } from '../../kit/api.js';
import { h } from '../../ui/dom.js';
import { async, badge, button, card, linkList } from '../../ui/parts.js';
import { mayWriteItems } from './actions.js';
import { iconOf, itemState, t } from './words.js';

/** @typedef {import('./actions.js').Item} Item */
/** @typedef {Record<string, any>} Values */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** The item that it is a part of, as a line of the facts. @param {Item} item @returns {[string, Node][]} */
export const partOf = (item) =>
  item.parent_id
    ? [
        [
          t('parts.of'),
          h('a', { href: `/equipos/${item.parent_id}` }, `${item.parent_name ?? ''} (${item.parent_code ?? ''})`),
        ],
      ]
    : [];

/**
 * What goes over the wire of what a form says it is a part of: a code, or nothing.
 * @param {Values} values @returns {Values}
 */
export function fromWhole({ parent_code: code, ...values }) {
  if (code === undefined) return values;
  return code ? { ...values, parent_code: code } : { ...values, parent_id: null };
}

/** A part is where its whole is, and has no parts. @returns {import('../../ui/form.js').Field} */
export const wholeField = () => ({
  name: 'parent_code',
  label: t('parts.of'),
  maxLength: 100,
  width: 'half',
  hint: t('parts.ofHint'),
});

/** The parts of an item; whoever writes equipment adds some. @param {Item} item @param {PageContext} ctx */
export function partsCard(item, ctx) {
  const adds = mayWriteItems(ctx.user) && !item.parent_id;
  if (!item.parts_count) return null;
  return card(
    { title: t('parts.title'), icon: 'boxes', hint: t('parts.hint') },
    async(
      () => api.all('/api/inventory', { query: { parent_id: item.id }, signal: ctx.signal }),
      (/** @type {Item[]} */ rows) =>
        linkList(
          rows.map((row) => ({
            href: `/equipos/${row.id}`,
            icon: iconOf(row),
            title: row.name,
            hint: row.internal_code,
            end: badge(itemState(row.status)),
          })),
        ),
      { lines: item.parts_count },
    ),
    adds ? button({ label: t('parts.add'), icon: 'plus', kind: 'plain', href: addAddress(item) }) : null,
  );
}

/** Where a part of an item is registered. @param {Item} item */
export const addAddress = (item) => `/equipos/nuevo?parte-de=${encodeURIComponent(item.internal_code)}`;
