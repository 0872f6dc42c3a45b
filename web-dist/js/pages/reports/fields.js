/** The fields of a report: only what its kind may be narrowed to. */
import { BORROWERS } from '../../frame/places.js';
import { ROLES, activeState } from '../../kit/format.js';
import { api } from '../../kit/api.js';
import { alertState } from '../alerts/words.js';
import { choicesOf } from '../categories/options.js';
import { checkState } from '../checks/state.js';
import { roomsInSight } from '../environments/options.js';
import { itemState } from '../inventory/words.js';
import { loanState } from '../loans/words.js';
import { requestState } from '../maintenance/words.js';
import { everybody, peopleIn } from '../users/names.js';
import { warehouses } from '../warehouses/options.js';
import { FORMATS, KINDS } from './kinds.js';
import { PERIODS } from './rules.js';
import { formatName, t } from './words.js';

/** @typedef {import('./kinds.js').Kind} Kind */
/** @typedef {import('../../ui/form.js').Field} Field */
/** @typedef {import('../../ui/form.js').Section} Section */
/** @typedef {{value: string, label: string}} Option */
/** @typedef {{id: string, name: string}} Room */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

const half = /** @type {const} */ ('half');

/** @type {Partial<Record<Kind, (status: string) => string>>} */
const STATUS_WORDS = {
  inventory: (status) => itemState(status).word,
  room: (status) => itemState(status).word,
  inventory_checks: (status) => checkState(status).word,
  loans: (status) =>
    status === 'overdue' ? t('reports.overdue') : loanState(/** @type {import('wire').Loan['status']} */ (status)).word,
  maintenance: (status) => requestState(status).word,
  alerts: (status) => alertState({ is_resolved: status === 'resolved' }).word,
  users: (status) => activeState(status === 'active').word,
  environments: (status) => activeState(status === 'active').word,
  movements: (status) => t(`reports.movement.${status}`),
};
/** What a status is called in a kind of report. @param {Kind} kind @param {string} status */
export const statusWord = (kind, status) => STATUS_WORDS[kind]?.(status) ?? status;

/** Whom a kind of report may be of. @param {Kind} kind */
const whomOf = (kind) => {
  if (kind === 'audit') return everybody();
  if (kind === 'loans') return peopleIn(BORROWERS);
  return peopleIn(kind === 'inventory_checks' ? ['student', 'instructor', 'supervisor'] : ROLES);
};
/** As choices. @param {Kind} kind @returns {Promise<Option[]>} */
export const peopleOf = async (kind) => (await whomOf(kind)).map(({ id, name }) => ({ value: id, label: name }));

/** The rooms that somebody's reports may be of. Loans are of a warehouse, checks of any other room. @param {Kind} kind @param {PageContext['user']} user */
export const roomsOf = (kind, user) =>
  roomsInSight(user, (room) =>
    kind === 'loans' ? room.is_warehouse : !['inventory_checks', 'check'].includes(kind) || !room.is_warehouse,
  );

/** @param {Kind} kind @returns {Field[]} */
const days = (kind) => [
  {
    name: 'period',
    label: t(`reports.days.${kind}`),
    type: 'select',
    optional: false,
    placeholder: t(kind === 'statistics' ? 'reports.twelveMonths' : 'reports.anyDay'),
    width: half,
    options: PERIODS.map((value) => ({ value, label: t(`reports.period.${value}`) })),
  },
  {
    name: 'start_date',
    label: t('reports.from'),
    type: 'date',
    optional: false,
    width: half,
    show: ({ period }) => period === 'other',
    validate: (value, { end_date }) => (value || end_date ? null : t('reports.daysNone')),
  },
  {
    name: 'end_date',
    label: t('reports.until'),
    type: 'date',
    optional: false,
    width: half,
    show: ({ period }) => period === 'other',
    validate: (value, { start_date }) => (value && start_date && value < start_date ? t('reports.reversed') : null),
  },
];

/** The categories of materials that occur, each once. @returns {Promise<Option[]>} */
async function productCategories() {
  /** @type {(string | null | undefined)[]} */
  const all = (await api.pages('/api/products')).map(({ category }) => category);
  return [...new Set(all)]
    .filter((category) => typeof category === 'string')
    .sort((a, b) => a.localeCompare(b, 'es'))
    .map((value) => ({ value, label: value }));
}

