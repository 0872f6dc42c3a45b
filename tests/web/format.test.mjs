/** What a person reads: dates, times, numbers, states. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { addDays, dayMonth, monthName } from '../../web-dist/js/kit/days.js';
import * as format from '../../web-dist/js/kit/format.js';
import { wait } from '../../web-dist/js/kit/wait.js';
import { knowEntities } from '../../web-dist/js/kit/entities.js';
import * as audit from '../../web-dist/js/pages/audit/words.js';
import * as inventory from '../../web-dist/js/pages/inventory/words.js';
import * as users from '../../web-dist/js/pages/users/words.js';
import { setLanguage } from '../../web-dist/js/kit/words.js';
import './ready.mjs';
import { icons } from './source.mjs';
import { readDocument } from './document.mjs';

afterEach(async () => {
  await setLanguage('es');
  format.setTimeZone('America/Bogota');
});

/** Fictitious UTC, as the wall clock is read. */
const at = (text) => new Date(`${text}Z`);

describe('dates and times', () => {
  test('are printed as they come, never converted', async () => {
    assert.equal(format.date('2025-09-01'), '1 sept 2025');
    assert.equal(format.date('2025-12-31T23:59:59.999999'), '31 dic 2025');
    assert.equal(format.dateTime('2025-09-01T14:05:09.123456'), '1 sept 2025, 2:05 p. m.');
    await setLanguage('en');
    assert.equal(format.date('2025-09-01'), 'Sep 1, 2025');
    assert.equal(format.dateTime('2025-09-01T14:05:09.123456'), 'Sep 1, 2025, 2:05 PM');
  });
  test('of a calendar are counted over the ends of months and years, and called by their names', async () => {
    assert.deepEqual(
      [addDays('2026-03-01', -1), addDays('2024-03-01', -1), addDays('2026-01-01', -1)],
      ['2026-02-28', '2024-02-29', '2025-12-31'],
    );
    assert.deepEqual([monthName('2026-11'), dayMonth('2026-11-21')], ['Noviembre 2026', '21 nov']);
    await setLanguage('en');
    assert.deepEqual([monthName('2026-11'), dayMonth('2026-11-21')], ['November 2026', 'Nov 21']);
  });
  test('of the clock have no date, and midnight and noon are twelve', () => {
    assert.equal(format.time('07:30:00'), '7:30 a. m.');
    assert.equal(format.time('00:00:00'), '12:00 a. m.');
    assert.equal(format.time('12:00:00'), '12:00 p. m.');
    assert.equal(format.time('2025-09-01T18:45:00'), '6:45 p. m.');
  });
  test('of a range say the half of the day once when it is the same', async () => {
    assert.equal(format.timeRange('07:00:00', '09:30:00'), '7:00 – 9:30 a. m.');
    assert.equal(format.timeRange('10:00:00', '13:00:00'), '10:00 a. m. – 1:00 p. m.');
    await setLanguage('en');
    assert.equal(format.timeRange('07:00:00', '09:30:00'), '7:00 – 9:30 AM');
  });
  test('that are none are a dash', () => {
    for (const none of [null, undefined, '', 'mañana', '2025-13-45']) {
      assert.equal(format.date(none), '—');
      assert.equal(format.dateTime(none), '—');
      assert.equal(format.relative(none), '—');
      assert.equal(format.time(none), '—');
    }
    assert.equal(format.weekday(0), '—');
    assert.equal(format.weekday(8), '—');
  });
  test('far from now are told roughly, very far exactly', () => {
    const now = at('2025-09-10T12:00:00');
    assert.equal(format.relative('2025-09-10T11:59:40', now), 'ahora');
    assert.equal(format.relative('2025-09-10T11:55:00', now), 'hace 5 minutos');
    assert.equal(format.relative('2025-09-10T09:00:00', now), 'hace 3 horas');
    assert.equal(format.relative('2025-09-09T10:00:00', now), 'ayer');
    assert.equal(format.relative('2025-09-11T12:00:00', now), 'mañana');
    assert.equal(format.relative('2025-09-03T12:00:00', now), 'hace 7 días');
    assert.equal(format.relative('2025-07-01T12:00:00', now), '1 jul 2025');
  });
});

describe('the clock on the wall', () => {
  test("is the centre's, whatever the device believes", () => {
    const instant = new Date('2025-09-02T03:30:00Z');
    assert.equal(format.wallClock(instant).toISOString(), '2025-09-01T22:30:00.000Z');
    format.setTimeZone('Europe/Madrid');
    assert.equal(format.wallClock(instant).toISOString(), '2025-09-02T05:30:00.000Z');
  });
  test('reads midnight as the first hour of its day', () => {
    assert.equal(format.wallClock(new Date('2025-09-02T05:00:00Z')).toISOString(), '2025-09-02T00:00:00.000Z');
  });
  test('says which day it is', () => {
    assert.equal(format.today(), format.wallClock().toISOString().slice(0, 10));
    assert.match(format.today(), /^\d{4}-\d{2}-\d{2}$/);
  });
});

describe('weekdays', () => {
  test('start on Monday', async () => {
    assert.equal(format.weekday(1), 'lunes');
    assert.equal(format.weekday(7), 'domingo');
    assert.equal(format.weekdayShort(3), 'mié');
    await setLanguage('en');
    assert.equal(format.weekday(1), 'Monday');
  });
  test('of a date', () => {
    assert.equal(format.weekdayOf('2025-09-01'), 1);
    assert.equal(format.weekdayOf('2025-09-07'), 7);
    assert.equal(format.weekdayOf('2024-02-29'), 4);
  });
});

