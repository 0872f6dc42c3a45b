/** What doing a check comes down to: marks, progress, the body that is sent, the names under which it is kept. Pure. */
import { fold } from '../../../kit/format.js';
import { newKey } from '../../../kit/keys.js';
import { parseCode, readings, sameCode } from '../../../ui/scan-text.js';

/** @typedef {import('wire').Sheet} Sheet */
/** @typedef {import('wire').SheetItem} SheetItem */
/** @typedef {{good: number, damaged: number, missing: number | null, method: 'list' | 'scan'}} Mark `missing` null: for the server to say (blind) */
/** @typedef {{local: string, id?: string}} Photo kept in the browser, and known to the server once it is there */
/** @typedef {{text?: string, photo?: Photo}} Note */
/** @typedef {{uid: string, kind: 'other_room' | 'unknown_code', code: string, item_id?: string, name?: string, room?: string, move: boolean, note: Note}} Found */
/**
 * A check that is being done, as it is kept in the browser. `waiting`: it is finished and will be sent; `refused`: the server said no.
 * @typedef {{v: 1, key: string, person: string, staff: boolean, room: string, room_name: string, class: string | null, day: string, marks: Record<string, Mark>,
 *   notes: Record<string, Note>, findings: Found[], is_clean: boolean | null, is_organized: boolean | null, complete: boolean | null, cleaning_notes: string, comments: string,
 *   total: number, left?: Record<string, {name: string, code: string}>, state: 'open' | 'waiting' | 'refused', tried: boolean, fault: string}} Draft
 */
/** @typedef {{damaged: number, missing: number, maintenance: boolean}} Known */

const PREFIX = 'inventario.check.';
/** @param {{person: string, room: string, class: string | null, day: string}} of */
export const draftKey = (of) => `${PREFIX}${of.person}.${of.room}.${of.class ?? 'sin-clase'}.${of.day}`;
/** @param {string} key */
export const isDraftKey = (key) => key.startsWith(PREFIX);
const SHEET = 'inventario.sheet.';
/** The list as it was when it was last seen, for a page that is opened without connection. @param {string} key */
export const sheetKey = (key) => SHEET + key.slice(PREFIX.length);
/** @param {string} key */
export const isSheetKey = (key) => key.startsWith(SHEET);

/** @param {{person: string, staff: boolean, room: string, room_name: string, class: string | null, day: string}} of @returns {Draft} */
export const newDraft = (of) => ({
  v: 1,
  key: newKey(),
  ...of,
  marks: {},
  notes: {},
  findings: [],
  is_clean: null,
  is_organized: null,
  complete: null,
  cleaning_notes: '',
  comments: '',
  total: 0,
  state: 'open',
  tried: false,
  fault: '',
});

/** Several pieces in one row. @param {SheetItem} item */
export const isGroup = (item) => item.item_type === 'group' || (item.quantity ?? 1) > 1;
/** A group whose number the person is not to know. @param {SheetItem} item */
export const isBlind = (item) => isGroup(item) && typeof item.quantity !== 'number';
/** All of it is lent: there is nothing to look at. A list that was kept by an older page doesn't say. @param {SheetItem} item */
export const isLent = (item) => item.quantity === 0 && (item.quantity_lent ?? 0) > 0;
/** @param {SheetItem} item */
export const expectedOf = (item) => item.quantity ?? 1;

/**
 * The trouble that is known already; null when there is none, or when it is not to be shown.
 * @param {SheetItem} item @returns {Known | null}
 */
export function knownOf(item) {
  if (isBlind(item)) return null;
  let damaged = item.quantity_damaged ?? 0;
  let missing = item.quantity_missing ?? 0;
  if (!damaged && !missing && item.status === 'damaged') damaged = expectedOf(item);
  if (!damaged && !missing && (item.status === 'missing' || item.status === 'lost')) missing = expectedOf(item);
  const maintenance = item.status === 'maintenance';
  return damaged || missing || maintenance ? { damaged, missing, maintenance } : null;
}

/** @param {SheetItem} item @param {'good' | 'damaged' | 'missing'} state @param {Mark['method']} [method] @returns {Mark} */
export function wholeMark(item, state, method = 'list') {
  const mark = { good: 0, damaged: 0, missing: 0, method };
  mark[state] = expectedOf(item);
  return mark;
}

