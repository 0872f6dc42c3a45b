/**
 * A photo of a check: small in the list, large in a dialog. Fetched with the session, freed when the page is left.
 */
import { api } from '../kit/api.js';
import { t } from '../kit/words.js';
import { h, icon, replace } from './dom.js';
import { openDialog } from './dialog.js';
import { async } from './parts.js';

/**
 * @param {string} id
 * @param {string} name what the photo shows
 * @param {import('./parts.js').Visit} ctx
 */
export function photoThumb(id, name, ctx) {
  const label = t('photo.of', { name });
  const thumb = h(
    'button',
    { type: 'button', class: 'photo-thumb', 'aria-label': label, on: { click: () => enlarge(id, name, ctx) } },
    icon('camera'),
  );
  load(`/api/photos/${id}?size=small`, ctx)
    .then((url) => replace(thumb, h('img', { src: url, alt: '' })))
    .catch(() => null); // the sign of a camera stays; opening it says what is wrong
  return thumb;
}

/** @param {string} path @param {import('./parts.js').Visit} ctx @returns {Promise<string>} an address of this page's own */
async function load(path, ctx) {
  const url = URL.createObjectURL(await api.blob(/** @type {'/api/photos/{id}'} */ (path), { signal: ctx.signal }));
  ctx.onLeave(() => URL.revokeObjectURL(url));
  return url;
}

/** @param {string} id @param {string} name @param {import('./parts.js').Visit} ctx */
function enlarge(id, name, ctx) {
  const box = openDialog({
    title: name,
    size: 'large',
    class: 'photo-large',
    body: async(
      () => load(`/api/photos/${id}`, ctx),
      (url) => h('img', { src: url, alt: t('photo.of', { name }) }),
    ),
  });
  ctx.onLeave(() => box.element.open && box.close());
}
