/** What reading and deciding a check comes down to: differences first, two checks side by side, the weeks of a month. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ROLES } from '../../web-dist/js/kit/format.js';
import { recount } from '../../web-dist/js/pages/checks/detail/items.js';
import { answerState } from '../../web-dist/js/pages/checks/detail/parts.js';
import { openingDay } from '../../web-dist/js/pages/checks/history/page.js';
import {
  addMonths,
  judged,
  lastDay,
  marksOf,
  monthDays,
  monthOf,
  monthTotals,
  weeksOf,
} from '../../web-dist/js/pages/checks/history/rules.js';
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

describe('a month', () => {
  const lesson = (over = {}) => ({
    id: 'c1',
    instructor_id: 'i1',
    environment_name: 'Sistemas',
    is_active: true,
    day_of_week: 5,
    start_time: '07:00:00',
    end_time: '09:00:00',
    start_date: '2026-11-01',
    end_date: '2026-12-12',
    ...over,
  });
  test('has whole weeks from Monday to Sunday', () => {
    const weeks = weeksOf('2026-11');
    assert.equal(weeks.length, 6, 'it begins on a Sunday and ends on a Monday');
    assert.deepEqual(
      [weeks[0][0], weeks[0][6], weeks[5][0], weeks[5][6]],
      ['2026-10-26', '2026-11-01', '2026-11-30', '2026-12-06'],
    );
    assert.equal(weeksOf('2027-02').length, 4, 'a February that fits');
    for (const week of weeksOf('2028-02')) assert.equal(week.length, 7);
    assert.ok(weeksOf('2028-02').flat().includes('2028-02-29'));
  });
  test('follows the one before, also over the year', () => {
    assert.deepEqual(
      [addMonths('2026-12', 1), addMonths('2026-01', -1), addMonths('2026-03', -14)],
      ['2027-01', '2025-12', '2025-01'],
    );
    assert.deepEqual([lastDay('2026-11'), lastDay('2028-02')], ['2026-11-30', '2028-02-29']);
    assert.deepEqual(
      [monthOf('2026-13', '2026-11-21'), monthOf(null, '2026-11-21'), monthOf('2025-02', '2026-11-21')],
      ['2026-11', '2026-11', '2025-02'],
    );
    assert.equal(openingDay('2020-02', null), '2020-02-01');
    assert.equal(openingDay('2020-02', '2020-02-20'), '2020-02-20');
    assert.equal(openingDay('2020-02', '2020-03-20'), '2020-02-01');
  });
  test('shows what happened on each day and which classes nobody checked', () => {
    const checks = [
      check('issues', { id: 'late', check_time: '13:00:00', schedule_id: null, items_damaged: 1 }),
      check('complete', { id: 'early' }),
      check('student_pending', { id: 'waits', check_date: '2026-11-13' }),
    ];
    const weeks = monthDays('2026-11', checks, [lesson()], '2026-11-27T08:00:00');
    const day = (wanted) => weeks.flat().find((one) => one.day === wanted);
    assert.deepEqual(
      day('2026-11-20').checks.map((one) => one.id),
      ['early', 'late'],
    );
    assert.deepEqual(
      weeks.flat().flatMap((one) => (one.missed.length ? [one.day] : [])),
      ['2026-11-06', '2026-11-13'],
      'the class of the 27th is not over',
    );
    assert.deepEqual(monthTotals(weeks), { done: 2, issues: 1, missed: 2 });
    assert.equal(day('2026-10-30').inMonth, false);
  });
  test('marks a day once for each state', () => {
    assert.deepEqual(marksOf([check('complete'), check('issues'), check('complete')]), [
      { status: 'complete', count: 2 },
      { status: 'issues', count: 1 },
    ]);
  });
  test('does not call a class missed for who cannot see its check', () => {
    const rows = [lesson(), lesson({ id: 'c2', instructor_id: 'i2' })];
    const of = (role, environment_id) => judged({ role, id: 'i1', environment_id }, 'r1', rows).map((row) => row.id);
    assert.deepEqual(of('student', 'r1'), []);
    assert.deepEqual(of('instructor', 'r1'), ['c1', 'c2']);
    assert.deepEqual(of('instructor', 'r2'), ['c1']);
    assert.deepEqual(of('supervisor', null), ['c1', 'c2']);
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
