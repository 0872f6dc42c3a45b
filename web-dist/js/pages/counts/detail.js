/** One count: whoever counts it counts, everybody else reads it, and the second person decides. */
import { ApiError, api } from '../../kit/api.js';
import { notice } from '../../ui/parts.js';
import { countingView } from './counting.js';
import { keptSheet, keepSheet } from './queue.js';
import { reviewView } from './review.js';
import { subject, t } from './words.js';

/** @typedef {import('wire').CountDetail} CountDetail */

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('counts.one'),
  hint: () => t('counts.oneHint'),
  async render(ctx) {
    ctx.setBack('/conteos', t('counts.title'));
    const { id } = ctx.params;
    /** @type {CountDetail} */
    let count;
    let isOld = false;
    try {
      count = await api.get(`/api/counts/${id}`, { signal: ctx.signal });
    } catch (error) {
      // Who has no connection goes on with the list as it was.
      const kept = error instanceof ApiError && error.status === 0 ? keptSheet(ctx.user.id, id) : null;
      if (!kept) throw error;
      count = kept;
      isOld = true;
    }
    ctx.setTitle(subject(count));
    if (!count.may_count) {
      keepSheet(ctx.user.id, id, null);
      ctx.setHint(t('counts.reviewHint'));
      return reviewView(count, ctx);
    }
    if (!isOld) keepSheet(ctx.user.id, id, count);
    ctx.setHint(t('counts.countingHint'));
    const view = countingView(count, ctx);
    return isOld ? [notice({ tone: 'warn', icon: 'wifi-off', text: t('counts.oldSheet') }), view] : view;
  },
};
