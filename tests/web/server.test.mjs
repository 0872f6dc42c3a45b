/** The page about the server: what is said of spans, warnings and the name on the network. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import es from '../../web-dist/js/pages/server/es.js';
import { bestName, discoveryState, jobName, span, warningTone } from '../../web-dist/js/pages/server/page.js';
import { icons } from './source.mjs';

describe('the server', () => {
  test('has been running for a while, in two units', () => {
    assert.equal(span(59), '0 min');
    assert.equal(span(3 * 3600 + 120), '3 h 2 min');
    assert.equal(span(2 * 86400 + 3600), '2 d 1 h');
  });
  test('has words and what to do for every warning', () => {
    const titles = Object.keys(es).filter((key) => key.startsWith('server.warning.'));
    assert.equal(titles.length, 9);
    for (const key of titles) assert.ok(es[key.replace('warning', 'todo')], key);
    assert.equal(warningTone('disk_low'), 'bad');
    assert.equal(warningTone('backup_old'), 'warn');
  });
  test('says how its name stands', () => {
    for (const state of ['off', 'no_network', 'starting', 'announced', 'failed'])
      assert.ok(icons.has(discoveryState(state).icon) && es[`server.discovery.${state}`], state);
    assert.equal(bestName({ names: [] }), null);
    assert.equal(bestName({ names: [{ url: 'http://inventario-2.local:8001' }] }), 'http://inventario-2.local:8001');
  });
  test('names its jobs, and shows those that it has no word for', () => {
    assert.equal(jobName('clear'), 'limpieza');
    assert.equal(jobName('other'), 'other');
  });
});
