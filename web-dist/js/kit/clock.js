/**
 * The server's clock, as its answers tell it (`Date`). "Today" is the server's day: a tablet whose clock is wrong must not file a
 * check under another one.
 */

/** Below this the difference is the network's and the header's, which knows whole seconds only. */
const NOISE = 2_500;
/** From here on somebody should look after one of the two clocks. */
const WRONG = 5 * 60_000;

/** How far the server's clock is ahead of this device's, in milliseconds. */
let ahead = 0;

/**
 * Learns from an answer what time it is for the server.
 * @param {string | null} header its `Date` @param {number} [now] this device's, in milliseconds
 */
export function hear(header, now = Date.now()) {
  const told = Date.parse(header ?? '');
  if (Number.isNaN(told)) return;
  // In the mean it is half a second later than the header can say.
  const found = told + 500 - now;
  if (Math.abs(found - ahead) > NOISE) ahead = Math.abs(found) > NOISE ? found : 0;
}

/** Now, by the server's clock. @param {number} [now] this device's, in milliseconds */
export const serverNow = (now = Date.now()) => new Date(now + ahead);

/** Whether the two clocks are so far apart that one of them is wrong. */
export const isApart = () => Math.abs(ahead) > WRONG;
