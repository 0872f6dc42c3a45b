/**
 * What was counted and the server doesn't have yet, kept in localStorage with the list itself: a reload or a lost connection costs nothing.
 * One after the other is sent; what the server refuses stays until whoever counted has decided.
 */
import { ApiError, api } from '../../kit/api.js';
import { isAbort } from '../../ui/parts.js';
import { bodyOf } from './rules.js';

/**
 * @typedef {import('./rules.js').Entry} Entry
 * @typedef {{v: 1, person: string, count: string, entries: Entry[], typing: {key: string, text: string} | null}} Kept
 */

const PREFIX = 'inventario.count.';
const SHEET = 'inventario.count-sheet.';
/** How often what waits is tried again, in milliseconds. */
const AGAIN = 10_000;

/** @param {string} key @returns {any} */
function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** False when the browser keeps nothing. @param {string} key @param {any} value null drops it */
function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** The list as the server told it last, for who has no connection. @param {string} person @param {string} count @param {import('wire').CountDetail | null} sheet */
export const keepSheet = (person, count, sheet) => store(`${SHEET}${person}.${count}`, sheet);
/** @param {string} person @param {string} count @returns {import('wire').CountDetail | null} */
export const keptSheet = (person, count) => stored(`${SHEET}${person}.${count}`);

/** Whether an answer says that the server has judged it; anything else is tried again. @param {unknown} error */
export const isRefusal = (error) =>
  error instanceof ApiError &&
  error.status >= 400 &&
  error.status < 500 &&
  ![401, 408, 425, 429].includes(error.status);

/**
 * @param {{person: string, count: string, onChange: () => void, onSent: (answer: import('wire').CountedLine, entry: Entry) => void,
 *   send?: (count: string, body: any) => Promise<import('wire').CountedLine>, now?: () => number}} options
 */
export function countQueue({ person, count, onChange, onSent, send, now = Date.now }) {
  const key = `${PREFIX}${person}.${count}`;
  const post =
    send ?? ((/** @type {string} */ id, /** @type {any} */ body) => api.post(`/api/counts/${id}/lines`, body));
  /** @returns {Kept} */
  const read = () => {
    const kept = stored(key);
    return kept?.v === 1 ? kept : { v: 1, person, count, entries: [], typing: null };
  };
  let kept = read();
  let isKept = true;
  /** @type {Promise<void> | null} */
  let sending = null;
  let isOffline = false;

  function write() {
    const empty = !kept.entries.length && !kept.typing;
    isKept = store(key, empty ? null : kept);
    onChange();
  }
  /** @param {string} entry */
  const drop = (entry) => {
    kept.entries = kept.entries.filter((one) => one.key !== entry);
  };

  async function flush() {
    for (;;) {
      const entry = kept.entries.find((one) => !one.refused);
      if (!entry) break;
      try {
        const answer = await post(count, bodyOf(entry, now()));
        isOffline = false;
        if (kept.entries.includes(entry)) drop(entry.key);
        // Counted again while it was on its way: what follows is about what has just been stored.
        const newer = kept.entries.find((one) => one.key === entry.key);
        if (newer && newer.revision === entry.revision) newer.revision = answer.line?.revision ?? null;
        onSent(answer, entry);
        write();
      } catch (error) {
        if (isAbort(error)) return;
        if (!isRefusal(error)) {
          isOffline = true;
          onChange();
          return;
        }
        entry.refused = /** @type {ApiError} */ (error).detail;
        write();
      }
    }
    isOffline = false;
    onChange();
  }
  /** Sends what waits; one at a time. */
  const go = () => {
    sending ??= flush().finally(() => {
      sending = null;
    });
    return sending;
  };

  return {
    entries: () => kept.entries,
    waiting: () => kept.entries.filter((entry) => !entry.refused).length,
    isOffline: () => isOffline && kept.entries.some((entry) => !entry.refused),
    isSending: () => sending !== null,
    /** Whether the browser keeps what waits. */
    isKept: () => isKept,
    typing: () => kept.typing,
    /** @param {{key: string, text: string} | null} typing */
    type(typing) {
      kept.typing = typing?.text ? typing : null;
      isKept = store(key, kept.entries.length || kept.typing ? kept : null);
    },
    /** @param {Entry} entry */
    async add(entry) {
      drop(entry.key);
      kept.entries = [...kept.entries, entry];
      kept.typing = null;
      write();
      // One that is on its way is followed by what came after it.
      await go();
      if (kept.entries.some((one) => !one.refused) && !isOffline) await go();
    },
    /** @param {string} entry */
    drop(entry) {
      drop(entry);
      write();
    },
    go,
    /** Tries again when the network comes back, and now and then. @param {AbortSignal} signal */
    watch(signal) {
      const again = () => {
        if (kept.entries.some((entry) => !entry.refused)) void go();
      };
      addEventListener('online', again, { signal });
      const timer = setInterval(again, AGAIN);
      signal.addEventListener('abort', () => clearInterval(timer), { once: true });
      // Another tab of the same person.
      addEventListener(
        'storage',
        (event) => {
          if (event.key !== key) return;
          kept = read();
          onChange();
        },
        { signal },
      );
    },
    /** The count is over: nothing of it is kept. */
    forget() {
      kept.entries = [];
      kept.typing = null;
      store(key, null);
      keepSheet(person, count, null);
    },
  };
}
