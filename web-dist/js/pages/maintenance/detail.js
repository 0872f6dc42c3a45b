/** One request: what fails, how far it is, and what comes next. */
import { api } from '../../kit/api.js';
import { date, dateTime, money, today } from '../../kit/format.js';
import { STAFF } from '../../frame/places.js';
import { h, icon, replace } from '../../ui/dom.js';
import { badge, card, columns, facts, notice } from '../../ui/parts.js';
import { photoThumb } from '../../ui/thumb.js';
import { toast } from '../../ui/toast.js';
import { stepButtons } from './acts.js';
import { expectedOn, isLate } from './rules.js';
import { categoryWord, lateState, photoIds, priorityState, requestState, t, typeState } from './words.js';

/** @typedef {import('wire').MaintenanceRequest} Request */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** The way that a request goes. */
const WAY = ['pending', 'assigned', 'in_progress', 'completed'];

/** How far it is, as steps. @param {Request} row */
function way(row) {
  if (row.status === 'cancelled')
    return notice({
      tone: 'muted',
      icon: 'close',
      title: t('maint.status.cancelled'),
      text: row.cancellation_reason ?? undefined,
    });
  const at = WAY.indexOf(row.status);
  return h(
    'ol',
    { class: 'maint-way', 'aria-label': t('maint.progress') },
    ...WAY.map((status, step) =>
      h(
        'li',
        {
          class: step < at || row.status === 'completed' ? 'is-done' : step === at ? 'is-now' : '',
          'aria-current': step === at ? 'step' : null,
        },
        icon(step < at || row.status === 'completed' ? 'check' : requestState(status).icon, { class: 'small' }),
        h('span', {}, requestState(status).word),
      ),
    ),
  );
}

/** @param {Request} row */
const items = (row) =>
  h(
    'ul',
    { class: 'links', role: 'list' },
    ...row.items.map((item) =>
      h(
        'li',
        {},
        h(
          'a',
          { class: 'link', href: `/equipos/${item.item_id}` },
          h(
            'span',
            { class: 'link-text' },
            h('span', { class: 'link-title strong' }, item.item_name),
            h(
              'span',
              { class: 'link-hint' },
              [item.internal_code, item.item_type === 'group' ? t('common.pieces', { n: item.quantity }) : '']
                .filter(Boolean)
                .join(' · '),
            ),
          ),
          item.repaired === null || item.repaired === undefined || row.maintenance_type !== 'corrective'
            ? null
            : badge(
                item.repaired >= item.quantity
                  ? { word: t('maint.isRepaired'), icon: 'check-circle', tone: 'good' }
                  : item.repaired
                    ? { word: t('maint.partlyRepaired', { n: item.repaired }), icon: 'triangle', tone: 'warn' }
                    : { word: t('maint.notRepaired'), icon: 'close', tone: 'bad' },
              ),
        ),
      ),
    ),
  );

/** @param {Request} row @param {PageContext} ctx */
function fault(row, ctx) {
  const photos = photoIds(row.images_urls);
  return card(
    { title: t('maint.fault'), icon: 'wrench' },
    h(
      'div',
      { class: 'row' },
      badge(requestState(row.status)),
      badge(priorityState(row.priority)),
      row.maintenance_type === 'corrective' ? null : badge(typeState(row.maintenance_type)),
      isLate(row, today()) ? badge(lateState()) : null,
    ),
    h('p', { class: 'notice-message' }, row.description),
    photos.length
      ? h('div', { class: 'row' }, ...photos.map((id) => photoThumb(id, row.item_name ?? row.title, ctx)))
      : null,
  );
}

/** @param {Request} row */
const progress = (row) =>
  card(
    { title: t('maint.progress'), icon: 'clock' },
    way(row),
    facts([
      [t('maint.technician'), row.assigned_technician_name ?? t('maint.nobody')],
      [t('maint.estimated'), expectedOn(row) ? date(expectedOn(row)) : null],
      row.actual_completion ? [t('maint.finished'), date(row.actual_completion)] : null,
      row.cost !== null && row.cost !== undefined ? [t('maint.cost'), money(row.cost)] : null,
      row.notes ? [t(row.status === 'completed' ? 'maint.whatDone' : 'common.notes'), row.notes] : null,
      [t('maint.changed'), dateTime(row.updated_at)],
    ]),
  );

/** @param {Request} row @param {PageContext} ctx */
const about = (row, ctx) =>
  card(
    { title: t(row.items.length > 1 ? 'maint.itemsTitle' : 'maint.about'), icon: 'link' },
    row.items.length ? items(row) : null,
    facts([
      [
        t('maint.room'),
        row.environment_id ? h('a', { href: `/ambientes/${row.environment_id}` }, row.environment_name ?? '') : null,
      ],
      row.category ? [t('maint.category'), categoryWord(row.category)] : null,
      row.location ? [t('maint.place'), row.location] : null,
      [t('maint.by'), row.user_name],
      [t('maint.asked'), dateTime(row.created_at)],
      row.check_id ? [t('maint.check'), h('a', { href: `/verificaciones/${row.check_id}` }, t('maint.toCheck'))] : null,
      row.loan_id && ctx.can(...STAFF)
        ? [t('maint.loan'), h('a', { href: `/prestamos/${row.loan_id}` }, t('maint.toLoan'))]
        : null,
      row.plan_id && ctx.can(...STAFF)
        ? [t('maint.plan'), h('a', { href: `/mantenimiento/planes/${row.plan_id}` }, t('maint.toPlan'))]
        : null,
    ]),
  );

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('maint.one'),
  hint: () => t('maint.oneHint'),
  async render(ctx) {
    ctx.setBack('/mantenimiento', t('nav.maintenance'));
    const box = h('div', {});
    /** @param {Request} row */
    const draw = (row) => {
      ctx.setTitle(row.title);
      ctx.setActions(
        ...stepButtons(row, ctx, (next, said) => {
          draw(next);
          toast(said, { tone: 'good' });
        }),
      );
      replace(box, columns([fault(row, ctx), progress(row)], about(row, ctx)));
    };
    draw(await api.get(`/api/maintenance-requests/${ctx.params.id}`, { signal: ctx.signal }));
    return box;
  },
};
