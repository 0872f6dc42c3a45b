/** The picture of an item in a list: small, asked for when it is about to be seen, in a place that has its size from the start. */
import { h, icon, replace } from '../../ui/dom.js';
import { iconOf } from '../inventory/words.js';
import { enlarge } from './large.js';
import { smallOf } from './rules.js';
import { t } from './words.js';

/** @typedef {{name: string, category: string, category_icon?: string | null, image_url?: string | null}} Shown */

/**
 * The sign of its kind stands where there is no photo, and where it can't be had.
 * @param {Shown} item @param {'row' | 'tile' | 'check'} size
 */
function picture(item, size) {
  const sign = icon(iconOf(item));
  const src = smallOf(item.image_url);
  const box = h('span', { class: `item-thumb ${size}` });
  // `loading` before `src`: the other way round it would be asked for at once.
  const img = src
    ? h('img', {
        loading: 'lazy',
        decoding: 'async',
        alt: '',
        src,
        on: { error: () => replace(box, sign) },
      })
    : null;
  return replace(box, img ?? sign);
}

/** @param {Shown} item @param {'row' | 'tile'} [size] */
export const itemThumb = (item, size = 'row') => picture(item, size);

/**
 * The same to be looked at in large, where somebody has to know the thing: null without a photo.
 * @param {Shown} item @param {AbortSignal} signal
 */
export function itemLook(item, signal) {
  if (!smallOf(item.image_url)) return null;
  const shown = [{ url: String(item.image_url), caption: null }];
  return h(
    'button',
    {
      type: 'button',
      class: 'item-look',
      'aria-label': t('pictures.enlarge', { name: item.name }),
      on: { click: () => enlarge(shown, 0, item.name, signal) },
    },
    picture(item, 'check'),
  );
}
