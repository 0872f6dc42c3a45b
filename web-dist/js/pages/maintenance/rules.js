/** What may be done with a request, in which column of the board it stands, and what is sent. Pure. */
import { isStaff } from '../../frame/places.js';
import { OPEN, PRIORITIES, priorityOf } from './kinds.js';

/** @typedef {import('wire').MaintenanceRequest} Request */
/** @typedef {import('wire').MaintenancePlan} Plan */
/** @typedef {import('wire').MaintenanceDate} PlannedDate */
/** @typedef {{role: string, id: string}} Who */
/** @typedef {{id: string, name: string, code: string, room: string}} Chosen an item that was chosen, as it is shown */

/** Who looks after equipment. @param {{role: string}} user */
export const mayWork = (user) => isStaff(user);

/**
 * The steps that a request can take now.
 * @param {{status: string}} request @param {{role: string}} user
 */
export function stepsOf({ status }, user) {
  const may = mayWork(user);
  const open = OPEN.includes(status);
  return {
    assign: may && open,
    start: may && (status === 'pending' || status === 'assigned'),
    finish: may && open,
    cancel: may && open,
    edit: may && open,
    reopen: may && !open,
    remove: may,
  };
}

/** Until when a request is expected: what somebody promised, else the plan's day. @param {Request} request */
export const expectedOn = (request) => request.estimated_completion ?? request.due_date ?? null;

/** Open, and its day has passed. @param {Request} request @param {string} day today */
export function isLate(request, day) {
  const expected = expectedOn(request);
  return OPEN.includes(request.status) && expected !== null && expected < day;
}

/** What is late first, then what is urgent, then what was asked for first. @param {Request[]} rows @param {string} day */
export const byNeed = (rows, day) =>
  rows.toSorted(
    (a, b) =>
      Number(isLate(b, day)) - Number(isLate(a, day)) ||
      PRIORITIES.indexOf(priorityOf(a.priority)) - PRIORITIES.indexOf(priorityOf(b.priority)) ||
      a.created_at.localeCompare(b.created_at),
  );

/** The columns of the board. */
export const COLUMNS = /** @type {const} */ (['pending', 'assigned', 'in_progress', 'completed']);

/**
 * The board: what is open by status, and what was done lately, the latest first.
 * @param {Request[]} open @param {Request[]} closed @param {string} day
 * @returns {{status: typeof COLUMNS[number], rows: Request[]}[]}
 */
export const boardOf = (open, closed, day) =>
  COLUMNS.map((status) => ({
    status,
    rows:
      status === 'completed'
        ? closed
            .filter((row) => row.status === 'completed')
            .toSorted((a, b) => (b.actual_completion ?? '').localeCompare(a.actual_completion ?? ''))
        : byNeed(
            open.filter((row) => row.status === status),
            day,
          ),
  }));

/**
 * What is sent of a report. A fault of an item says nothing of the room, which is the item's.
 * @param {Record<string, any>} values @param {string[]} photos addresses
 */
export const reportBody = (values, photos) => ({
  title: values.title,
  description: values.description,
  priority: values.priority,
  ...(values.item_id
    ? { item_id: values.item_id, quantity_affected: values.quantity_affected ?? 1 }
    : { environment_id: values.environment_id, category: values.category }),
  ...(values.more?.length ? { items: values.more.map((/** @type {string} */ item_id) => ({ item_id })) } : {}),
  ...(values.maintenance_type ? { maintenance_type: values.maintenance_type } : {}),
  location: values.location,
  images_urls: photos,
});

/**
 * What is sent when the work is done. Of a repair everything works again unless somebody says otherwise.
 * @param {Request} request @param {Record<string, any>} values `repaired_<item id>`: how many pieces work
 */
export const finishBody = (request, values) => ({
  status: /** @type {const} */ ('completed'),
  actual_completion: values.actual_completion,
  cost: values.cost,
  notes: values.notes,
  parts_replaced: values.parts_replaced,
  ...(request.maintenance_type === 'corrective'
    ? {
        repaired: request.items.map((item) => {
          const said = values[`repaired_${item.item_id}`];
          const count = typeof said === 'boolean' ? (said ? item.quantity : 0) : (said ?? item.quantity);
          return { item_id: item.item_id, quantity: count };
        }),
      }
    : {}),
});

/** What an item has cost so far. @param {{cost?: number | null}[]} works */
export const costOf = (works) => Math.round(works.reduce((sum, work) => sum + (work.cost ?? 0), 0) * 100) / 100;

/**
 * The dates of each day of some weeks.
 * @param {string[][]} weeks @param {PlannedDate[]} dates
 * @returns {{day: string, dates: PlannedDate[]}[][]}
 */
export function datesByDay(weeks, dates) {
  /** @type {Map<string, PlannedDate[]>} */
  const byDay = new Map();
  for (const date of dates) byDay.set(date.day, [...(byDay.get(date.day) ?? []), date]);
  return weeks.map((week) => week.map((day) => ({ day, dates: byDay.get(day) ?? [] })));
}

/** Where a date of the calendar leads. @param {PlannedDate} date */
export const dateHref = (date) =>
  date.source === 'request' ? `/mantenimiento/${date.source_id}` : `/mantenimiento/planes/${date.source_id}`;

/** What was chosen, as a draft keeps it; null when nothing is. @param {Chosen[]} items */
export const keptItems = (items) => (items.length ? JSON.stringify(items) : null);

/** The other way round; nothing of what can't be read. @param {string | null | undefined} text @returns {Chosen[]} */
export function readItems(text) {
  try {
    const items = JSON.parse(text ?? '[]');
    return Array.isArray(items) ? items.filter((item) => typeof item?.id === 'string') : [];
  } catch {
    return []; // kept by an older page
  }
}