/**
 * A group by its exceptions: what is neither damaged nor missing is good; what is beyond the list is good too.
 * @param {SheetItem} item @param {{damaged: number, missing: number, surplus: number}} counted @returns {Mark}
 */
export function groupMark(item, { damaged, missing, surplus }) {
  const expected = expectedOf(item);
  const bad = Math.min(damaged, expected + surplus);
  const gone = surplus ? 0 : Math.min(missing, expected - bad);
  return { good: Math.max(0, expected + surplus - bad - gone), damaged: bad, missing: gone, method: 'list' };
}
/** Pieces beyond the list. @param {SheetItem} item @param {Mark} mark */
export const surplusOf = (item, mark) =>
  isBlind(item) ? 0 : Math.max(0, mark.good + mark.damaged + (mark.missing ?? 0) - expectedOf(item));

/** One word for a mark. @param {Mark} mark @returns {'good' | 'damaged' | 'missing'} */
export const stateOf = (mark) => (mark.damaged ? 'damaged' : mark.missing ? 'missing' : 'good');

/** Whether there is something to tell about an item. @param {SheetItem} item @param {Mark | undefined} mark @param {Note | undefined} note */
export const hasNews = (item, mark, note) =>
  Boolean(mark && (stateOf(mark) !== 'good' || surplusOf(item, mark) || note?.text || note?.photo));

/** What "the rest is good" marks: nobody looked at it, nothing is known against it, and its number is no secret. @param {SheetItem[]} items @param {Draft['marks']} marks */
export const restOf = (items, marks) =>
  items.filter((item) => !marks[item.item_id] && !knownOf(item) && !isBlind(item));

/** @param {SheetItem[]} items @param {Draft['marks']} marks */
export const progressOf = (items, marks) => ({
  done: items.filter((item) => marks[item.item_id]).length,
  total: items.length,
});

/** Pieces, and the rows that nobody looked at. @param {SheetItem[]} items @param {Draft['marks']} marks */
export function totalsOf(items, marks) {
  const totals = { good: 0, damaged: 0, missing: 0, unmarked: 0 };
  for (const item of items) {
    const mark = marks[item.item_id];
    if (!mark) totals.unmarked += 1;
    else {
      totals.good += mark.good;
      totals.damaged += mark.damaged;
      totals.missing += mark.missing ?? 0;
    }
  }
  return totals;
}

/** Whether all is there, as far as this check can say; null when it cannot. @param {SheetItem[]} items @param {Draft['marks']} marks */
export function completeOf(items, marks) {
  const { missing, unmarked } = totalsOf(items, marks);
  if (missing) return false;
  return unmarked || items.some(isBlind) ? null : true;
}

/** Nothing was there to look at, because all of it was lent. @param {Mark} mark */
const isEmptyMark = ({ good, damaged, missing }) => !good && !damaged && !missing;

/**
 * What was marked of an item that is no longer on the list stays, by the name that it had there: the server keeps it with the check. What
 * is lent is answered, what is back is to be looked at again.
 * @param {Draft} draft @param {SheetItem[]} items @param {SheetItem[]} [before] the list as it was
 */
export function mergeMarks(draft, items, before = []) {
  const known = new Set(items.map((item) => item.item_id));
  const left = (draft.left ??= {});
  for (const id of Object.keys(left)) if (known.has(id) || !draft.marks[id]) delete left[id];
  for (const id of Object.keys(draft.marks)) {
    if (known.has(id) || left[id]) continue;
    const was = before.find((item) => item.item_id === id);
    left[id] = { name: was?.name ?? '', code: was?.internal_code ?? '' };
  }
  for (const item of items) {
    const mark = draft.marks[item.item_id];
    if (isLent(item)) draft.marks[item.item_id] = wholeMark(item, 'good');
    else if (mark && (item.quantity ?? 0) > 0 && isEmptyMark(mark)) delete draft.marks[item.item_id];
  }
  draft.total = items.length;
}

/** @param {'all' | 'unmarked' | 'news'} filter @param {string} search @param {SheetItem[]} items @param {Draft} draft */
export function filterItems(filter, search, items, { marks, notes }) {
  const words = fold(search).split(' ').filter(Boolean);
  return items.filter((item) => {
    const mark = marks[item.item_id];
    if (filter === 'unmarked' && mark) return false;
    if (filter === 'news' && !hasNews(item, mark, notes[item.item_id]) && !(knownOf(item) && !mark)) return false;
    const text = fold(
      [item.name, item.internal_code, item.serial_number, item.brand, item.model].filter(Boolean).join(' '),
    );
    return words.every((word) => text.includes(word));
  });
}

