/** Descriptions with AI: which somebody has to know of, what a proposal would change, and what is kept of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  chosen,
  hostOf,
  hostsOf,
  hostsText,
  isUnderWay,
  MEMBERS,
  offered,
  openOf,
  pause,
  saysTheSame,
  whyItWaits,
} from '../../web-dist/js/pages/descriptions/rules.js';
import { forget, isOff, standing } from '../../web-dist/js/pages/descriptions/standing.js';
import './ready.mjs';

const proposal = {
  description: 'Portátil negro.',
  category: 'computer',
  brand: 'HP',
  model: '440 G9',
  serial_number: '5CD-1234',
};

describe('a description', () => {
  test('is told of while nobody has decided, the newest of each photo', () => {
    const row = (/** @type {string} */ photo_id, /** @type {any} */ state) => ({ photo_id, state });
    const rows = [row('a', 'declined'), row('b', 'done'), row('a', 'failed'), row('b', 'queued'), row('c', 'running')];
    assert.deepEqual(openOf(rows), [rows[1], rows[4]]);
    assert.deepEqual(openOf([]), []);
    assert.deepEqual(openOf(rows).map(isUnderWay), [false, true]);
  });
  test('is looked at less often the longer it waits', () => {
    const pauses = [0, 19, 20, 60, 5000].map(pause);
    assert.deepEqual(pauses, [2000, 2000, 5000, 15000, 15000]);
  });
});

describe('what waits', () => {
  const status = { trouble: null, held_until: null, month_requests: 3, monthly_limit: 10 };
  const held = '2026-11-30T10:00:00.000000';
  test('waits for its turn or its next try', () => {
    assert.equal(whyItWaits({ error: null }, status), 'turn');
    assert.equal(whyItWaits({ error: null }, null), 'turn');
    assert.equal(whyItWaits({ error: 'El servicio falló (500)' }, status), 'retry');
  });
  test('waits for what keeps all others waiting too', () => {
    const failed = { error: 'El servicio falló (500)' };
    assert.equal(whyItWaits(failed, { ...status, month_requests: 10 }), 'month');
    assert.equal(whyItWaits(failed, { ...status, month_requests: 10, held_until: held }), 'held');
    assert.equal(whyItWaits(failed, { ...status, held_until: held, trouble: 'Nadie responde' }), 'trouble');
  });
});

describe('a proposal', () => {
  test('is still of the same item when what it is compared with has not changed', () => {
    assert.ok(saysTheSame({ brand: 'HP', model: null }, { brand: 'HP', description: null }));
    assert.ok(!saysTheSame({ brand: 'HP' }, { brand: 'Lenovo' }));
    assert.ok(!saysTheSame({ brand: 'HP' }, {}));
  });
  test('offers what the item has not, and marks what would write over nothing', () => {
    const item = { item_type: 'individual', category: 'other', brand: 'hp ', model: 'G8', serial_number: null };
    assert.deepEqual(offered(proposal, item), [
      { member: 'description', value: 'Portátil negro.', now: null, marked: true },
      { member: 'category', value: 'computer', now: 'other', marked: true },
      { member: 'model', value: '440 G9', now: 'G8', marked: false },
      { member: 'serial_number', value: '5CD-1234', now: null, marked: true },
    ]);
  });
  test('has no serial number for a group, and no news where all is known', () => {
    const group = offered(proposal, { item_type: 'group', category: 'tv' });
    assert.ok(!group.some(({ member }) => member === 'serial_number'));
    assert.equal(group.find(({ member }) => member === 'category')?.marked, false);
    assert.deepEqual(offered(proposal, { item_type: 'individual', ...proposal }), []);
    const empty = { description: null, category: null, brand: null, model: null, serial_number: null };
    assert.deepEqual(offered(empty, {}), []);
  });
  test('is kept where it is marked, as it was corrected', () => {
    const values = { ...proposal, brand: 'HP Inc.', use_brand: true, use_model: false, use_description: true };
    assert.deepEqual(chosen(values), { description: 'Portátil negro.', brand: 'HP Inc.' });
    assert.deepEqual(chosen({ ...proposal }), {});
    assert.deepEqual(
      Object.keys(
        chosen(
          Object.fromEntries(
            MEMBERS.flatMap((it) => [
              [it, 'x'],
              [`use_${it}`, true],
            ]),
          ),
        ),
      ),
      [...MEMBERS],
    );
  });
});

test('hosts are written one a line, however they are typed', () => {
  assert.deepEqual(hostsOf(' 192.168.1.20\nia.local, ia.local;10.0.0.5 '), ['192.168.1.20', 'ia.local', '10.0.0.5']);
  assert.deepEqual([hostsOf(null), hostsOf('  ')], [[], []]);
  assert.equal(hostsText(['a', 'b']), 'a\nb');
  assert.deepEqual(
    [hostOf('http://192.168.1.20:11434/v1'), hostOf('nada'), hostOf(null)],
    ['192.168.1.20:11434', '—', '—'],
  );
});

describe('that descriptions are off', () => {
  /** How often they were asked for. @param {{enabled: boolean, undecided: number}} status @param {() => Promise<void>} visit */
  async function asked(status, visit) {
    const before = globalThis.fetch;
    let times = 0;
    globalThis.fetch = async () => {
      times += 1;
      return new Response(JSON.stringify(status), { headers: { 'X-Inventario': '1' } });
    };
    try {
      await visit();
    } finally {
      globalThis.fetch = before;
      forget();
    }
    return times;
  }
  const { signal } = new AbortController();
  const visit = async () => {
    if (!isOff()) await standing(signal);
  };
  test('is believed for a while, unless somebody may switch them on', async () => {
    const off = { enabled: false, undecided: 0 };
    assert.equal(
      await asked(off, async () => {
        for (let n = 0; n < 5; n += 1) await visit();
      }),
      1,
    );
    assert.equal(
      await asked(off, async () => {
        await visit();
        forget();
        await visit();
      }),
      2,
    );
  });
  test('is no reason to hide what is still to be decided', async () => {
    for (const status of [
      { enabled: true, undecided: 0 },
      { enabled: false, undecided: 2 },
    ])
      assert.equal(
        await asked(status, async () => {
          await visit();
          await visit();
        }),
        2,
      );
  });
});
