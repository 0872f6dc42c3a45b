/**
 * What a supervisor decides: approve, leave with issues, reject with a reason, give back, take over, open again.
 */
import { api, ApiError } from '../../../kit/api.js';
import { h, replace, uid } from '../../../ui/dom.js';
import { button, card, errorText, isAbort, notice } from '../../../ui/parts.js';
import { confirm, openDialog } from '../../../ui/dialog.js';
import { form } from '../../../ui/form.js';
import { readDraft, writeDraft } from '../../../ui/draft.js';
import { toast } from '../../../ui/toast.js';
import { actsOf, requestKeys } from './rules.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').CheckDetail} CheckDetail */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */

/**
 * Runs an act; whoever was later than somebody else reads the sentence and sees the check as it is now.
 * @param {PageContext} ctx @param {() => Promise<any>} job
 */
async function settle(ctx, job) {
  try {
    await job();
  } catch (error) {
    if (isAbort(error)) return;
    if (!(error instanceof ApiError) || error.status !== 400) throw error;
    toast(errorText(error), { tone: 'bad' });
    ctx.reload();
  }
}

/** The check as it is now, from its head. @param {PageContext} ctx */
export function fromTop(ctx) {
  scrollTo(0, 0);
  ctx.reload();
}

/** Says what was done, with a way to the next one that waits. @param {string} text @param {PageContext} ctx */
async function done(text, ctx) {
  const waiting = await api.get('/api/supervisor-reviews/pending').catch(() => []);
  toast(text, {
    tone: 'good',
    ...(waiting.length
      ? {
          action: {
            label: t('review.next', { n: waiting.length }),
            run: () => ctx.navigate(`/verificaciones/${waiting[0].id}`),
          },
        }
      : {}),
  });
  fromTop(ctx);
}

/**
 * A reason that must be given.
 * @param {{title: string, hint: string, label: string, submit: string, danger?: boolean, start?: string, draft: string, ctx: PageContext, send: (reason: string) => Promise<any>, done: () => any}} options
 */
function askReason(options) {
  const { ctx } = options;
  const asking = form({
    id: options.draft,
    compact: true,
    danger: options.danger,
    values: { reason: options.start ?? '' },
    fields: [{ name: 'reason', label: options.label, type: 'textarea', required: true, rows: 3, maxLength: 1000 }],
    submitLabel: options.submit,
    cancel: { run: () => box.close() },
    onSubmit: (values) =>
      options.send(values.reason).catch((error) => {
        if (!(error instanceof ApiError) || error.status !== 400 || error.code === 'falta_motivo') throw error;
        box.close();
        toast(errorText(error), { tone: 'bad' });
        ctx.reload();
        throw new DOMException('', 'AbortError'); // said; the form is gone
      }),
    onDone: () => {
      box.close();
      return options.done();
    },
  });
  const box = openDialog({ title: options.title, hint: options.hint, size: 'small', body: asking.element });
}

/** Takes the instructor's turn. @param {CheckDetail} check @param {PageContext} ctx */
export async function takeOver(check, ctx) {
  const sure = await confirm({
    title: t('review.takeoverAsk'),
    text: t('review.takeoverText'),
    confirmLabel: t('review.takeover'),
  });
  if (sure) await assign(check, ctx, 'supervisor_takeover');
}

/** @param {CheckDetail} check @param {PageContext} ctx @param {'supervisor_takeover' | 'instructor_assign'} target_role */
const assign = (check, ctx, target_role) =>
  settle(ctx, async () => {
    await api.put(`/api/inventory-checks/${check.id}/assign-role`, { target_role });
    toast(t(target_role === 'supervisor_takeover' ? 'review.takenOver' : 'review.givenBack'));
    fromTop(ctx);
  });

/** @param {CheckDetail} check @param {PageContext} ctx */
const reopen = (check, ctx) =>
  askReason({
    title: t('review.reopenAsk'),
    hint: t('review.reopenHint'),
    label: t('review.reason'),
    submit: t('review.reopen'),
    draft: `check-reopen-${check.id}`,
    ctx,
    send: (reason) => api.put(`/api/inventory-checks/${check.id}/reopen`, { reason }),
    done: () => {
      toast(t('review.reopened'));
      fromTop(ctx);
    },
  });

/**
 * The panel of whoever decides or assigns; null when there is nothing to do.
 * @param {CheckDetail} check @param {PageContext} ctx
 */
