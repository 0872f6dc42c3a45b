/** Plans: the list of them, and the sheet on which one is made or changed. */
import { api } from '../../kit/api.js';
import { date, number, today } from '../../kit/format.js';
import { confirm } from '../../ui/dialog.js';
import { h, icon, replace } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { badge, button, notice } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { toast } from '../../ui/toast.js';
import { chosenOf, itemChoice } from './items.js';
import { keptItems, readItems } from './rules.js';
import { views } from './views.js';
import { intervalOf, t } from './words.js';

/** @typedef {import('wire').MaintenancePlan} Plan */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** What a plan is about, in a line. @param {Plan} plan */
const aboutOf = (plan) =>
  plan.items.length === 1
    ? `${plan.items[0].item_name} · ${plan.items[0].internal_code}`
    : t('maint.itemsN', { n: plan.items.length });

/** How it stands: not followed, asked for, late, or waiting for its day. @param {Plan} plan @returns {import('../../kit/format.js').State} */
export const planState = (plan) =>
  !plan.is_active
    ? { word: t('maint.planStopped'), icon: 'minus', tone: 'muted' }
    : plan.open_request_id
      ? { word: t('maint.planAsked'), icon: 'wrench', tone: 'warn' }
      : plan.next_date < today()
        ? { word: t('maint.late'), icon: 'clock', tone: 'bad' }
        : { word: t('maint.planFollowed'), icon: 'check', tone: 'good' };

/** @type {import('../../frame/router.js').Page} */
export const plans = {
  title: () => t('maint.plansTitle'),
  hint: () => t('maint.plansHint'),
  render(ctx) {
    ctx.setActions(
      button({ label: t('maint.newPlan'), icon: 'plus', kind: 'primary', href: '/mantenimiento/planes/nuevo' }),
    );
    const table = dataTable({
      ctx,
      name: 'planes',
      exports: { list: 'maintenance_plans' },
      caption: t('maint.plansTitle'),
      noun: (n) => t('maint.planCount', { n, count: number(n) }),
      load: ({ signal }) => api.all('/api/maintenance-plans', { signal }),
      columns: [
        {
          key: 'title',
          label: t('maint.planTitle'),
          card: 'title',
          cell: (/** @type {Plan} */ row) => h('span', {}, row.title, h('span', { class: 'cell-sub' }, aboutOf(row))),
        },
        { key: 'every', label: t('maint.interval'), narrow: true, cell: (row) => intervalOf(row), card: 'subtitle' },
        {
          key: 'next_date',
          label: t('maint.next'),
          narrow: true,
          value: (row) => row.next_date,
          cell: (row) => h('span', { class: 'nowrap' }, date(row.next_date)),
        },
        {
          key: 'is_active',
          label: t('common.status'),
          narrow: true,
          card: 'badge',
          value: (row) => planState(row).word,
          cell: (row) => badge(planState(row)),
        },
      ],
      search: { placeholder: t('maint.planSearch') },
      sort: { key: 'next_date' },
      href: (row) => `/mantenimiento/planes/${row.id}`,
      empty: {
        icon: 'calendar',
        title: t('maint.planEmpty'),
        hint: t('maint.planEmptyHint'),
        action: { label: t('maint.newPlan'), icon: 'plus', href: '/mantenimiento/planes/nuevo' },
      },
    });
    return h('div', { class: 'stack' }, views('plans'), table.element);
  },
};

/**
 * @param {HTMLElement} items @param {() => string | null} missing @param {string} first the first day that it takes
 * @returns {(import('../../ui/form.js').Field | import('../../ui/form.js').Section)[]}
 */
const fieldsOf = (items, missing, first) => [
  { name: 'title', label: t('maint.planTitle'), required: true, maxLength: 200, placeholder: t('maint.planExample') },
  {
    name: 'description',
    label: t('maint.planWhat'),
    type: 'textarea',
    rows: 3,
    required: true,
    maxLength: 5000,
    hint: t('maint.planWhatHint'),
  },
  { name: 'every', label: t('maint.every'), type: 'number', required: true, min: 1, max: 3660, width: 'half' },
  {
    name: 'unit',
    label: t('maint.unit'),
    type: 'segmented',
    required: true,
    width: 'half',
    options: ['day', 'month'].map((value) => ({ value, label: t(`maint.unit.${value}`) })),
    validate: (value, { every }) => (value === 'month' && every > 120 ? t('maint.tooLong') : null),
  },
  { name: 'next_date', label: t('maint.next'), type: 'date', required: true, min: first, width: 'half' },
  {
    name: 'remind_days',
    label: t('maint.remind'),
    type: 'number',
    required: true,
    min: 0,
    max: 365,
    width: 'half',
    hint: t('maint.remindHint'),
  },
  { section: t('maint.planItems'), hint: t('maint.planItemsHint'), body: items },
  {
    name: 'chosen',
    label: t('maint.planItems'),
    type: 'hidden',
    shown: (text) =>
      readItems(text)
        .map((item) => item.name)
        .join(', '),
    validate: missing,
  },
];

