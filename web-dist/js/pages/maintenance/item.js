/** What an item's page shows of its maintenance: what is open, what was done and what it cost, its plans. */
import { api } from '../../kit/api.js';
import { date, money, today } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { async, badge, button, card, linkList } from '../../ui/parts.js';
import { formSheet } from '../../ui/sheet.js';
import { toast } from '../../ui/toast.js';
import { technicians } from './acts.js';
import { planState } from './plans.js';
import { costOf, isLate, mayWork } from './rules.js';
import { TYPES, intervalOf, lateState, requestState, t, typeState } from './words.js';

/** @typedef {import('wire').Item} Item */
/** @typedef {import('wire').MaintenanceHistory} Work */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** How many works are shown at once. */
const SHOWN = 6;

/** The way to report a fault of an item. @param {Item} item */
export const reportFault = (item) =>
  button({
    label: t('maint.reportFault'),
    icon: 'wrench',
    class: 'wide',
    href: `/mantenimiento/nuevo?equipo=${item.id}`,
  });

/** Writes down what somebody did without a request. @param {Item} item @param {PageContext} ctx @param {() => void} after */
async function writeDown(item, ctx, after) {
  const made = await formSheet({
    ctx,
    id: `maint-work-${item.id}`,
    title: t('maint.writeDown'),
    hint: item.name,
    values: { maintenance_type: 'preventive', maintenance_date: today() },
    fields: [
      {
        name: 'maintenance_type',
        label: t('maint.kind'),
        type: 'segmented',
        required: true,
        options: TYPES.map((value) => ({ value, label: typeState(value).word })),
      },
      {
        name: 'description',
        label: t('maint.whatDone'),
        type: 'textarea',
        rows: 3,
        required: true,
        maxLength: 5000,
      },
      { name: 'parts_replaced', label: t('maint.parts'), maxLength: 2000, placeholder: t('maint.partsExample') },
      { name: 'cost', label: t('maint.costPesos'), type: 'number', step: 'any', min: 0, width: 'half' },
      {
        name: 'maintenance_date',
        label: t('maint.day'),
        type: 'date',
        required: true,
        max: today(),
        width: 'half',
      },
      {
        name: 'technician_id',
        label: t('maint.technician'),
        type: 'select',
        options: technicians,
      },
      { name: 'next_maintenance_date', label: t('maint.nextDay'), type: 'date', min: today() },
    ],
    onSubmit: (values) => api.post('/api/maintenance-history', { ...values, item_id: item.id }),
  });
  if (!made) return;
  toast(t('maint.written'), { tone: 'good' });
  after();
}

/** @param {Work[]} works */
function worksList(works) {
  if (!works.length) return h('p', { class: 'muted' }, t('maint.noWorks'));
  const line = (/** @type {Work} */ work) => ({
    href: work.request_id ? `/mantenimiento/${work.request_id}` : undefined,
    title: work.description,
    hint: [
      date(work.maintenance_date),
      typeState(work.maintenance_type).word,
      work.technician_name,
      work.parts_replaced ? t('maint.replaced', { parts: work.parts_replaced }) : '',
    ]
      .filter(Boolean)
      .join(' · '),
    end: work.cost ? h('span', { class: 'num nowrap' }, money(work.cost)) : null,
  });
  return [
    h(
      'p',
      {},
      h('span', { class: 'figure' }, money(costOf(works))),
      ' ',
      h('span', { class: 'muted' }, t('maint.inWorks', { n: works.length })),
    ),
    linkList(works.slice(0, SHOWN).map(line)),
    works.length > SHOWN
      ? h(
          'details',
          { class: 'maint-older' },
          h('summary', {}, t('maint.older', { n: works.length - SHOWN })),
          linkList(works.slice(SHOWN).map(line)),
        )
      : null,
  ];
}

/**
 * @param {Item} item @param {PageContext} ctx
 * @returns {HTMLElement}
 */
export function itemMaintenance(item, ctx) {
  const staff = mayWork(ctx.user);
  const box = h('div', { class: 'stack' });
  const open = () =>
    async(
      () =>
        api.get('/api/maintenance-requests', {
          query: { item_id: item.id, is_open: true, limit: 20 },
          signal: ctx.signal,
        }),
      (rows) =>
        rows.length
          ? linkList(
              rows.map((row) => ({
                href: `/mantenimiento/${row.id}`,
                title: row.title,
                hint: [date(row.created_at), row.user_name].join(' · '),
                end: badge(isLate(row, today()) ? lateState() : requestState(row.status)),
              })),
            )
          : h('p', { class: 'muted' }, t('maint.noneOpen')),
      { lines: 1 },
    );
  const works = () =>
    async(() => api.all('/api/maintenance-history', { query: { item_id: item.id }, signal: ctx.signal }), worksList, {
      lines: 2,
    });
  const plans = () =>
    async(
      () => api.all('/api/maintenance-plans', { query: { item_id: item.id }, signal: ctx.signal }),
      (rows) =>
        rows.length
          ? linkList(
              rows.map((plan) => ({
                href: `/mantenimiento/planes/${plan.id}`,
                title: plan.title,
                hint: `${intervalOf(plan)} · ${t('maint.nextOn', { date: date(plan.next_date) })}`,
                end: badge(planState(plan)),
              })),
            )
          : h('p', { class: 'muted' }, t('maint.noPlans')),
      { lines: 1 },
    );
  const draw = () =>
    box.replaceChildren(
      card({ title: t('maint.openTitle'), icon: 'wrench' }, open()),
      ...(staff
        ? [
            card(
              {
                title: t('maint.worksTitle'),
                icon: 'history',
                actions: [
                  button({
                    label: t('maint.writeDown'),
                    icon: 'plus',
                    kind: 'quiet',
                    run: () => writeDown(item, ctx, draw),
                  }),
                ],
              },
              works(),
            ),
            card(
              {
                title: t('maint.plansTitle'),
                icon: 'calendar',
                actions: [
                  button({
                    label: t('maint.newPlan'),
                    icon: 'plus',
                    kind: 'quiet',
                    href: `/mantenimiento/planes/nuevo?equipo=${item.id}`,
                  }),
                ],
              },
              plans(),
            ),
          ]
        : []),
    );
  draw();
  return box;
}
