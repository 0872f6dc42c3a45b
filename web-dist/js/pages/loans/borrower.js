/** What the desk should know of whoever asks: suspended, without an induction, with things outside, with damages before. */
import { api } from '../../kit/api.js';
import { date, number } from '../../kit/format.js';
import { h, icon } from '../../ui/dom.js';
import { async, badge, button, card, notice } from '../../ui/parts.js';
import { suspend } from '../suspensions/actions.js';
import { currentNotice } from '../suspensions/card.js';
import { actionState, t } from './words.js';

/** @typedef {import('wire').Loan} Loan */
/** @typedef {import('wire').Schemas['LoanBorrower']} Borrower */
/** @typedef {import('wire').Schemas['LoanDamage']} Damage */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {Damage} damage */
const damageLine = (damage) =>
  h(
    'li',
    {},
    h(
      'div',
      { class: 'link' },
      h(
        'span',
        { class: 'link-text' },
        h(
          'a',
          { class: 'strong', href: `/prestamos/${damage.loan_id}` },
          damage.quantity > 1 ? `${number(damage.quantity)} × ` : '',
          damage.item_name,
        ),
        h('span', { class: 'link-hint' }, [damage.internal_code, date(damage.created_at)].filter(Boolean).join(' · ')),
        damage.notes ? h('span', { class: 'said' }, damage.notes) : null,
        damage.maintenance_request_id
          ? h('a', { class: 'small', href: `/mantenimiento/${damage.maintenance_request_id}` }, t('loans.who.repair'))
          : null,
      ),
      badge(actionState(damage.is_lost ? 'lost' : 'damaged')),
    ),
  );

/** @param {PageContext} ctx @param {Borrower} who @param {() => void} after */
function told(ctx, who, after) {
  const { suspension, damages } = who;
  const open = [
    who.open_loans ? t('loans.who.open', { n: who.open_loans }) : '',
    who.overdue_loans ? t('loans.who.overdue', { n: who.overdue_loans }) : '',
  ].filter(Boolean);
  return [
    h('p', { class: 'strong' }, who.name),
    ...(suspension ? currentNotice(ctx, suspension, after) : []),
    ...who.missing_inductions.map((name) =>
      notice({ tone: 'warn', icon: 'lock', text: t('loans.who.lacks', { name }) }),
    ),
    open.length ? h('p', { class: who.overdue_loans ? 'tone-warn strong' : 'muted' }, open.join(' ')) : null,
    damages.length
      ? [
          h('h3', {}, t('loans.who.broke')),
          h('ul', { class: 'links loan-ledger', role: 'list' }, ...damages.map(damageLine)),
        ]
      : h('p', { class: 'all-well' }, icon('check-circle'), t('loans.who.good')),
    suspension
      ? null
      : h(
          'div',
          { class: 'row' },
          button({
            label: t('loans.who.suspend'),
            icon: 'lock',
            kind: 'quiet',
            run: () => suspend(ctx, { id: who.user_id, name: who.name }, after),
          }),
        ),
  ];
}

/** @param {Loan} loan @param {PageContext} ctx */
export const borrowerCard = (loan, ctx) =>
  card(
    { title: t('loans.who.title'), icon: 'user', hint: t('loans.who.hint') },
    async(
      () => api.get(`/api/loans/${loan.id}/borrower`, { signal: ctx.signal }),
      (/** @type {Borrower} */ who) => told(ctx, who, () => ctx.reload()),
    ),
  );
