/** What a form of equipment asks for, and what of it goes over the wire. */
import { customControls } from '../categories/kinds.js';
import { choicesOf } from '../categories/options.js';
import { roomOptions } from '../environments/options.js';
import { wholeField } from './parts.js';
import { ITEM_STATUSES, itemState, t } from './words.js';

/** @typedef {Record<string, any>} Values */

export const group = (/** @type {Values} */ values) => values.item_type === 'group';
const single = (/** @type {Values} */ values) => values.item_type !== 'group';

/**
 * Damaged and missing pieces are part of the quantity.
 * @param {unknown} _
 * @param {Values} values
 * @returns {string | null}
 */
export function tooMany(_, values) {
  if (!group(values)) return null;
  const sum = Number(values.quantity_damaged ?? 0) + Number(values.quantity_missing ?? 0);
  return sum > Number(values.quantity ?? 0) ? t('inventory.tooMany') : null;
}

/**
 * Damaged and missing pieces of a single item by its state. The other states (in use, in maintenance, lost) say nothing
 * about the count: a changed count would decide the state again on the server.
 * @type {Record<string, [number, number]>}
 */
const CONDITIONS = { available: [0, 0], good: [0, 0], damaged: [1, 0], missing: [0, 1] };

/**
 * What goes over the wire: a single piece has quantity 1 and a condition that follows from its state; a group has no serial.
 * @param {Values} values
 * @returns {Values}
 */
export function itemPayload(values) {
  if (group(values)) {
    return {
      ...values,
      serial_number: null,
      quantity_damaged: values.quantity_damaged ?? 0,
      quantity_missing: values.quantity_missing ?? 0,
    };
  }
  const { quantity_damaged: _, quantity_missing: __, ...rest } = values;
  const condition = CONDITIONS[values.status];
  return {
    ...rest,
    quantity: 1,
    ...(condition ? { quantity_damaged: condition[0], quantity_missing: condition[1] } : {}),
  };
}

/**
 * Only what differs from the row as it was.
 * @param {Values} payload
 * @param {Values} row
 * @returns {Values}
 */
export const differing = (payload, row) =>
  Object.fromEntries(Object.entries(payload).filter(([key, value]) => (value ?? null) !== (row[key] ?? null)));

/** What may have been paid with: the closed list of the server. @type {import('wire').Item['currency'][]} */
const CURRENCIES = ['COP', 'USD', 'EUR'];

const half = /** @type {const} */ ('half');
const third = /** @type {const} */ ('third');

/**
 * @param {boolean} isNew @param {import('../categories/kinds.js').Kinds} kinds @param {Values} [item] as it is
 * @returns {(import('../../ui/form.js').Field | import('../../ui/form.js').Section)[]}
 */
export const fields = (isNew, kinds, item) => [
  {
    name: 'item_type',
    label: t('inventory.type'),
    type: 'segmented',
    required: true,
    options: [
      { value: 'individual', label: t('inventory.individual') },
      { value: 'group', label: t('inventory.group') },
    ],
    hint: t('inventory.typeHint'),
  },
  {
    name: 'name',
    label: t('common.name'),
    required: true,
    maxLength: 150,
    placeholder: t('inventory.namePlaceholder'),
  },
  {
    name: 'category_choice',
    label: t('inventory.category'),
    type: 'select',
    required: true,
    width: half,
    options: choicesOf(kinds.categories, item),
  },
  {
    name: 'environment_id',
    label: t('inventory.room'),
    type: 'combobox',
    required: isNew,
    // A part is where its whole is.
    show: (values) => !values.parent_code,
    width: half,
    options: roomOptions,
  },
  {
    name: 'internal_code',
    label: t('inventory.code'),
    required: true,
    maxLength: 50,
    width: half,
    hint: t('inventory.codeHint'),
  },
  { name: 'serial_number', label: t('inventory.serial'), maxLength: 100, width: half, show: single },
  wholeField(),
  { section: t('inventory.sectionState') },
  {
    name: 'quantity',
    label: t('inventory.total'),
    type: 'number',
    required: true,
    min: 1,
    max: 100000,
    step: 1,
    inputmode: 'numeric',
    width: third,
    show: group,
  },
  {
    name: 'quantity_damaged',
    label: t('inventory.damaged'),
    type: 'number',
    min: 0,
    max: 100000,
    step: 1,
    inputmode: 'numeric',
    width: third,
    show: group,
    validate: tooMany,
  },
  {
    name: 'quantity_missing',
    label: t('inventory.missing'),
    type: 'number',
    min: 0,
    max: 100000,
    step: 1,
    inputmode: 'numeric',
    width: third,
    show: group,
    validate: tooMany,
  },
  {
    name: 'status',
    label: t('common.status'),
    type: 'select',
    required: true,
    width: half,
    options: ITEM_STATUSES.map((value) => ({ value, label: itemState(value).word })),
    hint: t('inventory.statusHint'),
  },
  { section: t('inventory.sectionModel') },
  { name: 'brand', label: t('inventory.brandOnly'), maxLength: 100, width: half },
  { name: 'model', label: t('inventory.model'), maxLength: 100, width: half },
  {
    name: 'description',
    label: t('inventory.description'),
    type: 'textarea',
    rows: 3,
    maxLength: 2000,
    hint: t('inventory.descriptionHint'),
  },
  ...customControls(kinds),
  { section: t('value.section') },
  { name: 'purchase_date', label: t('inventory.purchase'), type: 'date', width: half },
  {
    name: 'currency',
    label: t('value.currency'),
    type: 'select',
    required: true,
    width: half,
    options: CURRENCIES.map((value) => ({ value, label: t(`value.currency.${value}`) })),
  },
  {
    name: 'purchase_price',
    label: t('inventory.price'),
    type: 'number',
    min: 0,
    step: 'any',
    inputmode: 'decimal',
    width: half,
    hint: t('inventory.priceHint'),
  },
  { name: 'invoice_number', label: t('value.invoice'), maxLength: 50, width: half },
  {
    name: 'supplier_name',
    label: t('value.supplier'),
    maxLength: 200,
    width: half,
    hint: t('value.supplierHint'),
  },
  {
    name: 'supplier_nit',
    label: t('value.supplierNit'),
    maxLength: 20,
    width: half,
    hint: t('value.supplierNitHint'),
  },
  { section: t('inventory.sectionDates') },
  {
    name: 'warranty_expiry',
    label: t('inventory.warranty'),
    type: 'date',
    width: half,
    validate: (value, values) =>
      value && values.purchase_date && value < values.purchase_date ? t('inventory.warrantyEarly') : null,
  },
  { name: 'last_maintenance', label: t('inventory.lastMaintenance'), type: 'date', width: half },
  {
    name: 'next_maintenance',
    label: t('inventory.nextMaintenance'),
    type: 'date',
    width: half,
    validate: (value, values) =>
      value && values.last_maintenance && value < values.last_maintenance ? t('inventory.nextEarly') : null,
  },
  { name: 'notes', label: t('common.notes'), type: 'textarea', rows: 3, maxLength: 2000 },
];
