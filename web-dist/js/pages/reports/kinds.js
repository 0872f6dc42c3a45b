/** The kinds of reports: what each may be narrowed to, and who may have it. Pure; the server's own are in src/campus/reports. */

/** @typedef {import('wire').Report} Report */
/** @typedef {Report['report_type']} Kind */
/** @typedef {'room' | 'category' | 'status' | 'person' | 'days' | 'warehouse' | 'productCategory' | 'ahead'} Filter what a list may be narrowed to */

/**
 * @typedef {object} KindRecord
 * @property {string} icon
 * @property {Filter[]} filters in the order of the form
 * @property {string[]} [statuses] the words that its status may be
 * @property {'item' | 'room' | 'check'} [subject] the one thing that it is of
 */

const ITEM_STATUSES = ['available', 'good', 'in_use', 'maintenance', 'damaged', 'missing', 'lost'];
const ACTIVE = ['active', 'inactive'];

/** In the order in which they are offered: lists, then the sheets of one thing. @type {Record<Kind, KindRecord>} */
export const KINDS = {
  inventory: { icon: 'boxes', filters: ['room', 'category', 'status', 'days'], statuses: ITEM_STATUSES },
  inventory_checks: {
    icon: 'check-circle',
    filters: ['days', 'room', 'status', 'person'],
    statuses: ['student_pending', 'instructor_review', 'supervisor_review', 'complete', 'issues', 'rejected'],
  },
  loans: {
    icon: 'swap',
    filters: ['days', 'status', 'person', 'room', 'category'],
    statuses: ['pending', 'approved', 'active', 'overdue', 'returned', 'rejected'],
  },
  maintenance: {
    icon: 'wrench',
    filters: ['days', 'status', 'person', 'room', 'category'],
    statuses: ['pending', 'assigned', 'in_progress', 'completed', 'cancelled'],
  },
  alerts: { icon: 'alert', filters: ['days', 'status', 'room'], statuses: ['open', 'resolved'] },
  environments: { icon: 'room', filters: ['room', 'status'], statuses: ACTIVE },
  users: { icon: 'users', filters: ['room', 'status', 'days'], statuses: ACTIVE },
  audit: { icon: 'history', filters: ['days', 'person'] },
  statistics: { icon: 'chart', filters: ['days', 'room'] },
  stock: { icon: 'package', filters: ['warehouse', 'productCategory'] },
  expiry: { icon: 'calendar', filters: ['ahead', 'warehouse', 'productCategory'] },
  movements: {
    icon: 'history',
    filters: ['days', 'status', 'warehouse', 'productCategory'],
    statuses: ['receipt', 'issue', 'adjustment', 'transfer', 'scrap'],
  },
  fefo: { icon: 'sort', filters: ['days', 'warehouse', 'productCategory'] },
  valuation: { icon: 'chart', filters: ['warehouse', 'productCategory'] },
  item: { icon: 'computer', filters: [], subject: 'item' },
  room: { icon: 'map-pin', filters: ['category', 'status'], statuses: ITEM_STATUSES, subject: 'room' },
  check: { icon: 'list', filters: [], subject: 'check' },
};

export const ALL = /** @type {Kind[]} */ (Object.keys(KINDS));
export const FORMATS = /** @type {const} */ (['pdf', 'excel', 'csv']);
export const STATUSES = /** @type {const} */ (['generating', 'completed', 'failed']);

/** Those of materials: whoever reads the stock may have them. @type {Kind[]} */
export const MATERIALS = ['stock', 'expiry', 'movements', 'fefo', 'valuation'];

/** An instructor's are of their room, a supervisor follows repairs as well, a warehouse has its loans and alerts. @type {Partial<Record<string, Kind[]>>} */
const MAY = {
  instructor: ['inventory', 'inventory_checks', 'item', 'room', 'check'],
  supervisor: ['inventory', 'inventory_checks', 'maintenance', 'item', 'room', 'check'],
  admin: ['inventory', 'loans', 'maintenance', 'alerts', 'item', 'room'],
  admin_general: ALL,
};
/** @param {string} role @returns {Kind[]} */
export const kindsOf = (role) => {
  const own = MAY[role] ?? [];
  return own.length ? [...new Set([...own, ...MATERIALS])] : [];
};

/**
 * Whether somebody may have the sheet of a thing in a room: an instructor's and a warehouse administrator's are of their own room.
 * @param {{role: string, environment_id?: string | null}} user @param {Kind} kind @param {string | null | undefined} room
 */
export function mayHave(user, kind, room) {
  if (!kindsOf(user.role).includes(kind)) return false;
  const bound = user.role === 'instructor' || (user.role === 'admin' && Boolean(user.environment_id));
  return !bound || (Boolean(room) && room === user.environment_id);
}

/** The names of what a sheet is of, in the address of the page. */
const SUBJECTS = /** @type {const} */ ({ item: 'equipo', room: 'ambiente', check: 'verificacion' });

/** The page with its form open for one thing. @param {'item' | 'room' | 'check'} kind @param {string} id */
export const sheetOf = (kind, id) => `/reportes?tipo=${kind}&${SUBJECTS[kind]}=${id}`;

/**
 * What an address asks for: a kind that the role may have, and the thing that it is of.
 * @param {URLSearchParams} query @param {Kind[]} kinds @returns {{kind: Kind | null, subject: string | null}}
 */
export function asked(query, kinds) {
  const kind = kinds.find((one) => one === query.get('tipo')) ?? null;
  const of = kind ? KINDS[kind].subject : undefined;
  return { kind, subject: of ? query.get(SUBJECTS[of]) : null };
}

/** The address of a kind, or of none. @param {Kind | null} kind @returns {Record<string, string | null>} */
export const patchOf = (kind) => ({
  tipo: kind,
  ...Object.fromEntries(Object.values(SUBJECTS).map((name) => [name, null])),
});
