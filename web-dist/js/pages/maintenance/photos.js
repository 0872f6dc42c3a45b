/** Several photos of a fault: each is sent as soon as it is taken, so that the report itself is short. */
import { api, ApiError } from '../../kit/api.js';
import { h, icon, replace, uid } from '../../ui/dom.js';
import { shrink } from '../../ui/photo.js';
import { t } from './words.js';

/** How many a request takes. */
export const MOST = 10;

/** @param {{signal: AbortSignal, onChange?: () => void}} options */
export function photoList({ signal, onChange }) {
  const id = uid('photos');
  /** @type {{address: string, url: string}[]} */
  const photos = [];
  let sending = 0;
  const list = h('ul', { class: 'maint-photos', role: 'list' });
  const word = h('span', {}, t('photo.take'));
  const said = h('p', { class: 'field-hint', id: `${id}-hint`, role: 'status' });
  const fault = h('p', { class: 'field-error', role: 'alert', hidden: true });
  const input = h('input', {
    type: 'file',
    id,
    accept: 'image/*',
    multiple: true,
    class: 'visually-hidden',
    'aria-describedby': `${id}-hint`,
    on: {
      change: () => {
        sent = Promise.all([sent, pick()]);
      },
    },
  });
  /** All that was ever chosen: more may be taken while the first still travels. @type {Promise<unknown>} */
  let sent = Promise.resolve();
  signal.addEventListener('abort', () => photos.forEach(({ url }) => URL.revokeObjectURL(url)), { once: true });

  /** @param {string | null} text */
  function blame(text) {
    fault.hidden = !text;
    replace(fault, text ? icon('alert', { class: 'small' }) : null, text);
  }

  async function pick() {
    const files = [...(input.files ?? [])];
    input.value = '';
    blame(null);
    for (const file of files) {
      if (photos.length + sending >= MOST) {
        blame(t('maint.photosMost', { n: MOST }));
        break;
      }
      sending += 1;
      draw();
      try {
        const small = await shrink(file);
        const kept = await api.upload('/api/photos', small, { signal });
        photos.push({ address: `/api/photos/${kept.id}`, url: URL.createObjectURL(small) });
        onChange?.();
      } catch (error) {
        if (!signal.aborted) blame(error instanceof ApiError ? error.detail : t('photo.bad'));
      }
      sending -= 1;
      draw();
    }
  }

  function draw() {
    replace(
      list,
      ...photos.map((photo, at) =>
        h(
          'li',
          {},
          h('img', { src: photo.url, alt: t('maint.photoN', { n: at + 1 }) }),
          h(
            'button',
            {
              type: 'button',
              class: 'button icon-only',
              'aria-label': t('maint.photoDrop', { n: at + 1 }),
              title: t('photo.remove'),
              on: {
                click: () => {
                  URL.revokeObjectURL(photo.url);
                  photos.splice(at, 1);
                  draw();
                  onChange?.();
                  input.focus();
                },
              },
            },
            icon('trash'),
          ),
        ),
      ),
    );
    word.textContent = t(photos.length ? 'maint.photoMore' : 'photo.take');
    said.textContent = sending ? t('maint.photoSending') : t('maint.photosHint');
  }
  draw();
  const element = h(
    'div',
    { class: 'field photo' },
    list,
    h('div', { class: 'row' }, input, h('label', { class: 'button', for: id }, icon('camera'), word)),
    said,
    fault,
  );
  return {
    element,
    /** Whether leaving would lose one. */
    any: () => photos.length + sending > 0,
    /** The addresses of all, once those that are on their way have arrived. */
    async addresses() {
      await sent;
      return photos.map(({ address }) => address);
    },
  };
}
