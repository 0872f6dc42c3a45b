/** The client: addresses, faults, the silent renewal of the session, lists in slices, tabs that take turns. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { ApiError, address, api, errorFrom, onConnection, useTokens } from '../../web-dist/js/kit/api.js';
import { t } from '../../web-dist/js/kit/words.js';
import { alone } from '../../web-dist/js/frame/lock.js';
import { FakeStorage } from './fakes.mjs';

/** What was asked. @type {{url: string, init: any}[]} */
let asked = [];
const realFetch = globalThis.fetch;
/** @param {(url: string, init: any) => Response | Promise<Response>} answer */
const server = (answer) => {
  asked = [];
  globalThis.fetch = async (url, init) => {
    asked.push({ url: String(url), init });
    return answer(String(url), init);
  };
};
const OURS = { 'X-Inventario': '1' };
const json = (body, status = 200, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { ...OURS, ...headers } });

afterEach(() => {
  globalThis.fetch = realFetch;
  useTokens({ token: () => null, renew: async () => false });
});

describe('an address', () => {
  test('leaves out what is empty and keeps zero and false', () => {
    assert.equal(
      address('/api/x', { a: null, b: undefined, c: '', d: 0, e: false, f: 'a b&ñ' }),
      '/api/x?d=0&e=false&f=a+b%26%C3%B1',
    );
    assert.equal(address('/api/x'), '/api/x');
    assert.equal(address('/api/x?format=svg', { a: 1 }), '/api/x?format=svg&a=1');
  });
});

describe('a fault', () => {
  test('says what the server said', () => {
    const fault = errorFrom(400, { detail: 'El código ya existe.', code: 'codigo_repetido' }, null);
    assert.ok(fault instanceof ApiError);
    assert.deepEqual(
      [fault.status, fault.code, fault.detail, fault.message, fault.retryAfter],
      [400, 'codigo_repetido', 'El código ya existe.', 'El código ya existe.', null],
    );
  });
  test('is told in our words when the server said nothing', () => {
    const detail = (status, retry = null) => errorFrom(status, null, retry).detail;
    assert.equal(detail(429, '30'), t('error.tooMany', { seconds: 30 }));
    assert.equal(detail(429), t('error.tooMany', { seconds: 60 }));
    assert.equal(detail(503), t('error.busy'));
    assert.equal(detail(404), t('error.notFound'));
    assert.equal(detail(403), t('error.forbidden'));
    assert.equal(detail(500), t('error.unknown'));
    for (const body of ['text', [], { detail: ['x'] }, { detail: '' }])
      assert.equal(errorFrom(500, body, null).detail, t('error.unknown'));
    assert.equal(errorFrom(500, null, null).code, 'http_500');
  });
  test('waits as long as the server says, in seconds', () => {
    assert.equal(errorFrom(429, null, '12').retryAfter, 12);
    assert.equal(errorFrom(429, null, 'Wed, 21 Oct 2026 07:28:00 GMT').retryAfter, null);
  });
  test('of the network keeps what was typed and is told to the frame', async () => {
    /** @type {boolean[]} */
    const told = [];
    onConnection((reached) => told.push(reached));
    server(() => {
      throw new TypeError('Failed to fetch');
    });
    await assert.rejects(api.get('/api/health'), { status: 0, code: 'sin_conexion', detail: t('error.network') });
    server(() => json({}));
    await api.get('/api/health');
    assert.deepEqual(told, [false, true]);
  });
  test('of an answer that is no JSON', async () => {
    server(() => new Response('<html>', { status: 200, headers: OURS }));
    await assert.rejects(api.get('/api/health'), { code: 'respuesta_ilegible' });
    server(() => json({ rows: [] }));
    await assert.rejects(api.list('/api/users'), { code: 'respuesta_ilegible' });
  });
  test('of somebody else in the place of the server is no answer at all, whatever it says', async () => {
    /** @type {boolean[]} */
    const told = [];
    onConnection((reached) => told.push(reached));
    for (const strange of [
      () => new Response('{"status":"success"}', { status: 200, headers: { 'Content-Type': 'application/json' } }),
      () => new Response('<html>Acepte las condiciones</html>', { status: 200 }),
      () => new Response(null, { status: 204 }),
      () => new Response('<html>Bloqueado</html>', { status: 403 }),
      () => new Response('{"detail":"no"}', { status: 401 }),
      () => new Response('', { status: 404 }),
    ]) {
      useTokens({ token: () => 'abc', renew: () => assert.fail('nobody is asked to sign in again') });
      for (const ask of [
        () => api.post('/api/inventory-checks', /** @type {any} */ ({})),
        () => api.put('/api/auth/me', {}),
        () => api.upload('/api/photos', new Blob(['x'])),
        () => api.del('/api/auth/me'),
        () => api.get('/api/auth/me'),
        () => api.list('/api/users'),
        () => api.file('/api/photos/1'),
      ]) {
        server(strange);
        await assert.rejects(ask(), { status: 0, code: 'respuesta_ajena', detail: t('error.stranger') });
        assert.equal(asked.length, 1);
      }
    }
    assert.ok(told.length > 0 && told.every((reached) => !reached));
  });
  test('of leaving the page stays what it is', async () => {
    server(() => {
      throw new DOMException('left', 'AbortError');
    });
    await assert.rejects(api.get('/api/health'), { name: 'AbortError' });
  });
});

