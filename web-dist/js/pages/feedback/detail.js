/** One piece of feedback: what was said and answered; the general administrator answers here. */
import { api } from '../../kit/api.js';
import { dateTime, relative } from '../../kit/format.js';
import { confirm } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { badge, button, card, columns, facts } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { PRIORITIES, STATUSES, feedbackState, t, typeName, urgency } from './words.js';

/** @typedef {import('wire').Feedback} Feedback */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('feedback.one'),
  async render(ctx) {
    ctx.setBack('/opiniones', t('nav.feedback'));
    const row = await api.get(`/api/feedback/${ctx.params.id}`, { signal: ctx.signal });
    ctx.setTitle(row.title);
    ctx.setActions(button({ label: t('common.delete'), icon: 'trash', kind: 'danger', run: () => remove(row, ctx) }));
    return columns(
      [
        card({ title: t('feedback.said'), icon: 'edit' }, h('p', { class: 'notice-message' }, row.description)),
        ctx.can('admin_general') ? answerForm(row, ctx) : answerCard(row),
      ],
      card(
        { title: t('feedback.about'), icon: 'info' },
        h('div', { class: 'row' }, badge(feedbackState(row.status)), badge(urgency(row.priority))),
        facts([
          [t('feedback.type'), typeName(row.type)],
          [t('feedback.by'), row.user_name],
          [t('feedback.when'), dateTime(row.created_at)],
          [t('feedback.field.rating'), stars(row.rating)],
          row.device ? [t('feedback.from'), row.device] : null,
        ]),
      ),
    );
  },
};

/** '★★★★☆', said as a number. @param {number | null | undefined} rating */
const stars = (rating) =>
  rating
    ? h(
        'span',
        { role: 'img', 'aria-label': t('feedback.stars', { n: rating }) },
        '★'.repeat(rating) + '☆'.repeat(5 - rating),
      )
    : null;

/** Who answered, and when. @param {Feedback} row */
const signature = (row) =>
  row.responded_at
    ? h(
        'p',
        { class: 'muted small' },
        t('feedback.answeredBy', { name: row.responded_by_name ?? '', when: relative(row.responded_at) }),
      )
    : null;

/** @param {Feedback} row */
const answerCard = (row) =>
  card(
    { title: t('feedback.answer'), icon: 'mail' },
    row.admin_response
      ? h('p', { class: 'notice-message' }, row.admin_response)
      : h('p', { class: 'muted' }, t('feedback.noAnswer')),
    signature(row),
  );

/** @param {Feedback} row @param {PageContext} ctx */
function answerForm(row, ctx) {
  const made = form({
    ctx,
    id: `feedback-${row.id}`,
    values: row,
    fields: [
      {
        name: 'admin_response',
        label: t('feedback.yourAnswer'),
        type: 'textarea',
        rows: 4,
        maxLength: 4000,
        hint: t(row.allow_follow_up ? 'feedback.answerHint' : 'feedback.answerQuiet', { name: row.user_name }),
      },
      {
        name: 'status',
        label: t('common.status'),
        type: 'select',
        required: true,
        width: 'half',
        options: STATUSES.map((value) => ({ value, label: feedbackState(value).word })),
      },
      {
        name: 'priority',
        label: t('feedback.urgency'),
        type: 'select',
        required: true,
        width: 'half',
        options: PRIORITIES.map((value) => ({ value, label: urgency(value).word })),
      },
    ],
    submitLabel: t('feedback.save'),
    again: () => api.get(`/api/feedback/${row.id}`),
    onSubmit: (_values, { changed, match }) => api.put(`/api/feedback/${row.id}`, changed, { match }),
    onDone() {
      toast(t('feedback.saved'));
      ctx.reload();
    },
  });
  return card({ title: t('feedback.answer'), icon: 'mail' }, signature(row), made.element);
}

/** @param {Feedback} row @param {PageContext} ctx */
async function remove(row, ctx) {
  const sure = await confirm({
    title: t('feedback.deleteAsk'),
    loses: [row.title, ...(row.admin_response ? [t('feedback.answer')] : [])],
    confirmLabel: t('common.delete'),
    danger: true,
    icon: 'trash',
  });
  if (!sure) return;
  await api.del(`/api/feedback/${row.id}`);
  toast(t('feedback.deleted'));
  await ctx.navigate('/opiniones', { replace: true });
}
