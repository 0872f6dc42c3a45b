/** Giving feedback. */
import { api } from '../../kit/api.js';
import { form } from '../../ui/form.js';
import { card } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { TYPES, t, typeName } from './words.js';

/**
 * What the form holds, as the server wants it.
 * @param {import('../../ui/form-rules.js').Values} values @returns {import('wire').NewFeedback}
 */
export const feedbackPayload = ({ rating, ...values }) =>
  /** @type {any} */ ({ ...values, priority: 'medium', rating: rating ? Number(rating) : null });

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('feedback.new'),
  hint: () => t('feedback.newHint'),
  render(ctx) {
    ctx.setBack('/opiniones', t('nav.feedback'));
    const made = form({
      ctx,
      id: 'feedback',
      values: { type: 'suggestion', include_device_info: true, allow_follow_up: true },
      fields: [
        {
          name: 'type',
          label: t('feedback.type'),
          type: 'select',
          required: true,
          options: TYPES.map((value) => ({ value, label: typeName(value) })),
          width: 'half',
        },
        {
          name: 'rating',
          label: t('feedback.rating'),
          type: 'select',
          placeholder: t('feedback.ratingNone'),
          options: [5, 4, 3, 2, 1].map((n) => ({
            value: String(n),
            label: `${'★'.repeat(n)}${'☆'.repeat(5 - n)}  ${t('feedback.stars', { n })}`,
          })),
          width: 'half',
        },
        {
          name: 'title',
          label: t('feedback.title'),
          required: true,
          maxLength: 200,
          placeholder: t('feedback.titleExample'),
        },
        {
          name: 'description',
          label: t('feedback.description'),
          type: 'textarea',
          required: true,
          rows: 5,
          maxLength: 4000,
          hint: t('feedback.descriptionHint'),
        },
        {
          name: 'include_device_info',
          label: t('feedback.device'),
          type: 'checkbox',
          hint: t('feedback.deviceHint'),
        },
        { name: 'allow_follow_up', label: t('feedback.followUp'), type: 'checkbox' },
      ],
      submitLabel: t('feedback.send'),
      submitIcon: 'check',
      onSubmit: (values) => api.post('/api/feedback', feedbackPayload(values)),
      onDone(sent) {
        toast(t('feedback.sent'));
        return ctx.navigate(`/opiniones/${sent.id}`, { replace: true });
      },
    });
    return card({}, made.element);
  },
};
