/** Parts of equipment: what goes over the wire of what a form says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addAddress, fromWhole } from '../../web-dist/js/pages/inventory/parts.js';
import './ready.mjs';

test('an item is a part by the code of the other, or of none', () => {
  assert.deepEqual(fromWhole({ name: 'Disco', parent_code: 'P-1' }), { name: 'Disco', parent_code: 'P-1' });
  assert.deepEqual(fromWhole({ name: 'Disco', parent_code: null }), { name: 'Disco', parent_id: null });
  assert.deepEqual(fromWhole({ name: 'Disco' }), { name: 'Disco' });
});

test('a part is registered from the page of its whole', () => {
  assert.equal(addAddress({ internal_code: 'P/1 Ñ' }), '/equipos/nuevo?parte-de=P%2F1%20%C3%91');
});
