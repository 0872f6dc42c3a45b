/** Words of the mail, and how a letter stands. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').OutboxLetter} OutboxLetter */

/** @type {Record<OutboxLetter['state'], {icon: string, tone: 'warn' | 'info' | 'good' | 'bad'}>} */
const LOOKS = {
  waiting: { icon: 'hourglass', tone: 'warn' },
  sending: { icon: 'mail', tone: 'info' },
  sent: { icon: 'check-circle', tone: 'good' },
  failed: { icon: 'alert', tone: 'bad' },
};

/** How a letter stands. @param {Pick<OutboxLetter, 'state'>} letter @returns {import('../../kit/format.js').State} */
export const letterState = ({ state }) => ({ word: t(`mail.state.${state}`), ...LOOKS[state] });

export const entities = describe({
  outbox_letter: {
    word: 'mail.one',
    many: 'mail.many',
    fields: 'mail.field',
    values: { state: 'mail.state', purpose: 'mail.purpose' },
  },
});
