/**
 * A place to sign with a finger, a pen or the mouse. What is drawn are lines of points in a box of 1000 by 400, whatever the screen's
 * size, so that it prints sharp and stays small.
 */
import { t } from '../kit/words.js';
import { h, on } from './dom.js';
import { button } from './parts.js';

export const WIDTH = 1000;
export const HEIGHT = 400;
/** Points closer than this to the last one say nothing more, in units of the box. */
const STEP = 5;
/** As many points as a signature may have; a slow hand needs some hundred. */
const MOST_POINTS = 2900;
const MOST_LINES = 190;

/** @typedef {number[]} Stroke x, y, x, y… */

/**
 * Adds a point to a line unless it is where the last one was; answers whether it was added.
 * @param {Stroke} stroke @param {number} x @param {number} y
 */
export function extend(stroke, x, y) {
  const point = [Math.round(Math.min(WIDTH, Math.max(0, x))), Math.round(Math.min(HEIGHT, Math.max(0, y)))];
  const [px, py] = stroke.slice(-2);
  if (stroke.length && Math.hypot(point[0] - px, point[1] - py) < STEP) return false;
  stroke.push(...point);
  return true;
}

/** Whether there is more than a slip of the finger. @param {Stroke[]} strokes */
export function isDrawn(strokes) {
  const all = strokes.flat();
  const reach = (/** @type {number[]} */ values) => (values.length ? Math.max(...values) - Math.min(...values) : 0);
  return reach(all.filter((_, at) => at % 2 === 0)) >= 40 || reach(all.filter((_, at) => at % 2 === 1)) >= 40;
}

/**
 * @param {{label: string, signal: AbortSignal, onChange?: () => void}} options
 * @returns {{element: HTMLElement, strokes: () => Stroke[], clear: () => void}}
 */
export function signaturePad({ label, signal, onChange }) {
  /** @type {Stroke[]} */
  const strokes = [];
  /** @type {Stroke | null} */
  let line = null;
  const canvas = h('canvas', { class: 'sign-canvas', width: WIDTH, height: HEIGHT, role: 'img', 'aria-label': label });
  const hint = h('span', { class: 'sign-hint', 'aria-hidden': 'true' }, t('sign.here'));
  const wipe = button({
    label: t('sign.clear'),
    icon: 'undo',
    kind: 'quiet',
    run: () => clear(),
  });

  function draw() {
    const pen = canvas.getContext('2d');
    if (!pen) return;
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.strokeStyle = getComputedStyle(canvas).color;
    pen.lineWidth = 7;
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    for (const [x, y, ...rest] of strokes) {
      pen.beginPath();
      pen.moveTo(x, y);
      for (let at = 0; at < rest.length; at += 2) pen.lineTo(rest[at], rest[at + 1]);
      pen.stroke();
    }
    hint.hidden = strokes.length > 0;
    wipe.toggleAttribute('disabled', strokes.length === 0);
  }
  function clear() {
    strokes.length = 0;
    line = null;
    draw();
    onChange?.();
  }
  /** @param {PointerEvent} event */
  function add(event) {
    if (!line || strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0) >= MOST_POINTS) return;
    const box = canvas.getBoundingClientRect();
    extend(line, ((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT);
  }
  on(
    canvas,
    'pointerdown',
    (/** @type {PointerEvent} */ event) => {
      if (!event.isPrimary || event.button !== 0 || strokes.length >= MOST_LINES) return;
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      line = [];
      strokes.push(line);
      add(event);
      draw();
    },
    signal,
  );
  on(
    canvas,
    'pointermove',
    (/** @type {PointerEvent} */ event) => {
      if (!line || !event.isPrimary) return;
      // A fast hand passes several points between two pictures of the screen.
      const passed = event.getCoalescedEvents?.() ?? [];
      for (const one of passed.length ? passed : [event]) add(one);
      draw();
    },
    signal,
  );
  const lift = (/** @type {PointerEvent} */ event) => {
    if (!line || !event.isPrimary) return;
    line = null;
    onChange?.();
  };
  on(canvas, 'pointerup', lift, signal);
  on(canvas, 'pointercancel', lift, signal);
  draw();
  return {
    element: h('div', { class: 'sign-pad' }, h('div', { class: 'sign-box' }, canvas, hint), wipe),
    strokes: () => strokes.filter((stroke) => stroke.length > 0),
    clear,
  };
}
