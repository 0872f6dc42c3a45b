/** What the page of statistics decides: periods, names of their pieces, what is worth a sentence. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { money } from '../../web-dist/js/kit/format.js';
import {
  adviceOnChecks,
  adviceOnLoans,
  adviceOnRepairs,
  adviceOnStock,
  brief,
  faultOfPeriod,
  periodOf,
  placeName,
  rateText,
  rateTone,
  tabsOf,
  tile,
} from '../../web-dist/js/pages/stats/rules.js';
import { t } from '../../web-dist/js/pages/stats/words.js';
import './ready.mjs';

const period = (query) => periodOf(new URLSearchParams(query), '2026-03-15');
const keys = (advice) => advice.map(({ key }) => key);

describe('a period', () => {
  test('is a word of ours, or two days', () => {
    assert.deepEqual(period(''), { name: '90d', start_date: '2025-12-16', end_date: '2026-03-15' });
    assert.deepEqual(period('periodo=7d'), { name: '7d', start_date: '2026-03-09', end_date: '2026-03-15' });
    const other = 'periodo=otro&desde=2025-01-01&hasta=2025-02-01';
    assert.deepEqual(period(other), { name: 'otro', start_date: '2025-01-01', end_date: '2025-02-01' });
  });
  test('is the usual one when the address says nonsense', () => {
    for (const wrong of ['periodo=x', 'periodo=toString', 'periodo=otro', 'periodo=otro&desde=ayer&hasta=2025-02-01'])
      assert.equal(period(wrong).name, '90d', wrong);
  });
  test('is refused when it runs backwards or is longer than ten years', () => {
    const fault = (start_date, end_date) => faultOfPeriod({ start_date, end_date });
    assert.equal(fault('2026-03-02', '2026-03-01'), 'stats.reversed');
    assert.equal(fault('2016-01-01', '2026-03-01'), 'stats.tooLong');
    assert.equal(fault('2016-03-15', '2026-03-14'), null);
  });
});

test('a piece of a period has a short name and a full one', () => {
  const piece = { start_date: '2025-11-03', end_date: '2025-11-09' };
  assert.deepEqual(placeName(piece, 'day', 7), { name: '3 nov', full: '3 noviembre 2025' });
  assert.deepEqual(placeName(piece, 'week', 9), { name: '3 nov', full: '3 nov – 9 nov' });
  assert.deepEqual(placeName(piece, 'month', 12), { name: 'nov', full: 'noviembre 2025' });
  assert.deepEqual(placeName(piece, 'month', 13), { name: 'nov 25', full: 'noviembre 2025' });
});

test('a share has a tone, and none has none', () => {
  assert.deepEqual(
    [100, 90, 89.9, 70, 10, 0, null].map((rate) => rateTone(rate)),
    ['', '', 'warn', 'warn', 'bad', 'bad', ''],
  );
  assert.equal(rateText(null), '—');
  assert.match(rateText(33.33), /^33\s?%$/);
});

test('money is whole pesos, short beside an axis', () => {
  assert.match(money(2350000.4), /^\$\s?2\.350\.000$/);
  assert.equal(money(null), '—');
  assert.match(brief(1_250_000), /^1,3\s?M$/);
  assert.match(tile(9_999_999), /^\$\s?9\.999\.999$/);
  assert.match(tile(412_345_000), /^\$\u00a0412,3\u00a0M$/);
});

test('each role begins with what it can do something about', () => {
  assert.deepEqual(
    ['student', 'instructor', 'supervisor', 'admin', 'admin_general'].map((role) => tabsOf(role)[0]),
    [undefined, 'checks', 'checks', 'loans', 'summary'],
  );
});

describe('advice on checks', () => {
  const room = (over) => ({
    environment_id: 'r',
    environment_name: 'Sistemas 1',
    planned: 10,
    done: 5,
    rate: 50,
    ...over,
  });
  const found = (over) => ({ total: { planned: 20, done: 15 }, by_environment: [room({})], ...over });
  test('names the room that misses most, if there were enough classes', () => {
    const [advice] = adviceOnChecks(found(), 'supervisor');
    assert.deepEqual([advice.key, advice.vars.room, advice.vars.done], ['stats.say.roomMissed', 'Sistemas 1', 5]);
    assert.deepEqual(adviceOnChecks(found({ by_environment: [room({ planned: 2, done: 0, rate: 0 })] }), 'admin'), []);
  });
  test('praises, and says nothing of nothing', () => {
    assert.deepEqual(keys(adviceOnChecks({ total: { planned: 3, done: 3 }, by_environment: [] }, 'admin')), [
      'stats.say.allKept',
    ]);
    assert.deepEqual(adviceOnChecks({ total: { planned: 0, done: 0 }, by_environment: [] }, 'instructor'), []);
    assert.deepEqual(keys(adviceOnChecks(found(), 'instructor')), ['stats.say.ownMissed']);
  });
});

describe('advice on the inventory', () => {
  const stock = (over, rooms = []) => ({
    total: { items: 5, priced_items: 5, quantity_missing: 0, ...over },
    by_environment: rooms,
  });
  test('sends to where most is missing', () => {
    const rooms = [
      { environment_name: 'A', quantity_missing: 1 },
      { environment_name: 'B', quantity_missing: 4 },
    ];
    const [advice] = adviceOnStock(stock({ quantity_missing: 5 }, rooms));
    assert.deepEqual([advice.vars.room, advice.vars.of, advice.vars.n], ['B', 4, 5]);
  });
  test('asks for prices of those who may write them', () => {
    assert.deepEqual(keys(adviceOnStock(stock({ priced_items: 2 }))), ['stats.say.unpriced']);
    assert.deepEqual(adviceOnStock(stock({ priced_items: null })), []);
    assert.deepEqual(adviceOnStock(stock({})), []);
  });
});

describe('advice on repairs', () => {
  const item = (over) => ({ item_id: 'i', name: 'Portátil', requests: 1, cost: 10, value: 100, ...over });
  const found = (over) => ({ overdue: 0, most_expensive: [], most_broken: [], ...over });
  test('is to replace what costs half of its price, else to look at what breaks again and again', () => {
    const dear = found({
      most_expensive: [item({}), item({ name: 'Proyector', cost: 60 })],
      most_broken: [item({ requests: 4 })],
    });
    const [advice] = adviceOnRepairs(dear);
    assert.deepEqual([advice.key, advice.vars.name], ['stats.say.replace', 'Proyector']);
    assert.deepEqual(keys(adviceOnRepairs(found({ most_broken: [item({ requests: 3 })] }))), ['stats.say.weak']);
    assert.deepEqual(adviceOnRepairs(found({ most_broken: [item({ requests: 2 })] })), []);
    assert.deepEqual(adviceOnRepairs(found({ most_expensive: [item({ value: null, cost: 99 })] })), []);
    assert.deepEqual(keys(adviceOnRepairs(found({ overdue: 2 }))), ['stats.say.overdueRepairs']);
  });
});

describe('advice on loans', () => {
  const found = (over) => ({
    overdue: 0,
    returned: 10,
    returned_late: 0,
    total: 12,
    rejected: 0,
    most_lent: [{ name: 'Cámara' }],
    ...over,
  });
  test('is about what is out too long, comes back late or is refused', () => {
    assert.deepEqual(keys(adviceOnLoans(found({ overdue: 1 }), 'admin')), ['stats.say.overdueLoans']);
    assert.deepEqual(keys(adviceOnLoans(found({ overdue: 1 }), 'instructor')), ['stats.say.ownOverdue']);
    assert.deepEqual(keys(adviceOnLoans(found({ returned_late: 3 }), 'admin')), ['stats.say.late']);
    assert.deepEqual(keys(adviceOnLoans(found({ rejected: 4 }), 'admin')), ['stats.say.refused']);
    assert.deepEqual(adviceOnLoans(found({}), 'admin'), []);
    assert.deepEqual(adviceOnLoans(found({ returned: 2, returned_late: 2 }), 'admin'), [], 'two say nothing');
  });
});

test('every piece of advice has its words', () => {
  for (const key of ['ownMissed', 'ownKept', 'allKept', 'roomMissed', 'missing', 'missingHere', 'unpriced'])
    assert.notEqual(t(`stats.say.${key}`, { n: 2 }), `stats.say.${key}`);
  for (const key of ['overdueRepairs', 'replace', 'weak', 'ownOverdue', 'overdueLoans', 'late', 'refused'])
    assert.notEqual(t(`stats.say.${key}`, { n: 2 }), `stats.say.${key}`);
});
