/** Transfers: what came adds up to what was sent, who may do what, how far it is, and which lots may be moved. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fold } from '../../web-dist/js/kit/format.js';
import { follows, sumFault } from '../../web-dist/js/pages/transfers/actions.js';
import { mine } from '../../web-dist/js/pages/transfers/chosen.js';
import { actsOf, addsUp, conditionOf, rest, searched, stepsOf, sum } from '../../web-dist/js/pages/transfers/rules.js';
import { transferState } from '../../web-dist/js/pages/transfers/words.js';
import './ready.mjs';

const transfer = (/** @type {Record<string, any>} */ patch) => ({
  id: 't',
  status: 'pending',
  product_name: 'Harina de trigo',
  sku: 'PAN-1',
  batch_number: 'L-1',
  unit: 'kg',
  source_warehouse_id: 'a',
  source_warehouse_name: 'Almacén central',
  target_warehouse_id: 'b',
  target_warehouse_name: 'Panadería',
  quantity_sent: 0.3,
  created_at: '2026-11-30T08:00:00',
  created_by_name: 'Wilson',
  ...patch,
});

describe('what came', () => {
  test('adds up in exact hundredths', () => {
    assert.equal(sum(0.1, 0.2), 0.3);
    assert.ok(addsUp(0.3, { received: 0.1, damaged: 0.2, lost: 0 }));
    assert.ok(!addsUp(0.3, { received: 0.1, damaged: 0.2, lost: 0.01 }));
    assert.equal(rest(0.3, 0.1, null), 0.2);
    assert.equal(rest(0.3, 0.4, 0), 0);
  });
  test('says by itself what is missing and how it came', () => {
    const row = transfer({});
    assert.deepEqual(follows(row, { received: 0.3, damaged: 0 }), { lost: 0, condition: 'good' });
    assert.deepEqual(follows(row, { received: 0.2, damaged: 0 }), { lost: 0.1, condition: 'partial' });
    assert.deepEqual(follows(row, { received: 0.2, damaged: 0.1 }), { lost: 0, condition: 'damaged' });
    assert.equal(conditionOf({ damaged: 1, lost: 1 }), 'damaged');
    assert.equal(sumFault(row, { received: 0.1, damaged: 0.1, lost: 0.1 }), null);
    assert.equal(sumFault(row, { received: 0.4, damaged: 0, lost: 0 }), 'Suman 0,4 kg, y se enviaron 0,3 kg.');
  });
});

describe('a transfer', () => {
  const wilson = { role: 'admin', warehouse_id: 'a' };
  const yaneth = { role: 'admin', warehouse_id: 'b' };
  test('leaves by its source, is received by its target, and goes back by its source', () => {
    const acts = (/** @type {string} */ status, /** @type {any} */ who) =>
      Object.entries(actsOf(transfer({ status }), who))
        .filter(([, may]) => may)
        .map(([act]) => act);
    assert.deepEqual(acts('pending', wilson), ['dispatch', 'cancel']);
    assert.deepEqual(acts('pending', yaneth), []);
    assert.deepEqual(acts('in_transit', wilson), ['cancel']);
    assert.deepEqual(acts('in_transit', yaneth), ['confirm']);
    assert.deepEqual(acts('in_transit', { role: 'admin_general' }), ['confirm', 'cancel']);
    assert.deepEqual(acts('pending', { role: 'supervisor' }), []);
    for (const status of ['received', 'cancelled']) assert.deepEqual(acts(status, { role: 'admin_general' }), []);
  });
  test('shows what is over, what is next and where it ended', () => {
    const steps = (/** @type {Record<string, any>} */ patch) =>
      stepsOf(transfer(patch)).map(({ key, state }) => `${key} ${state}`);
    const left = { dispatched_at: '2026-11-30T09:00:00', dispatched_by_name: 'Wilson' };
    assert.deepEqual(steps({}), ['created done', 'dispatched now', 'received later']);
    assert.deepEqual(steps({ ...left, status: 'in_transit' }), ['created done', 'dispatched done', 'received now']);
    assert.deepEqual(steps({ ...left, status: 'received' }), ['created done', 'dispatched done', 'received done']);
    assert.deepEqual(steps({ status: 'cancelled' }), ['created done', 'cancelled refused']);
    assert.deepEqual(steps({ ...left, status: 'cancelled' }), ['created done', 'dispatched done', 'cancelled refused']);
  });
  test('that came incomplete says so', () => {
    assert.equal(transferState(transfer({ status: 'received', quantity_lost: 0 })).tone, 'good');
    assert.equal(transferState(transfer({ status: 'received', quantity_lost: 0.1 })).word, 'Con faltantes');
  });
  test('is found by words of what it carries and where it goes', () => {
    const rows = [transfer({}), transfer({ product_name: 'Pintura', sku: null, target_warehouse_name: 'Taller' })];
    assert.equal(searched(rows, 'panaderia harina', fold).length, 1);
    assert.equal(searched(rows, 'l-1', fold).length, 2);
    assert.equal(searched(rows, 'soldadura', fold).length, 0);
  });
});

describe('the lots of a code', () => {
  const lot = (/** @type {string} */ warehouse_id) => ({
    id: warehouse_id,
    warehouse_id,
    warehouse_name: `Bodega ${warehouse_id}`,
  });
  const wilson = { role: 'admin', warehouse_id: 'a' };
  test('are those that the keeper may move', () => {
    const both = /** @type {any} */ ({ lots: [lot('b'), lot('a')] });
    assert.deepEqual(
      mine(both, wilson).lots.map(({ id }) => id),
      ['a'],
    );
    assert.equal(mine(both, { role: 'admin_general' }).lots.length, 2);
  });
  test('that lie elsewhere, or nowhere, are told as what they are', () => {
    const elsewhere = /** @type {any} */ ({ lots: [lot('b')] });
    assert.match(mine(elsewhere, wilson).fault ?? '', /Bodega b/);
    const none = /** @type {any} */ ({ lots: [], order: { product_name: 'Harina' } });
    assert.match(mine(none, wilson).fault ?? '', /De Harina no hay nada/);
    assert.match(mine({ lots: [] }, wilson).fault ?? '', /Ningún lote/);
  });
});
