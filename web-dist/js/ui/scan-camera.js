/** A camera that is looked through until a code is seen: by the browser's own reader, else picture by picture by the server's. */
import { ApiError } from '../kit/api.js';
import { t } from '../kit/words.js';
import { h, replace } from './dom.js';
import { button } from './parts.js';

/** @typedef {{text: string, ours: boolean}} SeenCode */

/** How long nothing is seen until the camera is turned off, in milliseconds: it is a phone's battery and a small box's processor. */
const PATIENCE = 90_000;

/** The longer side of a picture that is sent, in pixels. */
const SIDE = 1000;

/** How long to wait before the next look, in milliseconds: the browser's own is cheap. */
const PAUSE = { own: 200, sent: 350, busy: 2000 };

/** @param {number} milliseconds */
const pause = (milliseconds) =>
  new Promise((done) => {
    setTimeout(done, milliseconds);
  });

/** Whether a look that failed is worth another: the server is busy, or the network was away for a moment. @param {unknown} error */
const passes = (error) => error instanceof ApiError && [0, 408, 429, 502, 503, 504].includes(error.status);

/**
 * What the camera sees, as JPEG.
 * @param {HTMLVideoElement} video @param {HTMLCanvasElement} canvas @returns {Promise<Blob | null>}
 */
function picture(video, canvas) {
  const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight, 1));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  if (!canvas.width || !canvas.height) return Promise.resolve(null);
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => {
    canvas.toBlob(done, 'image/jpeg', 0.8);
  });
}

/**
 * @param {{own: ((image: ImageBitmapSource) => Promise<SeenCode[]>) | null, send: (frame: Blob) => Promise<SeenCode[]>,
 *   onSeen: (codes: SeenCode[]) => any, onFault: (error: unknown) => any, onNothing: () => any}} options
 *   `own`: the browser's reader, if it has one
 */
export function camera({ own, send, onSeen, onFault, onNothing }) {
  const view = h('div', { class: 'stack tight', hidden: true });
  const canvas = h('canvas', {});
  /** @type {MediaStream | null} */
  let stream = null;

  /** @param {HTMLVideoElement} video */
  async function look(video) {
    if (own) return own(video).catch(() => []);
    const frame = await picture(video, canvas);
    return frame ? send(frame) : [];
  }

  // One scan: it may be ended while the person is still asked for the camera.
  let ended = false;
  async function start() {
    let mine;
    try {
      mine = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
      });
    } catch {
      return ended ? undefined : onFault(null);
    }
    stream = mine;
    if (ended) return stop();
    const video = h('video', { playsinline: true, muted: true, 'aria-label': t('scan.aim') });
    video.srcObject = mine;
    replace(
      view,
      video,
      h('p', { class: 'muted small' }, t('scan.aim')),
      button({ label: t('scan.stop'), icon: 'close', run: stop }),
    );
    view.hidden = false;
    try {
      await video.play();
    } catch {
      if (stream !== mine) return;
      stop();
      return onFault(null);
    }
    const end = performance.now() + PATIENCE;
    while (stream === mine) {
      let wait = own ? PAUSE.own : PAUSE.sent;
      try {
        const codes = await look(video);
        if (stream !== mine) return;
        if (codes.length) {
          stop();
          return onSeen(codes);
        }
      } catch (error) {
        if (stream !== mine) return;
        if (!passes(error)) {
          stop();
          return onFault(error);
        }
        wait = PAUSE.busy;
      }
      if (performance.now() > end) {
        stop();
        return onNothing();
      }
      await pause(wait);
    }
  }

  function stop() {
    ended = true;
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    view.hidden = true;
    replace(view);
  }
  return { view, start, stop };
}