describe('a request', () => {
  test('carries the token and JSON', async () => {
    useTokens({ token: () => 'abc', renew: async () => false });
    server(() => json({ id: 1 }, 201));
    assert.deepEqual(await api.post('/api/centers', { name: 'Ñ' }), { id: 1 });
    const { headers, method, body } = asked[0].init;
    assert.equal(asked[0].init.redirect, 'error');
    assert.deepEqual(
      [headers.Authorization, headers['Content-Type'], method, body],
      ['Bearer abc', 'application/json', 'POST', '{"name":"Ñ"}'],
    );
    server(() => new Response(null, { status: 204, headers: OURS }));
    assert.equal(await api.post('/api/auth/logout'), null);
    assert.deepEqual([asked[0].init.headers['Content-Type'], asked[0].init.body], [undefined, undefined]);
  });
  test('of a photo says its type', async () => {
    server(() => json({ qr_data: 'x' }));
    await api.upload('/api/qr/decode', new Blob(['x'], { type: 'image/png' }));
    assert.equal(asked[0].init.headers['Content-Type'], 'image/png');
  });
  test('whose token ended is repeated with the next one', async () => {
    let token = 'old';
    useTokens({
      token: () => token,
      renew: async (stale) => {
        assert.equal(stale, 'old');
        token = 'new';
        return true;
      },
    });
    server((_, { headers }) =>
      headers.Authorization === 'Bearer new' ? json({ ok: 1 }) : json({ detail: 'no' }, 401),
    );
    assert.deepEqual(await api.get('/api/auth/me'), { ok: 1 });
    assert.equal(asked.length, 2);
  });
  test('is repeated once only, and not at all when it is open', async () => {
    let renewed = 0;
    useTokens({
      token: () => 'old',
      renew: async () => {
        renewed += 1;
        return true;
      },
    });
    server(() => json({ detail: 'Debe ingresar.', code: 'sin_sesion' }, 401));
    await assert.rejects(api.get('/api/auth/me'), { status: 401, detail: 'Debe ingresar.' });
    assert.deepEqual([asked.length, renewed], [2, 1]);
    server(() => json({ detail: 'no' }, 401));
    await assert.rejects(api.post('/api/auth/login', {}, { open: true }), { status: 401 });
    assert.deepEqual([asked.length, renewed, asked[0].init.headers.Authorization], [1, 1, undefined]);
  });
});