/**
 * What a scanned or typed code means in this room.
 * @param {string} text @param {SheetItem[]} items @param {string} room
 * @returns {{kind: 'item', item: SheetItem} | {kind: 'here'} | {kind: 'room', id: string} | {kind: 'stranger', id: string | null, text: string}}
 */
export function readCode(text, items, room) {
  const code = parseCode(text);
  if (code.type === 'environment' && code.id)
    return code.id === room ? { kind: 'here' } : { kind: 'room', id: code.id };
  const codesOf = (/** @type {SheetItem} */ one) =>
    [one.internal_code, one.serial_number ?? ''].filter((its) => its !== '');
  const having = (/** @type {(its: string) => boolean} */ is) => items.find((one) => codesOf(one).some(is));
  // As it is first; then as another keyboard layout, or a sticker of another system, would mean it.
  const item =
    items.find((one) => [code.id, fold(code.text)].includes(one.item_id)) ??
    readings(code.text)
      .map((meant) => having((its) => fold(its) === fold(meant)) ?? having((its) => sameCode(its, meant)))
      .find(Boolean);
  return item ? { kind: 'item', item } : { kind: 'stranger', id: code.id, text: code.text };
}

/** @param {Note | undefined} note */
const noteFields = (note) => ({
  ...(note?.text?.trim() ? { notes: note.text.trim() } : {}),
  ...(note?.photo?.id ? { photo_id: note.photo.id } : {}),
});

/** What is sent: only what the person touched; the same draft always gives the same body. @param {Draft} draft */
export function bodyOf(draft) {
  const said = (/** @type {string} */ text) => text.trim() || undefined;
  return {
    environment_id: draft.room,
    ...(draft.class ? { schedule_id: draft.class } : {}),
    // The day that was opened: past midnight it is not the one that is.
    check_date: draft.day,
    ...(draft.staff
      ? {
          is_clean: draft.is_clean ?? undefined,
          is_organized: draft.is_organized ?? undefined,
          inventory_complete: draft.complete ?? undefined,
        }
      : {}),
    cleaning_notes: said(draft.cleaning_notes),
    comments: said(draft.comments),
    items: Object.entries(draft.marks).map(([item_id, mark]) => ({
      item_id,
      quantity_found: mark.good,
      quantity_damaged: mark.damaged,
      ...(mark.missing === null ? {} : { quantity_missing: mark.missing }),
      method: mark.method,
      ...noteFields(draft.notes[item_id]),
    })),
    findings: draft.findings.map((found) => ({
      code: found.code,
      ...(found.item_id ? { item_id: found.item_id } : {}),
      ...(found.kind === 'other_room' ? { move: found.move } : {}),
      ...noteFields(found.note),
    })),
  };
}

/** The pictures are to go once more; false when there are none. @param {Draft} draft */
export function unsendPhotos(draft) {
  const sent = [...Object.values(draft.notes), ...draft.findings.map((found) => found.note)].filter(
    (note) => note.photo?.id,
  );
  for (const { photo } of sent) delete photo?.id;
  return sent.length > 0;
}

/** The photos that the server has not got yet. @param {Draft} draft @returns {Note[]} */
export const waitingPhotos = (draft) =>
  [
    ...Object.entries(draft.notes).flatMap(([id, note]) => (draft.marks[id] ? [note] : [])),
    ...draft.findings.map((found) => found.note),
  ].filter((note) => note.photo && !note.photo.id);

/**
 * What the person may do with a room's check in its state: begin it, go through the list once more, or only look.
 * @param {string} role @param {string | null | undefined} status @param {boolean} own he did the first stage
 * @returns {'start' | 'again' | 'look'}
 */
export function mayDo(role, status, own) {
  if (!status || status === 'rejected' || status === 'student_pending') return 'start';
  const decides = role === 'supervisor' || role === 'admin_general';
  if (status === 'instructor_review')
    return decides || role === 'instructor' || (role === 'student' && own) ? 'again' : 'look';
  return decides && status !== 'complete' ? 'again' : 'look';
}
