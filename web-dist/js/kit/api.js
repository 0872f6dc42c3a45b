/**
 * The only file with fetch: JSON in and out, errors a person can read, and a silent renewal of the session on 401. What answers in the
 * server's place (a portal, a filter of the network) is told apart by a header, and counts as no answer: nothing is believed sent.
 */
import { hear } from './clock.js';
import { t } from './words.js';
import { listen } from './stream.js';

/** An answer that is not a success; `detail` is written for the person. */
export class ApiError extends Error {
  /** @param {number} status @param {string} code @param {string} detail @param {number | null} [retryAfter] seconds */
  constructor(status, code, detail, retryAfter = null) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }
}

/**
 * @typedef {Record<string, string | number | boolean | null | undefined>} Query
 * @typedef {{query?: Query, signal?: AbortSignal, open?: boolean, quiet?: boolean, key?: string, match?: string, onProgress?: (done: number, all: number) => void}} Options `open`: without a token, and 401 is an ordinary answer; `key`: the server does it once, however often it is sent; `match`: the `updated_at` of the row as it was read, else 412; `quiet`: nobody is asked to sign in; `onProgress`: of a file that is sent, how many bytes of it went out
 * @typedef {{method?: string, body?: unknown, blob?: Blob, headers?: Record<string, string>}} Sent
 * @typedef {{token: () => string | null, renew: (stale: string | null, quiet?: boolean) => Promise<boolean>}} TokenSource
 */

/** @type {TokenSource} */
let source = { token: () => null, renew: async () => false };
/** session.js hands in where tokens come from. @param {TokenSource} given */
export const useTokens = (given) => {
  source = given;
};

/** @type {Set<(online: boolean) => void>} */
const watchers = new Set();
/** Told after each request whether the server was reached. @param {(online: boolean) => void} watcher */
export const onConnection = (watcher) => watchers.add(watcher);

/** Empty values are left out. @param {string} path @param {Query} [query] */
export function address(path, query = {}) {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') params.set(key, String(value));
  }
  const text = params.toString();
  return text ? `${path}${path.includes('?') ? '&' : '?'}${text}` : path;
}

/**
 * What went wrong, from an answer's status and body.
 * @param {number} status @param {unknown} body @param {string | null} retryAfter header
 */
export function errorFrom(status, body, retryAfter) {
  const { detail, code } = /** @type {{detail?: unknown, code?: unknown}} */ (
    body && typeof body === 'object' ? body : {}
  );
  const seconds = retryAfter && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null;
  let text = typeof detail === 'string' && detail ? detail : '';
  if (!text)
    text =
      status === 429
        ? t('error.tooMany', { seconds: seconds ?? 60 })
        : status === 503
          ? t('error.busy')
          : status === 404
            ? t('error.notFound')
            : status === 403
              ? t('error.forbidden')
              : t('error.unknown');
  return new ApiError(status, typeof code === 'string' ? code : `http_${status}`, text, seconds);
}

/** In every answer of the server's API (src/app/headers.rs), whatever its status, and in nobody else's. */
const OURS = 'X-Inventario';
/** Somebody else has answered: what was sent may never have arrived. */
const strange = () => new ApiError(0, 'respuesta_ajena', t('error.stranger'));
/** @param {boolean} reached */
const told = (reached) => {
  for (const watcher of watchers) watcher(reached);
};

/** @param {string} path @param {Options} options @param {Sent} sent @param {string | null} token */
async function once(path, options, sent, token) {
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json' };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (sent.body !== undefined) headers['Content-Type'] = 'application/json';
  if (sent.blob) headers['Content-Type'] = sent.blob.type || 'application/octet-stream';
  if (options.key) headers['Idempotency-Key'] = options.key;
  if (options.match) headers['If-Match'] = `"${options.match}"`;
  Object.assign(headers, sent.headers);
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(address(path, options.query), {
      method: sent.method ?? 'GET',
      headers,
      signal: options.signal,
      credentials: 'same-origin',
      cache: 'no-store',
      // The server never sends anybody elsewhere; what does so gets neither the words nor the picture.
      redirect: 'error',
      body: sent.blob ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body)),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    told(false);
    throw new ApiError(0, 'sin_conexion', t('error.network'));
  }
  const ours = answer.headers.has(OURS);
  told(ours);
  if (!ours) throw strange();
  hear(answer.headers.get('Date'));
  return answer;
}

/** @param {Response} answer */
async function fault(answer) {
  const body = await answer.json().catch(() => null);
  return errorFrom(answer.status, body, answer.headers.get('Retry-After'));
}

/** @param {string} path @param {Options} [options] @param {Sent} [sent] @returns {Promise<Response>} */
async function request(path, options = {}, sent = {}) {
  const token = options.open ? null : source.token();
  let answer = await once(path, options, sent, token);
  if (answer.status === 401 && !options.open && (await source.renew(token, options.quiet))) {
    options.signal?.throwIfAborted();
    answer = await once(path, options, sent, source.token());
  }
  if (!answer.ok) throw await fault(answer);
  return answer;
}

/** @param {Response} answer */
async function json(answer) {
  if (answer.status === 204) return null;
  try {
    const text = await answer.text();
    return text ? JSON.parse(text) : null;
  } catch (error) {
    if (error instanceof DOMException) throw error;
    if (error instanceof TypeError) throw new ApiError(0, 'sin_conexion', t('error.network'));
    throw new ApiError(answer.status, 'respuesta_ilegible', t('error.badAnswer'));
  }
}

