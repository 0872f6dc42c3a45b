/** The bell: one live stream while this tab is seen, how many notifications are unread, and a short word when one arrives. */
import { api, stream } from '../kit/api.js';
import { t } from '../kit/words.js';
import { navigate, safeReturn } from './router.js';
import { matchRoute } from './places.js';
import { session } from './session.js';
import { announce } from '../ui/dom.js';
import { toast } from '../ui/toast.js';

/** @typedef {import('wire').Notification} Notification */
/** @typedef {'unread' | 'live' | 'notification'} Change */

/** The page of all notifications. */
export const PLACE = '/notificaciones';
/** The server says something every 20 seconds; after this long without a byte the line is dead. */
const SILENCE = 60_000;
/** Who looks at another tab for a moment keeps his stream. */
const AWAY = 3000;
/** What arrives together is told together. */
const TOGETHER = 400;

/** @type {Set<(change: Change) => void>} */
const watchers = new Set();
/** @param {Change} change */
const tell = (change) => {
  for (const watcher of watchers) watcher(change);
};

let owner = '';
let unread = 0;
let live = false;
let last = '';
/** @type {AbortController | null} */
let turn = null;
/** @type {Notification[]} */
let fresh = [];
let timer = 0;
let leaving = 0;

export const bell = {
  /** How many notifications this person has not read. */
  unread: () => unread,
  /** Whether news arrive by themselves at this moment. */
  live: () => live,
  /** @param {(change: Change) => void} watcher @returns {() => void} ends it */
  onChange(watcher) {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  },
};

/** '3', '99+', or nothing. @param {number} n */
export const countText = (n) => (n > 99 ? '99+' : n > 0 ? String(n) : '');
/** The title of the window with the count before it. @param {string} title @param {number} n */
export const titled = (title, n) => (n > 0 ? `(${countText(n)}) ` : '') + title.replace(/^\(\d+\+?\) /, '');

/** Where a notification leads, when that is a page of ours. @param {string | null | undefined} url */
export function actionPath(url) {
  const path = safeReturn(url ?? null);
  return path === url && matchRoute(path.split(/[?#]/)[0]) ? path : null;
}

const LONG = 100;
/** What is said of one notification on one line. @param {{title: string, message: string}} notification */
export function oneLine({ title, message }) {
  const text = `${title.replace(/[.:]$/, '')}: ${message.replace(/\s+/g, ' ').trim()}`;
  if (text.length <= LONG) return text;
  return `${text.slice(0, LONG - 1).replace(/\s+\S*$/, '')}…`;
}

/** @param {number} n */
function setUnread(n) {
  if (n === unread) return;
  unread = n;
  tell('unread');
}
/** @param {boolean} now */
function setLive(now) {
  if (now === live) return;
  live = now;
  tell('live');
}

/** Once, at the start: from then on the bell follows the account and whether the tab is seen. */
export function startBell() {
  session.onChange(tune);
  document.addEventListener('visibilitychange', () => {
    clearTimeout(leaving);
    if (document.hidden) leaving = window.setTimeout(tune, AWAY);
    else tune();
  });
  addEventListener('online', () => {
    if (live) return;
    stop();
    tune();
  });
  tune();
}

function stop() {
  turn?.abort();
  turn = null;
  setLive(false);
}

/** A browser keeps six connections to a server: a tab that is not seen gives its own back, and catches up later. */
function tune() {
  const id = session.user?.id ?? '';
  if (id !== owner) {
    stop();
    owner = id;
    last = '';
    fresh = [];
    setUnread(0);
  }
  if (!id || document.hidden) return stop();
  if (turn) return;
  const mine = new AbortController();
  turn = mine;
  stream('/api/notifications/stream', {
    signal: mine.signal,
    last,
    silence: SILENCE,
    onEvent: (event) => hear(event, mine.signal),
    onState: (now) => {
      if (mine.signal.aborted) return;
      setLive(now);
      void recount();
    },
  })
    .catch((error) => console.error(error))
    .finally(() => {
      if (turn !== mine) return; // another one has begun
      turn = null;
      setLive(false);
    });
}

/** @param {import('../kit/stream.js').Event} event @param {AbortSignal} signal */
function hear(event, signal) {
  if (signal.aborted) return;
  if (event.id) last = event.id;
  if (event.type === 'unread') setUnread(Number(JSON.parse(event.data).unread) || 0);
  if (event.type !== 'notification') return;
  /** @type {Notification} */
  const notification = JSON.parse(event.data);
  tell('notification');
  if (notification.is_read) return;
  fresh.push(notification);
  clearTimeout(timer);
  timer = window.setTimeout(say, TOGETHER);
}

function say() {
  const [first, ...more] = fresh;
  fresh = [];
  if (!first) return;
  const text = more.length ? t('notices.arrived', { n: more.length + 1 }) : oneLine(first);
  if (location.pathname === PLACE) return announce(text); // the list shows it
  const run = () => (more.length ? navigate(PLACE) : follow(first));
  toast(text, {
    tone: first.priority === 'high' ? 'warn' : 'info',
    action: { label: t(more.length ? 'notices.showAll' : 'notices.show'), run },
  });
}

/** When nothing arrives by itself, the count is asked for. */
export async function recount() {
  const asked = owner;
  if (live || !asked) return;
  const answer = await api.get('/api/notifications/unread-count', { quiet: true }).catch(() => null);
  if (answer && asked === owner && !live) setUnread(answer.unread);
}

/** @param {string} id @param {boolean} isRead */
export async function markRead(id, isRead) {
  await api.put(`/api/notifications/${id}`, { is_read: isRead });
  void recount();
}

/** Marks it as read and goes where it leads. @param {Notification} notification */
export async function follow(notification) {
  if (!notification.is_read) markRead(notification.id, true).catch(() => undefined);
  await navigate(actionPath(notification.action_url) ?? PLACE);
}
