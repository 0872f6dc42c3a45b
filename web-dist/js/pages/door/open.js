/** What the house says at its door: who may make an account, whom to ask for help, and how a password is recovered. */
import { api } from '../../kit/api.js';

/** @typedef {import('wire').Door} Door */

/** What holds while the server doesn't answer: it judges a registration itself. @type {Door} */
const OPEN = { students_may_register: true, staff_may_ask: true, help: null, recovers_by_mail: true };

/** @param {AbortSignal} signal @returns {Promise<Door>} */
export const askDoor = (signal) => api.get('/api/auth/door', { open: true, signal }).catch(() => OPEN);

/** The roles that people may ask for. @param {Pick<Door, 'students_may_register' | 'staff_may_ask'>} door */
export const openRoles = ({ students_may_register, staff_may_ask }) => [
  ...(students_may_register ? ['student'] : []),
  ...(staff_may_ask ? ['instructor', 'supervisor'] : []),
];
