/** The timetable without a page: which day a class is on, the calendar, clashes, where a person arrives. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { phases } from '../../web-dist/js/pages/home/parts.js';
import {
  clashes,
  doubles,
  goesOn,
  hoursText,
  isPossible,
  minutes,
  minutesOf,
} from '../../web-dist/js/pages/schedules/hours.js';
import { addDays, dayNumber, mondayOf } from '../../web-dist/js/kit/days.js';
import { classesIn, classesOn, hourSpan, lanes, piecesOn } from '../../web-dist/js/pages/schedules/week.js';
import { firstChoice, settle } from '../../web-dist/js/pages/schedules/page.js';

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

test('a week has the classes that take place in it', () => {
  const ended = lesson({ id: 'ended', end_date: '2025-09-07' });
  const sunday = lesson({ id: 'sunday', day_of_week: 7, start_date: '2025-09-14' });
  assert.deepEqual(
    classesIn([lesson(), ended, sunday], '2025-09-08').map((row) => row.id),
    ['c1', 'sunday'],
  );
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
  test('goes on past midnight, where it began the evening before', () => {
    const night = { start_time: '22:00:00', end_time: '06:00:00' };
    const evening = { start_time: '18:00:00', end_time: '00:00:00' };
    const day = '2025-09-02';
    const last = { ...night, check_date: '2025-09-01' };
    const next = { ...night, check_date: day };
    assert.deepEqual(phases([last, evening, next], '05:59:59', day), ['now', 'next', '']);
    assert.deepEqual(phases([last, evening, next], '06:00:00', day), ['past', 'next', '']);
    assert.deepEqual(phases([last, evening, next], '23:30:00', day), ['past', 'now', 'now']);
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
  test('shows a class past midnight on both of its days', () => {
    const night = lesson({ start_time: '22:00:00', end_time: '06:00:00' });
    const evening = lesson({ id: 'c2', start_time: '18:00:00', end_time: '00:00:00' });
    const hours = (day) => piecesOn([night, evening], day).map((one) => [one.id, one.start_time, one.end_time]);
    assert.deepEqual(hours('2025-09-08'), [
      ['c2', '18:00:00', '24:00:00'],
      ['c1', '22:00:00', '24:00:00'],
    ]);
    assert.deepEqual(hours('2025-09-09'), [['c1', '00:00:00', '06:00:00']]);
    assert.deepEqual(hours('2025-09-10'), []);
    assert.equal(piecesOn([night], '2025-09-09')[0].times, hoursText(night));
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
  test('is one past midnight too, with the next morning', () => {
    const night = lesson({ day_of_week: 7, start_time: '22:00:00', end_time: '06:00:00' });
    const meets = (over) => clashes([night], { ...values, end_date: '2025-12-12', ...over }).length;
    assert.equal(meets({ start_time: '05:00', end_time: '07:00' }), 1, 'Sunday night and Monday at five');
    assert.equal(meets({ start_time: '06:00', end_time: '07:00' }), 0);
    assert.equal(meets({ day_of_week: '2', start_time: '05:00', end_time: '07:00' }), 0);
    const monday = lesson({ start_time: '05:00:00', end_time: '07:00:00' });
    assert.equal(clashes([monday], { ...values, day_of_week: '7', start_time: '22:00', end_time: '06:00' }).length, 1);
    assert.deepEqual(minutesOf(night), [1320, 1800]);
    assert.equal(goesOn(lesson()), false);
    assert.ok(hoursText(night).includes('día siguiente'));
    assert.ok(!hoursText(lesson({ end_time: '00:00:00' })).includes('día siguiente'), 'midnight is an end of the day');
  });
  test('of hours that were exchanged is not even looked for', () => {
    const possible = (start_time, end_time) => isPossible({ start_time, end_time });
    assert.deepEqual(
      [possible('22:00', '06:00'), possible('18:00', '00:00'), possible('20:00', '08:00'), possible('07:00', '23:00')],
      [true, true, true, true],
    );
    assert.deepEqual(
      [possible('10:00', '08:00'), possible('10:00', '10:00'), possible('20:00', '08:01')],
      [false, false, false],
    );
  });
  test('of a teacher or a ficha is one in another room', () => {
    const others = { ...values, environment_id: 'r2', instructor_id: 'i1', ficha: '7' };
    const by = (over, self) => doubles([lesson()], { ...others, ...over }, self).map((one) => one.by);
    assert.deepEqual(by({}), ['teacher']);
    assert.deepEqual(by({ instructor_id: 'i2', ficha: ' 1 ' }), ['ficha']);
    assert.deepEqual(by({ instructor_id: 'i2' }), []);
    assert.deepEqual(by({ environment_id: 'r1' }), [], 'of the same room it is a clash');
    assert.deepEqual(by({ start_time: '09:00', end_time: '10:00' }), []);
    assert.deepEqual(by({}, 'c1'), []);
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