/**
 * The live answer of an address, event by event, until the signal ends it or the server refuses it (stream.js).
 * @param {string} path @param {Omit<import('./stream.js').Live, 'open'>} options
 */
export const stream = (path, options) =>
  listen({
    ...options,
    open: (last) =>
      request(
        path,
        { signal: options.signal, quiet: true },
        { headers: { Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) } },
      ),
  });

/**
 * An SVG file as elements (XMLHttpRequest parses it itself; the page's policy allows no parser in script). Null when it cannot be had.
 * @param {string} path @returns {Promise<Element | null>}
 */
export const svgFile = (path) =>
  new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('GET', path);
    request.responseType = 'document';
    request.onload = () => done(request.responseXML?.documentElement ?? null);
    request.onerror = () => done(null);
    request.send();
  });

/**
 * A file to an address, with word of how far it is (fetch tells nothing of what it sends).
 * @param {string} path @param {Blob} file
 * @param {{headers?: Record<string, string>, signal: AbortSignal, onProgress: (done: number, all: number) => void}} options
 */
export const sendFile = (path, file, { headers = {}, signal, onProgress }) =>
  new Promise((done, fail) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open('POST', path);
    for (const [name, value] of Object.entries({ 'Content-Type': 'application/octet-stream', ...headers }))
      request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.onprogress = (event) => onProgress(event.loaded, file.size);
    request.onload = () =>
      request.getResponseHeader(OURS) === null
        ? fail(strange())
        : request.status < 300
          ? done(request.response)
          : fail(errorFrom(request.status, request.response, request.getResponseHeader('Retry-After')));
    request.onerror = () => fail(new ApiError(0, 'sin_conexion', t('error.network')));
    request.onabort = () => fail(new DOMException('stopped', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });

/** The same with the session, which is renewed once. @param {string} path @param {Blob} file @param {Options} options */
async function upload(path, file, { query, signal = new AbortController().signal, onProgress = () => undefined }) {
  /** @param {string | null} token */
  const go = (token) =>
    sendFile(address(path, query), file, {
      headers: {
        'Content-Type': file.type || 'application/octet-stream',
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      signal,
      onProgress,
    });
  const token = source.token();
  try {
    return await go(token);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401 && (await source.renew(token)))) throw error;
    return go(source.token());
  }
}

/** What a file is called that the server sends; its Spanish name where there is one (RFC 6266). @param {string | null} header */
export function fileName(header) {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '');
  if (extended) return decodeURIComponent(extended[1]);
  return /filename="([^"]*)"/i.exec(header ?? '')?.[1] ?? '';
}

/** The whole of a file; a connection that breaks in the middle of it is one that is lost. @param {Response} answer */
async function blobOf(answer) {
  try {
    return await answer.blob();
  } catch (error) {
    if (error instanceof TypeError) throw new ApiError(0, 'sin_conexion', t('error.network'));
    throw error;
  }
}

const SLICE = 500;

/**
 * Typed by the server's own document (tests/web/wire.d.ts): addresses, parameters, bodies and answers.
 * @type {import('wire').Client}
 */
export const api = {
  get: async (path, options) => json(await request(path, options)),
  post: async (path, body, options) => json(await request(path, options, { method: 'POST', body })),
  put: async (path, body, options) => json(await request(path, options, { method: 'PUT', body })),
  del: async (path, options) => json(await request(path, options, { method: 'DELETE' })),
  blob: async (path, options) => (await request(path, options)).blob(),
  async file(path, { body, ...options } = {}) {
    const answer = await request(path, options, body === undefined ? {} : { method: 'POST', body });
    return { blob: await blobOf(answer), name: fileName(answer.headers.get('Content-Disposition')) };
  },
  upload: async (path, blob, options) =>
    options?.onProgress ? upload(path, blob, options) : json(await request(path, options, { method: 'POST', blob })),
  putFile: async (path, blob, options) => json(await request(path, options, { method: 'PUT', blob })),
  list: (path, options) => slice(path, options),
  async all(path, options) {
    /** @type {any} */
    const found = [];
    for (;;) {
      const { rows, total } = await slice(path, {
        ...options,
        query: { ...options?.query, limit: SLICE, skip: found.length },
      });
      found.push(...rows);
      if (!rows.length || found.length >= total) return found;
    }
  },
  async pages(path, options) {
    /** @type {Map<string, any>} a row that came meanwhile moves the others: each is there once */
    const found = new Map();
    for (let page = 1; ; page += 1) {
      const query = { ...options?.query, page, page_size: SLICE };
      const { items, pages } = await json(await request(path, { ...options, query }));
      for (const row of items) found.set(row.id, row);
      if (page >= pages) return /** @type {any} */ ([...found.values()]);
    }
  },
};

/** @param {string} path @param {Options} [options] @returns {Promise<{rows: any, total: number}>} */
async function slice(path, options) {
  const answer = await request(path, options);
  const rows = await json(answer);
  if (!Array.isArray(rows)) throw new ApiError(answer.status, 'respuesta_ilegible', t('error.badAnswer'));
  return { rows, total: Number(answer.headers.get('X-Total-Count') ?? rows.length) };
}
