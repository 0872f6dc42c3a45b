/** Words of the accounts. */
import { describe } from '../../kit/entities.js';
import { activeState } from '../../kit/format.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @param {{is_active: boolean, activation_requested?: boolean}} user @returns {import('../../kit/format.js').State} */
export const userState = (user) =>
  !user.is_active && user.activation_requested
    ? { word: t('users.waits'), icon: 'hourglass', tone: 'warn' }
    : activeState(user.is_active);

export const entities = describe({
  user: {
    word: 'users.one',
    many: 'nav.users',
    page: '/usuarios/',
    fields: 'users.field',
    values: { role: 'role' },
  },
});