/** @type {Record<import('./kinds.js').Filter, (kind: Kind, user: PageContext['user']) => Field[]>} */
const FILTERS = {
  days,
  room: (kind, user) => [
    {
      name: 'environment_id',
      label: t(kind === 'loans' ? 'reports.warehouse' : 'reports.room'),
      type: 'combobox',
      optional: false,
      placeholder: t(kind === 'loans' ? 'reports.anyWarehouse' : 'reports.anyRoom'),
      width: half,
      options: () => roomsOf(kind, user),
    },
  ],
  category: () => [
    {
      name: 'category',
      label: t('reports.category'),
      type: 'combobox',
      optional: false,
      placeholder: t('reports.anyCategory'),
      width: half,
      // One that is out of use too: equipment has it still.
      options: async () => choicesOf((await api.all('/api/categories')).map((row) => ({ ...row, is_active: true }))),
    },
  ],
  status: (kind) => [
    {
      name: 'status',
      label: t(kind === 'movements' ? 'reports.movement' : 'reports.status'),
      type: 'select',
      optional: false,
      placeholder: t('reports.anyStatus'),
      width: half,
      options: (KINDS[kind].statuses ?? []).map((value) => ({ value, label: statusWord(kind, value) })),
    },
  ],
  person: (kind) => [
    {
      name: 'user_id',
      label: t(`reports.person.${kind}`),
      type: 'combobox',
      optional: false,
      placeholder: t('reports.anyPerson'),
      width: half,
      options: () => peopleOf(kind),
    },
  ],
  warehouse: () => [
    {
      name: 'environment_id',
      label: t('reports.warehouse'),
      type: 'combobox',
      optional: false,
      placeholder: t('reports.anyWarehouse'),
      width: half,
      options: async () => (await warehouses()).map(({ id, name }) => ({ value: id, label: name })),
    },
  ],
  productCategory: () => [
    {
      name: 'product_category',
      label: t('reports.category'),
      type: 'combobox',
      optional: false,
      placeholder: t('reports.anyCategory'),
      width: half,
      options: productCategories,
    },
  ],
  ahead: () => [
    {
      name: 'days',
      label: t('reports.ahead'),
      type: 'number',
      optional: false,
      min: 1,
      max: 3650,
      placeholder: '30',
      hint: t('reports.aheadHint'),
      width: half,
    },
  ],
};

/** The room that a sheet is of. @param {Kind} kind @param {Given} given @returns {Field[]} */
const roomOf = (kind, { own, user }) =>
  KINDS[kind].subject === 'room'
    ? [
        {
          name: 'environment_id',
          label: t('reports.room'),
          type: own ? 'hidden' : 'combobox',
          required: true,
          options: () => roomsOf(kind, user),
        },
      ]
    : [];

/** What a kind may be narrowed to, without its days. An instructor has no names to choose from. @param {Kind} kind @param {Given} given @returns {Field[]} */
export const narrowingFields = (kind, given) => [
  ...roomOf(kind, given),
  ...KINDS[kind].filters
    .filter((filter) => filter !== 'days' && isOffered(filter, given))
    .flatMap((filter) => FILTERS[filter](kind, given.user)),
];

/** @param {import('./kinds.js').Filter} filter @param {Given} given */
const isOffered = (filter, { own, user }) =>
  (filter !== 'room' || !own) &&
  (filter !== 'person' || user.role !== 'instructor') &&
  // An instructor's own room is none of the warehouses whose materials they see.
  (filter !== 'warehouse' || !own || user.role === 'instructor');

/** Its format and title. @param {number} longest how long the title may be @returns {Field[]} */
export const lastFields = (longest) => [
  {
    name: 'file_format',
    label: t('reports.format'),
    type: 'segmented',
    required: true,
    options: FORMATS.map((value) => ({ value, label: formatName(value) })),
    hint: t('reports.formatHint'),
  },
  { name: 'title', label: t('reports.titleField'), maxLength: longest },
];

/** @typedef {{own: Room | null, user: PageContext['user']}} Given `own`: the only room that somebody has reports of */

/**
 * @param {Kind} kind @param {Given & {subject: HTMLElement | null}} given `subject`: where the thing is chosen that a sheet is of
 * @returns {(Field | Section)[]}
 */
export function fieldsOf(kind, given) {
  const { subject } = given;
  const { filters, subject: of } = KINDS[kind];
  /** @type {(Field | Section)[]} */
  const about =
    of === 'room'
      ? roomOf(kind, given)
      : of && subject
        ? [
            { section: t(`reports.${of}`), body: subject },
            { name: of === 'item' ? 'item_id' : 'check_id', label: t(`reports.${of}`), type: 'hidden' },
          ]
        : [];
  const shown = filters.filter((filter) => isOffered(filter, given));
  return [...about, ...shown.flatMap((filter) => FILTERS[filter](kind, given.user)), ...lastFields(200)];
}
