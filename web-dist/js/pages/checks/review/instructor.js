/**
 * "Su revisión": the three ticks, a comment, corrected counts, and one button. What is chosen survives a reload.
 */
import { api, ApiError } from '../../../kit/api.js';
import { h, icon, replace, uid } from '../../../ui/dom.js';
import { button, card, errorText, isAbort, notice } from '../../../ui/parts.js';
import { readDraft, writeDraft } from '../../../ui/draft.js';
import { toast } from '../../../ui/toast.js';
import { TICKS } from '../detail/parts.js';
import { goneText } from '../do/waiting.js';
import { actsOf, corrected, endsWithIssues, requestKeys } from './rules.js';
import { fromTop, takeOver } from './supervisor.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').CheckDetail} CheckDetail */
/** @typedef {import('./rules.js').CheckItem} CheckItem */
/** @typedef {import('../detail/items.js').Correction} Correction */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */
/** @typedef {{is_clean: boolean, is_organized: boolean, inventory_complete: boolean, comments: string, items: Record<string, Correction>}} Review */

/**
 * What goes over the wire: the ticks, the comment when there is one, and only the counts that were corrected.
 * @param {Review} review
 */
export const reviewPayload = ({ items, comments, ...ticks }) => ({
  ...ticks,
  ...(comments.trim() ? { comments: comments.trim() } : {}),
  ...(Object.keys(items).length
    ? {
        items: Object.entries(items).map(([item_id, value]) => ({
          item_id,
          method: /** @type {const} */ ('list'),
          ...value,
        })),
      }
    : {}),
});

/**
 * @param {CheckDetail} check @param {PageContext} ctx
 * @returns {{element: HTMLElement, editor: import('../detail/items.js').Editor}}
 */
export function reviewPanel(check, ctx) {
  const draft = `check-review-${check.id}-${check.round}`;
  /** @type {Review} */
  const start = {
    is_clean: check.is_clean ?? false,
    is_organized: check.is_organized ?? false,
    inventory_complete: check.inventory_complete ?? false,
    comments: '',
    items: {},
  };
  /** @type {Review} */
  const review = { ...start, ...readDraft(draft) };
  const keyOf = requestKeys();
  let sent = false;
  const fault = h('div', { class: 'form-place' });
  const outcome = h('div', { role: 'status' });
  const short = h('p', { class: 'review-line small phone-only' });
  const send = button({ label: t('review.confirm'), icon: 'check', kind: 'primary', run: confirm });
  const more = actsOf(ctx.user, check).includes('takeover')
    ? h(
        'div',
        { class: 'review-more' },
        button({ label: t('review.takeover'), icon: 'shield', run: () => takeOver(check, ctx) }),
      )
    : null;

  const changed = () => {
    const items = corrected(check.items, review.items);
    const issues = endsWithIssues({ ...review, items });
    const trouble = endsWithIssues({ inventory_complete: true, items });
    replace(
      outcome,
      issues
        ? notice({
            tone: 'warn',
            title: t(trouble ? 'review.willIssues' : 'review.willIncomplete'),
            text: t(trouble ? 'review.willIssuesText' : 'review.willIncompleteText'),
          })
        : notice({ tone: 'good', text: t('review.willPass') }),
    );
    replace(short, t(trouble ? 'review.willIssuesShort' : issues ? 'review.willIncomplete' : 'review.willPass'));
    short.className = `review-line small phone-only ${issues ? 'tone-warn' : 'muted'}`;
    replace(send, icon('check'), t(issues ? 'review.confirmIssues' : 'review.confirm'));
    writeDraft(draft, sent || JSON.stringify(review) === JSON.stringify(start) ? null : review);
  };

  async function confirm() {
    replace(fault);
    try {
      const body = { ...reviewPayload(review), expected_status: check.status };
      const answer = await api.put(`/api/inventory-checks/${check.id}/confirm`, body, { key: keyOf(body) });
      sent = true;
      writeDraft(draft, null);
      const { departures } = answer;
      const words = t(answer.status === 'issues' ? 'review.sentIssues' : 'review.sent');
      toast(departures.length ? `${words} ${goneText(departures)}` : words, {
        tone: answer.status === 'issues' || departures.length ? 'warn' : 'good',
        seconds: departures.length ? 12 : undefined,
      });
      fromTop(ctx);
    } catch (error) {
      if (isAbort(error)) return;
      if (error instanceof ApiError && error.status === 400) {
        toast(errorText(error), { tone: 'bad' });
        ctx.reload();
        return;
      }
      replace(fault, notice({ tone: 'bad', text: errorText(error) }));
      fault.scrollIntoView({ block: 'nearest' });
    }
  }

  const noteId = uid('comment');
  const note = h('textarea', {
    id: noteId,
    rows: 2,
    maxlength: 1000,
    value: review.comments,
    on: {
      input: () => {
        review.comments = note.value;
        changed();
      },
    },
  });
  changed();
  ctx.guard(() => !sent && JSON.stringify(review) !== JSON.stringify(start));
  const own = ctx.can('instructor');
  return {
    element: card(
      {
        title: t('review.panel'),
        icon: 'check-circle',
        hint: t(own ? 'review.panelHint' : 'review.panelFor'),
        class: 'review-panel no-print',
      },
      fault,
      h(
        'fieldset',
        { class: 'choice-list' },
        h('legend', { class: 'visually-hidden' }, t('review.answers')),
        ...TICKS.map((name) => tick(check, review, name, changed)),
      ),
      h(
        'div',
        { class: 'field' },
        h(
          'label',
          { for: noteId },
          t('review.comment'),
          h('span', { class: 'optional' }, ` (${t('common.optional')})`),
        ),
        note,
      ),
      outcome,
      more,
      h('div', { class: 'review-foot' }, short, h('div', { class: 'row' }, send)),
    ),
    editor: {
      of: (item) => (item.item_id ? (review.items[item.item_id] ?? null) : null),
      set: (item, value) => {
        if (!item.item_id) return;
        const { [item.item_id]: _, ...others } = review.items;
        review.items = value ? { ...others, [item.item_id]: value } : others;
        changed();
      },
    },
  };
}

/** @param {CheckDetail} check @param {Review} review @param {typeof TICKS[number]} name @param {() => void} changed */
function tick(check, review, name, changed) {
  const said = check[name];
  const box = h('input', {
    type: 'checkbox',
    checked: review[name],
    on: {
      change: () => {
        review[name] = box.checked;
        changed();
      },
    },
  });
  return h(
    'label',
    { class: 'choice' },
    box,
    h(
      'span',
      { class: 'choice-text' },
      h('span', {}, t(`review.tick.${name}`)),
      said === true || said === false
        ? h('span', { class: 'muted small' }, said ? t('review.saidYes') : t('review.saidNo'))
        : null,
    ),
  );
}
