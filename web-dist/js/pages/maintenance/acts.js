/** What may be done with a request on its page: give it to somebody, begin, finish, cancel, reopen, change, delete. */
import { api } from '../../kit/api.js';
import { today } from '../../kit/format.js';
import { confirm } from '../../ui/dialog.js';
import { button } from '../../ui/parts.js';
import { menu } from '../../ui/menu.js';
import { formSheet } from '../../ui/sheet.js';
import { toast } from '../../ui/toast.js';
import { finishBody, stepsOf } from './rules.js';
import { PRIORITIES, TYPES, priorityOf, priorityState, t, typeState } from './words.js';

/** @typedef {import('wire').MaintenanceRequest} Request */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {(request: Request, said: string) => void} After what the page does with the request that came of it */
/** @typedef {import('../../ui/form.js').Field | import('../../ui/form.js').Section} Part */

/** @param {Request} request */
const path = (request) => /** @type {'/api/maintenance-requests/{id}'} */ (`/api/maintenance-requests/${request.id}`);

/** Who may be given the work, to choose from. */
export const technicians = async () => {
  const people = await api.get('/api/maintenance-requests/technicians');
  return people.map(({ id, name }) => ({ value: id, label: name }));
};

/** A request as the form has it that gives it to somebody: at first to whoever asks. @param {Request} request @param {string} own */
const assignable = (request, own) => ({ ...request, assigned_technician_id: request.assigned_technician_id ?? own });

/** @param {Request} request @param {PageContext} ctx @returns {Promise<Request | undefined>} */
const assign = (request, ctx) =>
  formSheet({
    ctx,
    id: `maint-assign-${request.id}`,
    title: t(request.assigned_technician_id ? 'maint.reassign' : 'maint.assign'),
    hint: t('maint.assignHint'),
    values: assignable(request, ctx.user.id),
    again: async () => assignable(await api.get(path(request)), ctx.user.id),
    fields: [
      {
        name: 'assigned_technician_id',
        label: t('maint.technician'),
        type: 'select',
        required: true,
        options: technicians,
      },
      { name: 'estimated_completion', label: t('maint.estimated'), type: 'date', min: request.created_at.slice(0, 10) },
    ],
    submitLabel: t('maint.assign'),
    onSubmit: ({ assigned_technician_id, estimated_completion }, { match }) =>
      api.put(path(request), { assigned_technician_id, estimated_completion }, { match }),
  });

/** What works again, item by item: a tick for one machine, a number for a group. @param {Request} request @returns {Part[]} */
const repaired = (request) =>
  request.maintenance_type !== 'corrective' || !request.items.length
    ? []
    : [
        ...(request.items.length > 1 ? [{ section: t('maint.worksWhich'), hint: t('maint.worksHint') }] : []),
        ...request.items.map((item) => ({
          name: `repaired_${item.item_id}`,
          ...(item.quantity === 1
            ? {
                type: 'checkbox',
                label: request.items.length > 1 ? `${item.item_name} (${item.internal_code})` : t('maint.worksAgain'),
              }
            : {
                type: 'number',
                label: t('maint.worksOf', { name: item.item_name, n: item.quantity }),
                required: true,
                min: 0,
                max: item.quantity,
              }),
        })),
      ];

/** @param {Request} request @param {PageContext} ctx @returns {Promise<Request | undefined>} */
const finish = (request, ctx) =>
  formSheet({
    ctx,
    id: `maint-finish-${request.id}`,
    title: t('maint.finish'),
    hint: t('maint.finishHint'),
    values: {
      actual_completion: today(),
      cost: request.cost,
      notes: request.notes,
      ...Object.fromEntries(
        request.items.map((item) => [`repaired_${item.item_id}`, item.quantity === 1 ? true : item.quantity]),
      ),
    },
    fields: [
      { name: 'notes', label: t('maint.whatDone'), type: 'textarea', rows: 3, maxLength: 2000, required: true },
      { name: 'parts_replaced', label: t('maint.parts'), maxLength: 2000, placeholder: t('maint.partsExample') },
      {
        name: 'cost',
        label: t('maint.costPesos'),
        type: 'number',
        step: 'any',
        min: 0,
        width: 'half',
        hint: request.items.length > 1 ? t('maint.costShared') : undefined,
      },
      {
        name: 'actual_completion',
        label: t('maint.finished'),
        type: 'date',
        required: true,
        max: today(),
        width: 'half',
      },
      ...repaired(request),
    ],
    submitLabel: t('maint.finish'),
    onSubmit: (values) => api.put(path(request), finishBody(request, values)),
  });

/** @param {Request} request @param {PageContext} ctx @returns {Promise<Request | undefined>} */
const cancel = (request, ctx) =>
  formSheet({
    ctx,
    id: `maint-cancel-${request.id}`,
    title: t('maint.cancelTitle'),
    hint: t('maint.cancelHint', { name: request.user_name }),
    fields: [
      {
        name: 'cancellation_reason',
        label: t('maint.reason'),
        type: 'textarea',
        rows: 3,
        maxLength: 2000,
        required: true,
      },
    ],
    submitLabel: t('maint.cancel'),
    danger: true,
    onSubmit: ({ cancellation_reason }) => api.put(path(request), { status: 'cancelled', cancellation_reason }),
  });

