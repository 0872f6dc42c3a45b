/** Reading labels during a check: in a sheet with camera or photo, or with a scanner that types, without opening anything. */
import { api } from '../../../kit/api.js';
import { capital } from '../../../kit/format.js';
import { openDialog } from '../../../ui/dialog.js';
import { announce, h, on, replace } from '../../../ui/dom.js';
import { button, notice } from '../../../ui/parts.js';
import { scanner } from '../../../ui/scan.js';
import { written } from '../../../ui/scan-text.js';
import { itemCard } from './card.js';
import { strangeCode } from './finding.js';
import { isBlind, isGroup, knownOf, readCode, wholeMark } from './rules.js';
import { t } from './words.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./rules.js').SheetItem} SheetItem */
/** @typedef {import('./rules.js').Mark} Mark */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */

/**
 * A label was read: the piece is there. Good unless something is known or said against it; groups are counted, not scanned.
 * @param {SheetItem} item @param {Store} store
 * @returns {{word: string, before: Mark | undefined, done: boolean}}
 */
export function markScanned(item, store) {
  const before = store.mark(item.item_id);
  const known = knownOf(item);
  if (isBlind(item) || isGroup(item)) return { word: t('check.scanGroup'), before, done: false };
  if (before?.damaged) {
    store.set(item, { ...before, method: 'scan' });
    return { word: t('check.scanKept'), before, done: true };
  }
  if (!before && (known?.damaged || known?.maintenance)) return { word: t('check.scanKnown'), before, done: false };
  store.set(item, wholeMark(item, 'good', 'scan'));
  return { word: t('check.scanGood'), before, done: true };
}

/** @param {string} text @param {Store} store @param {PageContext} ctx */
const elsewhere = (text, store, ctx) => {
  const read = readCode(text, store.items, store.sheet.environment_id);
  if (read.kind === 'item') return read;
  if (read.kind === 'stranger')
    return { kind: /** @type {const} */ ('dialog'), open: () => strangeCode(read, store, ctx) };
  return {
    kind: /** @type {const} */ ('told'),
    word: t(read.kind === 'here' ? 'check.thisRoom' : 'check.anotherRoom'),
  };
};

/**
 * The sheet: one label after the other, the card of the last one under it.
 * @param {Store} store @param {PageContext} ctx @param {(item: SheetItem) => void} onLast
 */
export function scanSheet(store, ctx, onLast) {
  const result = h('div', { class: 'stack tight', role: 'status' });
  const leave = new AbortController();
  /** @type {SheetItem | null} */
  let last = null;
  const reader = scanner({
    decode: (blob, query) => api.upload('/api/qr/decode', blob, { query }),
    onStart: () => replace(result),
    placeholder: t('scan.placeholder'),
    autofocus: matchMedia('(pointer: fine)').matches,
    onCode: async (text) => {
      const read = elsewhere(text, store, ctx);
      if (read.kind === 'told') return replace(result, notice({ tone: 'warn', text: read.word }));
      if (read.kind === 'dialog') {
        replace(result);
        return read.open();
      }
      last = read.item;
      const { word, done } = markScanned(read.item, store);
      const card = itemCard(read.item, store, leave.signal);
      card.element.removeAttribute('id');
      stopWatching();
      stopWatching = store.watch((ids) => ids.includes(read.item.item_id) && card.draw());
      replace(
        result,
        notice({ tone: done ? 'good' : 'warn', text: capital(word) }),
        h('ul', { class: 'check-list', role: 'list' }, card.element),
      );
      reader.reset();
      result.scrollIntoView({ block: 'nearest' });
    },
  });
  let stopWatching = () => false;
  const box = openDialog({
    title: t('check.scanTitle'),
    hint: t('check.scanHint'),
    body: h(
      'div',
      { class: 'stack check-scan' },
      result,
      reader.element,
      button({ label: t('check.scanDone'), icon: 'check', class: 'wide', run: () => box.close() }),
    ),
  });
  if (!matchMedia('(pointer: fine)').matches) box.element.querySelector('h2')?.focus();
  // A scanner types wherever the focus is: its letters belong in the field.
  on(box.element, 'keydown', (/** @type {KeyboardEvent} */ event) => {
    const busy = event.target instanceof Element && event.target.closest('input, textarea');
    if (busy || !written(event).trim()) return;
    /** @type {HTMLInputElement | null} */ (reader.element.querySelector('input[type="text"]'))?.focus();
  });
  ctx.onLeave(() => box.element.open && box.close());
  box.closed.then(() => {
    reader.stop();
    stopWatching();
    leave.abort();
    if (last) onLast(last);
  });
}

const PAUSE = 1000;
const SHORTEST = 3;

/**
 * A scanner that types: letters in quick order and Entrar, while nothing is being written.
 * @param {(text: string) => void} onText @param {AbortSignal} signal
 */
export function typedScanner(onText, signal) {
  let text = '';
  let at = 0;
  on(
    document,
    'keydown',
    (/** @type {KeyboardEvent} */ event) => {
      const { target, key } = event;
      if (target instanceof Element && target.closest('input, select, textarea, dialog, [role="menu"]')) return;
      const letter = written(event);
      if (!letter && key !== 'Enter') return;
      if (event.timeStamp - at > PAUSE) text = '';
      at = event.timeStamp;
      if (key === 'Enter' && text.trim().length >= SHORTEST) {
        // Not a press of the button that happens to have the focus.
        event.preventDefault();
        const read = text;
        text = '';
        onText(read);
      } else if (letter.trim() || text) {
        text += letter;
        if (letter === ' ') event.preventDefault();
      }
    },
    signal,
  );
  on(
    document,
    'keyup',
    (/** @type {KeyboardEvent} */ event) => event.key === ' ' && text && event.preventDefault(),
    signal,
  );
}

/**
 * A code that came without the sheet.
 * @param {string} text @param {Store} store @param {PageContext} ctx @param {(item: SheetItem) => void} show
 */
export async function takeCode(text, store, ctx, show) {
  const read = elsewhere(text, store, ctx);
  if (read.kind === 'told') return store.say(read.word, { tone: 'warn' });
  if (read.kind === 'dialog') return void (await read.open());
  const { item } = read;
  const { word, before, done } = markScanned(item, store);
  show(item);
  announce(`${item.name}: ${word}`);
  store.say(`${item.name}: ${word}`, done ? { undo: () => store.set(item, before ?? null) } : { tone: 'warn' });
}
