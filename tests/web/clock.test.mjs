/** Whose day it is: the server's, also on a tablet with another date. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { api } from '../../web-dist/js/kit/api.js';
import { hear, isApart, serverNow } from '../../web-dist/js/kit/clock.js';
import { setTimeZone, today, wallClock } from '../../web-dist/js/kit/format.js';
import './ready.mjs';

const DEVICE = Date.parse('2024-02-28T23:30:00Z');
const headerOf = (time) => new Date(time).toUTCString();

describe('the clock', () => {
  afterEach(() => hear(headerOf(Date.now()), Date.now()));

  test('is the device’s until a server has said another', () => {
    hear(null, DEVICE);
    hear('gestern', DEVICE);
    assert.equal(serverNow(DEVICE).getTime(), DEVICE);
    for (const noise of [0, 900, -1500, 2000]) {
      hear(headerOf(DEVICE + noise), DEVICE);
      assert.equal(serverNow(DEVICE).getTime(), DEVICE, `${noise}`);
    }
    assert.equal(isApart(), false);
  });
  test('is the server’s when the two differ, within a second', () => {
    hear('Mon, 30 Nov 2026 06:00:00 GMT', DEVICE);
    assert.ok(Math.abs(serverNow(DEVICE).getTime() - Date.parse('2026-11-30T06:00:00Z')) <= 1000);
    assert.equal(isApart(), true);
    // It goes on with the device's.
    assert.ok(Math.abs(serverNow(DEVICE + 60_000).getTime() - Date.parse('2026-11-30T06:01:00Z')) <= 1000);
    hear(headerOf(DEVICE - 60_000), DEVICE);
    assert.equal(isApart(), false);
  });
  test('says what day it is, by what an answer said', async () => {
    const real = globalThis.fetch;
    // Two years ahead of this machine, shortly before midnight in Bogotá and already another day in UTC.
    globalThis.fetch = async () =>
      new Response('{}', {
        headers: { Date: 'Sat, 02 Dec 2028 04:59:00 GMT', 'Content-Type': 'application/json', 'X-Inventario': '1' },
      });
    try {
      setTimeZone('America/Bogota');
      await api.get('/api/auth/me', { open: true });
      assert.equal(today(), '2028-12-01');
      assert.equal(wallClock().toISOString().slice(11, 15), '23:5');
    } finally {
      globalThis.fetch = real;
    }
  });
});
