/** A photo from the camera or the files, made small before it travels. */
import { ApiError } from '../kit/api.js';
import { t, wordOf } from '../kit/words.js';
import { h, icon, replace, uid } from './dom.js';

/** How many bytes tell what a file is: the brands of a container stand among them. */
const START = 64;

/** Whether a file begins as one that every browser opens, unless it is damaged or of too many pixels. @param {Uint8Array} bytes */
export const isCommon = (bytes) =>
  /^(\x89PNG|\xff\xd8\xff|RIFF....WEBP)/s.test(String.fromCharCode(...bytes.subarray(0, START)));

/**
 * What its first bytes say that a file is, of what many browsers don't open: as the server tells them apart.
 * @param {Uint8Array} bytes @returns {'HEIC' | 'AVIF' | 'TIFF' | 'film' | null}
 */
export function foreignKind(bytes) {
  const letters = String.fromCharCode(...bytes.subarray(0, START));
  if (/^(II\*\0|MM\0\*)/.test(letters)) return 'TIFF';
  if (letters.slice(4, 8) !== 'ftyp') return null;
  const length = bytes[2] * 256 + bytes[3];
  const brands = (letters.slice(8, 12) + letters.slice(16, Math.min(length, START))).match(/.{4}/gs) ?? [];
  if (brands.some((brand) => /^avi[fs]$/.test(brand))) return 'AVIF';
  return brands.some((brand) => /^(hei[cxms]|hev[cx]|mif1|msf1)$/.test(brand)) ? 'HEIC' : 'film';
}

/** A photo that this browser doesn't open, refused as the server would refuse it. @param {Blob} blob */
async function faultOf(blob) {
  const bytes = await blob
    .slice(0, START)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  const start = new Uint8Array(bytes);
  const kind = foreignKind(start);
  if (isCommon(start)) return new ApiError(400, 'imagen_muy_grande', t('photo.tooLarge'));
  return kind
    ? new ApiError(400, 'imagen_de_otro_tipo', wordOf('photo.foreign', kind))
    : new ApiError(400, 'imagen_ilegible', t('photo.bad'));
}

/**
 * At most `maxSide` pixels, as JPEG unless another type is wanted. A small enough photo passes as it is.
 * @param {Blob} blob @param {{maxSide?: number, quality?: number, type?: string}} [options] @returns {Promise<Blob>}
 *   throws an ApiError of what this browser doesn't open
 */
export async function shrink(blob, { maxSide = 1600, quality = 0.85, type = 'image/jpeg' } = {}) {
  const image = await createImageBitmap(blob, { imageOrientation: 'from-image' }).catch(() => null);
  if (!image) throw await faultOf(blob);
  const scale = Math.min(1, maxSide / Math.max(image.width, image.height));
  if (scale === 1 && blob.size < 1_500_000 && /^image\/(jpeg|png|webp)$/.test(blob.type)) {
    image.close();
    return blob;
  }
  const canvas = h('canvas', { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((done, fail) => {
    canvas.toBlob((small) => (small ? done(small) : fail(new Error('no image'))), type, quality);
  });
}

/**
 * @param {{label: string, hint?: string, capture?: boolean, icon?: string, class?: string, small?: Parameters<typeof shrink>[1], value?: Blob | string | null,
 *   words?: {take: string, change: string, remove: string, preview: string}, onFile: (file: Blob | null) => any}} options
 *   `value`: what is there already, a picture or its address
 */
export function photoInput(options) {
  const { label, hint, capture = true, small: sides, value, onFile } = options;
  const words = options.words ?? {
    take: t('photo.take'),
    change: t('photo.change'),
    remove: t('photo.remove'),
    preview: t('photo.preview'),
  };
  const id = uid('photo');
  let url = '';
  let turn = 0;
  let picking = Promise.resolve();
  const view = h('div', {});
  const word = h('span', {}, words.take);
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
          turn += 1;
          clear();
          onFile(null);
          input.focus();
        },
      },
    },
    icon('trash'),
    words.remove,
  );

  function pick() {
    const file = input.files?.[0];
    if (!file) return;
    turn += 1;
    picking = take(file, turn);
    picking.catch(() => undefined);
  }
  /** Makes a photo small and hands it on; a later one, or none, takes its place meanwhile. @param {File} file @param {number} mine */
  async function take(file, mine) {
    fault.hidden = true;
    try {
      const small = await shrink(file, sides);
      if (mine !== turn) return;
      show(small);
      await onFile(small);
    } catch (error) {
      if (mine !== turn) return;
      fault.lastChild?.replaceWith(error instanceof ApiError ? error.detail : t('photo.bad'));
      fault.hidden = false;
      throw error;
    } finally {
      if (mine === turn) {
        input.value = '';
        picking = Promise.resolve();
      }
    }
  }
  /** @param {Blob | string} picture */
  function show(picture) {
    clear();
    url = picture instanceof Blob ? URL.createObjectURL(picture) : picture;
    replace(view, h('img', { src: url, alt: words.preview }));
    word.textContent = words.change;
    remove.hidden = false;
  }
  function clear() {
    if (url.startsWith('blob:')) URL.revokeObjectURL(url);
    url = '';
    replace(view);
    word.textContent = words.take;
    remove.hidden = true;
  }
  const element = h(
    'div',
    { class: `field photo ${options.class ?? ''}` },
    h('span', { class: 'field-label' }, label),
    view,
    h(
      'div',
      { class: 'row' },
      input,
      h('label', { class: 'button', for: id }, icon(options.icon ?? 'camera'), word),
      remove,
    ),
    hint ? h('p', { class: 'field-hint', id: `${id}-hint` }, hint) : null,
    fault,
  );
  if (value) show(value);
  return {
    element,
    clear() {
      turn += 1;
      clear();
    },
    /** Waits for a photo that is being made small or handed on; throws what that throws. */
    settled: () => picking,
  };
}
