/** Checks that are being done or wait to be sent, kept in localStorage: a reload, midnight or a lost connection costs nothing. */
import { addDays } from '../../../kit/days.js';
import { dropPhoto, tidyPhotos } from '../../../ui/photo-keep.js';
import { draftKey, isDraftKey, isSheetKey, sheetKey } from './rules.js';

/** @typedef {import('./rules.js').Draft} Draft */
/** @typedef {import('./rules.js').Sheet} Sheet */

/** One object a draft in this tab, so that nobody writes over what another part has just written. @type {Map<string, Draft>} */
const here = new Map();
/** Sent or discarded: nothing that comes late brings them back. @type {WeakSet<Draft>} */
const gone = new WeakSet();
/** @type {Set<(key: string) => void>} */
const watchers = new Set();

globalThis.addEventListener?.('storage', ({ key }) => {
  if (!key || !isDraftKey(key)) return;
  here.delete(key);
  for (const watcher of watchers) watcher(key);
});
/** Told when another tab changed a draft. @param {(key: string) => void} watcher @param {AbortSignal} signal */
export function onOtherTab(watcher, signal) {
  watchers.add(watcher);
  signal.addEventListener('abort', () => watchers.delete(watcher), { once: true });
}

/** @param {string} key @returns {any} */
function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** @param {string} key @returns {Draft | null} */
export function readCheck(key) {
  const known = here.get(key);
  if (known) return known;
  const kept = stored(key);
  if (!kept || kept.v !== 1) return null;
  here.set(key, kept);
  return kept;
}

/** Whether another tab has sent or dropped it meanwhile. @param {string} key */
export const isKept = (key) => stored(key) !== null;

/** False when the browser keeps nothing: then it lasts as long as the page. @param {Draft} draft @returns {boolean} */
export function writeCheck(draft) {
  if (gone.has(draft)) return true;
  const key = draftKey(draft);
  here.set(key, draft);
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** @param {Draft} draft */
export function dropCheck(draft) {
  const key = draftKey(draft);
  gone.add(draft);
  here.delete(key);
  for (const id of photosOf(draft)) dropPhoto(id);
  try {
    localStorage.removeItem(key);
    localStorage.removeItem(sheetKey(key));
  } catch {
    /* storage refused */
  }
}

/** @param {Draft} draft @returns {string[]} */
const photosOf = (draft) =>
  [...Object.values(draft.notes), ...draft.findings.map((found) => found.note)].flatMap((note) =>
    note.photo ? [note.photo.local] : [],
  );

/** Every draft of this browser. @returns {Draft[]} */
export function allChecks() {
  /** @type {string[]} */
  let keys = [];
  try {
    keys = Object.keys(localStorage).filter(isDraftKey);
  } catch {
    /* storage refused */
  }
  return [...new Set([...keys, ...here.keys()])].map(readCheck).filter((draft) => draft !== null);
}

/** One person's, those to be sent first. @param {string} person */
export const checksOf = (person) =>
  allChecks()
    .filter((draft) => draft.person === person)
    .sort((a, b) => Number(b.state !== 'open') - Number(a.state !== 'open') || (a.day < b.day ? 1 : -1));

/** How long somebody who doesn't come back to this browser finds what they left half done, in days. Nobody sends it after a week. */
const LEFT_BEHIND = 30;

/**
 * What a person marked is theirs to send or to discard, whatever the day: they are asked. Only what somebody else left half done here and
 * never came back for goes after a month. Lists are kept for the checks that need them.
 * @param {string} person @param {string} day
 */
export function tidyChecks(person, day) {
  const old = addDays(day, -LEFT_BEHIND);
  for (const draft of allChecks())
    if (draft.state === 'open' && draft.person !== person && draft.day < old) dropCheck(draft);
  const needed = new Set(allChecks().map((draft) => sheetKey(draftKey(draft))));
  try {
    for (const key of Object.keys(localStorage))
      if (isSheetKey(key) && !needed.has(key) && !(key.includes(person) && key.endsWith(day)))
        localStorage.removeItem(key);
  } catch {
    /* storage refused */
  }
  const wanted = new Set(allChecks().flatMap(photosOf));
  tidyPhotos((id) => wanted.has(id));
}

/** One person's that were begun and not finished, of another class or day than this; the newest first. @param {string} person @param {string | null} [key] */
export const leftOpen = (person, key = null) =>
  checksOf(person)
    .filter((draft) => draft.state === 'open' && draftKey(draft) !== key && hasContent(draft))
    .sort((a, b) => (a.day < b.day ? 1 : -1));

/** @param {Draft} draft */
const hasContent = ({ marks, notes, findings, cleaning_notes, comments }) =>
  Object.keys(marks).length > 0 ||
  Object.values(notes).some((note) => note.text || note.photo) ||
  findings.length > 0 ||
  Boolean(cleaning_notes.trim() || comments.trim());

/** @param {string} key @param {Sheet} sheet */
export function keepSheet(key, sheet) {
  try {
    localStorage.setItem(sheetKey(key), JSON.stringify(sheet));
  } catch {
    /* storage refused or full: the list comes from the server */
  }
}
/** @param {string} key @returns {Sheet | null} */
export const keptSheet = (key) => stored(sheetKey(key));
