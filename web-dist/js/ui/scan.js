/** Reading a code: through the camera, from a photo, and from scanners that type. */
import { t } from '../kit/words.js';
import { h, replace, uid } from './dom.js';
import { busy, button, errorText, isAbort, notice } from './parts.js';
import { shrink } from './photo.js';
import { camera } from './scan-camera.js';
import { meantOf, parseCode, titleOf } from './scan-text.js';

/** @typedef {import('./scan-camera.js').SeenCode} SeenCode */
/** @typedef {Pick<import('wire').DecodedQr, 'qr_data' | 'type' | 'others'>} Decoded */

/** What the browser's own reader is asked for, as far as it knows them. */
const FORMATS = ['qr_code', 'code_128', 'code_39', 'ean_13', 'ean_8', 'data_matrix'];

/** What the server saw. @param {Decoded} answer @returns {SeenCode[]} */
const seenBy = (answer) =>
  [answer, ...answer.others]
    .filter((code) => code.qr_data)
    .map(({ qr_data, type }) => ({ text: qr_data, ours: Boolean(type) }));

/**
 * The browser's own reader, where there is one that knows QR codes.
 * @returns {Promise<((image: ImageBitmapSource) => Promise<SeenCode[]>) | null>}
 */
async function ownReader() {
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  try {
    const known = await Detector.getSupportedFormats();
    if (!known.includes('qr_code')) return null;
    const detector = new Detector({ formats: FORMATS.filter((format) => known.includes(format)) });
    return async (image) =>
      (await detector.detect(image))
        .filter((/** @type {{rawValue: string}} */ found) => found.rawValue)
        .map((/** @type {{rawValue: string}} */ { rawValue }) => ({
          text: rawValue,
          ours: parseCode(rawValue).type !== 'unknown',
        }));
  } catch {
    return null;
  }
}

/**
 * `decode` asks the server what is in a photo, or in one picture of a film; `onStart` is told that another scan begins.
 * @param {{decode: (blob: Blob, query?: {frame?: boolean}) => Promise<Decoded>, onCode: (text: string) => any, onStart?: () => any,
 *   placeholder?: string, autofocus?: boolean}} options
 */
export function scanner({ decode, onCode, onStart = () => {}, placeholder, autofocus = false }) {
  const id = uid('scan');
  const message = h('div', { role: 'alert', class: 'stack tight form-place' });
  const own = ownReader();
  const live = Boolean(globalThis.isSecureContext && navigator.mediaDevices);
  let working = Promise.resolve();
  /** @type {ReturnType<typeof camera> | null} */
  let film = null;

  /** Which scan it is: one that is over while it waits for the browser begins no film. */
  let scans = 0;
  const end = () => {
    scans += 1;
    film?.stop();
  };
  /** What was there goes: it would be taken for what is read now. */
  function begin() {
    end();
    replace(message);
    onStart();
  }
  /** @param {unknown} error */
  const blame = (error) => {
    if (!isAbort(error)) replace(message, notice({ tone: 'bad', text: errorText(error) }));
  };

  /** One after the other: the next label may be read while this one is looked up. @param {HTMLElement} element @param {() => Promise<SeenCode[]>} read */
  function work(element, read) {
    begin();
    working = working.then(async () => {
      try {
        await busy(element, async () => {
          const meant = meantOf(await read());
          if (meant.length > 1) choose(meant);
          else if (meant[0]) await onCode(meant[0]);
        });
      } catch (error) {
        blame(error);
      }
    });
    return working;
  }

  /** Several codes in one picture: whoever scans says which. @param {string[]} texts */
  function choose(texts) {
    replace(
      message,
      notice({ tone: 'info', icon: 'qr', text: t('scan.several', { n: texts.length }) }),
      h(
        'div',
        { class: 'stack tight scan-several' },
        ...texts.map((text) =>
          button({
            label: titleOf(text),
            icon: 'forward',
            class: 'wide',
            run: () => work(shoot, async () => [{ text, ours: true }]),
          }),
        ),
      ),
    );
    message.scrollIntoView({ block: 'nearest' });
  }

  /** @param {'camera' | 'files'} from */
  function photoFrom(from) {
    const taken = from === 'camera';
    const label = t(taken ? 'scan.photo' : 'scan.file');
    const input = h('input', {
      type: 'file',
      accept: 'image/*',
      capture: taken ? 'environment' : null,
      class: 'visually-hidden',
      tabindex: '-1',
      'aria-label': label,
      on: {
        change: () => {
          const picked = input.files?.[0];
          if (picked) work(press, () => photo(picked)).then(() => (input.value = ''));
        },
      },
    });
    const press = button({
      label,
      icon: taken ? 'camera' : 'upload',
      kind: taken && !live ? 'primary' : 'plain',
      class: taken ? 'scan-big wide' : 'wide',
      run: () => {
        input.click();
      },
    });
    return { input, press };
  }
  /** The browser's own reader first: nothing to send. @param {Blob} blob @returns {Promise<SeenCode[]>} */
  async function photo(blob) {
    const small = await shrink(blob);
    const reader = await own;
    const found = reader
      ? await createImageBitmap(small)
          .then(reader)
          .catch(() => [])
      : [];
    return found.length ? found : seenBy(await decode(small));
  }
  const { input: takes, press: shoot } = photoFrom('camera');
  const { input: picks, press: pick } = photoFrom('files');

  const place = h('div', { hidden: true });
  async function start() {
    begin();
    const turn = scans;
    const reader = await own;
    if (turn !== scans) return;
    const mine = camera({
      own: reader,
      send: async (frame) => seenBy(await decode(frame, { frame: true })),
      onSeen: (codes) => work(shoot, async () => codes),
      onFault: (error) => (error ? blame(error) : replace(message, notice({ tone: 'warn', text: t('scan.noCamera') }))),
      onNothing: () => replace(message, notice({ tone: 'info', text: t('scan.nothing') })),
    });
    film = mine;
    replace(place, mine.view);
    place.hidden = false;
    await mine.start();
    if (film === mine) place.hidden = true;
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
          // What is read next takes its place, however soon it comes.
          input.select();
          if (text) work(send, async () => [{ text, ours: true }]);
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
    place,
    live ? button({ label: t('scan.live'), icon: 'scan', kind: 'primary', class: 'scan-big wide', run: start }) : null,
    shoot,
    takes,
    pick,
    picks,
    message,
    typed,
  );
  return {
    element,
    stop: end,
    reset: () => {
      input.value = '';
      replace(message);
    },
  };
}
