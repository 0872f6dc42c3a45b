/** First start: what is decided without a page. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  STEPS,
  afterCheck,
  blank,
  codeOf,
  comesBack,
  isCode,
  isGuessable,
  keepable,
  openStep,
  restored,
  shareOf,
} from '../../web-dist/js/pages/setup/rules.js';
import en from '../../web-dist/js/pages/setup/en.js';
import es from '../../web-dist/js/pages/setup/es.js';

describe('the code', () => {
  test('is taken as people type it', () => {
    for (const typed of ['7KXM-3PQD', '7kxm3pqd', ' 7kxm 3pqd ', '7KXM–3PQD']) assert.ok(isCode(typed), typed);
    for (const typed of ['', '7KXM', '7KXM-3PQDX']) assert.ok(!isCode(typed), typed);
  });
  test('comes out of the address that was scanned, and nothing else does', () => {
    assert.equal(codeOf('#7KXM-3PQD'), '7KXM-3PQD');
    assert.equal(codeOf('#7kxm3pqd'), '7KXM-3PQD');
    for (const hash of ['', '#', '#main', '#7KXM-3PQD-9']) assert.equal(codeOf(hash), '', hash);
  });
});

describe('a password', () => {
  test('that everybody tries first is refused, as the server does', () => {
    for (const weak of ['12345678', 'Contraseña1', 'aaaaaaaa', 'abababab', 'gloria.p-2026', 'Inventario1'])
      assert.ok(isGuessable(weak, 'Gloria.P@sena.edu.co'), weak);
    for (const good of ['bodega del norte', 'Tres-tristes-tigres', 'xK9#mQ2v'])
      assert.ok(!isGuessable(good, 'gloria.p@sena.edu.co'), good);
    assert.ok(!isGuessable('ana y sus amigas', 'ana@sena.edu.co'), 'a short name says nothing');
  });
  test('is never kept', () => {
    const typed = { ...blank(), code: '7KXM-3PQD', admin: { email: 'g@sena.edu.co', password: 'bodega del norte' } };
    assert.ok(!JSON.stringify(keepable(typed)).includes('bodega'));
    assert.equal(typed.admin.password, 'bodega del norte', 'in memory it stays');
    assert.deepEqual(restored(keepable(typed)), { ...typed, admin: { email: 'g@sena.edu.co' } });
  });
});

describe('a draft', () => {
  test('may be anything', () => {
    for (const kept of [null, {}, { code: 7, admin: 'x', center: null, time_zone: 5, start: 'lleno' }])
      assert.deepEqual(restored(kept), blank());
    assert.equal(restored({ start: 'demo' }).start, 'demo');
    assert.equal(restored({ time_zone: 'America/Lima' }).time_zone, 'America/Lima');
  });
});

describe('a step', () => {
  const full = () => ({
    ...blank(),
    admin: { email: 'g@sena.edu.co', password: 'bodega del norte' },
    center: { code: '9208', name: 'Centro' },
  });
  test('is opened only when all before it is there', () => {
    for (const step of STEPS) {
      assert.equal(openStep(step, full(), false), 'code');
      assert.equal(openStep(step, full(), true), step);
    }
    assert.equal(openStep('start', { ...full(), admin: { email: 'g@sena.edu.co' } }, true), 'admin');
    assert.equal(openStep('start', { ...full(), center: { name: 'Centro' } }, true), 'center');
    assert.equal(openStep('admin', blank(), true), 'admin');
    assert.equal(openStep('code', full(), true), 'code');
    assert.equal(openStep('restore', blank(), true), 'restore', 'a backup needs nothing but the code');
    assert.equal(openStep('restore', full(), false), 'code');
  });
});

describe('a backup', () => {
  test('is on its way from nothing to all', () => {
    assert.deepEqual(
      [shareOf(0, 200), shareOf(199, 200), shareOf(200, 200), shareOf(201, 200), shareOf(0, 0)],
      [0, 99, 100, 100, 100],
    );
  });
  test('is restored when the set-up is gone, and not before', () => {
    assert.deepEqual([404, 403, 200].map(comesBack), ['done', 'code', 'failed']);
    for (const status of [0, 429, 500, 502, 503]) assert.equal(comesBack(status), 'wait', String(status));
  });
  test('that could not be checked is sent again only when it is of no use', () => {
    for (const status of [0, 500, 503, 507]) assert.equal(afterCheck(status, 'error_interno'), 'again', String(status));
    assert.equal(afterCheck(400, 'subida_en_curso'), 'again');
    assert.equal(afterCheck(400, 'falta_contrasena_de_copia'), 'passphrase');
    assert.equal(afterCheck(400, 'contrasena_de_copia_incorrecta'), 'passphrase');
    for (const code of ['copia_danada', 'copia_mas_nueva', 'copia_sin_comprobar'])
      assert.equal(afterCheck(400, code), 'other');
  });
  test('is not said to be restored when another code is asked for', () => {
    for (const words of [es, en]) {
      const text = String(words['setup.restoreNewCode']);
      assert.match(text, /código nuevo|new code/);
      assert.ok(!/La copia se restauró|was restored,/.test(text), text);
    }
  });
});
