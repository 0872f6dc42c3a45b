/** Counting: what is typed and scanned, what waits to be sent, what differs most. */
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { ApiError } from '../../web-dist/js/kit/api.js';
import { countQueue, isRefusal, keepSheet, keptSheet } from '../../web-dist/js/pages/counts/queue.js';
import {
  bodyOf,
  byWeight,
  keyOf,
  looseOf,
  meantBy,
  nextOf,
  progressOf,
  quantityOf,
  rowsOf,
  sums,
  worthOf,
} from '../../web-dist/js/pages/counts/rules.js';
import './ready.mjs';

const id = (n) => `0198a1b2-0000-7000-8000-${String(n).padStart(12, '0')}`;
const line = (n, more = {}) => ({
  id: id(n),
  bin_id: id(100 + n),
  bin_code: `03-2-${n}`,
  product_id: id(300),
  product_name: 'Harina de trigo',
  sku: 'HAR-1',
  unit: 'kg',
  lot_id: id(200 + n),
  batch_number: `L-${n}`,
  counted_quantity: null,
  revision: 0,
  ...more,
});
const counted = (items, arrived = []) => ({ items, arrived });

describe('a quantity', () => {
  test('is read with comma, point and groups', () => {
    const read = {
      8: 8,
      '2,5': 2.5,
      2.5: 2.5,
      ' 0 ': 0,
      '1.250': 1250,
      '1.250,75': 1250.75,
      '0,05': 0.05,
      1250.5: 1250.5,
    };
    for (const [text, value] of Object.entries(read)) assert.equal(quantityOf(text), value, text);
  });
  test('that is none, or finer than the ledger, is none', () => {
    for (const text of ['', ' ', '-1', '2,555', '1,2,3', 'LOT123', '03-2-1', '1e3', '100000000', '1.25.0'])
      assert.equal(quantityOf(text), null, text);
  });
});

describe('a code', () => {
  const rows = rowsOf(counted([line(1), line(2), line(3, { bin_id: id(102), bin_code: '03-2-2' })]), []);
  const names = (text, bin) => meantBy(text, rows, bin).map((row) => row.lot.batch_number);
  const label = (kind, n) => `${kind}${id(n).replaceAll('-', '').toUpperCase()}`;
  test('is a lot, a bin or a product, typed or scanned', () => {
    assert.deepEqual(names('l-2'), ['L-2']);
    assert.deepEqual(names('03-2-1'), ['L-1']);
    assert.deepEqual(names("03'2'1"), ['L-1'], 'by a scanner with another layout');
    assert.deepEqual(names('har-1'), ['L-1', 'L-2', 'L-3']);
    assert.deepEqual(names('harina de trigo').length, 3);
    assert.deepEqual(names(label('LOT', 203)), ['L-3']);
    assert.deepEqual(names(label('UBI', 102)), ['L-2', 'L-3']);
    assert.deepEqual(names(label('PRO', 300)).length, 3);
    assert.deepEqual(names(label('LOT', 999)), []);
    assert.deepEqual(names('nada'), []);
  });
  test('of several is that in the bin that was scanned before', () => {
    assert.deepEqual(names('HAR-1', id(102)), ['L-2', 'L-3']);
    assert.deepEqual(names('HAR-1', id(101)), ['L-1']);
    assert.deepEqual(names('HAR-1', id(999)).length, 3);
  });
});

describe('the rows of a count', () => {
  const entry = (target, quantity) => ({ key: keyOf(target), target, quantity, revision: null, at: 0, label: '' });
  test('show what waits to be sent in its place, and what came later', () => {
    const waiting = [entry({ lot_id: id(201) }, 5), entry({ lot_id: id(250) }, 2)];
    const rows = rowsOf(
      counted([line(1), line(2, { counted_quantity: 3 })], [{ ...line(50), lot_id: id(250) }]),
      waiting,
    );
    assert.deepEqual(
      rows.map((row) => row.quantity),
      [5, 3, 2],
    );
    assert.deepEqual(progressOf(rows, waiting), { all: 3, done: 3 });
    assert.equal(rows[2].line, null);
  });
  test('count what was found once, before and after the server has it', () => {
    const target = { bin_id: id(101), product_id: id(300), batch_number: 'X-9' };
    const waiting = [entry(target, 4)];
    const before = rowsOf(counted([line(1)]), waiting);
    assert.deepEqual([looseOf(waiting, before).length, progressOf(before, waiting)], [1, { all: 2, done: 1 }]);
    const found = line(9, { lot_id: null, bin_id: id(101), batch_number: 'x-9', is_found: true, counted_quantity: 4 });
    const after = rowsOf(counted([line(1), found]), waiting);
    assert.deepEqual([looseOf(waiting, after).length, progressOf(after, waiting)], [0, { all: 2, done: 1 }]);
  });
  test('lead to the next that is not counted, and round again', () => {
    const rows = rowsOf(counted([line(1), line(2, { counted_quantity: 0 }), line(3)]), []);
    assert.equal(nextOf(rows)?.lot.batch_number, 'L-1');
    assert.equal(nextOf(rows, rows[0].key)?.lot.batch_number, 'L-3');
    assert.equal(nextOf(rows, rows[2].key)?.lot.batch_number, 'L-1');
    assert.equal(nextOf([rows[0]], rows[0].key), null);
  });
});

