/** Who is signed in. The access token lives in memory only; the refresh cookie brings it back after a reload. */
import { ApiError, api, useTokens } from '../kit/api.js';
import { t } from '../kit/words.js';
import { alone } from './lock.js';

/**
 * @typedef {import('wire').User} User
 * @typedef {{access_token: string, expires_in: number, user?: User}} Tokens
 */

/** @type {string | null} */
let token = null;
/** @type {Set<(user: User | null) => void>} */
const watchers = new Set();
/** Opens the sign-in dialog over the page; true once the same person is back. @type {() => Promise<boolean>} */
let askAgain = async () => false;
/** @type {Promise<boolean> | null} */
let renewing = null;
/** @type {BroadcastChannel | null} */
const channel =
  'BroadcastChannel' in globalThis && 'document' in globalThis ? new BroadcastChannel('inventario.session') : null;

export const session = {
  /** @type {User | null} */
  user: null,
  /** @param {...import('../kit/format.js').Role} roles */
  can: (...roles) => session.user !== null && roles.includes(session.user.role),
  /** @param {(user: User | null) => void} watcher */
  onChange(watcher) {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
  /** The caller's own, changed account. @param {User} user */
  setUser(user) {
    session.user = user;
    for (const watcher of watchers) watcher(user);
  },
  /** @param {() => Promise<boolean>} ask */
  setPrompt(ask) {
    askAgain = ask;
  },
  /** @param {Tokens} tokens */
  accept(tokens) {
    token = tokens.access_token;
    const user = tokens.user ?? session.user;
    channel?.postMessage({ kind: 'token', token, user });
    if (user) session.setUser(user);
  },
  /** @param {string} email @param {string} password @returns {Promise<User>} */
  async signIn(email, password) {
    const tokens = await api.post('/api/auth/login', { email, password }, { open: true });
    session.accept(tokens);
    return tokens.user;
  },
  async signOut() {
    try {
      await api.post('/api/auth/logout', undefined, { signal: AbortSignal.timeout?.(5000) });
    } catch {
      /* the server forgets by itself when the tokens end */
    }
    channel?.postMessage({ kind: 'out' });
    forget();
  },
  /** At start: the cookie of an earlier visit. False: nobody is signed in. Throws when the server is out of reach. */
  async restore() {
    return refresh(null);
  },
};

function forget() {
  token = null;
  session.user = null;
  for (const watcher of watchers) watcher(null);
}

/**
 * A refresh token works once, so tabs take turns; who waited takes the token that the other tab got.
 * @param {string | null} stale @returns {Promise<boolean>}
 */
function refresh(stale) {
  return alone('refresh', async () => {
    if (token !== stale && token !== null) return true;
    try {
      session.accept(await api.post('/api/auth/refresh', undefined, { open: true }));
      return true;
    } catch (error) {
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return false;
      throw error;
    }
  });
}

useTokens({
  token: () => token,
  /** Every request that got 401 waits for the same renewal, the dialog included; a quiet one opens no dialog. */
  renew(stale, quiet = false) {
    if (token !== null && token !== stale) return Promise.resolve(true);
    if (quiet) return refresh(stale);
    renewing ??= (async () => {
      if (await refresh(stale)) return true;
      if (session.user === null) return false;
      if (await askAgain()) return true;
      throw new ApiError(401, 'sesion_terminada', t('error.ended'));
    })().finally(() => {
      renewing = null;
    });
    return renewing;
  },
});

channel?.addEventListener('message', ({ data }) => {
  if (data.kind === 'token' && session.user && data.user?.id === session.user.id) {
    token = data.token;
    session.user = data.user;
  }
  if (data.kind === 'out' && session.user) forget();
});