export function decidePanel(check, ctx) {
  const acts = actsOf(ctx.user, check);
  if (acts.includes('confirm')) return null; // the review has its own panel
  if (acts.includes('reopen'))
    return smallPanel(t('review.closed'), { label: t('review.reopen'), icon: 'undo', run: () => reopen(check, ctx) });
  if (!acts.includes('approve')) {
    if (acts.includes('takeover'))
      return smallPanel(t('review.waitsInstructor'), {
        label: t('review.takeover'),
        icon: 'forward',
        run: () => takeOver(check, ctx),
      });
    if (acts.includes('giveBack'))
      return smallPanel(t('review.waitsSupervisor'), {
        label: t('review.giveBack'),
        icon: 'undo',
        run: () => assign(check, ctx, 'instructor_assign'),
      });
    return null;
  }
  const draft = `check-decision-${check.id}-${check.round}`;
  const keyOf = requestKeys();
  const noteId = uid('comment');
  const fault = h('div', { class: 'form-place' });
  const note = h('textarea', {
    id: noteId,
    rows: 2,
    maxlength: 1000,
    value: readDraft(draft)?.comments ?? '',
    on: { input: () => writeDraft(draft, note.value ? { comments: note.value } : null) },
  });
  const comment = () => note.value.trim();
  const path = /** @type {const} */ (`/api/inventory-checks/${check.id}`);
  /** @param {string} text @param {() => Promise<any>} job */
  const act = (text, job) => {
    replace(fault);
    return settle(ctx, async () => {
      await job();
      writeDraft(draft, null);
      await done(text, ctx);
    }).catch((error) => {
      replace(fault, notice({ tone: 'bad', text: errorText(error) }));
      fault.scrollIntoView({ block: 'nearest' });
    });
  };
  /** @param {boolean} approved @param {string} said */
  const decide = (approved, said) => {
    const body = { approved, expected_status: check.status, ...(said ? { comments: said } : {}) };
    return api.put(`${path}/supervisor-approve`, body, { key: keyOf(body) });
  };
  const keep = () => {
    const body = {
      expected_status: check.status,
      is_clean: check.is_clean ?? false,
      is_organized: check.is_organized ?? false,
      inventory_complete: check.inventory_complete ?? false,
      ...(comment() ? { comments: comment() } : {}),
    };
    return api.put(`${path}/confirm`, body, { key: keyOf(body) });
  };
  const reject = () =>
    askReason({
      title: t('review.rejectAsk'),
      hint: t('review.rejectHint', { name: check.student_name ?? '' }),
      label: t('review.reason'),
      submit: t('review.reject'),
      danger: true,
      start: comment(),
      draft: `check-reject-${check.id}-${check.round}`,
      ctx,
      send: (reason) => decide(false, reason),
      done: () => {
        writeDraft(draft, null);
        return done(t('review.rejected'), ctx);
      },
    });
  const decided = check.status === 'issues' && !acts.includes('giveBack');
  return card(
    {
      title: t('review.decision'),
      icon: 'shield',
      hint: t(decided ? 'review.decisionDone' : 'review.decisionHint'),
      class: 'review-panel no-print',
    },
    fault,
    h(
      'div',
      { class: 'field' },
      h('label', { for: noteId }, t('review.comment'), h('span', { class: 'optional' }, ` (${t('common.optional')})`)),
      note,
    ),
    h(
      'div',
      { class: 'review-more' },
      acts.includes('keep')
        ? button({ label: t('review.keep'), icon: 'triangle', run: () => act(t('review.kept'), keep) })
        : null,
      acts.includes('giveBack')
        ? button({
            label: t('review.giveBack'),
            icon: 'undo',
            run: () => assign(check, ctx, 'instructor_assign'),
          })
        : null,
    ),
    h(
      'div',
      { class: 'review-foot' },
      h(
        'div',
        { class: 'row' },
        button({ label: t('review.reject'), icon: 'close', kind: 'danger', run: () => reject() }),
        button({
          label: t('review.approve'),
          icon: 'check',
          kind: 'primary',
          run: () => act(t('review.approved'), () => decide(true, comment())),
        }),
      ),
    ),
  );
}

/** One sentence and one button. @param {string} text @param {{label: string, icon: string, run: () => any}} action */
const smallPanel = (text, action) =>
  card(
    { title: t('review.decision'), icon: 'shield', class: 'no-print' },
    h('p', {}, text),
    h('div', { class: 'row' }, button(action)),
  );