describe('what differs', () => {
  const off = (n, difference, price, more = {}) =>
    line(n, { counted_quantity: 1, difference, unit_price: price, ...more });
  test('is in order of what can’t be applied and what it is worth', () => {
    const lines = [off(1, -1, 100), off(2, 50, null), off(3, -2, 5000), off(4, 1, 1, { obstacle: 'No' })];
    assert.deepEqual(
      byWeight(lines).map((one) => one.batch_number),
      ['L-4', 'L-3', 'L-1', 'L-2'],
    );
    assert.equal(worthOf(off(1, -0.5, 2000.02)), -1000.01);
    assert.equal(worthOf(off(1, 3, null)), null);
    assert.deepEqual(sums(lines), { missing: -10100, extra: 1, unknown: 1 });
  });
});

describe('what waits', () => {
  /** @type {Map<string, string>} */
  let kept;
  beforeEach(() => {
    kept = new Map();
    globalThis.localStorage = {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, String(value)),
      removeItem: (key) => kept.delete(key),
    };
  });
  const entry = (n, quantity = n) => ({
    key: id(n),
    target: { lot_id: id(n) },
    quantity,
    revision: null,
    at: 1_000_000,
    label: '',
  });
  const queue = (send, sent = []) =>
    countQueue({
      person: 'p',
      count: 'c',
      onChange: () => {},
      onSent: (_, one) => sent.push(one.key),
      send,
      now: () => 1_090_400,
    });
  const gone = () => Promise.reject(new ApiError(0, 'sin_conexion', 'Sin conexión'));

  test('outlives a lost connection and a reload, and says how long ago it was counted', async () => {
    const first = queue(gone);
    await first.add(entry(1));
    await first.add(entry(2));
    assert.deepEqual([first.waiting(), first.isOffline()], [2, true]);
    const bodies = [];
    const sent = [];
    const again = queue(async (_, body) => bodies.push(body), sent);
    assert.equal(again.waiting(), 2);
    await again.go();
    assert.deepEqual(sent, [id(1), id(2)]);
    assert.deepEqual(bodies[0], { lot_id: id(1), quantity: 1, seconds_ago: 90 });
    assert.deepEqual([again.waiting(), again.isOffline(), kept.size], [0, false, 0]);
  });
  test('is counted again before it is sent: the last one counts', async () => {
    const bodies = [];
    const first = queue(gone);
    await first.add(entry(1, 5));
    await first.add(entry(1, 7));
    const again = queue(async (_, body) => bodies.push(body));
    await again.go();
    assert.deepEqual(
      bodies.map((body) => body.quantity),
      [7],
    );
  });
  test('counted again while it is on its way follows what was just stored', async () => {
    const bodies = [];
    /** @type {() => void} */
    let arrive = () => {};
    const it = queue(async (_, body) => {
      bodies.push(body);
      if (bodies.length === 1) await new Promise((done) => (arrive = () => done(null)));
      return { line: { revision: bodies.length } };
    });
    const first = it.add(entry(1, 5));
    const second = it.add(entry(1, 6));
    arrive();
    await Promise.all([first, second]);
    assert.deepEqual(
      bodies.map(({ quantity, revision }) => [quantity, revision]),
      [
        [5, undefined],
        [6, 1],
      ],
    );
    assert.equal(it.entries().length, 0);
  });
  test('stays with what the server says against it, and the rest goes on', async () => {
    const sent = [];
    const it = queue(async (_, body) => {
      if (body.quantity === 1) throw new ApiError(409, 'linea_ya_contada', 'Wilson ya contó 8 kg');
      return {};
    }, sent);
    await it.add(entry(1));
    await it.add(entry(2));
    assert.deepEqual([it.entries().length, it.waiting(), sent], [1, 0, [id(2)]]);
    assert.equal(it.entries()[0].refused, 'Wilson ya contó 8 kg');
    it.drop(id(1));
    assert.equal(kept.size, 0);
  });
  test('is one person’s and one count’s, with what is half typed and the list itself', () => {
    const it = queue(gone);
    it.type({ key: id(1), text: '12' });
    assert.deepEqual(queue(gone).typing(), { key: id(1), text: '12' });
    const other = countQueue({ person: 'q', count: 'c', onChange() {}, onSent() {} });
    assert.equal(other.typing(), null);
    keepSheet('p', 'c', /** @type {any} */ ({ id: 'c' }));
    assert.deepEqual([keptSheet('p', 'c'), keptSheet('q', 'c')], [{ id: 'c' }, null]);
    it.forget();
    assert.equal(kept.size, 0);
  });
  test('is tried again unless the server has judged it', () => {
    for (const status of [0, 401, 429, 500, 503]) assert.equal(isRefusal(new ApiError(status, '', '')), false);
    for (const status of [400, 404, 409, 422]) assert.equal(isRefusal(new ApiError(status, '', '')), true);
    assert.equal(isRefusal(new TypeError()), false);
    assert.equal(bodyOf({ ...entry(1), at: 5_000 }, 1_000).seconds_ago, 0, 'a clock that was put back');
  });
});
