/** What the pages decide without a page: codes, classes, counts, rights, words of the audit. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { auditQuery } from '../../web-dist/js/pages/audit/page.js';
import { outcome } from '../../web-dist/js/pages/audit/entry.js';
import { changedFields, fieldName, fieldValue } from '../../web-dist/js/pages/audit/words.js';
import { mayEditRoom, roomKind } from '../../web-dist/js/pages/environments/actions.js';
import { maySeeItems } from '../../web-dist/js/pages/environments/detail.js';
import { roomPayload } from '../../web-dist/js/pages/environments/form.js';
import { attention, phases, stateParts } from '../../web-dist/js/pages/home/parts.js';
import { goodPieces, mayVerify, mayWriteItems } from '../../web-dist/js/pages/inventory/actions.js';
import { differing, itemPayload, tooMany } from '../../web-dist/js/pages/inventory/form.js';
import { compareCount, singleCount } from '../../web-dist/js/pages/inventory/verify.js';
import { labelFile } from '../../web-dist/js/pages/qr/label.js';
import { matches } from '../../web-dist/js/pages/scan/page.js';
import { clashes, mayWriteClass, mayWriteClasses } from '../../web-dist/js/pages/schedules/form.js';
import {
  addDays,
  classesOn,
  dayNumber,
  hourSpan,
  lanes,
  minutes,
  mondayOf,
} from '../../web-dist/js/pages/schedules/week.js';
import { firstChoice, settle } from '../../web-dist/js/pages/schedules/page.js';
import { readablePassword } from '../../web-dist/js/pages/users/actions.js';
import { parseCode } from '../../web-dist/js/ui/scan.js';
import { icons } from './source.mjs';

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

describe('the day of a class', () => {
  test('is past, now or next, and only the first to come is next', () => {
    const day = [
      lesson(),
      lesson({ start_time: '09:00:00', end_time: '11:00:00' }),
      lesson({ start_time: '13:00:00', end_time: '15:00:00' }),
      lesson({ start_time: '15:00:00', end_time: '17:00:00' }),
    ];
    assert.deepEqual(phases(day, '09:00:00'), ['past', 'now', 'next', '']);
    assert.deepEqual(phases(day, '06:00:00'), ['next', '', '', '']);
    assert.deepEqual(phases(day, '16:59:59'), ['past', 'past', 'past', 'now']);
    assert.deepEqual(phases(day, '17:00:00'), ['past', 'past', 'past', 'past']);
  });
  test('shows the active classes of that weekday in order', () => {
    const rows = [
      lesson({ id: 'late', start_time: '10:00:00' }),
      lesson({ id: 'off', is_active: false }),
      lesson({ id: 'other', day_of_week: 2 }),
      lesson({ id: 'z', environment_name: 'Z' }),
      lesson({ id: 'a', environment_name: 'A' }),
      lesson({ id: 'over', end_date: '2025-09-07' }),
    ];
    assert.deepEqual(
      classesOn(rows, '2025-09-08').map((row) => row.id),
      ['a', 'z', 'late'],
    );
  });
});

describe('the calendar', () => {
  test('knows Mondays, leap years and the turn of the year', () => {
    assert.equal(dayNumber('2025-09-01'), 1);
    assert.equal(dayNumber('2025-09-07'), 7);
    assert.equal(mondayOf('2025-09-07'), '2025-09-01');
    assert.equal(mondayOf('2025-09-01'), '2025-09-01');
    assert.equal(mondayOf('2026-01-01'), '2025-12-29');
    assert.equal(addDays('2024-02-28', 2), '2024-03-01');
    assert.equal(addDays('2025-01-01', -1), '2024-12-31');
    assert.equal(minutes('13:45:00'), 825);
  });
  test('puts classes of one time side by side', () => {
    const at = (start, end) => ({ start_time: start, end_time: end });
    const placed = lanes([
      at('07:00:00', '10:00:00'),
      at('08:00:00', '09:00:00'),
      at('09:00:00', '11:00:00'),
      at('11:00:00', '12:00:00'),
    ]);
    assert.deepEqual(
      placed.map(({ lane, lanes: width }) => [lane, width]),
      [
        [0, 2],
        [1, 2],
        [1, 2],
        [0, 1],
      ],
    );
    assert.deepEqual(lanes([]), []);
    const three = lanes([at('07:00:00', '08:00:00'), at('07:00:00', '08:00:00'), at('07:00:00', '08:00:00')]);
    assert.deepEqual(
      three.map(({ lane, lanes: width }) => [lane, width]),
      [
        [0, 3],
        [1, 3],
        [2, 3],
      ],
    );
  });
  test('shows whole hours, and a working day at least', () => {
    assert.deepEqual(hourSpan([]), [7, 17]);
    assert.deepEqual(hourSpan([lesson({ start_time: '06:30:00', end_time: '21:15:00' })]), [6, 22]);
  });
});

describe('a clash of classes', () => {
  const values = {
    environment_id: 'r1',
    day_of_week: '1',
    start_time: '08:00:00',
    end_time: '10:00:00',
    start_date: '2025-09-01',
    end_date: '2025-09-30',
  };
  const clash = (over, self) => clashes([lesson()], { ...values, ...over }, self).length;
  test('is same room, same day, shared time and shared dates', () => {
    assert.equal(clash({}), 1);
    assert.equal(clash({ environment_id: 'r2' }), 0);
    assert.equal(clash({ day_of_week: 2 }), 0);
    assert.equal(clash({ start_time: '09:00:00' }), 0, 'one ends as the other begins');
    assert.equal(clash({ start_time: '05:00:00', end_time: '07:00:00' }), 0);
    assert.equal(clash({ start_time: '05:00:00', end_time: '07:01:00' }), 1);
    assert.equal(clash({ end_date: '2025-08-31', start_date: '2025-08-01' }), 0);
    assert.equal(clash({ end_date: '2025-09-01', start_date: '2025-08-01' }), 1);
    assert.equal(clash({ start_date: '2025-12-12', end_date: null }), 1);
  });
  test('is none with itself, with an inactive one, or while no time is written', () => {
    assert.equal(clash({}, 'c1'), 0);
    assert.equal(clash({ start_time: null }), 0);
    assert.equal(clashes([lesson({ is_active: false })], values).length, 0);
  });
});

describe('the timetable that a person arrives at', () => {
  const rooms = [{ id: 'r1' }, { id: 'r2' }];
  const busy = [{ environment_id: 'r2' }];
  const arrive = (role, query = '', environment_id = null, classes = busy) =>
    firstChoice({ query: new URLSearchParams(query), user: { id: 'me', role, environment_id } }, rooms, classes);
  test("is his own, his room's, or the first that has classes", () => {
    assert.deepEqual(arrive('instructor'), { room: 'todos', person: 'me' });
    assert.deepEqual(arrive('student', '', 'r1', []), { room: 'r1', person: 'todos' });
    assert.deepEqual(arrive('supervisor', '', 'r2'), { room: 'r2', person: 'todos' });
    assert.deepEqual(arrive('admin', '', 'r1'), { room: 'r2', person: 'todos' }, 'a warehouse has no classes');
    assert.deepEqual(arrive('admin', '', null, []), { room: 'r1', person: 'todos' });
  });
  test('is what the address asks for', () => {
    assert.deepEqual(arrive('admin', 'ambiente=r1&instructor=x'), { room: 'r1', person: 'x' });
    assert.deepEqual(arrive('admin', 'ambiente=todos'), { room: 'todos', person: 'todos' });
  });
  test('is never everything for those who may not read it at once', () => {
    assert.deepEqual(arrive('student', 'ambiente=todos', 'r2'), { room: 'r2', person: 'todos' });
    assert.deepEqual(settle({ room: 'todos', person: 'todos' }, { id: 'me', role: 'instructor' }, rooms), {
      room: 'todos',
      person: 'me',
    });
    assert.deepEqual(settle({ room: 'todos', person: 'todos' }, { id: 'me', role: 'supervisor' }, rooms), {
      room: 'todos',
      person: 'todos',
    });
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

describe('the audit', () => {
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

describe('a password to say aloud', () => {
  test('has three groups of clear letters, none of them favoured', () => {
    assert.equal(readablePassword(Uint8Array.from({ length: 64 }, (_, at) => at)), 'abcd-efgh-jkmn');
    const skipped = Uint8Array.from({ length: 64 }, (_, at) => (at < 20 ? 250 + (at % 6) : at));
    assert.match(readablePassword(skipped), /^[abcdefghjkmnpqrstuvwxyz2-9]{4}(-[abcdefghjkmnpqrstuvwxyz2-9]{4}){2}$/);
    assert.notEqual(readablePassword(skipped)[0], 'c', 'a byte over the last whole alphabet is left out');
  });
});
