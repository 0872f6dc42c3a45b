/** What the pages of loans decide without a page: how late, who may do what, what is out, what is alike, the days of the calendar. Pure. */
import { addDays } from '../../kit/days.js';

/** @typedef {import('wire').Loan} Loan */
/** @typedef {import('wire').LoanPiece} Piece */
/** @typedef {import('wire').Available} Available */
/** @typedef {import('wire').LoanHold} Hold */

/** @param {string} from @param {string} to both 'YYYY-MM-DD' */
const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Whole days since the last one. @param {string} end @param {string} day */
export const daysLate = (end, day) => Math.max(0, daysBetween(end, day));

/** The desk decides, hands out and takes back. @param {{role: string}} user */
export const atDesk = (user) => user.role === 'admin' || user.role === 'admin_general';
/** @param {{role: string}} user */
export const mayAsk = (user) => user.role === 'instructor' || atDesk(user);

/**
 * What a person may do with a loan as it stands.
 * @param {Loan} loan @param {{id: string, role: string}} user
 */
export function actsOf(loan, user) {
  const desk = atDesk(user);
  const waiting = loan.quantity_requested - loan.quantity_handed_over;
  return {
    withdraw: loan.status === 'pending' && mayAsk(user) && loan.instructor_id === user.id,
    decide: desk && loan.status === 'pending',
    /** In one go: whose pieces are to be chosen is scanned. */
    handOverAll: desk && loan.status === 'approved' && !loan.any_of_model,
    /** What was asked for in words is handed over as it is. */
    handOver:
      desk &&
      loan.item_id !== null &&
      loan.item_id !== undefined &&
      (loan.status === 'approved' || loan.status === 'active') &&
      waiting > 0,
    handIn: desk && loan.status === 'active',
    extend: desk && (loan.status === 'approved' || loan.status === 'active'),
  };
}

/**
 * What a loan has out, by item; what was lent in words has no item.
 * @param {Piece[]} pieces the ledger
 */
export function outOf(pieces) {
  /** @type {Map<string, {item_id: string | null, name: string, code: string | null, quantity: number}>} */
  const out = new Map();
  for (const piece of pieces) {
    const key = piece.item_id ?? '';
    const known = out.get(key) ?? {
      item_id: piece.item_id ?? null,
      name: piece.item_name,
      code: piece.internal_code ?? null,
      quantity: 0,
    };
    known.quantity += piece.action === 'handed_over' ? piece.quantity : -piece.quantity;
    out.set(key, known);
  }
  return [...out.values()].filter((one) => one.quantity > 0);
}

/** @typedef {{name: string, brand?: string | null, model?: string | null}} Named */
/** @param {Named} item */
const modelKey = ({ name, brand, model }) => JSON.stringify([name, brand ?? null, model ?? null]);
/** Whether one can be lent for the other. @param {Named} a @param {Named} b */
export const alike = (a, b) => modelKey(a) === modelKey(b);

/**
 * What a warehouse has, each model once, in the order of the list.
 * @param {Available[]} rows
 * @returns {{key: string, items: Available[], free: number, capacity: number}[]}
 */
export function byModel(rows) {
  /** @type {Map<string, Available[]>} */
  const models = new Map();
  for (const row of rows) {
    const key = modelKey(row);
    models.set(key, [...(models.get(key) ?? []), row]);
  }
  return [...models].map(([key, items]) => ({
    key,
    items,
    free: items[0].free_of_model,
    capacity: items.reduce((sum, item) => sum + item.capacity, 0),
  }));
}

/** @typedef {{item_id: string | null, any: boolean}} Wanted */

/**
 * How many pieces of a choice there are; null when it isn't in the list any more.
 * @param {Available[]} rows @param {Wanted} wanted
 * @returns {{item: Available, free: number, capacity: number, alike: number} | null}
 */
export function supplyOf(rows, wanted) {
  const item = rows.find((row) => row.item_id === wanted.item_id);
  if (!item) return null;
  if (!wanted.any) return { item, free: item.free, capacity: item.capacity, alike: 1 };
  const model = byModel(rows).find(({ items }) => items.includes(item));
  return {
    item,
    free: item.free_of_model,
    capacity: model?.capacity ?? item.capacity,
    alike: model?.items.length ?? 1,
  };
}