describe('numbers', () => {
  test('are grouped as the reader is used to', async () => {
    assert.equal(format.number(1234567), '1.234.567');
    assert.equal(format.number(0), '0');
    assert.equal(format.number(null), '—');
    assert.equal(format.number(NaN), '—');
    assert.match(format.percent(0.504), /^50\s?%$/);
    await setLanguage('en');
    assert.equal(format.number(1234567), '1,234,567');
  });
  test('of bytes get a unit', () => {
    assert.equal(format.bytes(0), '0 B');
    assert.equal(format.bytes(1023), '1.023 B');
    assert.equal(format.bytes(1024), '1 KB');
    assert.equal(format.bytes(1536), '1,5 KB');
    assert.equal(format.bytes(10 * 1024 ** 2), '10 MB');
    assert.equal(format.bytes(5 * 1024 ** 4), '5.120 GB');
  });
});

describe('words', () => {
  test('are compared without accents, case and spare spaces', () => {
    assert.equal(format.fold('  Ñandú   ÁÉÍÓÚ ü '), 'nandu aeiou u');
    assert.equal(format.fold(null), '');
    assert.equal(format.fold(12), '12');
  });
  test('of a name give two initials', () => {
    assert.equal(format.initials('Ana María Gómez Ruiz'), 'AG');
    assert.equal(format.initials('Ana Gómez'), 'AG');
    assert.equal(format.initials('ángela'), 'Á');
    assert.equal(format.initials('  '), '?');
    assert.equal(format.initials(null), '?');
  });
  test('of the server that nobody has named yet are shown as they are', () => {
    assert.equal(inventory.categoryName('air_conditioner'), 'air conditioner');
    assert.equal(inventory.categoryIcon('air_conditioner'), 'package');
    assert.deepEqual(inventory.itemState('in_orbit'), { word: 'in orbit', icon: 'info', tone: 'muted' });
  });
  test('of the audit are told as acts', async () => {
    await knowEntities();
    assert.equal(audit.auditAction('LOGIN').startsWith('audit.'), false);
    const created = audit.auditAction('CREATE_INVENTORY_ITEM');
    assert.match(created, /^\p{Lu}/u);
    assert.doesNotMatch(created, /[._]/);
    assert.equal(audit.auditAction('TELEPORT_ROOM'), 'Teleport room');
    assert.equal(audit.entityName('USER'), audit.entityName('user'));
    assert.doesNotMatch(audit.entityName('inventory_item'), /[._]/);
    assert.equal(audit.entityName('flying_carpet'), 'flying carpet');
  });
});

describe('the lists of the server', () => {
  const { schemas } = readDocument().components;
  const values = (schema, field) => [...schemas[schema].properties[field].enum].sort();
  test('are the ones that are offered', () => {
    assert.deepEqual([...format.ROLES].sort(), values('User', 'role'));
    assert.deepEqual([...inventory.ITEM_STATUSES].sort(), values('Item', 'status'));
    assert.deepEqual([...inventory.CATEGORIES].sort(), values('Item', 'category'));
  });
  test('have a word in both languages, and an icon', async () => {
    for (const code of ['es', 'en']) {
      await setLanguage(code);
      for (const role of format.ROLES)
        assert.notEqual(format.roleName(role), role.replaceAll('_', ' '), `${role} in ${code}`);
      for (const status of inventory.ITEM_STATUSES) {
        assert.match(inventory.itemState(status).word, /^\p{Lu}/u, `${status} in ${code}`);
        assert.ok(icons.has(inventory.itemState(status).icon), status);
      }
      for (const category of inventory.CATEGORIES) {
        assert.match(inventory.categoryName(category), /^\p{Lu}/u, `${category} in ${code}`);
        assert.ok(icons.has(inventory.categoryIcon(category)), category);
      }
    }
  });
});

describe('the state of an account', () => {
  test('waits only while it is not active', () => {
    assert.equal(users.userState({ is_active: true, activation_requested: true }).tone, 'good');
    assert.equal(users.userState({ is_active: false, activation_requested: true }).icon, 'hourglass');
    assert.equal(users.userState({ is_active: false, activation_requested: false }).tone, 'muted');
  });
});

describe('totals', () => {
  test('are counted in pieces', () => {
    const items = [
      { status: 'available', quantity: 20, quantity_damaged: 2, quantity_missing: 1 },
      { status: 'damaged', quantity: 1, quantity_damaged: 0, quantity_missing: 0 },
      { status: 'lost', quantity: 1, quantity_damaged: 0, quantity_missing: 0 },
      { status: 'damaged', quantity: 1, quantity_damaged: 1, quantity_missing: 0 },
    ];
    assert.deepEqual(inventory.itemTotals(items), { rows: 4, pieces: 23, good: 17, damaged: 4, missing: 2 });
    assert.deepEqual(inventory.itemTotals([]), { rows: 0, pieces: 0, good: 0, damaged: 0, missing: 0 });
  });
});

test('a wait ends with the page that waits, and leaves no listener behind', async () => {
  const page = new AbortController();
  let listeners = 0;
  const { signal } = page;
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
  signal.addEventListener = (/** @type {any[]} */ ...all) => ((listeners += 1), add(...all));
  signal.removeEventListener = (/** @type {any[]} */ ...all) => ((listeners -= 1), remove(...all));
  await wait(0, signal);
  assert.equal(listeners, 0);
  const long = wait(2 ** 30, signal);
  assert.equal(listeners, 1);
  page.abort();
  await long;
  await wait(2 ** 30, signal);
  assert.equal(listeners, 0);
});
