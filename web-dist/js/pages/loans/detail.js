/**
 * One loan: what, who, when, how it is going, and what its reader may do with it.
 */
import { api } from '../../kit/api.js';
import { date, dateTime, number, timeRange } from '../../kit/format.js';
import { timeOf } from '../../ui/columns.js';
import { h, icon, replace } from '../../ui/dom.js';
import { badge, card, columns, facts, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { actButtons } from './acts.js';
import { wishOf } from './page.js';
import { borrowerCard } from './borrower.js';
import { atDesk, stepsOf } from './rules.js';
import { actionState, dueState, loanState, priorityState, t } from './words.js';

/** @typedef {import('wire').Loan} Loan */
/** @typedef {import('wire').LoanPiece} Piece */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('./acts.js').After} After */

/** @type {Record<ReturnType<typeof stepsOf>[number]['state'], [string, string]>} */
const STEP_LOOK = {
  done: ['check-circle', 'good'],
  now: ['hourglass', 'info'],
  later: ['minus', 'muted'],
  refused: ['close', 'bad'],
};

/** What a step that isn't over waits for. @param {Loan} loan @param {ReturnType<typeof stepsOf>[number]} step */
function waitsFor(loan, step) {
  if (step.state !== 'now') return t('loans.step.later');
  if (step.key === 'approved') return t('loans.step.waitsDecision');
  return step.key === 'out' ? t('loans.step.waitsPickup') : t('loans.step.waitsReturn', { date: date(loan.end_date) });
}

/** @param {Loan} loan @param {Piece[]} pieces */
function progress(loan, pieces) {
  return h(
    'ol',
    { class: 'stages loan-stages', 'aria-label': t('loans.progress') },
    ...stepsOf(loan, pieces).map((step) => {
      const [sign, tone] = STEP_LOOK[step.state];
      const over = step.state === 'done' || step.state === 'refused';
      const partly = step.key === 'out' && over && loan.quantity_handed_over < loan.quantity_requested;
      return h(
        'li',
        { class: `stage ${tone}`, 'aria-current': step.state === 'now' ? 'step' : null },
        h('span', { class: 'stage-sign' }, icon(sign)),
        h(
          'div',
          {},
          h('p', { class: 'strong' }, t(`loans.step.${step.key}`)),
          over
            ? h(
                'p',
                { class: 'muted small' },
                [step.name, step.at ? dateTime(step.at) : ''].filter(Boolean).join(' · '),
              )
            : h('p', { class: 'muted small' }, waitsFor(loan, step)),
          partly
            ? h(
                'p',
                { class: 'small tone-warn strong' },
                t('loans.step.partly', {
                  done: number(loan.quantity_handed_over),
                  total: number(loan.quantity_requested),
                }),
              )
            : null,
          step.key === 'rejected' && loan.rejection_reason ? h('p', { class: 'said' }, loan.rejection_reason) : null,
        ),
      );
    }),
  );
}

/** @param {Loan} loan */
const days = (loan) =>
  loan.start_date === loan.end_date
    ? date(loan.start_date)
    : t('loans.fromTo', { from: date(loan.start_date), to: date(loan.end_date) });

/** @param {Loan} loan */
function aboutCard(loan) {
  const item = loan.item_details ?? null;
  return card(
    { title: t('loans.about'), icon: 'info' },
    facts([
      [
        t('loans.item'),
        loan.item_id && item ? h('a', { href: `/equipos/${loan.item_id}` }, item.name) : loan.item_name,
      ],
      item &&
        (loan.any_of_model
          ? [t('loans.code'), t('loans.anyOfModel')]
          : [t('loans.code'), h('span', { class: 'mono' }, item.internal_code)]),
      item && [t('loans.model'), [item.brand, item.model].filter(Boolean).join(' ') || null],
      [t('loans.quantity'), t('common.pieces', { n: loan.quantity_requested })],
      loan.quantity_handed_over > 0 && [t('loans.handedOver'), number(loan.quantity_handed_over)],
      loan.quantity_out > 0 && [t('loans.out'), number(loan.quantity_out)],
      [t('loans.days'), days(loan)],
      Boolean(loan.start_time && loan.end_time) && [t('loans.hours'), timeRange(loan.start_time, loan.end_time)],
      Boolean(loan.actual_return_date) && [t('loans.returnedOn'), date(loan.actual_return_date)],
      [t('loans.where'), loan.environment_name],
      [t('loans.borrower'), loan.instructor_name],
      [t('loans.priority'), badge(priorityState(loan.priority))],
      Boolean(loan.admin_name) && [t('loans.decidedBy'), loan.admin_name],
    ]),
  );
}

