/** A code that no item has: given to an item, new or registered. */
import { api } from '../../kit/api.js';
import { formSheet } from '../../ui/sheet.js';
import { button, card, linkList } from '../../ui/parts.js';
import { h } from '../../ui/dom.js';
import { toast } from '../../ui/toast.js';
import { itemState } from '../inventory/words.js';
import { allItems } from './chosen.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** The longest code that an item has. */
const LONGEST = 100;

/**
 * Gives a code to an item that is there. One that wasn't reserved may be anything that was scanned, so that who gives it says so twice.
 * @param {PageContext} ctx @param {string} code @param {boolean} reserved
 */
async function claim(ctx, code, reserved) {
  const items = await allItems(ctx.signal);
  const known = new Map(items.map((item) => [item.id, item]));
  const said = h('p', { class: 'muted small', role: 'status' });
  const item = await formSheet({
    ctx,
    id: `label-claim-${code}`,
    title: t('labels.claimTitle', { code }),
    hint: t('labels.claimHint'),
    values: {},
    fields: [
      {
        name: 'item_id',
        label: t('labels.claimItem'),
        type: 'combobox',
        required: true,
        options: items.map(({ id, name, internal_code, environment_name }) => ({
          value: id,
          label: name,
          hint: [internal_code, environment_name].filter(Boolean).join(' · '),
        })),
        // Said once an item is chosen, and no fault.
        implies: ({ item_id }) => {
          const chosen = known.get(item_id);
          said.textContent = chosen ? t('labels.claimReplaces', { code: chosen.internal_code }) : '';
          return {};
        },
      },
      { section: '', body: said, show: ({ item_id }) => Boolean(item_id) },
      ...(reserved
        ? []
        : [
            {
              name: 'is_sure',
              label: t('labels.claimSure', { code }),
              type: 'checkbox',
              required: true,
              show: (/** @type {Record<string, any>} */ { item_id }) => Boolean(item_id),
            },
          ]),
    ],
    submitLabel: t('labels.claim'),
    onSubmit: ({ item_id }) => api.put(`/api/inventory/${item_id}`, { internal_code: code }),
  });
  if (!item) return;
  toast(t('labels.claimed', { name: item.name, code }));
  ctx.navigate(`/equipos/${item.id}`);
}

/**
 * The item that has a code but isn't among those that somebody sees: it is lost, or stands elsewhere.
 * @param {PageContext} ctx @param {string} code @param {string} id
 */
async function held(ctx, code, id) {
  const item = await api.get(`/api/inventory/${id}`, { signal: ctx.signal });
  return card(
    { title: t('labels.held', { code }), icon: 'box', class: 'scan-found' },
    linkList([
      {
        href: `/equipos/${item.id}`,
        title: item.name,
        hint: [item.environment_name, itemState(item.status).word].filter(Boolean).join(' · '),
        icon: 'box',
      },
    ]),
  );
}

/**
 * What is offered for a code that nobody has, to who registers equipment.
 * @param {PageContext} ctx @param {string} code
 * @returns {Promise<HTMLElement | null>}
 */
export async function unclaimed(ctx, code) {
  if (!code || code.length > LONGEST || code.startsWith('{')) return null;
  const found = await api.get(`/api/labels/numbers/${encodeURIComponent(code)}`, { signal: ctx.signal });
  if (found.item_id) return held(ctx, code, found.item_id);
  const reserved = Boolean(found.run_id);
  const plate = reserved ? code.toUpperCase() : code;
  return card(
    {
      title: reserved ? t('labels.unclaimed') : t('labels.unknown', { code }),
      hint: reserved ? t('labels.unclaimedHint', { code: plate }) : t('labels.unknownHint'),
      icon: 'qr',
      class: 'scan-found',
    },
    h(
      'div',
      { class: 'row' },
      button({
        label: t('labels.claimNew'),
        icon: 'plus',
        kind: 'primary',
        href: `/equipos/nuevo?codigo=${encodeURIComponent(plate)}`,
      }),
      button({ label: t('labels.claimOld'), icon: 'link', run: () => claim(ctx, plate, reserved) }),
    ),
  );
}
