/** A photo from the camera or the files, made small before it travels. */
import { t } from '../i18n.js';
import { h, icon, replace, uid } from './dom.js';

/**
 * At most `maxSide` pixels, as JPEG. A small enough photo passes as it is.
 * @param {Blob} blob @param {{maxSide?: number, quality?: number}} [options] @returns {Promise<Blob>}
 */
export async function shrink(blob, { maxSide = 1600, quality = 0.85 } = {}) {
  const image = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  const scale = Math.min(1, maxSide / Math.max(image.width, image.height));
  if (scale === 1 && blob.size < 1_500_000 && /^image\/(jpeg|png|webp)$/.test(blob.type)) {
    image.close();
    return blob;
  }
  const canvas = h('canvas', { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((done, fail) => {
    canvas.toBlob((small) => (small ? done(small) : fail(new Error('no image'))), 'image/jpeg', quality);
  });
}

/**
 * @param {{label: string, hint?: string, capture?: boolean, onFile: (file: Blob | null) => any}} options
 */
export function photoInput({ label, hint, capture = true, onFile }) {
  const id = uid('photo');
  let url = '';
  const view = h('div', {});
  const word = h('span', {}, t('photo.take'));
  const fault = h(
    'p',
    { class: 'field-error', role: 'alert', hidden: true },
    icon('alert', { class: 'small' }),
    t('photo.bad'),
  );
  const input = h('input', {
    type: 'file',
    id,
    accept: 'image/*',
    capture: capture ? 'environment' : null,
    class: 'visually-hidden',
    'aria-describedby': hint ? `${id}-hint` : null,
    on: { change: pick },
  });
  const remove = h(
    'button',
    {
      type: 'button',
      class: 'button quiet',
      hidden: true,
      on: {
        click: () => {
          clear();
          onFile(null);
          input.focus();
        },
      },
    },
    icon('trash'),
    t('photo.remove'),
  );

  async function pick() {
    const file = input.files?.[0];
    if (!file) return;
    fault.hidden = true;
    try {
      const small = await shrink(file);
      clear();
      url = URL.createObjectURL(small);
      replace(view, h('img', { src: url, alt: t('photo.preview') }));
      word.textContent = t('photo.change');
      remove.hidden = false;
      await onFile(small);
    } catch {
      fault.hidden = false;
    }
    input.value = '';
  }
  function clear() {
    if (url) URL.revokeObjectURL(url);
    url = '';
    replace(view);
    word.textContent = t('photo.take');
    remove.hidden = true;
  }
  const element = h(
    'div',
    { class: 'field photo' },
    h('span', { class: 'field-label' }, label),
    view,
    h('div', { class: 'row' }, input, h('label', { class: 'button', for: id }, icon('camera'), word), remove),
    hint ? h('p', { class: 'field-hint', id: `${id}-hint` }, hint) : null,
    fault,
  );
  return { element, clear };
}
