/** The secure connection: whether the server has it, and the way to it from here. */
import { api } from '../kit/api.js';

/** @typedef {import('wire').Secure} Secure */

/** Which instructions a browser most likely needs. @param {string} agent */
export function deviceOf(agent) {
  if (/android/i.test(agent)) return 'android';
  if (/iphone|ipad|ipod/i.test(agent)) return 'iphone';
  return /windows/i.test(agent) ? 'windows' : 'linux';
}

/** Whether the certificate speaks for a host; a `*` in it stands for one whole label. @param {string[]} covers @param {string} host */
export const isCovered = (covers, host) =>
  covers.includes(host.replace(/^\[|\]$/g, '')) || covers.includes(host.replace(/^[^.]+/, '*'));

/**
 * The secure address of a page: under the name by which the browser came, if the certificate speaks for it; else the best one
 * that it speaks for. None where there is none, or one is there already.
 * @param {Pick<Secure, 'enabled' | 'port' | 'urls' | 'covers'>} secure @param {string} here @param {string} [path]
 */
export function secureUrl(secure, here, path = '/') {
  const same = new URL(here);
  if (!secure.enabled || same.protocol === 'https:') return null;
  const base = isCovered(secure.covers, same.hostname) ? sealed(same, secure.port) : secure.urls[0];
  return base ? base + path : null;
}

/** @param {URL} url @param {number | null} [port] */
function sealed(url, port) {
  url.protocol = 'https:';
  url.port = String(port ?? '');
  return url.origin;
}

/** After this many milliseconds without an answer something other than a large database may be the cause. */
const LONG = 60_000;

/**
 * Whether a restore may have brought another certificate, which this page's browser refuses without a word.
 * @param {string} protocol of the page @param {number} status 0 when there was no answer @param {number} waited milliseconds
 */
export const mayBeRefused = (protocol, status, waited) => protocol === 'https:' && status === 0 && waited > LONG;

/** Whether and how the server speaks HTTPS; `null` when it can't be asked. @returns {Promise<Secure | null>} */
export const askSecure = () => api.get('/api/tls', { open: true }).catch(() => null);
