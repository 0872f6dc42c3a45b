/** Reading a code: live camera where the browser has one, else a photo; and a field for scanners that type. */
import { t } from '../kit/words.js';
import { h, icon, replace, uid } from './dom.js';
import { busy, button, errorText, isAbort, notice } from './parts.js';
import { shrink } from './photo.js';

/**
 * What a printed code says: JSON with a type and an id (ours and the old app's), a UUID, or plain text such as an inventory code.
 * @param {string} text @returns {{type: 'environment' | 'item' | 'unknown', id: string | null, text: string}}
 */
export function parseCode(text) {
  const clean = text.trim();
  try {
    const data = JSON.parse(clean);
    if (data && typeof data === 'object') {
      const kind = String(data.type ?? '').toLowerCase();
      const id = data.id ?? data.environment_id ?? data.item_id ?? null;
      const type =
        kind === 'environment' || (!kind && data.environment_id)
          ? 'environment'
          : kind === 'item' || kind === 'inventory' || (!kind && data.item_id)
            ? 'item'
            : 'unknown';
      return { type, id: id === null ? null : String(id), text: clean };
    }
  } catch {
    /* not JSON: plain text */
  }
  return { type: 'unknown', id: null, text: clean };
}

/**
 * @param {{decode: (blob: Blob) => Promise<{qr_data: string}>, onCode: (text: string) => any, placeholder?: string, autofocus?: boolean}} options
 */
export function scanner({ decode, onCode, placeholder, autofocus = false }) {
  const id = uid('scan');
  const view = h('div', { hidden: true });
  const message = h('div', { role: 'alert' });
  /** @type {MediaStream | null} */
  let stream = null;
  let working = false;
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  const detector = Detector ? new Detector({ formats: ['qr_code', 'code_128'] }) : null;
  const live = Boolean(detector && globalThis.isSecureContext && navigator.mediaDevices);

  /** @param {HTMLElement} element @param {() => Promise<string>} read */
  async function work(element, read) {
    if (working) return;
    working = true;
    replace(message);
    try {
      await busy(element, async () => {
        const text = await read();
        if (text) await onCode(text);
      });
    } catch (error) {
      if (!isAbort(error)) replace(message, notice({ tone: 'bad', text: errorText(error) }));
    } finally {
      working = false;
    }
  }

  const file = h('input', {
    type: 'file',
    accept: 'image/*',
    capture: 'environment',
    class: 'visually-hidden',
    tabindex: '-1',
    'aria-label': t('scan.photo'),
    on: { change: photo },
  });
  const shoot = button({
    label: t('scan.photo'),
    icon: 'camera',
    kind: live ? 'plain' : 'primary',
    class: 'scan-big wide',
    run: () => {
      file.click();
    },
  });
  function photo() {
    const picked = file.files?.[0];
    file.value = '';
    if (picked) work(shoot, async () => (await local(picked)) ?? (await decode(await shrink(picked))).qr_data);
  }
  /** The browser's own reader first: nothing to send. @param {Blob} blob @returns {Promise<string | null>} */
  async function local(blob) {
    try {
      const image = await createImageBitmap(blob);
      const found = await detector?.detect(image);
      return found?.[0]?.rawValue ?? null;
    } catch {
      return null;
    }
  }

  async function start() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    } catch {
      replace(message, notice({ tone: 'warn', text: t('scan.noCamera') }));
      return;
    }
    const video = h('video', { playsinline: true, muted: true, 'aria-label': t('scan.aim') });
    video.srcObject = stream;
    replace(
      view,
      video,
      h('p', { class: 'muted small' }, t('scan.aim')),
      button({ label: t('scan.stop'), icon: 'close', run: stop }),
    );
    view.hidden = false;
    await video.play();
    while (stream) {
      const found = await detector.detect(video).catch(() => []);
      if (found[0]?.rawValue && stream) {
        stop();
        await work(shoot, async () => found[0].rawValue);
        return;
      }
      await new Promise((done) => {
        setTimeout(done, 200);
      });
    }
  }
  function stop() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    view.hidden = true;
    replace(view);
  }

  const input = h('input', {
    id,
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    placeholder,
    enterkeyhint: 'go',
    'aria-describedby': `${id}-hint`,
    autofocus,
  });
  const send = button({ label: t('scan.use'), icon: 'check', type: 'submit' });
  const typed = h(
    'form',
    {
      class: 'field',
      on: {
        submit: (/** @type {Event} */ event) => {
          event.preventDefault();
          const text = input.value.trim();
          if (text) work(send, async () => text).then(() => input.select());
        },
      },
    },
    h('label', { for: id }, t('scan.typed')),
    h('div', { class: 'row scan-typed' }, input, send),
    h('p', { class: 'field-hint', id: `${id}-hint` }, t('scan.typedHint')),
  );

  const element = h(
    'div',
    { class: 'scanner' },
    view,
    live ? button({ label: t('scan.live'), icon: 'scan', kind: 'primary', class: 'scan-big wide', run: start }) : null,
    shoot,
    file,
    message,
    typed,
  );
  return {
    element,
    stop,
    reset: () => {
      input.value = '';
      replace(message);
    },
  };
}
