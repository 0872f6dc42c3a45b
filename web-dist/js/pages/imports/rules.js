/** What the pages of imports decide without a page: steps, fields, what is sent. Pure. */

/** @typedef {import('wire').Import} Import */
/** @typedef {import('wire').ImportColumn} Column */
/** @typedef {Column['field']} Field */

/** The largest file, in bytes: the server's own bound. */
export const LARGEST = 10 * 1024 * 1024;

/** What a column can bring, in the order in which it is offered. @type {Field[]} */
export const FIELDS = [
  'nothing',
  'internal_code',
  'name',
  'category',
  'environment',
  'brand',
  'model',
  'serial_number',
  'status',
  'item_type',
  'quantity',
  'quantity_damaged',
  'quantity_missing',
  'purchase_date',
  'purchase_price',
  'currency',
  'supplier_name',
  'supplier_nit',
  'invoice_number',
  'warranty_expiry',
  'last_maintenance',
  'next_maintenance',
  'description',
  'parent_code',
  'custom',
  'notes',
];

/** What several columns may bring together. @type {Set<Field>} */
const JOINED = new Set(['nothing', 'internal_code', 'model', 'notes', 'custom']);

/** The field that two columns bring though only one can; null when there is none. @param {Field[]} fields */
export const twice = (fields) => fields.find((field, at) => !JOINED.has(field) && fields.indexOf(field) !== at) ?? null;

/** Whether a column brings what items are recognised by. @param {Field[]} fields */
export const hasCode = (fields) => fields.includes('internal_code');

/** How many columns are imported. @param {Field[]} fields */
export const used = (fields) => fields.filter((field) => field !== 'nothing').length;

/** Whether the server is at work at it. @param {Pick<Import, 'status'>} import_ */
export const isWorking = ({ status }) => status === 'reading' || status === 'judging';

export const STEPS = /** @type {const} */ (['file', 'columns', 'preview', 'done']);

/** The step that an import is at. @param {Pick<Import, 'status'>} import_ @param {Field[]} fields @returns {typeof STEPS[number]} */
export function stepOf({ status }, fields) {
  if (status === 'reading' || status === 'failed') return 'file';
  if (status === 'applied' || status === 'undone') return 'done';
  return hasCode(fields) ? 'preview' : 'columns';
}

/** How many items would be made or changed. @param {Pick<Import, 'create_count' | 'change_count'>} import_ */
export const effect = ({ create_count: made, change_count: changed }) => made + changed;
