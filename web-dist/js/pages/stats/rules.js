/** What the page of statistics decides without a page: periods, the names of their pieces, and what is worth a sentence. */
import { addDays } from '../../kit/days.js';
import { money, parse, percent } from '../../kit/format.js';
import { locale } from '../../kit/words.js';

/** @typedef {import('wire').Compliance} Compliance */
/** @typedef {import('wire').Stock} Stock */
/** @typedef {import('wire').Repairs} Repairs */
/** @typedef {import('wire').LoanFigures} LoanFigures */
/** @typedef {import('../../kit/format.js').Role} Role */
/**
 * A sentence that says what to do about a figure.
 * @typedef {{tone: 'good' | 'warn' | 'bad' | 'info', key: string, vars: Record<string, unknown>, href?: string}} Advice
 */

/** How many days each period has that can be chosen; `other` is chosen by hand. */
export const RANGES = /** @type {const} */ ({ '7d': 7, '30d': 30, '90d': 90, '12m': 365, '3a': 1096 });
export const USUAL = '90d';
export const OTHER = 'otro';

/** What each role finds on its page, what it looks at first in front. @type {Partial<Record<Role, string[]>>} */
const TABS = {
  instructor: ['checks', 'stock', 'repairs', 'loans'],
  supervisor: ['checks', 'repairs', 'stock', 'value', 'loans'],
  admin: ['loans', 'stock', 'value', 'repairs', 'checks'],
  admin_general: ['summary', 'checks', 'stock', 'value', 'repairs', 'loans'],
};
/** @param {Role} role */
export const tabsOf = (role) => TABS[role] ?? [];

/** @param {string | null} text */
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && parse(text) !== null;

/**
 * The period of an address: a word, or two days.
 * @param {URLSearchParams} query @param {string} today @returns {{name: string, start_date: string, end_date: string}}
 */
export function periodOf(query, today) {
  const [from, until] = [query.get('desde'), query.get('hasta')];
  if (query.get('periodo') === OTHER && isDay(from) && isDay(until))
    return { name: OTHER, start_date: String(from), end_date: String(until) };
  const asked = query.get('periodo') ?? USUAL;
  const name = Object.hasOwn(RANGES, asked) ? asked : USUAL;
  const days = RANGES[/** @type {keyof typeof RANGES} */ (name)];
  return { name, start_date: addDays(today, 1 - days), end_date: today };
}

/** What the server would refuse of a period, as a key. @param {{start_date: string, end_date: string}} period */
export const faultOfPeriod = ({ start_date: from, end_date: until }) =>
  from > until ? 'stats.reversed' : from < addDays(until, -3659) ? 'stats.tooLong' : null;

/** @param {string} day @param {Intl.DateTimeFormatOptions} options */
const written = (day, options) =>
  new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', ...options })
    .format(new Date(`${day}T00:00:00Z`))
    .replaceAll('.', '')
    .replaceAll(' de ', ' ');

/**
 * What a piece of a period is called below a chart, and in full.
 * @param {{start_date: string, end_date: string}} piece @param {'day' | 'week' | 'month'} step @param {number} count of all of them
 */
export function placeName({ start_date: from, end_date: until }, step, count) {
  const day = (/** @type {string} */ of) => written(of, { day: 'numeric', month: 'short' });
  if (step === 'day')
    return { name: day(from), full: written(from, { day: 'numeric', month: 'long', year: 'numeric' }) };
  if (step === 'week') return { name: day(from), full: `${day(from)} – ${day(until)}` };
  return {
    name: written(from, count > 12 ? { month: 'short', year: '2-digit' } : { month: 'short' }),
    full: written(from, { month: 'long', year: 'numeric' }),
  };
}

/** "1,2 M" beside an axis. @param {number} value */
export const brief = (value) =>
  new Intl.NumberFormat(locale(), { notation: 'compact', maximumFractionDigits: 1 }).format(value);
/** A figure that has to fit a tile: millions by their letter. @param {number} value */
export const tile = (value) => (value < 10_000_000 ? money(value) : `$\u00a0${brief(value).replace(' ', '\u00a0')}`);

