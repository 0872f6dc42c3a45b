/** What the pages of reservations decide without a page: who may do what, until when, for which ficha, what is sent. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  actsOf,
  fichasOf,
  isAhead,
  isFicha,
  isQuantity,
  mayReserve,
  nextEnd,
  OTHER,
  payload,
  someTime,
  stuckOf,
} from '../../web-dist/js/pages/reservations/rules.js';
import { againPath } from '../../web-dist/js/pages/reservations/detail.js';
import { referenceOf, reservationState, wishOf } from '../../web-dist/js/pages/reservations/words.js';
import { familyOf } from '../../web-dist/js/pages/notifications/page.js';
import './ready.mjs';

const row = (over = {}) => ({
  status: 'active',
  is_overdue: false,
  created_by: 'ana',
  warehouse_id: 'w1',
  product_id: 'p1',
  product_name: 'Harina',
  unit: 'kg',
  total_quantity: 2.5,
  requested_quantity: 4,
  order_reference: '2557',
  ...over,
});
const ana = { id: 'ana', role: 'instructor' };
const wilson = { id: 'wilson', role: 'admin', warehouse_id: 'w1' };
const may = (user, over) => {
  const acts = actsOf(row(over), user);
  return Object.keys(acts).filter((name) => acts[name]);
};

describe('what may be done with a reservation', () => {
  test('is cancelled by whoever made it, handed out by whoever keeps its warehouse', () => {
    assert.deepEqual(may(ana), ['cancel']);
    assert.deepEqual(may({ id: 'ivan', role: 'instructor' }), []);
    assert.deepEqual(may(wilson), ['fulfil', 'cancel']);
    assert.deepEqual(may({ ...wilson, warehouse_id: 'w2' }), []);
    assert.deepEqual(may({ ...wilson, warehouse_id: null }), ['fulfil', 'cancel']);
    assert.deepEqual(may({ id: 'gloria', role: 'admin_general' }), ['fulfil', 'cancel']);
    assert.deepEqual(may({ id: 'bruno', role: 'supervisor' }), []);
  });
  test('is not handed out when its time is over, and nothing is done with one that has ended', () => {
    assert.deepEqual(may(wilson, { is_overdue: true }), ['cancel']);
    for (const status of ['fulfilled', 'cancelled', 'expired'])
      for (const user of [ana, wilson]) assert.deepEqual(may(user, { status }), []);
  });
  test('is made by instructors and administrators', () => {
    const makers = ['student', 'instructor', 'supervisor', 'admin', 'admin_general'].filter((role) =>
      mayReserve({ role }),
    );
    assert.deepEqual(makers, ['instructor', 'admin', 'admin_general']);
  });
});

describe('the end of a reservation', () => {
  const one = (over) => ({
    ficha: '2557',
    program: 'Panadería',
    day_of_week: 3,
    start_date: '2026-02-01',
    end_date: '2026-12-16',
    start_time: '07:00:00',
    end_time: '12:00:00',
    ...over,
  });
  // A Monday, nine in the morning.
  const now = '2026-11-30T09:00:00';
  const end = (classes, at = now) => nextEnd(classes, '2557', at);
  test('is that of the next class of its ficha', () => {
    assert.deepEqual(end([one()]), { until_date: '2026-12-02', until_time: '12:00:00' });
    assert.deepEqual(end([one(), one({ day_of_week: 2 })]), { until_date: '2026-12-01', until_time: '12:00:00' });
    assert.deepEqual(end([one(), one({ ficha: '3001', day_of_week: 2 })]).until_date, '2026-12-02');
  });
  test("is today's while that goes on, and next week's after it", () => {
    const monday = one({ day_of_week: 1 });
    assert.equal(end([monday]).until_date, '2026-11-30');
    assert.equal(end([monday], '2026-11-30T12:00:00').until_date, '2026-12-07');
  });
  test('goes past midnight with its class', () => {
    const night = one({ day_of_week: 1, start_time: '22:00:00', end_time: '02:00:00' });
    assert.deepEqual(end([night]), { until_date: '2026-12-01', until_time: '02:00:00' });
    const whole = one({ day_of_week: 1, start_time: '18:00:00', end_time: '24:00:00' });
    assert.deepEqual(end([whole]), { until_date: '2026-12-01', until_time: '00:00:00' });
  });
  test('is nobody’s where no class comes', () => {
    assert.equal(end([one({ end_date: '2026-12-01' })]), null);
    assert.equal(end([]), null);
    assert.deepEqual(end([one({ start_date: '2026-12-10' })]).until_date, '2026-12-16');
    assert.deepEqual(someTime('2026-12-31T20:00:00'), { until_date: '2027-01-01', until_time: '18:00:00' });
  });
  test('lies ahead', () => {
    assert.equal(isAhead({ until_date: '2026-11-30', until_time: '09:01:00' }, now), true);
    assert.equal(isAhead({ until_date: '2026-11-30', until_time: '09:00:00' }, now), false);
  });
  test('has fichas of classes that go on, each once', () => {
    const classes = [one(), one({ day_of_week: 5 }), one({ ficha: '901', program: 'Soldadura' })];
    assert.deepEqual(fichasOf([...classes, one({ ficha: '7', end_date: '2026-11-29' })], '2026-11-30'), [
      { value: '901', label: '901 · Soldadura' },
      { value: '2557', label: '2557 · Panadería' },
    ]);
  });
});

test('a quantity is more than nothing, in hundredths', () => {
  for (const good of [0.01, 1, 2.5, 7.25, 0.1 + 0.2, 99_999_999.99]) assert.ok(isQuantity(good), String(good));
  for (const bad of [0, -1, 0.001, 1.555, NaN, 1e8, null, '5', undefined]) assert.ok(!isQuantity(bad), String(bad));
});

test('what is sent has the chosen ficha, or what was written instead', () => {
  const values = {
    product_id: 'p1',
    warehouse_id: 'w1',
    quantity: 2.5,
    ficha: '2557',
    order_reference: 'Vieja',
    until_date: '2026-12-02',
    until_time: '12:00:00',
    notes: null,
  };
  assert.deepEqual(payload(values), {
    product_id: 'p1',
    warehouse_id: 'w1',
    quantity: 2.5,
    order_reference: '2557',
    customer_name: null,
    reserved_until: '2026-12-02T12:00:00',
    notes: null,
  });
  assert.equal(payload({ ...values, ficha: OTHER }).order_reference, 'Vieja');
  assert.equal(payload({ ...values, ficha: null, customer_name: 'Cafetería' }).customer_name, 'Cafetería');
});

test('a reservation says what it is, for whom, and that its time is over', () => {
  assert.equal(wishOf(row()), '2,5 kg de Harina');
  assert.equal(referenceOf('2557'), 'Ficha 2557');
  assert.equal(referenceOf('Orden 7'), 'Orden 7');
  assert.ok(isFicha(' 2557 ') && !isFicha('2557-A') && !isFicha(''));
  assert.equal(reservationState(row()).word, 'Activa');
  assert.equal(reservationState(row({ is_overdue: true })).tone, 'bad');
});

test('what is stuck can be reserved again as it was asked for', () => {
  const items = [{ obstacle: null }, { obstacle: 'vencido ayer' }];
  assert.deepEqual(stuckOf({ items }), [items[1]]);
  assert.equal(againPath(row()), '/reservas/nueva?producto=p1&bodega=w1&cantidad=4&para=2557');
});

test('what is told of a reservation stands with the material', () => {
  assert.equal(familyOf('reservation_update'), 'materials');
});