/** @param {string} id */
const pathOf = (id) => /** @type {'/api/maintenance-plans/{id}'} */ (`/api/maintenance-plans/${id}`);

/** The items of a plan, as they are chosen. @param {Plan} plan */
const itemsOf = (plan) =>
  plan.items.map((item) => ({
    id: item.item_id,
    name: item.item_name,
    code: item.internal_code,
    room: item.environment_name ?? '',
  }));

/** A plan as the form has it. @param {Plan} plan */
const valuesOf = (plan) => ({ ...plan, chosen: keptItems(itemsOf(plan)) });

/** @param {PageContext} ctx @param {Plan | null} plan @param {{id: string, name: string, code: string, room: string}[]} start */
function planForm(ctx, plan, start) {
  const choice = itemChoice({
    start,
    signal: ctx.signal,
    onChange: () => written.set('chosen', keptItems(choice.all())),
  });
  /** The choice is no field of the form: what is wrong with it is said beside it. */
  const missing = () => {
    const fault = choice.ids().length ? null : t('maint.chooseItem');
    choice.blame(fault);
    return fault;
  };
  const first = plan && plan.next_date < today() ? plan.next_date : today();
  const written = form({
    ctx,
    id: `maint-plan-${plan?.id ?? 'new'}`,
    values: plan ? valuesOf(plan) : { every: 3, unit: 'month', remind_days: 7, chosen: keptItems(start) },
    again: plan ? async () => valuesOf(await api.get(pathOf(plan.id))) : undefined,
    fields: fieldsOf(choice.element, missing, first),
    submitLabel: t('common.save'),
    cancel: { href: '/mantenimiento/planes' },
    onReset: follow,
    onSubmit: ({ title, description, every, unit, next_date, remind_days }, { match }) => {
      const body = { title, description, every, unit, next_date, remind_days, item_ids: choice.ids() };
      return plan ? api.put(pathOf(plan.id), body, { match }) : api.post('/api/maintenance-plans', body);
    },
    onDone: () => {
      toast(t('maint.planSaved'), { tone: 'good' });
      ctx.navigate('/mantenimiento/planes', { replace: true });
    },
  });
  /** What is chosen follows what the draft holds. */
  function follow() {
    choice.take(readItems(written.values().chosen));
  }
  follow();
  return written.element;
}

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('maint.newPlan'),
  hint: () => t('maint.newPlanHint'),
  async render(ctx) {
    ctx.setBack('/mantenimiento/planes', t('maint.plansTitle'));
    const id = ctx.query.get('equipo');
    const item = id ? await api.get(`/api/inventory/${id}`, { signal: ctx.signal }) : null;
    return planForm(ctx, null, item ? [chosenOf(item)] : []);
  },
};

/** @param {Plan} plan @param {PageContext} ctx */
async function remove(plan, ctx) {
  const sure = await confirm({
    title: t('maint.planDeleteAsk', { name: plan.title }),
    text: t('maint.planDeleteText'),
    confirmLabel: t('common.delete'),
    danger: true,
  });
  if (!sure) return;
  await api.del(/** @type {'/api/maintenance-plans/{id}'} */ (`/api/maintenance-plans/${plan.id}`));
  toast(t('maint.planDeleted'));
  ctx.navigate('/mantenimiento/planes', { replace: true });
}

/** @type {import('../../frame/router.js').Page} */
export const edit = {
  title: () => t('maint.plan'),
  hint: () => t('maint.planHint'),
  async render(ctx) {
    ctx.setBack('/mantenimiento/planes', t('maint.plansTitle'));
    const box = h('div', { class: 'stack' });
    const path = pathOf(ctx.params.id);
    /** @param {Plan} plan */
    const draw = (plan) => {
      ctx.setTitle(plan.title);
      ctx.setActions(
        button({ label: t('common.delete'), icon: 'trash', kind: 'danger', run: () => remove(plan, ctx) }),
        button({
          label: t(plan.is_active ? 'maint.planStop' : 'maint.planResume'),
          icon: plan.is_active ? 'minus' : 'check',
          run: async () => {
            await api.put(path, { is_active: !plan.is_active });
            ctx.reload();
          },
        }),
      );
      replace(
        box,
        h(
          'div',
          { class: 'row' },
          badge(planState(plan)),
          h('span', { class: 'muted' }, icon('refresh', { class: 'small' }), ' ', intervalOf(plan)),
        ),
        plan.open_request_id
          ? notice({
              tone: 'warn',
              icon: 'wrench',
              text: t('maint.planWaits'),
              action: { label: t('maint.seeRequest'), icon: 'forward', href: `/mantenimiento/${plan.open_request_id}` },
            })
          : null,
        planForm(ctx, plan, itemsOf(plan)),
      );
    };
    draw(await api.get(path, { signal: ctx.signal }));
    return box;
  },
};
