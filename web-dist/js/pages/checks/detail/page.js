/**
 * One check: read by everybody who may, confirmed by the instructor, decided by the supervisor.
 */
import { api } from '../../../kit/api.js';
import { STAFF } from '../../../frame/places.js';
import { h } from '../../../ui/dom.js';
import { badge, button, card, notice } from '../../../ui/parts.js';
import { itemsCard } from './items.js';
import { aboutCard, headline, progress, resultCard, storyCard } from './parts.js';
import { compareCard } from '../review/compare.js';
import { reviewPanel } from '../review/instructor.js';
import { actsOf, doPath } from '../review/rules.js';
import { mayHave, sheetOf } from '../../reports/kinds.js';
import '../../reports/words.js';
import { decidePanel } from '../review/supervisor.js';
import { checkState } from '../state.js';
import { findingList } from '../findings/actions.js';
import { t } from './words.js';

/** @typedef {import('../review/rules.js').CheckDetail} CheckDetail */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */

/** Why it came back, or who has still to do it. @param {CheckDetail} check @param {PageContext} ctx */
function opening(check, ctx) {
  const starts = actsOf(ctx.user, check).includes('start');
  if (check.status === 'rejected')
    return notice({
      tone: 'bad',
      icon: 'undo',
      title: t('review.wasRejected'),
      text: check.supervisor_comments ?? null,
      action: starts ? { label: t('review.again'), icon: 'refresh', href: doPath(check) } : null,
    });
  if (check.status === 'student_pending')
    return notice({
      tone: 'info',
      icon: 'hourglass',
      text: t('review.notDone', { name: check.student_name ?? t('role.student') }),
      action: starts ? { label: t('review.doIt'), icon: 'check-circle', href: doPath(check) } : null,
    });
  return null;
}

/** @type {import('../../../frame/router.js').Page} */
export const detail = {
  title: () => t('review.one'),
  hint: () => t('review.oneHint'),
  async render(ctx) {
    ctx.setBack('/verificaciones', t('nav.checks'));
    /** @type {CheckDetail} */
    const check = await api.get(`/api/inventory-checks/${ctx.params.id}`, { signal: ctx.signal });
    const acts = actsOf(ctx.user, check);
    const staff = ctx.can(...STAFF);
    ctx.setTitle(check.environment_name);
    ctx.setHint(headline(check));
    ctx.setActions(
      ...(mayHave(ctx.user, 'check', check.environment_id)
        ? [button({ label: t('reports.checkSheet'), icon: 'download', href: sheetOf('check', check.id) })]
        : []),
      button({
        label: t('review.print'),
        icon: 'print',
        class: 'desktop-only',
        run: () => {
          print();
        },
      }),
    );
    const review = acts.includes('confirm') ? reviewPanel(check, ctx) : null;
    const panel = review?.element ?? decidePanel(check, ctx);
    const working = acts.includes('confirm') || acts.includes('approve');
    const compared = ctx.can('supervisor', 'admin_general') && acts.includes('approve');
    const found = check.findings.length
      ? card(
          { title: t('nav.findings'), icon: 'search', hint: t('findings.ofCheck') },
          findingList(check.findings, ctx),
        )
      : null;
    return h(
      'div',
      { class: `stack review-page${working ? ' with-acts' : ''}` },
      opening(check, ctx),
      card({ class: 'review-head' }, h('p', {}, badge(checkState(check.status))), progress(check)),
      h(
        'div',
        { class: 'review-columns' },
        h('div', { class: 'review-side' }, working ? panel : null, resultCard(check, !review), working ? null : panel),
        h(
          'div',
          { class: 'review-main stack' },
          compared ? compareCard(check, ctx) : null,
          itemsCard(check, ctx, review?.editor ?? null),
          found,
        ),
        h('div', { class: 'review-about' }, aboutCard(check), storyCard(check, staff)),
      ),
    );
  },
};