/** What the form sends: of the list or in words, with hours or without. @param {Record<string, any>} values */
export function payload(values) {
  const { by_hours, unlisted, item_id, any_of_model, item_name, item_description, start_time, end_time, ...rest } =
    values;
  return {
    ...rest,
    ...(by_hours ? { start_time, end_time } : {}),
    ...(unlisted
      ? { is_registered_item: false, item_name, item_description }
      : { is_registered_item: true, item_id, any_of_model: any_of_model === 'true' }),
  };
}

/** How many days a page of the calendar has. */
export const SPAN = 14;

/** @param {string} from @returns {string[]} */
export const daysFrom = (from) => Array.from({ length: SPAN }, (_, at) => addDays(from, at));

/** The last day that is kept from others: what is out and late is out today. @param {Hold} hold @param {string} now */
export const heldUntil = (hold, now) => (hold.is_out && hold.end_date < now ? now : hold.end_date);

/** @param {Hold[]} holds @param {string} day @param {string} now */
export const heldOn = (holds, day, now) =>
  holds.filter((hold) => hold.start_date <= day && day <= heldUntil(hold, now));

/**
 * The lines of the calendar: each item with as many lines as it has holds at the same time, and on each line what is held in order.
 * `at` and `span` count days from the first that is shown.
 * @param {Hold[]} holds @param {string} from @param {string} now
 * @returns {{name: string, code: string, any: boolean, lines: {hold: Hold, at: number, span: number}[][]}[]}
 */
export function calendarRows(holds, from, now) {
  const last = addDays(from, SPAN - 1);
  /** @type {Map<string, {name: string, code: string, any: boolean, lines: {hold: Hold, at: number, span: number}[][]}>} */
  const rows = new Map();
  for (const hold of holds.toSorted((a, b) => a.start_date.localeCompare(b.start_date))) {
    const until = heldUntil(hold, now);
    if (hold.start_date > last || until < from) continue;
    // What is reserved of a model is of no machine yet.
    const key = `${hold.item_id} ${hold.any_of_model}`;
    const at = Math.max(0, daysBetween(from, hold.start_date));
    const end = Math.min(SPAN - 1, daysBetween(from, until));
    const row = rows.get(key) ?? {
      name: hold.item_name,
      code: hold.internal_code,
      any: hold.any_of_model,
      lines: [],
    };
    rows.set(key, row);
    const bar = { hold, at, span: end - at + 1 };
    const free = row.lines.find((line) => {
      const before = line[line.length - 1];
      return before.at + before.span <= at;
    });
    if (free) free.push(bar);
    else row.lines.push([bar]);
  }
  return [...rows.values()].sort(
    (a, b) =>
      a.name.localeCompare(b.name, 'es', { numeric: true }) || a.code.localeCompare(b.code, 'es', { numeric: true }),
  );
}

/**
 * The steps of a loan: what has been, what is now, what is to come.
 * @param {Loan} loan @param {Piece[]} pieces the ledger
 * @returns {{key: 'asked' | 'approved' | 'rejected' | 'out' | 'back', state: 'done' | 'now' | 'later' | 'refused', name?: string | null, at?: string | null}[]}
 */
export function stepsOf(loan, pieces) {
  const { status } = loan;
  const first = pieces.find((piece) => piece.action === 'handed_over');
  const last = pieces.findLast((piece) => piece.action !== 'handed_over');
  const asked = {
    key: /** @type {const} */ ('asked'),
    state: /** @type {const} */ ('done'),
    name: loan.instructor_name,
    at: loan.created_at,
  };
  if (status === 'rejected')
    return [asked, { key: 'rejected', state: 'refused', name: loan.admin_name, at: loan.updated_at }];
  const decided = status !== 'pending';
  const out = status === 'active' || status === 'returned';
  return [
    asked,
    {
      key: 'approved',
      state: decided ? 'done' : 'now',
      ...(decided ? { at: loan.approved_at } : {}),
      // Who acted last is known: they approved it as long as nothing else has happened.
      ...(status === 'approved' ? { name: loan.admin_name } : {}),
    },
    {
      key: 'out',
      state: out ? 'done' : decided ? 'now' : 'later',
      ...(out && first ? { name: first.user_name, at: first.created_at } : {}),
    },
    {
      key: 'back',
      state: status === 'returned' ? 'done' : status === 'active' ? 'now' : 'later',
      ...(status === 'returned' && last ? { name: last.user_name, at: last.created_at } : {}),
    },
  ];
}
