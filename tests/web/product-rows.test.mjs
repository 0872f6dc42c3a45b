/** The page of a product: its lots in their turn, the points of its chart, when it runs out. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { byWarehouse, points, runsOut } from '../../web-dist/js/pages/products/rows.js';
import { addDays } from '../../web-dist/js/kit/days.js';
import './ready.mjs';

/** @param {string} warehouse @param {string} batch @param {object} more @returns {any} */
const lot = (warehouse, batch, more) => ({
  lot_id: batch,
  batch_number: batch,
  bin_code: '03-2-1',
  warehouse_id: warehouse,
  warehouse_name: `Bodega ${warehouse}`,
  use_by_date: '2026-12-03',
  ...more,
});
/** @param {number} n @param {(at: number) => object} of @returns {any[]} */
const days = (n, of) =>
  Array.from({ length: n }, (_, at) => ({
    day: addDays('2026-11-30', at - n + 1),
    quantity: 0,
    came: 0,
    went: 0,
    ...of(at),
  }));

describe('the lots of a product', () => {
  test('stand by warehouse, each with a turn of its own, and what cannot go out comes last with why', () => {
    const found = /** @type {any} */ ({
      recommendations: [
        lot('b', 'L-1', { suggested_quantity: 0.1, warning: 'CRÍTICO: vence hoy' }),
        lot('a', 'L-2', { suggested_quantity: 4 }),
        lot('b', 'L-3', { suggested_quantity: 0.2, use_by_date: null }),
      ],
      skipped: [lot('b', 'L-0', { quantity: 1, reason: 'vencido ayer' })],
    });
    const [a, b] = byWarehouse(found);
    assert.deepEqual([a.name, a.total, a.free], ['Bodega a', 4, 4]);
    assert.deepEqual([b.name, b.total, b.free], ['Bodega b', 1.3, 0.3]);
    assert.deepEqual(
      b.lots.map(({ batch, turn, why, expires }) => [batch, turn, why, expires]),
      [
        ['L-1', 1, 'CRÍTICO: vence hoy', '2026-12-03'],
        ['L-3', 2, null, null],
        ['L-0', null, 'vencido ayer', '2026-12-03'],
      ],
    );
    assert.deepEqual(byWarehouse(/** @type {any} */ ({ recommendations: [], skipped: [] })), []);
  });
});

describe('the chart of a product', () => {
  test('shows each day of a quarter, and of a year each week up to today', () => {
    assert.equal(points(days(90, () => ({}))).length, 90);
    const year = points(days(365, () => ({})));
    assert.equal(year.length, 53);
    assert.equal(year[52].day, '2026-11-30');
    assert.equal(year[51].day, '2026-11-23');
  });
  test('says when it runs out only where that can be said', () => {
    assert.equal(runsOut(days(90, () => ({ quantity: 20, went: 1 }))), '2026-12-20');
    assert.equal(runsOut(days(27, () => ({ quantity: 20, went: 1 }))), null);
    assert.equal(runsOut(days(90, () => ({ quantity: 20 }))), null);
    assert.equal(runsOut(days(90, () => ({ went: 1 }))), null);
    assert.equal(runsOut(days(90, () => ({ quantity: 5000, went: 1 }))), null);
    assert.equal(runsOut([]), null);
    // It came in the meantime, or it will have expired by then.
    assert.equal(runsOut(days(90, (at) => ({ quantity: at < 70 ? 0 : 20, went: 1 }))), null);
    assert.equal(
      runsOut(
        days(90, () => ({ quantity: 20, went: 1 })),
        19,
      ),
      null,
    );
    assert.equal(
      runsOut(
        days(90, () => ({ quantity: 20, went: 1 })),
        20,
      ),
      '2026-12-20',
    );
  });
});
