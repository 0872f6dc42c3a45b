/** What the pages of loans decide without a page: who may do what, what is out, what is alike, what is sent, the days of the calendar. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  actsOf,
  alike,
  byModel,
  calendarRows,
  daysLate,
  heldOn,
  outOf,
  payload,
  stepsOf,
  supplyOf,
} from '../../web-dist/js/pages/loans/rules.js';
import { quickOptions } from '../../web-dist/js/pages/loans/page.js';
import './ready.mjs';

const loan = (over = {}) => ({
  id: 'l1',
  instructor_id: 'ana',
  instructor_name: 'Ana',
  item_id: 'p1',
  item_name: 'Portátil',
  any_of_model: false,
  status: 'pending',
  quantity_requested: 2,
  quantity_handed_over: 0,
  quantity_out: 0,
  start_date: '2026-11-30',
  end_date: '2026-12-02',
  created_at: '2026-11-29T08:00:00',
  updated_at: '2026-11-29T09:00:00',
  ...over,
});
const may = (over, user) => {
  const acts = actsOf(loan(over), user);
  return Object.keys(acts).filter((name) => acts[name]);
};
const ana = { id: 'ana', role: 'instructor' };
const wilson = { id: 'wilson', role: 'admin' };
const bruno = { id: 'bruno', role: 'supervisor' };

describe('what may be done with a loan', () => {
  test('is the own wish to take back, while nobody has decided', () => {
    assert.deepEqual(may({}, ana), ['withdraw']);
    assert.deepEqual(may({ instructor_id: 'otro' }, ana), []);
    assert.deepEqual(may({ status: 'approved' }, ana), []);
  });
  test('is decided, handed over and taken back at the desk', () => {
    assert.deepEqual(may({}, wilson), ['decide']);
    assert.deepEqual(may({ status: 'approved' }, wilson), ['handOverAll', 'handOver', 'extend']);
    assert.deepEqual(may({ status: 'active', quantity_handed_over: 2 }, wilson), ['handIn', 'extend']);
    assert.deepEqual(may({ status: 'active', quantity_handed_over: 1 }, wilson), ['handOver', 'handIn', 'extend']);
    assert.deepEqual(may({ status: 'returned', quantity_handed_over: 2 }, wilson), []);
  });
  test('is scanned where the piece is to be chosen, and handed over as it is where it was asked for in words', () => {
    assert.deepEqual(may({ status: 'approved', any_of_model: true }, wilson), ['handOver', 'extend']);
    assert.deepEqual(may({ status: 'approved', item_id: null }, wilson), ['handOverAll', 'extend']);
  });
  test('is nothing for who only reads', () => {
    for (const status of ['pending', 'approved', 'active', 'returned', 'rejected'])
      assert.deepEqual(may({ status }, bruno), []);
  });
});

test('what is out is what went over the desk less what came back, however it did', () => {
  const piece = (item_id, action, quantity) => ({ item_id, item_name: item_id ?? 'Cable', action, quantity });
  const ledger = [
    piece('p1', 'handed_over', 3),
    piece('p2', 'handed_over', 1),
    piece(null, 'handed_over', 2),
    piece('p1', 'returned', 1),
    piece('p1', 'lost', 1),
    piece('p2', 'damaged', 1),
  ];
  assert.deepEqual(
    outOf(ledger).map(({ item_id, quantity }) => [item_id, quantity]),
    [
      ['p1', 1],
      [null, 2],
    ],
  );
});

test('a loan is late from the day after its last one', () => {
  assert.equal(daysLate('2026-11-29', '2026-11-29'), 0);
  assert.equal(daysLate('2026-11-29', '2026-12-02'), 3);
  assert.equal(daysLate('2026-11-29', '2026-11-01'), 0);
});

describe('what is free', () => {
  const row = (item_id, name, free, over = {}) => ({
    item_id,
    name,
    brand: 'Acer',
    model: null,
    capacity: 1,
    free,
    free_of_model: free,
    ...over,
  });
  const rows = [
    row('a', 'Portátil', 0, { free_of_model: 1 }),
    row('b', 'Portátil', 1, { free_of_model: 1 }),
    row('c', 'Portátil', 1, { brand: 'HP' }),
    row('d', 'Cable', 4, { capacity: 6 }),
  ];
  test('is told by model', () => {
    assert.deepEqual(
      byModel(rows).map(({ items, free, capacity }) => [items.length, free, capacity]),
      [
        [2, 1, 2],
        [1, 1, 1],
        [1, 4, 6],
      ],
    );
    assert.ok(alike(rows[0], rows[1]) && !alike(rows[1], rows[2]));
    assert.ok(alike({ name: 'x' }, { name: 'x', brand: null, model: null }));
  });
  test('of a choice is its own, or that of all that are alike', () => {
    assert.equal(supplyOf(rows, { item_id: 'a', any: false }).free, 0);
    const any = supplyOf(rows, { item_id: 'a', any: true });
    assert.deepEqual([any.free, any.capacity, any.alike], [1, 2, 2]);
    assert.equal(supplyOf(rows, { item_id: 'gone', any: false }), null);
  });
});

test('a form sends one of the list or what was written, and hours only by the hour', () => {
  const values = {
    environment_id: 'w',
    by_hours: false,
    start_time: null,
    end_time: null,
    unlisted: false,
    item_id: 'a',
    any_of_model: 'true',
    item_name: null,
    item_description: null,
  };
  assert.deepEqual(payload(values), {
    environment_id: 'w',
    is_registered_item: true,
    item_id: 'a',
    any_of_model: true,
  });
  assert.deepEqual(payload({ ...values, any_of_model: null }).any_of_model, false);
  assert.deepEqual(
    payload({
      ...values,
      by_hours: true,
      start_time: '07:00:00',
      end_time: '09:00:00',
      unlisted: true,
      item_name: 'X',
    }),
    {
      environment_id: 'w',
      start_time: '07:00:00',
      end_time: '09:00:00',
      is_registered_item: false,
      item_name: 'X',
      item_description: null,
    },
  );
});

describe('the calendar', () => {
  const hold = (item_id, start_date, end_date, over = {}) => ({
    loan_id: 'l',
    item_id,
    item_name: item_id,
    internal_code: item_id,
    is_out: false,
    pieces: 1,
    start_date,
    end_date,
    ...over,
  });
  const bars = (row) => row.lines.map((line) => line.map(({ at, span }) => [at, span]));
  test('puts what is held after one another on one line, and at the same time on two', () => {
    const rows = calendarRows(
      [
        hold('b', '2026-11-30', '2026-12-01'),
        hold('b', '2026-12-02', '2026-12-03'),
        hold('b', '2026-12-01', '2026-12-02'),
        hold('a', '2026-11-20', '2026-12-30'),
        hold('c', '2026-11-20', '2026-11-29'),
      ],
      '2026-11-30',
      '2026-11-30',
    );
    assert.deepEqual(
      rows.map((row) => row.name),
      ['a', 'b'],
    );
    assert.deepEqual(bars(rows[0]), [[[0, 14]]]);
    assert.deepEqual(bars(rows[1]), [
      [
        [0, 2],
        [2, 2],
      ],
      [[1, 2]],
    ]);
  });
  test('keeps what is late until today', () => {
    const late = hold('a', '2026-11-20', '2026-11-25', { is_out: true });
    assert.deepEqual(bars(calendarRows([late], '2026-11-30', '2026-12-01')[0]), [[[0, 2]]]);
    assert.equal(heldOn([late], '2026-12-01', '2026-12-01').length, 1);
    assert.equal(heldOn([late], '2026-12-02', '2026-12-01').length, 0);
    assert.equal(heldOn([{ ...late, is_out: false }], '2026-11-26', '2026-12-01').length, 0);
  });
});

test('the steps of a loan say what is over, what waits and who refused', () => {
  const states = (over, pieces = []) => stepsOf(loan(over), pieces).map(({ key, state }) => `${key} ${state}`);
  assert.deepEqual(states({}), ['asked done', 'approved now', 'out later', 'back later']);
  assert.deepEqual(states({ status: 'active' }), ['asked done', 'approved done', 'out done', 'back now']);
  assert.deepEqual(states({ status: 'rejected' }), ['asked done', 'rejected refused']);
  const ledger = [
    { action: 'handed_over', user_name: 'Wilson', created_at: '2026-11-30T07:00:00' },
    { action: 'returned', user_name: 'Gloria', created_at: '2026-12-01T07:00:00' },
  ];
  assert.equal(stepsOf(loan({ status: 'returned' }), ledger)[3].name, 'Gloria');
  assert.equal(stepsOf(loan({ status: 'returned' }), ledger)[2].at, '2026-11-30T07:00:00');
  const approved = { approved_at: '2026-11-29T10:00:00', admin_name: 'Wilson' };
  assert.deepEqual(stepsOf(loan({ status: 'active', ...approved }), ledger)[1], {
    key: 'approved',
    state: 'done',
    at: '2026-11-29T10:00:00',
  });
  assert.equal(stepsOf(loan({ status: 'approved', ...approved }), [])[1].name, 'Wilson');
});

test('the quick filters say how many there are as soon as that is known', () => {
  const counts = { total_loans: 1234, pending_loans: 3 };
  const labels = quickOptions(counts, false).map(({ label }) => label);
  assert.ok(labels.includes('Por decidir 3') && labels.includes('Todos 1.234'), labels.join());
  assert.deepEqual(quickOptions(null, true)[1], { value: 'approved', label: 'Por recoger' });
});
