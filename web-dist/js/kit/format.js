/** What a person reads: dates, times, numbers and the words for roles and for what is active. Pure; times are the centre's and never converted. */
import { serverNow } from './clock.js';
import { locale, t, wordOf } from './words.js';

/** @typedef {import('wire').User['role']} Role */
/** @typedef {'good' | 'warn' | 'bad' | 'info' | 'muted'} Tone */
/** @typedef {{word: string, icon: string, tone: Tone}} State */

/** @type {Role[]} */
export const ROLES = ['student', 'instructor', 'supervisor', 'admin', 'admin_general'];
const EMPTY = '—';

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();
/** @param {Intl.DateTimeFormatOptions} options */
function formatter(options) {
  const key = locale() + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', ...options })));
  return made;
}

/**
 * Reads a wall-clock text as if it were UTC, so that it is printed as it came.
 * @param {string | null | undefined} text @returns {Date | null}
 */
export function parse(text) {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?/.exec(text ?? '');
  if (!found) return null;
  const made = new Date(`${found[1]}T${found[2] ?? '00:00:00'}Z`);
  return Number.isNaN(made.getTime()) ? null : made;
}

/** @param {string | null | undefined} text */
export function date(text) {
  const made = parse(text);
  if (!made) return EMPTY;
  const parts = Object.fromEntries(
    formatter({ day: 'numeric', month: 'short', year: 'numeric' })
      .formatToParts(made)
      .map((part) => [part.type, part.value]),
  );
  return locale() === 'en-US'
    ? `${parts.month} ${parts.day}, ${parts.year}`
    : `${parts.day} ${parts.month.replace('.', '')} ${parts.year}`;
}

/** '07:30:00' or the time of an instant. @param {string | null | undefined} text */
export function time(text) {
  const found = /(?:^|[T ])(\d{2}:\d{2})/.exec(text ?? '');
  if (!found) return EMPTY;
  return formatter({ hour: 'numeric', minute: '2-digit', hour12: true })
    .format(new Date(`2000-01-01T${found[1]}:00Z`))
    .replace(/[\u202f\u00a0]/g, ' ');
}

/** @param {string | null | undefined} from @param {string | null | undefined} to */
export function timeRange(from, to) {
  const [start, end] = [time(from), time(to)];
  const half = / ?(?:[ap]\. ?m\.|AM|PM)$/.exec(start)?.[0];
  return half && end.endsWith(half) ? `${start.slice(0, -half.length)} – ${end}` : `${start} – ${end}`;
}

/** @param {string | null | undefined} text */
export const dateTime = (text) => (parse(text) ? `${date(text)}, ${time(text)}` : EMPTY);

let zone = 'America/Bogota';
/** The centre's time zone, when it is not Bogotá's. @param {string} name */
export const setTimeZone = (name) => {
  zone = name;
};

/** The clock on the centre's wall, in the same fictitious UTC as `parse`, whatever zone and time this device believes in. @param {Date} [now] */
export function wallClock(now = serverNow()) {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    now,
  );
  return new Date(`${text.replace(' ', 'T')}Z`);
}

/** 'YYYY-MM-DD' of the centre. */
export const today = () => wallClock().toISOString().slice(0, 10);

/**
 * 'hace 5 minutos'; after a month the date itself.
 * @param {string | null | undefined} text @param {Date} [now] in the same fictitious UTC as `parse`
 */
export function relative(text, now = wallClock()) {
  const made = parse(text);
  if (!made) return EMPTY;
  const seconds = (made.getTime() - now.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 45) return words.format(0, 'second');
  if (size < 45 * 60) return words.format(Math.round(seconds / 60), 'minute');
  if (size < 22 * 3600) return words.format(Math.round(seconds / 3600), 'hour');
  if (size < 30 * 86_400) return words.format(Math.round(seconds / 86_400), 'day');
  return date(text);
}

/** @param {number | null | undefined} value */
export const number = (value) =>
  value === null || value === undefined || Number.isNaN(value) ? EMPTY : new Intl.NumberFormat(locale()).format(value);
/** @param {number} share 0..1 */
export const percent = (share) =>
  new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);
/** Pesos, without cents. @param {number | null | undefined} value */
export const money = (value) =>
  value === null || value === undefined
    ? EMPTY
    : new Intl.NumberFormat(locale(), {
        style: 'currency',
        currency: 'COP',
        currencyDisplay: 'narrowSymbol',
        maximumFractionDigits: 0,
      }).format(value);
/**
 * An amount in its currency: pesos as always, others by their code and with their cents, or so many places as there is room for.
 * @param {number | null | undefined} value @param {string} currency @param {number} [places]
 */
export const amount = (value, currency, places = 2) =>
  value === null || value === undefined || currency === 'COP'
    ? money(value)
    : new Intl.NumberFormat(locale(), {
        style: 'currency',
        currency,
        currencyDisplay: 'code',
        minimumFractionDigits: places,
        maximumFractionDigits: places,
      }).format(value);
/** @param {number} size */
export function bytes(size) {
  const step = size < 1024 ? 0 : size < 1024 ** 2 ? 1 : size < 1024 ** 3 ? 2 : 3;
  const value = size / 1024 ** step;
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: value < 10 && step ? 1 : 0 }).format(value)} ${['B', 'KB', 'MB', 'GB'][step]}`;
}

/** Lower case without accents (ñ counts as n: not every keyboard has it), for comparing. @param {unknown} text */
export const fold = (text) =>
  String(text ?? '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

/** 1 is Monday. 2024-01-01 was one. @param {number} day */
const someDay = (day) => new Date(Date.UTC(2024, 0, day));
/** @param {number} day 1..7, Monday is 1 */
export const weekday = (day) => (day >= 1 && day <= 7 ? formatter({ weekday: 'long' }).format(someDay(day)) : EMPTY);
/** @param {number} day */
export const weekdayShort = (day) =>
  day >= 1 && day <= 7 ? formatter({ weekday: 'short' }).format(someDay(day)).replace('.', '') : EMPTY;
/** 1..7 of a 'YYYY-MM-DD'. @param {string} text */
export const weekdayOf = (text) => (((parse(text)?.getUTCDay() ?? 1) + 6) % 7) + 1;

/** A word within a sentence. @param {string} text */
export const lower = (text) => (text ? text[0].toLocaleLowerCase(locale()) + text.slice(1) : text);
/** @param {string} text */
export const capital = (text) => (text ? text[0].toLocaleUpperCase(locale()) + text.slice(1) : text);

/** @param {string | null | undefined} name */
export function initials(name) {
  const words = (name ?? '').trim().split(/\s+/).filter(Boolean);
  if (!words.length) return '?';
  const last = words.length > 1 ? (words[Math.ceil(words.length / 2)] ?? words[1]) : '';
  return ([...words[0]][0] + ([...last][0] ?? '')).toLocaleUpperCase(locale());
}

/** @param {string | null | undefined} role */
export const roleName = (role) => wordOf('role', role);
/** @param {boolean} active @returns {State} */
export const activeState = (active) =>
  active
    ? { word: t('common.active'), icon: 'check-circle', tone: 'good' }
    : { word: t('common.inactive'), icon: 'minus', tone: 'muted' };