/** @param {Loan} loan */
const purposeCard = (loan) =>
  card(
    { title: t('loans.sectionWhy'), icon: 'list' },
    h('p', { class: 'notice-message' }, loan.purpose),
    h('p', { class: 'muted small' }, loan.program),
    loan.item_description ? h('p', { class: 'said' }, loan.item_description) : null,
  );

/** @param {Piece[]} pieces */
const ledgerCard = (pieces) =>
  card(
    { title: t('loans.ledger'), icon: 'swap', hint: t('loans.ledgerHint') },
    pieces.length
      ? h(
          'ul',
          { class: 'links loan-ledger', role: 'list' },
          ...pieces
            .toReversed()
            .map((piece) =>
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
                      'span',
                      { class: 'strong' },
                      piece.quantity > 1 ? `${number(piece.quantity)} × ` : '',
                      piece.item_id ? h('a', { href: `/equipos/${piece.item_id}` }, piece.item_name) : piece.item_name,
                    ),
                    h(
                      'span',
                      { class: 'link-hint' },
                      [piece.internal_code, piece.user_name].filter(Boolean).join(' · '),
                      ' · ',
                      timeOf(piece.created_at),
                    ),
                    piece.notes ? h('span', { class: 'said' }, piece.notes) : null,
                  ),
                  badge(actionState(piece.action)),
                ),
              ),
            ),
        )
      : h('p', { class: 'muted' }, t('loans.ledgerNone')),
  );

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('loans.one'),
  hint: () => t('loans.oneHint'),
  async render(ctx) {
    ctx.setBack('/prestamos', t('loans.title'));
    const { signal } = ctx;
    const path = /** @type {const} */ (`/api/loans/${ctx.params.id}`);
    const message = h('div', { class: 'form-place' });
    const box = h('div', { class: 'stack' });
    /** @param {string | null} text */
    const say = (text) => {
      replace(message, text ? notice({ tone: 'bad', text }) : null);
      const said = message.firstElementChild;
      if (!(said instanceof HTMLElement)) return;
      said.setAttribute('role', 'alert');
      said.scrollIntoView({ block: 'nearest' });
    };
    /** @param {Loan} loan @param {Piece[]} pieces */
    const draw = (loan, pieces) => {
      const due = dueState(loan);
      ctx.setTitle(wishOf(loan));
      ctx.setActions(...actButtons(loan, pieces, ctx, after, say));
      replace(
        box,
        // What it is about comes before what has happened: one decides on a phone too.
        columns(
          [
            card(
              {
                title: t('loans.progress'),
                icon: 'clock',
                actions: [...(due ? [badge(due)] : []), badge(loanState(loan.status))],
              },
              progress(loan, pieces),
            ),
            aboutCard(loan),
          ],
          [
            purposeCard(loan),
            atDesk(ctx.user) && loan.instructor_id !== ctx.user.id ? borrowerCard(loan, ctx) : null,
            ledgerCard(pieces),
          ],
        ),
      );
    };
    /** @type {After} */
    const after = async (loan, said) => {
      say(null);
      toast(said);
      draw(loan, await api.get(`${path}/pieces`, { signal }));
    };
    draw(...(await Promise.all([api.get(path, { signal }), api.get(`${path}/pieces`, { signal })])));
    return h('div', { class: 'stack' }, message, box);
  },
};
