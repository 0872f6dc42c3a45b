/**
 * What reading and deciding a check comes down to: what differs, what changed since the one before, who may do what. Pure.
 */
import { newKey } from '../../../kit/keys.js';
import { compare } from '../../../ui/rows.js';

/** @typedef {import('wire').Check} Check */
/** @typedef {import('wire').CheckDetail} CheckDetail */
/** @typedef {CheckDetail['items'][number]} CheckItem */
/** @typedef {{quantity_found: number, quantity_damaged: number, quantity_missing: number}} Counted */
/** @typedef {'left' | 'damaged' | 'missing' | 'surplus' | 'note' | 'unseen'} Difference `left`: it was the room's no more when the check was stored */
/** @typedef {'confirm' | 'approve' | 'reject' | 'keep' | 'takeover' | 'giveBack' | 'reopen' | 'start'} Act */
/** @typedef {{key: 'student' | 'instructor' | 'supervisor', state: 'done' | 'now' | 'later' | 'skipped' | 'issues' | 'rejected', name: string | null, at: string | null, comment: string | null}} Stage */

/** Pieces that were found beyond the expected ones. @param {Counted & {quantity_expected: number}} item */
export const surplusOf = (item) =>
  Math.max(0, item.quantity_found + item.quantity_damaged + item.quantity_missing - item.quantity_expected);

/**
 * What is not as it should be with an item of a check, worst first.
 * @param {CheckItem} item
 * @returns {Difference[]}
 */
export function differencesOf(item) {
  /** @type {(Difference | false)[]} */
  const found = [
    Boolean(item.departure) && 'left',
    (item.quantity_damaged > 0 || item.status === 'damaged') && 'damaged',
    (item.quantity_missing > 0 || item.status === 'missing') && 'missing',
    surplusOf(item) > 0 && 'surplus',
    Boolean(item.notes || item.photo_id) && 'note',
    !item.counted_at && 'unseen',
  ];
  return found.filter((one) => one !== false);
}

/** @type {Record<Difference, number>} */
const WEIGHT = { left: 32, damaged: 16, missing: 8, surplus: 4, note: 2, unseen: 1 };
/** @param {CheckItem} item */
const weight = (item) => differencesOf(item).reduce((sum, one) => sum + WEIGHT[one], 0);

/**
 * The differences on top, worst first; then what nobody looked at; the rest by name.
 * @param {CheckItem[]} items
 */
export function groupItems(items) {
  const sorted = items.toSorted((a, b) => weight(b) - weight(a) || compare(a.item_name, b.item_name));
  return {
    differences: sorted.filter((item) => weight(item) > WEIGHT.unseen),
    unseen: sorted.filter((item) => weight(item) === WEIGHT.unseen),
    rest: sorted.filter((item) => weight(item) === 0),
  };
}

/** @param {CheckItem} item */
const identity = (item) => item.item_id ?? item.internal_code;
/** Pieces in trouble. @param {Counted} item */
const trouble = (item) => item.quantity_damaged * 2 + item.quantity_missing * 2;

/**
 * The items whose result is not the one of the check before: worse first.
 * @param {CheckItem[]} now
 * @param {CheckItem[]} before
 * @returns {{name: string, code: string, kind: 'worse' | 'better' | 'changed' | 'new' | 'gone', now: CheckItem | null, before: CheckItem | null}[]}
 */
export function compareItems(now, before) {
  // What left its room while it was counted is none of the room's.
  [now, before] = [now, before].map((items) => items.filter((item) => !item.departure));
  const earlier = new Map(before.map((item) => [identity(item), item]));
  const ids = new Set(now.map(identity));
  const kinds = ['worse', 'gone', 'changed', 'new', 'better'];
  /** @type {ReturnType<typeof compareItems>} */
  const changed = [];
  for (const item of now) {
    const was = earlier.get(identity(item)) ?? null;
    const same =
      was &&
      was.quantity_found === item.quantity_found &&
      was.quantity_damaged === item.quantity_damaged &&
      was.quantity_missing === item.quantity_missing;
    if (same) continue;
    const worse = was ? trouble(item) - trouble(was) : 0;
    const kind = !was ? 'new' : worse > 0 ? 'worse' : worse < 0 ? 'better' : 'changed';
    changed.push({ name: item.item_name, code: item.internal_code, kind, now: item, before: was });
  }
  for (const item of before)
    if (!ids.has(identity(item)))
      changed.push({ name: item.item_name, code: item.internal_code, kind: 'gone', now: null, before: item });
  return changed.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || compare(a.name, b.name));
}

