/** Loans on the home page: what waits at the desk, and what an instructor has to bring back. */
import { api } from '../../kit/api.js';
import { date, number } from '../../kit/format.js';
import { h, icon } from '../../ui/dom.js';
import { async, badge, card, linkList, stat, stats } from '../../ui/parts.js';
import { wishOf } from '../loans/page.js';
import { dueState, loanState, t } from '../loans/words.js';
import { foot } from './checks.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

const MOST = 6;

/** What is to be decided, handed over and chased. @param {PageContext} ctx */
export const deskCard = (ctx) =>
  card(
    { title: t('loans.homeDesk'), icon: 'swap', hint: t('loans.homeDeskHint'), class: 'home-loans' },
    async(
      () => api.get('/api/loans/stats', { signal: ctx.signal }),
      (counts) =>
        stats(
          stat({
            label: t('loans.desk.pending'),
            value: number(counts.pending_loans),
            icon: 'hourglass',
            tone: counts.pending_loans ? 'warn' : '',
            href: '/prestamos?estado=pending',
          }),
          stat({
            label: t('loans.desk.approved'),
            value: number(counts.approved_loans),
            icon: 'check',
            tone: counts.approved_loans ? 'info' : '',
            href: '/prestamos?estado=approved',
          }),
          stat({
            label: t('loans.desk.due_today'),
            value: number(counts.due_today_loans),
            icon: 'clock',
            tone: counts.due_today_loans ? 'warn' : '',
            href: '/prestamos?estado=due_today',
          }),
          stat({
            label: t('loans.desk.overdue'),
            value: number(counts.overdue_loans),
            icon: 'triangle',
            tone: counts.overdue_loans ? 'bad' : '',
            href: '/prestamos?estado=overdue',
          }),
        ),
    ),
  );

/** @param {import('wire').Loan[]} loans */
const byEnd = (loans) => loans.toSorted((a, b) => a.end_date.localeCompare(b.end_date));

/** @param {import('wire').Loan} loan */
const ownLine = (loan) => ({
  href: `/prestamos/${loan.id}`,
  title: wishOf(loan),
  hint:
    loan.status === 'approved'
      ? t('loans.homeOwnReady', { name: loan.environment_name, date: date(loan.start_date) })
      : t('loans.heldUntil', { name: loan.environment_name, date: date(loan.end_date) }),
  end: badge(dueState(loan) ?? loanState(loan.status)),
});

/** What an instructor has, what must come back first on top, and what waits for them. @param {PageContext} ctx */
export const ownLoansCard = (ctx) =>
  card(
    { title: t('loans.homeOwn'), icon: 'swap', hint: t('loans.homeOwnHint') },
    async(
      () =>
        Promise.all(
          /** @type {const} */ (['active', 'approved']).map((status_filter) =>
            api.get('/api/loans', { query: { status_filter }, signal: ctx.signal }),
          ),
        ),
      ([out, ready]) => {
        const loans = [...byEnd(out.loans), ...byEnd(ready.loans)];
        return loans.length
          ? linkList(loans.slice(0, MOST).map(ownLine))
          : h('p', { class: 'all-well' }, icon('check-circle'), t('loans.homeOwnNone'));
      },
    ),
    foot(t('loans.homeSee'), 'swap', '/prestamos'),
  );
