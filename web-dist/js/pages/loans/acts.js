/** What may be done with a loan on its page: withdraw, decide, hand over, take back, another date. */
import { api, ApiError } from '../../kit/api.js';
import { date, today } from '../../kit/format.js';
import { confirm } from '../../ui/dialog.js';
import { button } from '../../ui/parts.js';
import { formSheet } from '../../ui/sheet.js';
import { toast } from '../../ui/toast.js';
import { handIn, handOver } from './desk.js';
import { actsOf, outOf } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').Loan} Loan */
/** @typedef {import('wire').LoanPiece} Piece */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {(loan: Loan, said: string) => Promise<void>} After what the page does with the loan that came of it */

/** @param {PageContext} ctx @param {Loan} loan @param {After} after */
async function reject(ctx, loan, after) {
  const answer = await formSheet({
    ctx,
    id: `loan-reject-${loan.id}`,
    title: t('loans.rejectTitle'),
    hint: t('loans.rejectHint', { name: loan.instructor_name }),
    fields: [
      {
        name: 'rejection_reason',
        label: t('loans.reason'),
        type: 'textarea',
        rows: 3,
        required: true,
        maxLength: 2000,
      },
    ],
    submitLabel: t('loans.reject'),
    danger: true,
    onSubmit: ({ rejection_reason }) => api.put(`/api/loans/${loan.id}`, { status: 'rejected', rejection_reason }),
  });
  if (answer) await after(answer, t('loans.rejected'));
}

/** A loan as the form has it that gives it another last day: none that is past. @param {Loan} loan */
const extendable = (loan) => ({ ...loan, end_date: loan.end_date < today() ? today() : loan.end_date });

/** @param {PageContext} ctx @param {Loan} loan @param {After} after */
async function extend(ctx, loan, after) {
  const answer = await formSheet({
    ctx,
    id: `loan-extend-${loan.id}`,
    title: t('loans.extendTitle'),
    hint: t('loans.extendHint', { date: date(loan.end_date) }),
    size: 'small',
    values: extendable(loan),
    again: async () => extendable(await api.get(`/api/loans/${loan.id}`)),
    fields: [
      {
        name: 'end_date',
        label: t('loans.lastDay'),
        type: 'date',
        required: true,
        validate: (value) => (value && value < loan.start_date ? t('loans.endEarly') : null),
      },
    ],
    submitLabel: t('common.save'),
    onSubmit: ({ end_date }, { match }) => api.put(`/api/loans/${loan.id}`, { end_date }, { match }),
  });
  if (answer) await after(answer, t('loans.extended', { date: date(answer.end_date) }));
}

/** @param {Loan} loan @param {PageContext} ctx */
async function withdraw(loan, ctx) {
  const sure = await confirm({
    title: t('loans.withdrawAsk', { name: loan.item_name }),
    text: t('loans.withdrawText'),
    loses: [t('loans.withdrawLoses')],
    confirmLabel: t('loans.withdraw'),
    danger: true,
  });
  if (!sure) return;
  await api.del(`/api/loans/${loan.id}`);
  toast(t('loans.withdrawn'));
  ctx.navigate('/prestamos', { replace: true });
}

/** @param {Loan} loan */
const takeBackAll = (loan) =>
  confirm({
    title: t('loans.handInAllAsk'),
    text: t('loans.handInAllText', { n: loan.quantity_out }),
    confirmLabel: t('loans.handInAll'),
  });

/**
 * The buttons of a loan; the last is the one that comes next.
 * @param {Loan} loan @param {Piece[]} pieces @param {PageContext} ctx @param {After} after @param {(text: string | null) => void} say
 */
export function actButtons(loan, pieces, ctx, after, say) {
  const acts = actsOf(loan, ctx.user);
  const path = /** @type {const} */ (`/api/loans/${loan.id}`);
  /** What the server refuses is said on the page: it may be more than a line. @param {() => Promise<void>} job */
  const telling = (job) => async () => {
    say(null);
    try {
      await job();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 400) throw error;
      say(error.detail);
    }
  };
  return [
    acts.withdraw &&
      button({ label: t('loans.withdraw'), icon: 'trash', kind: 'danger', run: telling(() => withdraw(loan, ctx)) }),
    acts.extend && button({ label: t('loans.extend'), icon: 'calendar', run: () => extend(ctx, loan, after) }),
    acts.decide &&
      button({ label: t('loans.reject'), icon: 'close', kind: 'danger', run: () => reject(ctx, loan, after) }),
    acts.decide &&
      button({
        label: t('loans.approve'),
        icon: 'check',
        kind: 'primary',
        run: telling(async () => after(await api.put(path, { status: 'approved' }), t('loans.approved'))),
      }),
    acts.handOver &&
      button({
        label: t(acts.handIn ? 'loans.handOverRest' : acts.handOverAll ? 'loans.handOver' : 'loans.handOverScan'),
        icon: 'scan',
        kind: acts.handIn || acts.handOverAll ? 'plain' : 'primary',
        run: async () => {
          const answer = await handOver(loan, ctx);
          if (answer) await after(answer, t('loans.handedOverDone'));
        },
      }),
    acts.handOverAll &&
      button({
        label: t('loans.handOverAll'),
        icon: 'check',
        kind: 'primary',
        run: telling(async () => after(await api.put(path, { status: 'active' }), t('loans.handedOverDone'))),
      }),
    acts.handIn &&
      button({
        label: t('loans.handIn'),
        icon: 'scan',
        run: async () => {
          const answer = await handIn(loan, outOf(pieces), ctx);
          if (answer) await after(answer, t('loans.handedInDone'));
        },
      }),
    acts.handIn &&
      button({
        label: t('loans.handInAll'),
        icon: 'check',
        kind: 'primary',
        run: telling(async () => {
          if (await takeBackAll(loan)) after(await api.put(path, { status: 'returned' }), t('loans.handedInDone'));
        }),
      }),
  ];
}