/**
 * A check with damage, with missing pieces or called incomplete ends "with issues".
 * @param {{inventory_complete: boolean, items: (Counted & {departure?: CheckItem['departure']})[]}} review
 */
export const endsWithIssues = ({ inventory_complete, items }) =>
  !inventory_complete ||
  items.some((item) => !item.departure && (item.quantity_damaged > 0 || item.quantity_missing > 0));

/**
 * The items as they would be with the corrections of the one who reviews.
 * @param {CheckItem[]} items
 * @param {Record<string, Counted & {notes?: string | null}>} corrections by item_id
 * @returns {CheckItem[]}
 */
export const corrected = (items, corrections) =>
  items.map((item) => ({ ...item, ...(item.item_id ? corrections[item.item_id] : null) }));

/** Undecided: the instructor left it with issues and the supervisor has not spoken. @param {Check} check */
export const awaitsSupervisor = (check) =>
  check.status === 'supervisor_review' || (check.status === 'issues' && !check.supervisor_confirmed_at);

/**
 * What a person may do with a check in its state; the server decides again.
 * @param {{role: string, id: string}} user
 * @param {Check} check
 * @returns {Act[]}
 */
export function actsOf(user, check) {
  const decides = ['supervisor', 'admin_general'].includes(user.role);
  const assigns = decides || user.role === 'admin';
  const trouble = check.items_damaged + check.items_missing > 0 || check.inventory_complete === false;
  /** @type {(Act | false)[]} */
  const acts = [];
  if (check.status === 'instructor_review')
    acts.push((decides || user.role === 'instructor') && 'confirm', assigns && 'takeover');
  if (check.status === 'supervisor_review' || check.status === 'issues')
    acts.push(
      decides && 'approve',
      decides && awaitsSupervisor(check) && trouble && 'keep',
      decides && 'reject',
      assigns && awaitsSupervisor(check) && 'giveBack',
    );
  if (check.status === 'complete') acts.push(decides && 'reopen');
  if (check.status === 'rejected' || check.status === 'student_pending')
    acts.push(user.role !== 'admin' && (user.role !== 'student' || user.id === check.student_id) && 'start');
  return acts.filter((act) => act !== false);
}

/**
 * Aprendiz → Instructor → Supervisor: who is done, whose turn it is, who was passed over.
 * @param {Check} check
 * @returns {Stage[]}
 */
export function stagesOf(check) {
  const { status } = check;
  const beyond = status !== 'student_pending' && status !== 'instructor_review';
  const decided = status === 'complete' || status === 'rejected' || (status === 'issues' && !awaitsSupervisor(check));
  return [
    {
      key: 'student',
      state: status === 'student_pending' ? 'now' : 'done',
      name: check.student_name ?? null,
      at: check.student_confirmed_at ?? null,
      comment: check.comments ?? null,
    },
    {
      key: 'instructor',
      state:
        status === 'instructor_review' ? 'now' : check.instructor_confirmed_at ? 'done' : beyond ? 'skipped' : 'later',
      name: check.instructor_name ?? null,
      at: check.instructor_confirmed_at ?? null,
      comment: check.instructor_comments ?? null,
    },
    {
      key: 'supervisor',
      state: decided
        ? status === 'complete'
          ? 'done'
          : status === 'rejected'
            ? 'rejected'
            : 'issues'
        : awaitsSupervisor(check)
          ? 'now'
          : 'later',
      name: check.supervisor_name ?? null,
      at: check.supervisor_confirmed_at ?? null,
      comment: check.supervisor_comments ?? null,
    },
  ];
}

/** The way to do the check itself. @param {{environment_id: string, schedule_id?: string | null}} check */
export const doPath = ({ environment_id, schedule_id }) =>
  `/verificaciones/hacer?ambiente=${environment_id}${schedule_id ? `&clase=${schedule_id}` : ''}`;

/**
 * The key under which the server knows a request again: the same for the same content, a new one once it changed.
 * @returns {(body: unknown) => string}
 */
export function requestKeys() {
  let last = '';
  let key = '';
  return (body) => {
    const text = JSON.stringify(body);
    if (!key || text !== last) {
      last = text;
      key = newKey();
    }
    return key;
  };
}