/** A request as its form has it. @param {Request} request */
const editable = (request) => ({ ...request, priority: priorityOf(request.priority) });

/** @param {Request} request @param {PageContext} ctx @returns {Promise<Request | undefined>} */
const edit = (request, ctx) =>
  formSheet({
    ctx,
    id: `maint-edit-${request.id}`,
    title: t('maint.edit'),
    values: editable(request),
    again: async () => editable(await api.get(path(request))),
    fields: [
      { name: 'title', label: t('maint.whatHappens'), required: true, maxLength: 200 },
      { name: 'description', label: t('maint.tellMore'), type: 'textarea', rows: 3, required: true, maxLength: 5000 },
      {
        name: 'priority',
        label: t('maint.priority'),
        type: 'segmented',
        required: true,
        options: PRIORITIES.toReversed().map((value) => ({ value, label: priorityState(value).word })),
      },
      {
        name: 'maintenance_type',
        label: t('maint.kind'),
        type: 'segmented',
        required: true,
        options: TYPES.map((value) => ({ value, label: typeState(value).word })),
      },
      { name: 'location', label: t('maint.place'), maxLength: 200 },
      { name: 'estimated_completion', label: t('maint.estimated'), type: 'date', width: 'half' },
      { name: 'cost', label: t('maint.costPesos'), type: 'number', step: 'any', min: 0, width: 'half' },
      { name: 'notes', label: t('common.notes'), type: 'textarea', rows: 2, maxLength: 2000 },
    ],
    submitLabel: t('common.save'),
    // Only what was changed: so the word that the app wrote for the priority stays while it means the same.
    onSubmit: (_, { changed, match }) => api.put(path(request), changed, { match }),
  });

/** @param {Request} request */
async function reopen(request) {
  const done = request.status === 'completed';
  const sure = await confirm({
    title: t('maint.reopenAsk'),
    text: t(done ? 'maint.reopenDone' : 'maint.reopenCancelled'),
    loses: done && request.items.length ? [t('maint.reopenLoses')] : [],
    confirmLabel: t('maint.reopen'),
  });
  if (!sure) return undefined;
  return api.put(path(request), { status: request.assigned_technician_id ? 'assigned' : 'pending' });
}

/** @param {Request} request @param {PageContext} ctx */
async function remove(request, ctx) {
  const sure = await confirm({
    title: t('maint.deleteAsk', { name: request.title }),
    text: t('maint.deleteText'),
    loses: [
      t('maint.losesRequest'),
      ...(request.images_urls?.length ? [t('maint.losesPhotos', { n: request.images_urls.length })] : []),
    ],
    confirmLabel: t('common.delete'),
    danger: true,
  });
  if (!sure) return;
  await api.del(path(request));
  toast(t('maint.deleted'));
  ctx.navigate('/mantenimiento', { replace: true });
}

/**
 * The buttons of a request; the last is the one that comes next.
 * @param {Request} request @param {PageContext} ctx @param {After} after
 */
export function stepButtons(request, ctx, after) {
  const steps = stepsOf(request, ctx.user);
  /** @param {() => Promise<Request | undefined>} job @param {string} said */
  const then = (job, said) => async () => {
    const answer = await job();
    if (answer) after(answer, said);
  };
  const begin = then(() => api.put(path(request), { status: 'in_progress' }), t('maint.started'));
  const working = request.status === 'in_progress';
  const rest = [
    steps.edit && { label: t('common.edit'), icon: 'edit', run: then(() => edit(request, ctx), t('maint.saved')) },
    steps.assign &&
      Boolean(request.assigned_technician_id) && {
        label: t('maint.reassign'),
        icon: 'user',
        run: then(() => assign(request, ctx), t('maint.assigned')),
      },
    working && {
      label: t('maint.pause'),
      icon: 'undo',
      run: then(() => api.put(path(request), { status: 'assigned' }), t('maint.paused')),
    },
    steps.cancel && {
      label: t('maint.cancel'),
      icon: 'close',
      danger: true,
      run: then(() => cancel(request, ctx), t('maint.cancelled')),
    },
    steps.remove && { label: t('common.delete'), icon: 'trash', danger: true, run: () => remove(request, ctx) },
  ];
  return [
    steps.remove ? menu({ label: t('common.more'), icon: 'more', items: rest }) : null,
    steps.reopen
      ? button({ label: t('maint.reopen'), icon: 'undo', run: then(() => reopen(request), t('maint.reopened')) })
      : null,
    steps.finish && !working
      ? button({ label: t('maint.finish'), icon: 'check', run: then(() => finish(request, ctx), t('maint.done')) })
      : null,
    steps.start && request.assigned_technician_id
      ? button({ label: t('maint.start'), icon: 'wrench', kind: 'primary', run: begin })
      : null,
    steps.assign && !request.assigned_technician_id
      ? button({
          label: t('maint.assign'),
          icon: 'user',
          kind: 'primary',
          run: then(() => assign(request, ctx), t('maint.assigned')),
        })
      : null,
    steps.finish && working
      ? button({
          label: t('maint.finish'),
          icon: 'check',
          kind: 'primary',
          run: then(() => finish(request, ctx), t('maint.done')),
        })
      : null,
  ];
}
