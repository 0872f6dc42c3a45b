/** What the pages of maintenance decide without a page: the steps, the board, what is sent, the calendar. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  boardOf,
  byNeed,
  costOf,
  dateHref,
  datesByDay,
  expectedOn,
  finishBody,
  isLate,
  keptItems,
  readItems,
  reportBody,
  stepsOf,
} from '../../web-dist/js/pages/maintenance/rules.js';
import { aboutOf, intervalOf, photoIds } from '../../web-dist/js/pages/maintenance/words.js';
import './ready.mjs';

const TODAY = '2026-11-29';
const request = (over = {}) => ({
  id: 'r1',
  title: 'No enciende',
  status: 'pending',
  priority: 'media',
  maintenance_type: 'corrective',
  items: [{ item_id: 'p1', item_name: 'Portátil', internal_code: 'P-1', item_type: 'individual', quantity: 1 }],
  item_name: 'Portátil',
  internal_code: 'P-1',
  estimated_completion: null,
  due_date: null,
  actual_completion: null,
  created_at: '2026-11-20T08:00:00',
  ...over,
});
const may = (status, role) => {
  const steps = stepsOf({ status }, { role });
  return Object.keys(steps).filter((name) => steps[name]);
};

describe('the steps of a request', () => {
  test('are for those who look after equipment', () => {
    for (const role of ['student', 'instructor'])
      for (const status of ['pending', 'in_progress', 'completed']) assert.deepEqual(may(status, role), []);
  });
  test('lead to its end, and back', () => {
    assert.deepEqual(may('pending', 'admin'), ['assign', 'start', 'finish', 'cancel', 'edit', 'remove']);
    assert.deepEqual(may('in_progress', 'supervisor'), ['assign', 'finish', 'cancel', 'edit', 'remove']);
    assert.deepEqual(may('completed', 'admin_general'), ['reopen', 'remove']);
    assert.deepEqual(may('cancelled', 'admin_general'), ['reopen', 'remove']);
  });
});

describe('a request', () => {
  test('is late when what was promised, or the day of its plan, has passed', () => {
    assert.equal(expectedOn(request()), null);
    assert.ok(!isLate(request(), TODAY));
    assert.ok(isLate(request({ estimated_completion: '2026-11-28' }), TODAY));
    assert.ok(!isLate(request({ estimated_completion: TODAY }), TODAY));
    assert.ok(isLate(request({ due_date: '2026-11-01' }), TODAY));
    assert.ok(!isLate(request({ estimated_completion: '2026-12-24', due_date: '2026-11-01' }), TODAY));
    assert.ok(!isLate(request({ estimated_completion: '2026-11-28', status: 'completed' }), TODAY));
  });
  test('says what it is about', () => {
    assert.equal(aboutOf(request()), 'Portátil · P-1');
    assert.equal(aboutOf(request({ items: [{}, {}, {}] })), '3 equipos');
    const room = { items: [], item_name: null, internal_code: null, category: 'mobiliario', location: 'Mesa 4' };
    assert.equal(aboutOf(request(room)), 'Mobiliario · Mesa 4');
  });
});

describe('the board', () => {
  test('shows what is late first, then what is urgent, then what waits longest', () => {
    const rows = [
      request({ id: 'new', created_at: '2026-11-25T08:00:00' }),
      request({ id: 'old' }),
      request({ id: 'urgent', priority: 'urgente', created_at: '2026-11-28T08:00:00' }),
      request({ id: 'late', priority: 'baja', estimated_completion: '2026-11-01' }),
    ];
    assert.deepEqual(
      byNeed(rows, TODAY).map(({ id }) => id),
      ['late', 'urgent', 'old', 'new'],
    );
  });
  test('has a column a status, what is done the latest first, and nothing that was cancelled', () => {
    const open = [request({ id: 'a' }), request({ id: 'b', status: 'in_progress' })];
    const closed = [
      request({ id: 'c', status: 'completed', actual_completion: '2026-11-01' }),
      request({ id: 'd', status: 'completed', actual_completion: '2026-11-21' }),
      request({ id: 'e', status: 'cancelled' }),
    ];
    assert.deepEqual(
      boardOf(open, closed, TODAY).map(({ status, rows }) => [status, rows.map(({ id }) => id)]),
      [
        ['pending', ['a']],
        ['assigned', []],
        ['in_progress', ['b']],
        ['completed', ['d', 'c']],
      ],
    );
  });
});

describe('what is sent', () => {
  const written = { title: 'No enciende', description: 'Nada', priority: 'high', location: null };
  test('of an item says nothing of the room', () => {
    assert.deepEqual(
      reportBody({ ...written, item_id: 'p1', environment_id: 'r', quantity_affected: 2 }, ['/api/photos/1']),
      { ...written, item_id: 'p1', quantity_affected: 2, images_urls: ['/api/photos/1'] },
    );
  });
  test('of a room says what it is about', () => {
    assert.deepEqual(
      reportBody({ ...written, environment_id: 'r', category: 'otros', maintenance_type: 'corrective' }, []),
      { ...written, environment_id: 'r', category: 'otros', maintenance_type: 'corrective', images_urls: [] },
    );
  });
  test('at the end says what works again, of a repair only', () => {
    const items = [
      { item_id: 'p1', quantity: 1 },
      { item_id: 'g1', quantity: 5 },
      { item_id: 'p2', quantity: 1 },
    ];
    const said = { actual_completion: TODAY, cost: 5, notes: 'Listo', repaired_p1: false, repaired_g1: 3 };
    const body = finishBody(request({ items }), said);
    assert.deepEqual(body.repaired, [
      { item_id: 'p1', quantity: 0 },
      { item_id: 'g1', quantity: 3 },
      { item_id: 'p2', quantity: 1 },
    ]);
    assert.equal(body.status, 'completed');
    assert.ok(!('repaired' in finishBody(request({ items, maintenance_type: 'preventive' }), said)));
  });
});

test('costs add up in cents', () => {
  assert.equal(costOf([{ cost: 0.1 }, { cost: 0.2 }, { cost: null }, {}]), 0.3);
});

test('an interval is said as people say it', () => {
  assert.equal(intervalOf({ every: 1, unit: 'month' }), 'Cada mes');
  assert.equal(intervalOf({ every: 3, unit: 'month' }), 'Cada 3 meses');
  assert.equal(intervalOf({ every: 45, unit: 'day' }), 'Cada 45 días');
});

test('photos are those of this server', () => {
  assert.deepEqual(photoIds(['/api/photos/a-1', 'api/photos/b2?size=small', 'https://otra.parte/x.jpg']), [
    'a-1',
    'b2',
  ]);
  assert.deepEqual(photoIds(null), []);
});

test('a date of the calendar stands on its day and leads to where it comes from', () => {
  const dates = [
    { day: '2026-12-01', source: 'plan', source_id: 'p' },
    { day: '2026-12-01', source: 'request', source_id: 'r' },
    { day: '2027-01-01', source: 'plan', source_id: 'p' },
  ];
  const weeks = datesByDay([['2026-11-30', '2026-12-01']], dates);
  assert.deepEqual(
    weeks[0].map(({ dates: of }) => of.map(dateHref)),
    [[], ['/mantenimiento/planes/p', '/mantenimiento/r']],
  );
});

describe('the items of a report or a plan', () => {
  test('come back from a draft as they are shown', () => {
    const items = [{ id: 'i1', name: 'Portátil', code: 'P-1', room: 'Sistemas 1' }];
    assert.deepEqual(readItems(keptItems(items)), items);
    assert.equal(keptItems([]), null);
    for (const text of [null, undefined, '', 'i1 i2', '{}', '[null, 3]'])
      assert.deepEqual(readItems(text), [], String(text));
  });
});
