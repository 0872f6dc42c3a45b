/** The check on the screen: marks, notes and findings, kept as they change, with everybody told who draws them. */
import { api } from '../../../kit/api.js';
import { newKey } from '../../../kit/keys.js';
import { shrink } from '../../../ui/photo.js';
import { dropPhoto, keepPhoto } from '../../../ui/photo-keep.js';
import { toast } from '../../../ui/toast.js';
import { writeCheck } from './draft.js';
import { idOf } from './send.js';
import { restOf, wholeMark } from './rules.js';

/** @typedef {import('./rules.js').Draft} Draft */
/** @typedef {import('./rules.js').Mark} Mark */
/** @typedef {import('./rules.js').Note} Note */
/** @typedef {import('./rules.js').Found} Found */
/** @typedef {import('./rules.js').SheetItem} SheetItem */
/** @typedef {ReturnType<typeof checkStore>} Store */

/** @param {import('wire').Sheet} sheet @param {Draft} draft @param {(kept: boolean) => void} onKept whether the browser keeps it */
export function checkStore(sheet, draft, onKept) {
  /** @type {Set<(ids: string[]) => void>} */
  const watchers = new Set();
  /** @param {string[]} ids */
  const changed = (ids) => {
    onKept(writeCheck(draft));
    for (const watcher of watchers) watcher(ids);
  };
  /** @type {{close: () => void} | null} */
  let said = null;
  const store = {
    sheet,
    draft,
    items: sheet.items,
    /** @param {string} id @returns {Mark | undefined} */
    mark: (id) => draft.marks[id],
    /** @param {string} id @returns {Note} */
    note: (id) => (draft.notes[id] ??= {}),
    /** @param {SheetItem} item @param {Mark | null} mark */
    set(item, mark) {
      if (draft.state !== 'open') return;
      if (mark) draft.marks[item.item_id] = mark;
      else delete draft.marks[item.item_id];
      changed([item.item_id]);
    },
    /** Marks what is left; answers what was marked, for an undo. @returns {SheetItem[]} */
    rest() {
      const rest = restOf(store.items, draft.marks);
      for (const item of rest) draft.marks[item.item_id] = wholeMark(item, 'good');
      changed(rest.map((item) => item.item_id));
      return rest;
    },
    /** @param {SheetItem[]} items */
    unmark(items) {
      if (draft.state !== 'open') return;
      for (const item of items) delete draft.marks[item.item_id];
      changed(items.map((item) => item.item_id));
    },
    /** @param {Found} found */
    find(found) {
      if (draft.state !== 'open') return;
      const at = draft.findings.findIndex((one) => one.uid === found.uid);
      if (at < 0) draft.findings.push(found);
      else draft.findings[at] = found;
      changed([]);
    },
    /** @param {Found} found */
    forget(found) {
      draft.findings = draft.findings.filter((one) => one.uid !== found.uid);
      changed([]);
    },
    /** One message at a time: the cards under it are the work. @param {string} text @param {Parameters<typeof toast>[1]} [options] */
    say(text, options) {
      said?.close();
      said = toast(text, options);
    },
    hush: () => said?.close(),
    save: () => changed([]),
    /** @param {string} id */
    touch: (id) => changed([id]),
    /** @param {(ids: string[]) => void} watcher */
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    /** The picture is kept here at once, and travels as soon as it can. @param {Note} note @param {Blob} file */
    async photograph(note, file) {
      const blob = await shrink(file, { maxSide: 1280, quality: 0.8 });
      const photo = /** @type {import('./rules.js').Photo} */ ({ local: newKey() });
      await keepPhoto(photo.local, blob);
      if (note.photo) await dropPhoto(note.photo.local);
      note.photo = photo;
      changed([]);
      api
        .upload('/api/photos', blob)
        .then((answer) => {
          photo.id = idOf(answer?.id);
          if (note.photo === photo && draft.state === 'open') changed([]);
        })
        .catch(() => null); // it goes with the check
    },
    /** @param {Note} note */
    async unphotograph(note) {
      if (note.photo) await dropPhoto(note.photo.local);
      delete note.photo;
      changed([]);
    },
  };
  return store;
}
