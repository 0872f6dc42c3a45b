/** What the pages decide without a page: codes, counts, rights, what a form sends. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { auditQuery } from '../../web-dist/js/pages/audit/page.js';
import { mayEditRoom } from '../../web-dist/js/pages/environments/actions.js';
import { maySeeItems } from '../../web-dist/js/pages/environments/detail.js';
import { roomPayload } from '../../web-dist/js/pages/environments/form.js';
import { attention, stateParts } from '../../web-dist/js/pages/home/parts.js';
import { goodPieces, mayVerify, mayWriteItems } from '../../web-dist/js/pages/inventory/actions.js';
import { differing, itemPayload, tooMany } from '../../web-dist/js/pages/inventory/fields.js';
import { compareCount, singleCount } from '../../web-dist/js/pages/inventory/verify.js';
import { labelFile } from '../../web-dist/js/pages/qr/label.js';
import { matches } from '../../web-dist/js/pages/scan/page.js';
import { mayWriteClass, mayWriteClasses } from '../../web-dist/js/pages/schedules/form.js';
import { readablePassword } from '../../web-dist/js/pages/users/actions.js';
import { parseCode } from '../../web-dist/js/ui/scan-text.js';

const lesson = (over = {}) => ({
  id: 'c1',
  environment_id: 'r1',
  environment_name: 'Sistemas',
  instructor_id: 'i1',
  instructor_name: 'Ana',
  program: 'ADSO',
  ficha: '1',
  is_active: true,
  day_of_week: 1,
  start_time: '07:00:00',
  end_time: '09:00:00',
  start_date: '2025-09-01',
  end_date: '2025-12-12',
  student_count: 20,
  ...over,
});
const can = (rule, ...rest) =>
  ['student', 'instructor', 'supervisor', 'admin', 'admin_general'].filter((role) =>
    rule({ role, id: 'i1', environment_id: 'r1' }, ...rest),
  );

describe('a scanned code', () => {
  test('of ours or of the old app says what it is', () => {
    assert.deepEqual(parseCode('{"type":"environment","id":"e1","v":1}').type, 'environment');
    assert.deepEqual(parseCode(' {"type":"item","id":7} '), { type: 'item', id: '7', text: '{"type":"item","id":7}' });
    assert.deepEqual(
      [parseCode('{"type":"inventory","item_id":"i1"}').type, parseCode('{"type":"inventory","item_id":"i1"}').id],
      ['item', 'i1'],
    );
    assert.equal(parseCode('{"environment_id":"e1"}').type, 'environment');
    assert.equal(parseCode('{"item_id":"e1"}').type, 'item');
  });
  test('that is something else stays text', () => {
    for (const text of ['INV-00012', '123', 'null', '"x"', '{broken', '{"type":"loan","id":"1"}', ''])
      assert.equal(parseCode(text).type, 'unknown', text);
    assert.deepEqual(parseCode('  INV-00012\n'), { type: 'unknown', id: null, text: 'INV-00012' });
  });
  test('finds exactly one thing, or some that are like it', () => {
    const rows = [
      { internal_code: 'INV-1', serial_number: null },
      { internal_code: 'INV-12', serial_number: 'SÑ-9' },
    ];
    assert.deepEqual(matches(rows, ' inv-1 ', ['internal_code', 'serial_number']), { exact: [rows[0]], near: [] });
    assert.deepEqual(matches(rows, 'sn-9', ['internal_code', 'serial_number']).exact, [rows[1]]);
    assert.deepEqual(matches(rows, 'inv', ['internal_code']), { exact: [], near: rows });
    assert.deepEqual(matches(rows, '', ['serial_number']).exact, []);
  });
  test('is printed to a file with a plain name', () => {
    assert.equal(
      labelFile({ type: 'item', id: '1', name: 'Cámara / Ñ (2)', code: 'INV-7' }, 'svg'),
      'qr-inv-7-camara-n-2.svg',
    );
    assert.equal(labelFile({ type: 'item', id: '1', name: 'Mesa' }, 'png'), 'qr-mesa.png');
  });
});

describe('who may', () => {
  const staff = ['supervisor', 'admin', 'admin_general'];
  const other = { id: 'r2', environment_id: 'r2', is_warehouse: false };
  const store = { ...other, is_warehouse: true };
  test('write classes: instructors their own', () => {
    assert.deepEqual(can(mayWriteClasses), ['instructor', ...staff]);
    assert.deepEqual(can(mayWriteClass, lesson({ instructor_id: 'other' })), staff);
    assert.deepEqual(can(mayWriteClass, lesson()), ['instructor', ...staff]);
  });
  test('write items and count them', () => {
    assert.deepEqual(can(mayWriteItems), staff);
    assert.deepEqual(can(mayVerify, { environment_id: 'r1' }), ['student', 'instructor', ...staff]);
    assert.deepEqual(can(mayVerify, other), staff);
    assert.deepEqual(can(mayVerify, other, true), ['instructor', ...staff]);
    assert.equal(
      mayVerify({ role: 'student', environment_id: null }, { environment_id: null }),
      false,
      'no room is not a room in common',
    );
  });
  test('see the equipment of a room and change the room', () => {
    assert.deepEqual(can(maySeeItems, other), staff);
    assert.deepEqual(can(maySeeItems, store), ['instructor', ...staff]);
    assert.deepEqual(can(maySeeItems, { ...other, id: 'r1' }), ['student', 'instructor', ...staff]);
    assert.deepEqual(can(mayEditRoom, store), ['admin_general']);
    assert.deepEqual(can(mayEditRoom, { id: 'r1', is_warehouse: true }), ['admin', 'admin_general']);
    assert.deepEqual(can(mayEditRoom, { id: 'r1', is_warehouse: false }), ['admin_general']);
  });
});

describe('a count', () => {
  test('of one piece says its state only when it changes it', () => {
    assert.deepEqual(singleCount('damaged', 'available'), {
      quantity: 0,
      quantity_damaged: 1,
      quantity_missing: 0,
      status: 'damaged',
    });
    assert.deepEqual(singleCount('missing', 'available'), {
      quantity: 0,
      quantity_damaged: 0,
      quantity_missing: 1,
      status: 'missing',
    });
    assert.deepEqual(singleCount('good', 'in_use'), { quantity: 1, quantity_damaged: 0, quantity_missing: 0 });
    for (const status of ['damaged', 'missing', 'lost'])
      assert.equal(singleCount('good', status).status, 'available', status);
  });
  test('is compared with the list', () => {
    assert.deepEqual(compareCount(20, { quantity: 15, quantity_damaged: 2, quantity_missing: 1 }), {
      sum: 18,
      short: 2,
      over: 0,
    });
    assert.deepEqual(compareCount(20, { quantity: 21, quantity_damaged: 0, quantity_missing: 0 }), {
      sum: 21,
      short: 0,
      over: 1,
    });
    assert.equal(goodPieces({ quantity: 3, quantity_damaged: 2, quantity_missing: 2 }), 0);
  });
});

describe('what a form sends', () => {
  test('of one piece follows its state, of a group its numbers', () => {
    assert.deepEqual(
      itemPayload({ item_type: 'individual', status: 'damaged', quantity: 9, quantity_damaged: 5, serial_number: 'S' }),
      {
        item_type: 'individual',
        status: 'damaged',
        quantity: 1,
        quantity_damaged: 1,
        quantity_missing: 0,
        serial_number: 'S',
      },
    );
    assert.deepEqual(itemPayload({ item_type: 'individual', status: 'in_use', quantity_damaged: 5 }), {
      item_type: 'individual',
      status: 'in_use',
      quantity: 1,
    });
    assert.deepEqual(
      itemPayload({ item_type: 'group', quantity: 5, quantity_damaged: null, quantity_missing: 2, serial_number: 'S' }),
      { item_type: 'group', quantity: 5, quantity_damaged: 0, quantity_missing: 2, serial_number: null },
    );
  });
  test('is never more broken pieces than there are', () => {
    assert.equal(tooMany(null, { item_type: 'group', quantity: 5, quantity_damaged: 3, quantity_missing: 2 }), null);
    assert.notEqual(tooMany(null, { item_type: 'group', quantity: 5, quantity_damaged: 3, quantity_missing: 3 }), null);
    assert.equal(tooMany(null, { item_type: 'individual', quantity: 1, quantity_damaged: 3 }), null);
  });
  test('is only what differs', () => {
    assert.deepEqual(differing({ a: 1, b: null, c: 'x', d: null }, { a: 1, c: 'y', d: 'was' }), { c: 'x', d: null });
    assert.deepEqual(roomPayload({ is_warehouse: 'true', name: 'B' }), { is_warehouse: true, name: 'B' });
    assert.equal(roomPayload({ is_warehouse: 'false' }).is_warehouse, false);
    assert.deepEqual(roomPayload({ name: 'B' }), { name: 'B' });
  });
  test("of the audit's filters has the server's names", () => {
    assert.deepEqual(auditQuery({ accion: 'LOGIN', persona: '', desde: '2025-09-01' }), {
      action_filter: 'LOGIN',
      user_id: null,
      start_date: '2025-09-01',
      end_date: null,
    });
  });
});

describe('what needs attention', () => {
  const item = (id, over) => ({
    id,
    status: 'available',
    quantity: 10,
    quantity_damaged: 0,
    quantity_missing: 0,
    ...over,
  });
  test('comes worst first and leaves out what is well', () => {
    const items = [
      item('well', {}),
      item('fixing', { status: 'maintenance' }),
      item('missing', { quantity_missing: 3 }),
      item('damaged', { quantity_damaged: 2 }),
      item('lost', { status: 'lost', quantity: 1 }),
    ];
    assert.deepEqual(
      attention(items).map(({ id }) => id),
      ['damaged', 'missing', 'lost', 'fixing'],
    );
  });
  test('is drawn in the same three tones everywhere', () => {
    assert.deepEqual(
      stateParts({ rows: 1, pieces: 6, good: 3, damaged: 2, missing: 1 }).map(({ value, tone }) => [value, tone]),
      [
        [3, 'good'],
        [2, 'bad'],
        [1, 'warn'],
      ],
    );
  });
});

describe('a password to say aloud', () => {
  test('has three groups of clear letters, none of them favoured', () => {
    assert.equal(readablePassword(Uint8Array.from({ length: 64 }, (_, at) => at)), 'abcd-efgh-jkmn');
    const skipped = Uint8Array.from({ length: 64 }, (_, at) => (at < 20 ? 250 + (at % 6) : at));
    assert.match(readablePassword(skipped), /^[abcdefghjkmnpqrstuvwxyz2-9]{4}(-[abcdefghjkmnpqrstuvwxyz2-9]{4}){2}$/);
    assert.notEqual(readablePassword(skipped)[0], 'c', 'a byte over the last whole alphabet is left out');
  });
});
