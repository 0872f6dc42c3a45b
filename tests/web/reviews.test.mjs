/** What reading and deciding a check comes down to: differences first, two checks side by side. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ROLES } from '../../web-dist/js/kit/format.js';
import { recount } from '../../web-dist/js/pages/checks/detail/items.js';
import { answerState } from '../../web-dist/js/pages/checks/detail/parts.js';
import { reviewPayload } from '../../web-dist/js/pages/checks/review/instructor.js';
import {
  actsOf,
  awaitsSupervisor,
  compareItems,
  corrected,
  differencesOf,
  doPath,
  endsWithIssues,
  groupItems,
  requestKeys,
  stagesOf,
  surplusOf,
} from '../../web-dist/js/pages/checks/review/rules.js';
import { findingActs, registerPath } from '../../web-dist/js/pages/checks/findings/actions.js';
import { roomsIn } from '../../web-dist/js/pages/environments/options.js';

const item = (name, over = {}) => ({
  item_id: name,
  item_name: name,
  internal_code: `C-${name}`,
  item_type: 'group',
  status: 'good',
  quantity_expected: 10,
  quantity_found: 10,
  quantity_damaged: 0,
  quantity_missing: 0,
  notes: null,
  photo_id: null,
  counted_at: '2026-11-20T07:10:00',
  ...over,
});
const check = (status, over = {}) => ({
  id: 'k1',
  environment_id: 'r1',
  schedule_id: 'c1',
  status,
  student_id: 's1',
  student_name: 'Ana',
  items_damaged: 0,
  items_missing: 0,
  inventory_complete: true,
  check_date: '2026-11-20',
  check_time: '07:10:00',
  ...over,
});
const names = (rows) => rows.map((row) => row.item_name ?? row.name);

describe('the items of a check', () => {
  const damaged = item('Dañado', { status: 'damaged', quantity_found: 9, quantity_damaged: 1 });
  const missing = item('Falta', { status: 'missing', quantity_found: 8, quantity_missing: 2 });
  const surplus = item('Sobra', { quantity_found: 12 });
  const noted = item('Con nota', { notes: 'Pantalla rayada' });
  const unseen = item('Sin mirar', { counted_at: null });
  test('say what is not as it should be', () => {
    assert.deepEqual([damaged, missing, surplus, noted, unseen, item('Bien')].map(differencesOf), [
      ['damaged'],
      ['missing'],
      ['surplus'],
      ['note'],
      ['unseen'],
      [],
    ]);
    assert.deepEqual(differencesOf(item('x', { photo_id: 'p' })), ['note']);
    assert.deepEqual(differencesOf({ ...damaged, quantity_missing: 1, quantity_found: 8, counted_at: null }), [
      'damaged',
      'missing',
      'unseen',
    ]);
    assert.deepEqual([surplusOf(surplus), surplusOf(damaged)], [2, 0]);
  });
  test('come with the differences first, worst on top, and the rest by name', () => {
    const {
      differences,
      unseen: waiting,
      rest,
    } = groupItems([
      item('Zeta'),
      noted,
      unseen,
      item('Alfa'),
      surplus,
      missing,
      item('Sala 10'),
      item('Sala 2'),
      damaged,
    ]);
    assert.deepEqual(names(differences), ['Dañado', 'Falta', 'Sobra', 'Con nota']);
    assert.deepEqual(names(waiting), ['Sin mirar']);
    assert.deepEqual(names(rest), ['Alfa', 'Sala 2', 'Sala 10', 'Zeta']);
  });
  test('corrected in a review count what is not there as missing', () => {
    assert.deepEqual(recount(10, 7, 1), { quantity_found: 7, quantity_damaged: 1, quantity_missing: 2 });
    assert.deepEqual(recount(10, 12, 0), { quantity_found: 12, quantity_damaged: 0, quantity_missing: 0 });
    assert.equal(corrected([damaged], { Dañado: recount(10, 10, 0) })[0].quantity_damaged, 0);
    assert.equal(corrected([{ ...damaged, item_id: null }], {})[0].quantity_damaged, 1);
  });
  test('decide whether a review ends with issues', () => {
    assert.equal(endsWithIssues({ inventory_complete: true, items: [item('a'), noted, surplus] }), false);
    assert.equal(endsWithIssues({ inventory_complete: false, items: [] }), true);
    assert.equal(endsWithIssues({ inventory_complete: true, items: [missing] }), true);
    assert.equal(endsWithIssues({ inventory_complete: true, items: [damaged] }), true);
  });
});

describe('two checks side by side', () => {
  test('show what changed, worse first', () => {
    const before = [item('a'), item('b', { quantity_damaged: 2, quantity_found: 8 }), item('c'), item('d'), item('f')];
    const now = [
      item('a'),
      item('b'),
      item('c', { quantity_found: 9, quantity_missing: 1 }),
      item('d', { quantity_found: 11 }),
      item('e'),
    ];
    assert.deepEqual(
      compareItems(now, before).map((one) => [one.name, one.kind]),
      [
        ['c', 'worse'],
        ['f', 'gone'],
        ['d', 'changed'],
        ['e', 'new'],
        ['b', 'better'],
      ],
    );
    const [worse] = compareItems(now, before);
    assert.deepEqual([worse.before?.quantity_found, worse.now?.quantity_found], [10, 9]);
  });
  test('that are the same show nothing, also when an item has lost its row', () => {
    assert.deepEqual(compareItems([item('a')], [item('a', { notes: 'x', counted_at: null })]), []);
    assert.deepEqual(compareItems([item('a', { item_id: null })], [item('a', { item_id: null })]), []);
  });
});

describe('who may do what', () => {
  const may = (status, over) =>
    Object.fromEntries(ROLES.map((role) => [role, actsOf({ role, id: 's1' }, check(status, over))]));
  test('before the instructor has spoken', () => {
    assert.deepEqual(may('instructor_review'), {
      student: [],
      instructor: ['confirm'],
      supervisor: ['confirm', 'takeover'],
      admin: ['takeover'],
      admin_general: ['confirm', 'takeover'],
    });
  });
  test('while the supervisor decides', () => {
    const open = may('supervisor_review');
    assert.deepEqual(open.supervisor, ['approve', 'reject', 'giveBack']);
    assert.deepEqual(open.admin_general, open.supervisor);
    assert.deepEqual([open.admin, open.instructor, open.student], [['giveBack'], [], []]);
    assert.deepEqual(may('issues', { items_damaged: 1 }).supervisor, ['approve', 'keep', 'reject', 'giveBack']);
    assert.deepEqual(
      may('issues', { items_damaged: 1, supervisor_confirmed_at: '2026-11-20T09:00:00' }).supervisor,
      ['approve', 'reject'],
      'left with issues once is not left so again',
    );
  });
  test('when it is over, or has to be done', () => {
    assert.deepEqual(may('complete'), {
      student: [],
      instructor: [],
      supervisor: ['reopen'],
      admin: [],
      admin_general: ['reopen'],
    });
    const again = may('rejected');
    assert.deepEqual(again.student, ['start']);
    assert.deepEqual([again.admin, again.instructor], [[], ['start']]);
    assert.deepEqual(actsOf({ role: 'student', id: 'other' }, check('rejected')), []);
  });
  test('and whose turn it is', () => {
    const states = (status, over) => stagesOf(check(status, over)).map((stage) => stage.state);
    assert.deepEqual(states('student_pending'), ['now', 'later', 'later']);
    assert.deepEqual(states('instructor_review'), ['done', 'now', 'later']);
    assert.deepEqual(states('supervisor_review'), ['done', 'skipped', 'now']);
    assert.deepEqual(states('supervisor_review', { instructor_confirmed_at: 'x' }), ['done', 'done', 'now']);
    assert.deepEqual(states('complete', { instructor_confirmed_at: 'x' }), ['done', 'done', 'done']);
    assert.deepEqual(states('issues', { instructor_confirmed_at: 'x' }), ['done', 'done', 'now']);
    assert.deepEqual(states('issues', { supervisor_confirmed_at: 'x' }), ['done', 'skipped', 'issues']);
    assert.deepEqual(states('rejected', { instructor_confirmed_at: 'x' }), ['done', 'done', 'rejected']);
    assert.equal(awaitsSupervisor(check('instructor_review')), false);
  });
  test('goes to the sheet of the same room and class', () => {
    assert.equal(doPath(check('rejected')), '/verificaciones/hacer?ambiente=r1&clase=c1');
    assert.equal(doPath({ environment_id: 'r1', schedule_id: null }), '/verificaciones/hacer?ambiente=r1');
  });
});

describe('what is sent', () => {
  test('is the ticks, a comment when there is one, and the corrected counts', () => {
    const review = { is_clean: true, is_organized: false, inventory_complete: true, comments: '  ', items: {} };
    assert.deepEqual(reviewPayload(review), { is_clean: true, is_organized: false, inventory_complete: true });
    assert.deepEqual(
      reviewPayload({ ...review, comments: ' Bien ', items: { i1: { ...recount(2, 1, 1), notes: 'x' } } }),
      {
        is_clean: true,
        is_organized: false,
        inventory_complete: true,
        comments: 'Bien',
        items: [
          { item_id: 'i1', method: 'list', quantity_found: 1, quantity_damaged: 1, quantity_missing: 0, notes: 'x' },
        ],
      },
    );
  });
  test('has the same key while it is the same', () => {
    const keyOf = requestKeys();
    const first = keyOf({ a: 1 });
    assert.match(first, /^[0-9a-f]{32}$/);
    assert.equal(keyOf({ a: 1 }), first);
    assert.notEqual(keyOf({ a: 2 }), first);
    assert.notEqual(requestKeys()({ a: 1 }), first);
  });
  test('answers are yes, no or none', () => {
    assert.deepEqual(
      [true, false, null, undefined].map((answer) => answerState(answer).tone),
      ['good', 'bad', 'muted', 'muted'],
    );
  });
});

describe('a finding', () => {
  const finding = (over = {}) => ({
    id: 'f1',
    kind: 'unknown_code',
    code: 'SENA 001/ñ',
    environment_id: 'r1',
    environment_name: 'Sistemas 2',
    item_id: null,
    status: 'open',
    ...over,
  });
  const signs = (over) => findingActs(finding(over), () => null).map((act) => act.icon);
  test('of another room can be moved, an unknown code registered, a settled one left alone', () => {
    assert.deepEqual(signs({}), ['plus', 'check', 'close']);
    assert.deepEqual(signs({ kind: 'other_room', item_id: 'i1' }), ['swap', 'check', 'close']);
    assert.deepEqual(signs({ status: 'noted' }), []);
  });
  test('is registered with what is known of it', () => {
    const query = new URLSearchParams(registerPath(finding()).split('?')[1]);
    assert.deepEqual(Object.fromEntries(query), { codigo: 'SENA 001/ñ', ambiente: 'r1', hallazgo: 'f1' });
    assert.equal(
      new URLSearchParams(registerPath(finding({ code: 'x'.repeat(200) })).split('?')[1]).get('codigo').length,
      50,
    );
  });
  test('belongs to rooms that are offered once, in order', () => {
    const rows = [finding({ environment_id: 'r2', environment_name: 'Sala 10' }), finding(), finding({ id: 'f2' })];
    assert.deepEqual(
      roomsIn([...rows, finding({ environment_id: 'r3', environment_name: 'Sala 2' })]).map((row) => row.label),
      ['Sala 2', 'Sala 10', 'Sistemas 2'],
    );
  });
});