describe('a list', () => {
  test('is fetched slice by slice until it is whole', async () => {
    const all = Array.from({ length: 1203 }, (_, id) => ({ id }));
    server((url) => {
      const query = new URL(url, 'http://box').searchParams;
      const skip = Number(query.get('skip'));
      assert.equal(query.get('status'), 'lost');
      return json(all.slice(skip, skip + Number(query.get('limit'))), 200, { 'X-Total-Count': '1203' });
    });
    const found = await api.all('/api/inventory', { query: { status: 'lost' } });
    assert.deepEqual(found, all);
    assert.equal(asked.length, 3);
  });
  test('that shrinks meanwhile comes to an end', async () => {
    server((url) =>
      url.includes('skip=0')
        ? json([{ id: 1 }], 200, { 'X-Total-Count': '9' })
        : json([], 200, { 'X-Total-Count': '9' }),
    );
    assert.deepEqual(await api.all('/api/users'), [{ id: 1 }]);
    assert.equal(asked.length, 2);
  });
  test('says how many rows there are beyond the slice', async () => {
    server(() => json([1], 200, { 'X-Total-Count': '40' }));
    assert.deepEqual(await api.list('/api/users'), { rows: [1], total: 40 });
    server(() => json([1, 2]));
    assert.equal((await api.list('/api/users')).total, 2);
  });
});

describe('two tabs', () => {
  const navigatorBefore = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  beforeEach(() => {
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true, writable: true });
    Object.defineProperty(globalThis, 'localStorage', { value: new FakeStorage(), configurable: true, writable: true });
  });
  afterEach(() => {
    if (navigatorBefore) Object.defineProperty(globalThis, 'navigator', navigatorBefore);
    else Reflect.deleteProperty(globalThis, 'navigator');
    Reflect.deleteProperty(globalThis, 'localStorage');
  });
  /** @param {string[]} log @param {string} name */
  const job = (log, name) => async () => {
    log.push(`${name} in`);
    await new Promise((done) => {
      setTimeout(done, 30);
    });
    log.push(`${name} out`);
    return name;
  };
  test('take turns on plain http, and leave nothing behind', async () => {
    /** @type {string[]} */
    const log = [];
    assert.deepEqual(
      await Promise.all([
        alone('refresh', job(log, 'a')),
        alone('refresh', job(log, 'b')),
        alone('refresh', job(log, 'c')),
      ]),
      ['a', 'b', 'c'],
    );
    for (let at = 0; at < log.length; at += 2)
      assert.equal(log[at].replace(' in', ' out'), log[at + 1], log.join(', '));
    assert.equal(log.length, 6);
    assert.equal(localStorage.length, 0);
  });
  test('that write at the same moment let the later one go first', async () => {
    const { localStorage } = globalThis;
    const write = localStorage.setItem;
    let writes = 0;
    localStorage.setItem = (key, value) => {
      write.call(localStorage, key, value);
      writes += 1;
      if (writes === 1) setTimeout(() => write.call(localStorage, key, `other ${Date.now()}`), 5); // another tab, a moment after us
    };
    let done = false;
    const mine = alone('refresh', async () => {
      done = true;
    });
    await new Promise((wait) => {
      setTimeout(wait, 150);
    });
    assert.equal(done, false, 'it waits while the other one holds the turn');
    localStorage.removeItem('inventario.lock.refresh');
    await mine;
    assert.equal(done, true);
  });
  test('do not wait for one that has died', async () => {
    localStorage.setItem('inventario.lock.refresh', `gone ${Date.now() - 60_000}`);
    const start = Date.now();
    assert.equal(await alone('refresh', async () => 1), 1);
    assert.ok(Date.now() - start < 2000);
  });
  test('pass the turn on when a job fails', async () => {
    await assert.rejects(
      alone('refresh', async () => {
        throw new Error('x');
      }),
      { message: 'x' },
    );
    assert.equal(localStorage.length, 0);
  });
  test("use the browser's locks where it has them", async () => {
    /** @type {any} */ (globalThis).navigator = {
      locks: { request: (/** @type {string} */ name, /** @type {() => any} */ run) => `${name}:${run()}` },
    };
    assert.equal(await alone('x', /** @type {any} */ (() => 7)), 'x:7');
  });
  test('go on without a turn where storage is refused', async () => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new Error('SecurityError');
      },
      configurable: true,
    });
    assert.equal(await alone('x', async () => 3), 3);
  });
});

