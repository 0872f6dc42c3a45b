/** Words and states of feedback. */
import { describe } from '../../kit/entities.js';
import { learn, wordOf } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').Feedback} Feedback */

/** The kinds that the form offers; the old app knows the first five and the last. @type {Feedback['type'][]} */
export const TYPES = ['suggestion', 'bug', 'feature', 'usability', 'performance', 'compliment', 'complaint', 'other'];
/** @type {Feedback['status'][]} */
export const STATUSES = ['submitted', 'reviewed', 'in_progress', 'completed', 'rejected'];
/** From the most urgent. @type {Feedback['priority'][]} */
export const PRIORITIES = ['high', 'medium', 'low'];

/** @param {string} type */
export const typeName = (type) => wordOf('feedback.type', type);

/** @param {string} status @returns {import('../../kit/format.js').State} */
export function feedbackState(status) {
  /** @type {Record<string, [string, import('../../kit/format.js').State['tone']]>} */
  const marks = {
    submitted: ['hourglass', 'warn'],
    reviewed: ['eye', 'info'],
    in_progress: ['refresh', 'info'],
    completed: ['check-circle', 'good'],
    rejected: ['close', 'muted'],
  };
  const [icon, tone] = marks[status] ?? ['info', 'muted'];
  return { word: wordOf('feedback.status', status), icon, tone };
}

/** @param {string} priority @returns {import('../../kit/format.js').State} */
export const urgency = (priority) => ({
  word: wordOf('feedback.priority', priority),
  icon: priority === 'high' ? 'up' : priority === 'low' ? 'down' : 'minus',
  tone: priority === 'high' ? 'warn' : 'muted',
});

export const entities = describe({
  feedback: {
    word: 'feedback.one',
    many: 'nav.feedback',
    page: '/opiniones/',
    fields: 'feedback.field',
    values: { type: 'feedback.type', status: 'feedback.status', priority: 'feedback.priority' },
  },
});
