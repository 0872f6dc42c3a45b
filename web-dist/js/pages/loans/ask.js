/**
 * Asking for a loan: a warehouse, some days, what is free on them; or something in words.
 */
import { api } from '../../kit/api.js';
import { today } from '../../kit/format.js';
import { emptyState } from '../../ui/parts.js';
import { form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { ownSuspension } from '../suspensions/card.js';
import { picker } from './picker.js';
import { atDesk, payload } from './rules.js';
import { PRIORITIES, priorityState, t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {Record<string, any>} Values */

const half = /** @type {const} */ ('half');

/**
 * @param {PageContext} ctx @param {{id: string, name: string}[]} warehouses @param {ReturnType<typeof picker>} pick
 * @returns {(import('../../ui/form.js').Field | import('../../ui/form.js').Section)[]}
 */
const fieldsOf = (ctx, warehouses, pick) => [
  { section: t('loans.sectionWhen') },
  {
    name: 'environment_id',
    label: t('loans.where'),
    type: 'select',
    required: true,
    options: warehouses.map((one) => ({ value: one.id, label: one.name })),
  },
  {
    name: 'start_date',
    label: t('loans.firstDay'),
    type: 'date',
    required: true,
    width: half,
    validate: (value) => (value && value < today() && !atDesk(ctx.user) ? t('loans.startPast') : null),
  },
  {
    name: 'end_date',
    label: t('loans.lastDay'),
    type: 'date',
    required: true,
    width: half,
    validate: (value, { start_date }) => (value && start_date && value < start_date ? t('loans.endEarly') : null),
  },
  { name: 'by_hours', label: t('loans.byHours'), type: 'checkbox' },
  {
    name: 'start_time',
    label: t('loans.firstHour'),
    type: 'time',
    required: true,
    width: half,
    show: ({ by_hours }) => by_hours,
  },
  {
    name: 'end_time',
    label: t('loans.lastHour'),
    type: 'time',
    required: true,
    width: half,
    show: ({ by_hours }) => by_hours,
    validate: (value, { start_date, end_date, start_time }) =>
      value && start_time && start_date === end_date && value <= start_time ? t('loans.hoursEarly') : null,
  },
  { section: t('loans.sectionWhat'), body: pick.element },
  { name: 'item_id', label: t('loans.item'), type: 'hidden' },
  { name: 'any_of_model', label: t('loans.anyOfModel'), type: 'hidden' },
  {
    name: 'unlisted',
    label: t('loans.unlisted'),
    type: 'checkbox',
    validate: (value, { item_id }) => (value || item_id ? null : t('loans.choose')),
  },
  {
    name: 'item_name',
    label: t('loans.itemName'),
    required: true,
    maxLength: 200,
    show: ({ unlisted }) => unlisted,
  },
  {
    name: 'item_description',
    label: t('loans.itemDescription'),
    type: 'textarea',
    rows: 2,
    maxLength: 2000,
    hint: t('loans.itemDescriptionHint'),
    show: ({ unlisted }) => unlisted,
  },
  {
    name: 'quantity_requested',
    label: t('loans.quantity'),
    type: 'number',
    required: true,
    min: 1,
    step: 1,
    width: half,
    show: ({ unlisted, item_id }) => unlisted || (Boolean(item_id) && (pick.supply()?.capacity ?? 2) > 1),
    validate: (value, { unlisted }) => {
      const free = unlisted ? null : pick.supply()?.free;
      return typeof free === 'number' && value > free ? t('loans.onlyFree', { n: free }) : null;
    },
  },
  { section: t('loans.sectionWhy') },
  { name: 'program', label: t('loans.program'), required: true, maxLength: 200 },
  {
    name: 'purpose',
    label: t('loans.purpose'),
    type: 'textarea',
    rows: 2,
    required: true,
    maxLength: 2000,
    hint: t('loans.purposeHint'),
  },
  {
    name: 'priority',
    label: t('loans.priority'),
    type: 'segmented',
    required: true,
    options: PRIORITIES.map((value) => ({ value, label: priorityState(value).word })),
  },
];

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('loans.new'),
  hint: () => t('loans.newHint'),
  async render(ctx) {
    ctx.setBack('/prestamos', t('loans.title'));
    const { user } = ctx;
    if (user.role === 'instructor' && !user.environment_id)
      return emptyState({
        icon: 'qr',
        title: t('loans.unlinked'),
        hint: t('loans.unlinkedHint'),
        action: { label: t('loans.scanRoom'), icon: 'scan', href: '/escanear' },
      });
    const [warehouses, suspended] = await Promise.all([
      api.get('/api/loans/warehouses', { signal: ctx.signal }),
      ownSuspension(ctx),
    ]);
    // A form that can't be sent is no form.
    if (suspended) return suspended;
    if (!warehouses.length)
      return emptyState({ icon: 'warehouse', title: t('loans.noWarehouse'), hint: t('loans.noWarehouseHint') });
    const own = warehouses.find((one) => one.id === (ctx.query.get('bodega') ?? user.environment_id));
    const pick = picker({
      signal: ctx.signal,
      choose: (item, any) => {
        written.set('any_of_model', any ? 'true' : null);
        written.set('item_id', item?.item_id ?? null);
        if (item) written.setError('unlisted', null);
      },
    });
    const written = form({
      ctx,
      id: 'loan-new',
      values: {
        environment_id: own?.id ?? (warehouses.length === 1 ? warehouses[0].id : null),
        start_date: today(),
        end_date: today(),
        quantity_requested: 1,
        program: user.program ?? null,
        priority: 'media',
      },
      fields: fieldsOf(ctx, warehouses, pick),
      submitLabel: t('loans.ask'),
      cancel: { href: '/prestamos' },
      onSubmit: (values) => api.post('/api/loans', payload(values)),
      onDone: (loan) => {
        toast(t('loans.askedDone'));
        ctx.navigate(`/prestamos/${loan.id}`, { replace: true });
      },
    });
    const follow = () => pick.follow(written.values());
    written.element.addEventListener('change', follow);
    // A draft that is dropped changes everything by one press.
    written.element.addEventListener('click', follow);
    follow();
    return written.element;
  },
};