describe('a file with word of how far it is', () => {
  const real = globalThis.XMLHttpRequest;
  /** @type {{url: string, headers: Record<string, string>, stop: () => void}[]} */
  let sent = [];
  /** @param {(n: number) => {status: number, body?: any, ours?: boolean} | null} answer null: the network is gone */
  const network = (answer) => {
    sent = [];
    globalThis.XMLHttpRequest = /** @type {any} */ (
      class {
        upload = /** @type {any} */ ({});
        headers = /** @type {Record<string, string>} */ ({});
        status = 0;
        response = /** @type {any} */ (null);
        url = '';
        ours = true;
        open(_, url) {
          this.url = url;
        }
        setRequestHeader(name, value) {
          this.headers[name] = value;
        }
        getResponseHeader(name) {
          return name === 'X-Inventario' && this.ours ? '1' : null;
        }
        abort() {
          this.onabort();
        }
        async send(file) {
          sent.push({ url: this.url, headers: this.headers, stop: () => this.abort() });
          await Promise.resolve();
          this.upload.onprogress({ loaded: file.size / 2 });
          const said = answer(sent.length);
          if (!said) return this.onerror();
          Object.assign(this, { status: said.status, response: said.body ?? null, ours: said.ours ?? true });
          this.onload();
        }
      }
    );
  };
  afterEach(() => {
    globalThis.XMLHttpRequest = real;
  });
  const file = new Blob(['1234'], { type: 'image/jpeg' });
  /** @param {number[]} told */
  const options = (told) => ({ query: { a: 1 }, onProgress: (/** @type {number} */ done) => told.push(done) });

  test('goes out with the session, which is renewed once', async () => {
    /** @type {number[]} */
    const told = [];
    let token = 'old';
    useTokens({
      token: () => token,
      renew: async () => {
        token = 'new';
        return true;
      },
    });
    network((n) => (n === 1 ? { status: 401 } : { status: 201, body: { id: 7 } }));
    assert.deepEqual(await api.upload(/** @type {any} */ ('/api/photos'), file, /** @type {any} */ (options(told))), {
      id: 7,
    });
    assert.deepEqual(
      sent.map(({ url, headers }) => [url, headers.Authorization, headers['Content-Type']]),
      [
        ['/api/photos?a=1', 'Bearer old', 'image/jpeg'],
        ['/api/photos?a=1', 'Bearer new', 'image/jpeg'],
      ],
    );
    assert.deepEqual(told, [2, 2]);
    network(() => ({ status: 401 }));
    useTokens({ token: () => 'x', renew: async () => true });
    await assert.rejects(api.upload(/** @type {any} */ ('/api/photos'), file, /** @type {any} */ (options([]))), {
      status: 401,
    });
    assert.equal(sent.length, 2);
  });
  test('fails as everything else does', async () => {
    const go = () => api.upload(/** @type {any} */ ('/api/photos'), file, /** @type {any} */ (options([])));
    network(() => null);
    await assert.rejects(go(), { status: 0, code: 'sin_conexion' });
    network(() => ({ status: 200, ours: false }));
    await assert.rejects(go(), { status: 0, code: 'respuesta_ajena' });
    network(() => ({ status: 413, body: { detail: 'Es muy grande', code: 'demasiado_grande' } }));
    await assert.rejects(go(), { status: 413, detail: 'Es muy grande' });
    await assert.rejects(
      api.upload(
        /** @type {any} */ ('/api/photos'),
        file,
        /** @type {any} */ ({ ...options([]), signal: AbortSignal.abort() }),
      ),
      { name: 'AbortError' },
    );
    assert.equal(sent.length, 1, 'nothing goes out for a page that was left');
  });
});
