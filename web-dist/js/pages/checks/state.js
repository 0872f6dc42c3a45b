/** The states of a check as everybody shows them: word, icon and colour. */
import { t } from './words.js';

/** @typedef {import('../../kit/format.js').State} State */
/** @typedef {import('../../kit/format.js').Tone} Tone */

/** @type {Record<string, [string, Tone]>} */
const LOOK = {
  not_started: ['minus', 'muted'],
  student_pending: ['hourglass', 'warn'],
  instructor_review: ['hourglass', 'info'],
  supervisor_review: ['hourglass', 'info'],
  complete: ['check-circle', 'good'],
  issues: ['triangle', 'warn'],
  rejected: ['undo', 'bad'],
};

/** In the order in which a check goes through them. */
export const CHECK_STATUSES = [
  'student_pending',
  'instructor_review',
  'supervisor_review',
  'complete',
  'issues',
  'rejected',
];

/** @param {string | null | undefined} status @returns {State} */
export function checkState(status) {
  const known = status && Object.hasOwn(LOOK, status) ? status : 'not_started';
  const [icon, tone] = LOOK[known];
  return { word: t(`check.status.${known}`), icon, tone };
}
