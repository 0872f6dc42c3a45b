/** Which calendars a person has, and how programs are given an address. Pure. */
import { isStaff } from '../../frame/places.js';

/** @typedef {import('wire').CalendarFeed} Feed */

/** @param {{role: string}} user @returns {Feed['kind'][]} those that need no warehouse */
export const kindsOf = (user) => (isStaff(user) ? ['own', 'maintenance'] : ['own']);

/** The feeds of one calendar. @param {Feed[]} feeds @param {{kind: Feed['kind'], environment_id?: string | null}} wanted */
export const ofKind = (feeds, { kind, environment_id }) =>
  feeds.filter((feed) => feed.kind === kind && (kind !== 'warehouse' || feed.environment_id === environment_id));

/** The whole address, and the one that opens the calendar of this device. @param {string} origin @param {string} path */
export const addresses = (origin, path) => ({
  plain: `${origin}${path}`,
  opens: `${origin.replace(/^https?:/, 'webcal:')}${path}`,
});
