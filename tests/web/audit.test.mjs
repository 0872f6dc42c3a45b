/** The page of the audit trail without a page: its question, its outcome, its words. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { knowEntities } from '../../web-dist/js/kit/entities.js';
import { outcome } from '../../web-dist/js/pages/audit/entry.js';
import { changedFields, fieldName, fieldValue } from '../../web-dist/js/pages/audit/words.js';
import { chainText } from '../../web-dist/js/pages/audit/rules.js';
import { roomKind } from '../../web-dist/js/pages/environments/actions.js';
import './ready.mjs';
import { icons } from './source.mjs';

before(() => knowEntities());

describe('the audit', () => {
  test('says how far the chain is without a key, and of a comparison what the server says', () => {
    /** @param {object} over */
    const text = (over, compared = false) =>
      chainText({ whole: true, entries: 12, message: 'El sello es el mismo', ...over }, compared);
    assert.match(text({}), /^12 registros encadenados/);
    assert.doesNotMatch(text({}), /versión anterior/);
    assert.match(text({ without_key_until: 7 }), /Hasta el registro 7 son de una versión anterior/);
    assert.equal(text({}, true), 'El sello es el mismo');
    assert.equal(text({ whole: false, message: 'Falta un registro' }), 'Falta un registro');
  });

  const entry = (over) => ({
    id: '1',
    action: 'UPDATE_USER',
    entity_type: 'user',
    created_at: '2025-09-01T00:00:00',
    new_values: {},
    ...over,
  });
  test('says what became of an act', () => {
    const tone = (over) => outcome(entry(over)).tone;
    assert.equal(tone({}), 'muted');
    assert.equal(tone({ new_values: { response: { status_code: 403 } } }), 'warn');
    assert.equal(tone({ new_values: { response: { status_code: 500 } } }), 'bad');
    assert.equal(tone({ action: 'DELETE_USER' }), 'bad');
    assert.equal(
      tone({ action: 'DELETE_USER', new_values: { after: { is_active: false } } }),
      'muted',
      'it was deactivated only',
    );
    for (const code of [200, 403, 500])
      assert.ok(icons.has(outcome(entry({ new_values: { response: { status_code: code } } })).icon));
    assert.ok(icons.has(roomKind({ is_warehouse: true }).icon) && icons.has(roomKind({ is_warehouse: false }).icon));
  });
  test('shows the fields that differ, by the name of what they refer to', () => {
    const before = {
      name: 'A',
      updated_at: '1',
      environment_id: 'r1',
      environment_name: 'Uno',
      user_id: 'u1',
      same: 1,
    };
    const after = {
      name: 'B',
      updated_at: '2',
      environment_id: 'r2',
      environment_name: 'Dos',
      user_id: 'u2',
      same: 1,
      fresh: null,
    };
    assert.deepEqual(changedFields(before, after), [
      { field: 'name', before: 'A', after: 'B' },
      { field: 'environment_name', before: 'Uno', after: 'Dos' },
      { field: 'user_id', before: 'u1', after: 'u2' },
    ]);
    assert.deepEqual(changedFields(null, { name: 'B' }), [{ field: 'name', before: undefined, after: 'B' }]);
  });
  test('tells values in words', () => {
    assert.equal(fieldName('inventory_item', 'serial_number'), 'Serial');
    assert.equal(fieldName('inventory_item', 'never_named'), 'never named');
    assert.equal(fieldValue('user', 'is_active', true), 'Sí');
    assert.equal(fieldValue('schedule', 'day_of_week', 1), 'lunes');
    assert.equal(fieldValue('schedule', 'start_date', '2025-09-01'), '1 sept 2025');
    assert.equal(fieldValue('schedule', 'start_time', '07:30:00'), '7:30 a. m.');
    assert.equal(fieldValue('user', 'last_login', '2025-09-01T07:30:00.5'), '1 sept 2025, 7:30 a. m.');
    assert.equal(fieldValue('inventory_item', 'notes', ''), 'vacío');
    assert.equal(fieldValue('inventory_item', 'quantity', 1200), '1.200');
    assert.equal(fieldValue('user', 'phone', '3001234567'), '3001234567');
  });
});
