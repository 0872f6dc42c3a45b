/** The weeks of a month and the checks in them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openingDay } from '../../web-dist/js/pages/checks/history/page.js';
import { addMonths, lastDay, monthOf, weeksOf } from '../../web-dist/js/kit/days.js';
import { judged, marksOf, monthDays, monthTotals } from '../../web-dist/js/pages/checks/history/rules.js';

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
