/** Which descriptions somebody has to know of, what a proposal would change, and what is kept of it. Pure. */

/** @typedef {import('wire').ItemDescription} Description */
/** @typedef {{item_type?: string, category?: string | null, brand?: string | null, model?: string | null, serial_number?: string | null, description?: string | null}} Described */
/** @typedef {Record<string, any>} Values */

/** What a model may propose, in the order of an item's page. */
export const MEMBERS = /** @type {const} */ (['description', 'category', 'brand', 'model', 'serial_number']);
/** @typedef {typeof MEMBERS[number]} Member */

/** Whether it goes on by itself. @param {Pick<Description, 'state'>} row */
export const isUnderWay = ({ state }) => state === 'queued' || state === 'running';

/**
 * Of each photo the newest description, unless somebody has decided on it.
 * @template {Pick<Description, 'state' | 'photo_id'>} T @param {T[]} rows newest first @returns {T[]}
 */
export function openOf(rows) {
  const seen = new Set();
  return rows.filter((row) => {
    const isNewest = !seen.has(row.photo_id);
    seen.add(row.photo_id);
    return isNewest && row.state !== 'accepted' && row.state !== 'declined';
  });
}

/**
 * What a proposal would change of an item: a group has no serial number, and what the item says already is no news. What it says
 * otherwise is not marked, so that nobody writes over it by pressing one button.
 * @param {Pick<Description, Member>} row @param {Described} item @returns {{member: Member, value: string, now: string | null, marked: boolean}[]}
 */
export function offered(row, item) {
  return MEMBERS.flatMap((member) => {
    const value = row[member];
    const now = item[member] ?? null;
    if (!value || same(value, now) || (member === 'serial_number' && item.item_type === 'group')) return [];
    return [{ member, value, now, marked: !now || (member === 'category' && now === 'other') }];
  });
}

/** @param {string} one @param {string | null} other */
const same = (one, other) => one.trim().toLowerCase() === (other ?? '').trim().toLowerCase();

/** Whether an item says of all that is proposed what it said before. @param {Described} one @param {Described} other */
export const saysTheSame = (one, other) => MEMBERS.every((member) => (one[member] ?? null) === (other[member] ?? null));

/**
 * What something waits for: that the service can be asked, that it wants to be, the next month, the next try, or its turn.
 * @param {Pick<Description, 'error'>} row @param {Pick<import('wire').DescriptionStatus, 'trouble' | 'held_until' | 'month_requests' | 'monthly_limit'> | null} status
 * @returns {'trouble' | 'held' | 'month' | 'retry' | 'turn'}
 */
export function whyItWaits(row, status) {
  if (status?.trouble) return 'trouble';
  if (status?.held_until) return 'held';
  if (status && status.month_requests >= status.monthly_limit) return 'month';
  return row.error ? 'retry' : 'turn';
}

/** The name of the box that marks a member. @param {Member} member */
export const markOf = (member) => `use_${member}`;

/** What is marked, as it was corrected. @param {Values} values @returns {Record<string, any>} */
export const chosen = (values) =>
  Object.fromEntries(MEMBERS.filter((member) => values[markOf(member)]).map((member) => [member, values[member]]));

/** How long to wait before it is looked again, in milliseconds: not all the time after what waits for minutes. @param {number} times how often it was looked before */
export const pause = (times) => (times < 20 ? 2000 : times < 60 ? 5000 : 15000);

/** The hosts of a text, one a line or side by side, each once. @param {string | null | undefined} text @returns {string[]} */
export const hostsOf = (text) => [...new Set((text ?? '').split(/[\s,;]+/).filter(Boolean))];

/** @param {string[]} hosts */
export const hostsText = (hosts) => hosts.join('\n');

/** The machine of an address, to be told of. @param {string | null | undefined} address */
export function hostOf(address) {
  try {
    return new URL(address ?? '').host;
  } catch {
    return '—';
  }
}
