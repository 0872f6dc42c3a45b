/** The first page of the materials: what it says of its figures, and where they lead. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { closedWith } from '../../web-dist/js/frame/groups.js';
import { reach } from '../../web-dist/js/frame/places.js';
import {
  chosenWarehouse,
  fefoTone,
  leftState,
  movesPath,
  underWay,
  worthHint,
} from '../../web-dist/js/pages/materials/rules.js';
import './ready.mjs';

describe('a lot', () => {
  test('is told by how long it may be used, as the board of what expires has it', () => {
    assert.deepEqual(
      [0, 1, 6, 7, 13, 14].map((days) => leftState(days)).map(({ word, tone }) => `${word} ${tone}`),
      [
        'Vence hoy bad',
        'Vence mañana bad',
        'Vence en 6 días bad',
        'Vence en 7 días warn',
        'Vence en 13 días warn',
        'Vence en 14 días muted',
      ],
    );
  });
});

describe('the value', () => {
  const value = (lots, unpriced_lots) => ({ lots, products: 2, amount: 10, unpriced_lots });
  test('says of how much it is, and what is not in it', () => {
    assert.equal(worthHint(value(3, 0)), '3 lotes de 2 productos');
    assert.equal(worthHint(value(3, 1)), '3 lotes de 2 productos, sin contar 1 lote sin precio');
    assert.equal(worthHint(value(3, 3)), 'Ningún lote tiene precio');
    assert.equal(worthHint({ ...value(0, 0), products: 0 }), '0 lotes de 0 productos');
  });
});

describe('what is under way', () => {
  test('names only what there is, each with its page', () => {
    const open = { reservations: 2, transfers_pending: 0, transfers_in_transit: 1, counts: 0 };
    assert.deepEqual(
      underWay(open).map(({ n, path, query = '' }) => [n, path + query]),
      [
        [2, '/reservas?estado=active'],
        [1, '/traslados?cuales=camino'],
      ],
    );
    assert.deepEqual(underWay({ reservations: 0, transfers_pending: 0, transfers_in_transit: 0, counts: 0 }), []);
  });
});

test('a few lots out of turn are no reason to worry', () => {
  assert.deepEqual(
    [1000, 951, 950, 800, 799].map((compliant) => fefoTone({ issues: 1000, compliant })),
    ['good', 'good', 'warn', 'warn', 'bad'],
  );
});

test('what moved leads to the ledger of its type and day', () => {
  assert.equal(movesPath('issue', '2026-11-30'), '/movimientos?clase=issue&desde=2026-11-30&hasta=2026-11-30');
});

test('who keeps a warehouse begins with it, unless they chose another', () => {
  const query = (text) => new URLSearchParams(text);
  assert.equal(chosenWarehouse(query(''), { warehouse_id: 'b1' }), 'b1');
  assert.equal(chosenWarehouse(query('bodega=todas'), { warehouse_id: 'b1' }), 'todas');
  assert.equal(chosenWarehouse(query(''), { warehouse_id: null }), 'todas');
});

test('a figure leads only where its reader may go', () => {
  assert.equal(reach('/productos', 'instructor'), '/productos');
  assert.equal(reach('/productos/nuevo', 'instructor'), undefined);
  assert.equal(reach('/productos/nuevo', 'admin'), '/productos/nuevo');
  assert.equal(reach('/materiales', 'student'), undefined);
  assert.equal(reach('/no-hay', 'admin_general'), undefined);
  assert.equal(reach('/ingresar', 'admin'), undefined);
});

test('a group is closed once, and opened again', () => {
  const closed = closedWith(closedWith([], 'a', true), 'b', true);
  assert.deepEqual(closed, ['a', 'b']);
  assert.deepEqual(closedWith(closed, 'a', true), ['b', 'a']);
  assert.deepEqual(closedWith(closed, 'a', false), ['b']);
});
