/** The secure connection: where it is found from here, and that nobody is left without instructions. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import en from '../../web-dist/js/pages/server/en.js';
import es from '../../web-dist/js/pages/server/es.js';
import { DEVICES } from '../../web-dist/js/pages/server/certificate.js';
import { deviceOf, isCovered, mayBeRefused, secureUrl } from '../../web-dist/js/frame/secure.js';

const urls = ['https://inventario.local:8443', 'https://10.0.0.7:8443'];
const secure = { enabled: true, port: 8443, urls, covers: ['inventario.local', '10.0.0.7', '127.0.0.1'] };
const at = (hostname, protocol = 'http:') => `${protocol}//${hostname}:8001/certificado?x=1`;

describe('the secure address', () => {
  test('is under the name by which the browser came', () => {
    assert.equal(secureUrl(secure, at('10.0.0.7')), 'https://10.0.0.7:8443/');
    assert.equal(secureUrl(secure, at('inventario.local'), '/escanear'), 'https://inventario.local:8443/escanear');
    const usual = {
      enabled: true,
      port: 443,
      urls: ['https://caja.local', 'https://[fd00::7]'],
      covers: ['caja.local', 'fd00::7'],
    };
    assert.equal(secureUrl(usual, at('[fd00::7]'), ''), 'https://[fd00::7]');
    assert.equal(secureUrl({ ...secure, urls: [] }, at('127.0.0.1')), 'https://127.0.0.1:8443/');
    const own = {
      enabled: true,
      port: 443,
      urls: ['https://caja.sena.edu.co'],
      covers: ['caja.sena.edu.co', '*.cali.co'],
    };
    assert.equal(secureUrl(own, at('aula.cali.co')), 'https://aula.cali.co/');
    assert.equal(secureUrl(own, at('10.0.0.7')), 'https://caja.sena.edu.co/');
  });
  test('is the best one where the certificate does not speak for that name', () => {
    assert.equal(secureUrl(secure, at('203.0.113.9')), 'https://inventario.local:8443/');
    assert.equal(secureUrl({ ...secure, urls: [] }, at('203.0.113.9')), null);
  });
  test('is none where there is none, or one is there already', () => {
    assert.equal(secureUrl({ enabled: false, port: null, urls: [], covers: [] }, at('10.0.0.7')), null);
    assert.equal(secureUrl(secure, at('10.0.0.7', 'https:')), null);
  });
});

describe('a certificate', () => {
  test('covers its names, and one label where it has a star', () => {
    const covers = ['caja.local', '*.sena.edu.co', 'fd00::7'];
    for (const host of ['caja.local', 'a.sena.edu.co', '[fd00::7]']) assert.ok(isCovered(covers, host), host);
    for (const host of ['otra.local', 'a.b.sena.edu.co', 'sena.edu.co', '10.0.0.7'])
      assert.ok(!isCovered(covers, host), host);
  });
  test('may be another one after a restore, when nothing answers a page that came by https', () => {
    assert.ok(mayBeRefused('https:', 0, 60_001));
    assert.ok(!mayBeRefused('https:', 0, 60_000));
    assert.ok(!mayBeRefused('https:', 503, 90_000));
    assert.ok(!mayBeRefused('http:', 0, 90_000));
  });
});

describe('the instructions', () => {
  test('are those of the device', () => {
    const agents = {
      android: 'Mozilla/5.0 (Linux; Android 14; SM-A155M) AppleWebKit/537.36 Chrome/130 Mobile',
      iphone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15',
      windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130',
      linux: 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
    };
    for (const [device, agent] of Object.entries(agents)) assert.equal(deviceOf(agent), device);
    assert.deepEqual(
      DEVICES.map(([device]) => device),
      Object.keys(agents),
    );
  });
  test('have a word for each step, and no step too many', () => {
    for (const words of [es, en])
      for (const [device, count] of DEVICES) {
        for (let step = 1; step <= count; step++)
          assert.ok(words[`certificate.${device}.${step}`], `${device} ${step}`);
        assert.equal(words[`certificate.${device}.${count + 1}`], undefined);
      }
  });
});
