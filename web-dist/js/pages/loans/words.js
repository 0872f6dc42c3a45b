/** Words, icons and colours of loans. */
import { describe } from '../../kit/entities.js';
import { today } from '../../kit/format.js';
import { learn } from '../../kit/words.js';
import './house/words.js';
import es from './es.js';
import { daysLate } from './rules.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('../../kit/format.js').State} State */
/** @typedef {import('../../kit/format.js').Tone} Tone */
/** @typedef {import('wire').Loan} Loan */

/** @type {Record<Loan['status'], [string, Tone]>} */
const STATUS = {
  pending: ['hourglass', 'warn'],
  approved: ['check', 'info'],
  active: ['swap', 'info'],
  returned: ['check-circle', 'good'],
  rejected: ['close', 'muted'],
};
/** @param {Loan['status']} status @returns {State} */
export const loanState = (status) => ({
  word: t(`loans.status.${status}`),
  icon: STATUS[status][0],
  tone: STATUS[status][1],
});

/** Most urgent first. */
export const PRIORITIES = /** @type {const} */ (['alta', 'media', 'baja']);
/** @type {Record<Loan['priority'], [string, Tone]>} */
const PRIORITY = { alta: ['triangle', 'warn'], media: ['minus', 'muted'], baja: ['down', 'muted'] };
/** @param {Loan['priority']} priority @returns {State} */
export const priorityState = (priority) => ({
  word: t(`loans.priority.${priority}`),
  icon: PRIORITY[priority][0],
  tone: PRIORITY[priority][1],
});

/** A mark on what should have come back, or has to today. @param {Loan} loan @returns {State | null} */
export function dueState(loan) {
  if (loan.is_overdue)
    return { word: t('loans.overdueBy', { n: daysLate(loan.end_date, today()) }), icon: 'triangle', tone: 'bad' };
  if (loan.status === 'active' && loan.end_date === today())
    return { word: t('loans.dueToday'), icon: 'clock', tone: 'warn' };
  return null;
}

/** @type {Record<string, [string, Tone]>} */
const ACTION = {
  handed_over: ['forward', 'info'],
  returned: ['check-circle', 'good'],
  consumed: ['minus', 'muted'],
  damaged: ['triangle', 'bad'],
  lost: ['missing', 'warn'],
};
/** What happened to pieces at the desk. @param {import('wire').LoanPiece['action']} action @returns {State} */
export const actionState = (action) => ({
  word: t(`loans.action.${action}`),
  icon: ACTION[action][0],
  tone: ACTION[action][1],
});

export const entities = describe({
  loan: {
    word: 'loans.one',
    many: 'nav.loans',
    page: '/prestamos/',
    fields: 'loans.field',
    values: { status: 'loans.status', priority: 'loans.priority' },
  },
});