/** "80 %" of a share in per cent. @param {number | null | undefined} rate */
export const rateText = (rate) => (rate === null || rate === undefined ? '—' : percent(rate / 100));
/** How good a share of checks is. @param {number | null | undefined} rate */
export const rateTone = (rate) => ((rate ?? 100) >= 90 ? '' : (rate ?? 100) >= 70 ? 'warn' : 'bad');

/** Too few classes say nothing about a room. */
const ENOUGH = 3;

/** @param {Compliance} found @param {Role} role @returns {Advice[]} */
export function adviceOnChecks({ total, by_environment: rooms }, role) {
  if (!total.planned) return [];
  const missed = total.planned - total.done;
  if (role === 'instructor')
    return missed
      ? [{ tone: 'warn', key: 'stats.say.ownMissed', vars: { n: missed }, href: '/verificaciones' }]
      : [{ tone: 'good', key: 'stats.say.ownKept', vars: {} }];
  const worst = rooms.find((room) => room.planned >= ENOUGH && (room.rate ?? 100) < 80);
  if (worst)
    return [
      {
        tone: 'warn',
        key: 'stats.say.roomMissed',
        vars: { room: worst.environment_name, done: worst.done, planned: worst.planned },
        href: `/verificaciones/historial?ambiente=${worst.environment_id}`,
      },
    ];
  return missed ? [] : [{ tone: 'good', key: 'stats.say.allKept', vars: {} }];
}

/** @param {Stock} stock @returns {Advice[]} */
export function adviceOnStock({ total, by_environment: rooms }) {
  /** @type {Advice[]} */
  const made = [];
  const missing = rooms.toSorted((a, b) => b.quantity_missing - a.quantity_missing)[0];
  if (total.quantity_missing && missing)
    made.push({
      tone: 'warn',
      key: rooms.length > 1 ? 'stats.say.missing' : 'stats.say.missingHere',
      vars: { n: total.quantity_missing, room: missing.environment_name ?? '—', of: missing.quantity_missing },
      href: '/equipos?estado=missing',
    });
  // Null for whoever sees no prices.
  const unpriced = total.items - (total.priced_items ?? total.items);
  if (unpriced) made.push({ tone: 'info', key: 'stats.say.unpriced', vars: { n: unpriced }, href: '/equipos' });
  return made;
}

/** @param {Repairs} found @returns {Advice[]} */
export function adviceOnRepairs({ overdue, most_expensive: costs, most_broken: broken }) {
  /** @type {Advice[]} */
  const made = [];
  if (overdue)
    made.push({ tone: 'bad', key: 'stats.say.overdueRepairs', vars: { n: overdue }, href: '/mantenimiento' });
  const dear = costs.find((item) => item.value && (item.cost ?? 0) >= item.value / 2);
  const weak = broken.find((item) => item.requests >= 3);
  if (dear)
    made.push({
      tone: 'warn',
      key: 'stats.say.replace',
      vars: { name: dear.name, cost: money(dear.cost), share: percent((dear.cost ?? 0) / (dear.value ?? 1)) },
      href: `/equipos/${dear.item_id}`,
    });
  else if (weak)
    made.push({
      tone: 'warn',
      key: 'stats.say.weak',
      vars: { name: weak.name, n: weak.requests },
      href: `/equipos/${weak.item_id}`,
    });
  return made;
}

/** @param {LoanFigures} found @param {Role} role @returns {Advice[]} */
export function adviceOnLoans({ overdue, returned, returned_late: late, total, rejected, most_lent: lent }, role) {
  const own = role === 'instructor';
  /** @type {Advice[]} */
  const made = [];
  if (overdue)
    made.push({
      tone: 'bad',
      key: own ? 'stats.say.ownOverdue' : 'stats.say.overdueLoans',
      vars: { n: overdue },
      href: '/prestamos?estado=overdue',
    });
  if (!own && returned >= 5 && late / returned > 0.2)
    made.push({ tone: 'warn', key: 'stats.say.late', vars: { share: percent(late / returned) } });
  if (!own && total >= 5 && rejected / total > 0.2 && lent.length)
    made.push({
      tone: 'info',
      key: 'stats.say.refused',
      vars: { share: percent(rejected / total), name: lent[0].name },
    });
  return made;
}
