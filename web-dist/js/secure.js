/** The secure connection: whether the server has it, and the way to it from here. */
import { api } from './api.js';

/** @typedef {import('wire').Secure} Secure */

/** Which instructions a browser most likely needs. @param {string} agent */
export function deviceOf(agent) {
  if (/android/i.test(agent)) return 'android';
  if (/iphone|ipad|ipod/i.test(agent)) return 'iphone';
  return /windows/i.test(agent) ? 'windows' : 'linux';
}

/**
 * The secure address of a page: under the name by which the browser came, if the certificate speaks for it.
 * @param {Pick<Secure, 'enabled' | 'port' | 'urls'>} secure @param {string} here @param {string} [path]
 */
export function secureUrl(secure, here, path = '/') {
  const same = new URL(here);
  if (!secure.enabled || same.protocol === 'https:') return null;
  same.protocol = 'https:';
  same.port = String(secure.port ?? '');
  const base = secure.urls.includes(same.origin) ? same.origin : (secure.urls[0] ?? same.origin);
  return base + path;
}

/** Whether and how the server speaks HTTPS; `null` when it can't be asked. @returns {Promise<Secure | null>} */
export const askSecure = () => api.get('/api/tls', { open: true }).catch(() => null);
