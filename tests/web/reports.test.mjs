/** Reports: who may have which, what is sent of a form, which days a word means, what a file is called. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { ROLES } from '../../web-dist/js/kit/format.js';
import { knowEntities } from '../../web-dist/js/kit/entities.js';
import { known, t } from '../../web-dist/js/kit/words.js';
import { auditAction, entityName } from '../../web-dist/js/pages/audit/words.js';
import { fieldsOf, statusWord } from '../../web-dist/js/pages/reports/fields.js';
import {
  ALL,
  KINDS,
  MATERIALS,
  asked,
  kindsOf,
  mayHave,
  patchOf,
  sheetOf,
} from '../../web-dist/js/pages/reports/kinds.js';
import {
  PERIODS,
  chosenOf,
  countKey,
  daysOf,
  fileName,
  missing,
  parametersOf,
} from '../../web-dist/js/pages/reports/rules.js';
import { whenText } from '../../web-dist/js/pages/reports/scheduled.js';
import { offerFor, schedulable, scheduleOf, valuesOf } from '../../web-dist/js/pages/reports/scheduled-rules.js';
import { reports } from '../../web-dist/js/pages/reports/settings.js';
import { kindHint } from '../../web-dist/js/pages/reports/words.js';
import { matchRoute } from '../../web-dist/js/frame/places.js';
import { readDocument } from './document.mjs';
import './ready.mjs';

const { schemas } = readDocument().components;
const DAY = '2026-11-29';
/** @param {string} file */
const rust = (file) => readFileSync(new URL(`../../src/campus/reports/${file}`, import.meta.url), 'utf8');
/** @param {string} name */
const snake = (name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();

describe('a kind of report', () => {
  test('is one that the server knows', () => {
    assert.deepEqual(ALL.toSorted(), schemas.Report.properties.report_type.enum.toSorted());
  });
  test('is for the roles that the server gives it to', () => {
    const may = rust('rules.rs');
    const arms = { instructor: 'Instructor', supervisor: 'Supervisor', admin: 'Admin' };
    for (const [role, arm] of Object.entries(arms)) {
      const kinds = new RegExp(`Role::${arm} => matches!\\(kind, ([^)]*)\\)`).exec(may)?.[1].split(/\s*\|\s*/) ?? [];
      assert.ok(kinds.length > 3, `${role}: this test has become blind`);
      const own = kindsOf(role).filter((kind) => !MATERIALS.includes(kind));
      assert.deepEqual(own.toSorted(), kinds.map(snake).toSorted(), role);
      // Whoever reads the stock may have it on paper.
      assert.ok(
        MATERIALS.every((kind) => kindsOf(role).includes(kind)),
        role,
      );
    }
    assert.deepEqual(kindsOf('admin_general'), ALL);
    assert.deepEqual(kindsOf('student'), []);
  });
  test('has the states that the server knows, in the words of its paper', () => {
    const source = rust('kinds/words.rs') + rust('../../warehouse/words.rs');
    const words = (/** @type {string} */ name) => {
      const body = new RegExp(`pub const ${name}: Words =\\s*&\\[([\\s\\S]*?)\\];`).exec(source)?.[1] ?? '';
      return new Map([...body.matchAll(/\("(\w+)",\s*"([^"]*)"/g)].map(([, word, said]) => [word, said]));
    };
    const lists = {
      inventory: 'ITEM_STATUS',
      room: 'ITEM_STATUS',
      loans: 'LOAN_STATUS',
      maintenance: 'MAINTENANCE_STATUS',
      inventory_checks: 'CHECK_STATUS',
      alerts: 'ALERT_STATUS',
      users: 'ACTIVE',
      environments: 'ACTIVE',
      movements: 'MOVEMENT_TYPE',
    };
    for (const kind of ALL) {
      const { statuses = [], filters } = KINDS[kind];
      assert.equal(filters.includes('status'), statuses.length > 0, kind);
      const list = lists[/** @type {keyof typeof lists} */ (kind)];
      const paper = list ? words(list) : new Map();
      assert.deepEqual(statuses.toSorted(), [...paper.keys()].toSorted(), kind);
      for (const status of statuses) assert.equal(statusWord(kind, status), paper.get(status), `${kind}: ${status}`);
    }
  });
  test('promises an instructor no more of an item than their paper holds', () => {
    assert.match(rust('kinds/sheets/item.rs'), /if asked\.tells_work \{/);
    assert.equal(kindHint('item', 'instructor'), 'Sus datos y verificaciones.');
    assert.equal(kindHint('item', 'supervisor'), 'Sus datos, arreglos, préstamos y verificaciones.');
    for (const role of ROLES)
      for (const kind of kindsOf(role)) assert.doesNotMatch(kindHint(kind, role), /^reports/, kind);
  });
  test('is narrowed by what the server narrows it by', () => {
    const arms = /pub fn filters[\s\S]*?\n}/.exec(rust('rules.rs'))?.[0] ?? '';
    const found = [...arms.matchAll(/((?:ReportType::\w+(?: \| )?)+) => &\[([^\]]*)\]/g)].flatMap(
      ([, kinds, filters]) =>
        kinds
          .split(' | ')
          .map((kind) => [snake(kind.replace('ReportType::', '')), filters.split(', ').filter(Boolean).map(snake)]),
    );
    const materials = ['stock', 'movements'].flatMap((name) => [
      ...rust(`../../warehouse/${name}/reports.rs`).matchAll(/word: "(\w+)",[\s\S]*?filters: &\[([\s\S]*?)\]/g),
    ]);
    assert.deepEqual(materials.map(([, word]) => word).toSorted(), MATERIALS.toSorted());
    /** @type {Record<string, string>} */
    const called = {
      Room: 'warehouse',
      ProductCategory: 'productCategory',
      Ahead: 'ahead',
      Days: 'days',
      Status: 'status',
    };
    for (const [, word, filters] of materials)
      found.push([word, [...filters.matchAll(/ReportFilter::(\w+)/g)].map(([, name]) => called[name])]);
    const server = Object.fromEntries(found);
    for (const kind of ALL) {
      // The room of its sheet is what the sheet is of.
      const own = kind === 'room' ? ['room', ...KINDS.room.filters] : KINDS[kind].filters;
      assert.deepEqual(own.toSorted(), server[kind]?.toSorted(), kind);
    }
  });
  test('says what it holds, and names its own filters only', () => {
    const document = new Set(Object.keys(schemas.ReportParameters.properties));
    for (const kind of ALL) {
      assert.ok(known(`reports.kind.${kind}`) && known(`reports.about.${kind}`), kind);
      const fields = fieldsOf(kind, { own: null, user: { role: 'admin_general' }, subject: null });
      for (const { name, label } of fields.filter((field) => 'label' in field)) {
        assert.doesNotMatch(String(label), /^reports\./, `${kind}: ${name}`);
        if (!['file_format', 'title', 'period'].includes(String(name))) assert.ok(document.has(String(name)), name);
      }
    }
  });
  test('of one room has no room to choose, of an instructor no person', () => {
    const names = (/** @type {import('../../web-dist/js/pages/reports/kinds.js').Kind} */ kind) =>
      fieldsOf(kind, { own: { id: 'r', name: 'Sistemas 1' }, user: { role: 'instructor' }, subject: null })
        .filter(({ type }) => type !== 'hidden')
        .map(({ name }) => name);
    assert.deepEqual(names('inventory_checks'), ['period', 'start_date', 'end_date', 'status', 'file_format', 'title']);
    assert.deepEqual(names('room'), ['category', 'status', 'file_format', 'title']);
  });
});

describe('the audit on paper', () => {
  test('speaks as its page does', async () => {
    await knowEntities();
    const source = rust('kinds/words/audit.rs');
    const words = (/** @type {string} */ name) => {
      const body = new RegExp(`const ${name}: Words = &\\[([\\s\\S]*?)\\];`).exec(source)?.[1] ?? '';
      return [...body.matchAll(/\("(\w+)",\s*"([^"]*)"/g)].map(([, word, said]) => /** @type {const} */ ([word, said]));
    };
    const [kinds, acts] = [words('ENTITIES'), words('ACTS')];
    assert.ok(kinds.length > 25 && acts.length > 20, 'this test has become blind');
    for (const [word, said] of kinds) assert.equal(entityName(word), said, word);
    for (const [word, said] of acts) assert.equal(auditAction(word), said, word);
    for (const [verb, said] of words('VERBS')) assert.equal(auditAction(`${verb}_LOAN`), `${said} préstamo`, verb);
  });
});

describe('a scheduled report', () => {
  test('is of every kind but the papers of one thing', () => {
    for (const role of ROLES) {
      const kinds = schedulable(kindsOf(role));
      assert.ok(
        kinds.every((kind) => kindsOf(role).includes(kind)),
        role,
      );
      assert.ok(!kinds.includes('item') && !kinds.includes('check'), role);
    }
    assert.equal(schedulable(kindsOf('admin_general')).length, ALL.length - 2);
  });
  test('is sent with its filters, its period and one day', () => {
    const values = { ...valuesOf('inventory_checks', null), status: 'issues', start_date: '2026-01-01', title: null };
    assert.deepEqual(scheduleOf('inventory_checks', values), {
      file_format: 'pdf',
      title: null,
      parameters: { status: 'issues' },
      period: 'last_week',
      every: 'week',
      weekday: 1,
      hour: 7,
      by_mail: true,
    });
    const monthly = scheduleOf('environments', { ...valuesOf('environments', null), every: 'month', month_day: 31 });
    assert.equal(monthly.month_day, 31);
    assert.ok(!('weekday' in monthly));
    assert.equal(monthly.period, 'now');
  });
  test('is changed from what it is', () => {
    const schedule = /** @type {import('wire').ReportSchedule} */ ({
      ...scheduleOf('loans', { ...valuesOf('loans', null), status: 'overdue', hour: '18', by_mail: false }),
      report_type: 'loans',
      month_day: null,
    });
    assert.deepEqual(scheduleOf('loans', valuesOf('loans', schedule)), {
      file_format: 'pdf',
      title: null,
      parameters: { status: 'overdue' },
      period: 'last_week',
      every: 'week',
      weekday: 1,
      hour: 18,
      by_mail: false,
    });
  });
  test('keeps whether it is told by mail when nobody is asked', () => {
    const { by_mail, ...asked } = valuesOf('loans', null);
    assert.equal(by_mail, true);
    assert.ok(!('by_mail' in scheduleOf('loans', asked)));
    assert.equal(scheduleOf('loans', { ...asked, by_mail: false }).by_mail, false);
  });
  test('is made at an hour that is said as people say it', () => {
    const at = (/** @type {number} */ hour) => whenText({ every: 'week', weekday: 1, month_day: null, hour });
    assert.equal(at(1), 'Cada lunes a la 1:00 a. m.');
    assert.equal(at(13), 'Cada lunes a la 1:00 p. m.');
    assert.equal(at(11), 'Cada lunes a las 11:00 a. m.');
  });
  test('is offered to those who look after rooms, of a kind that they may have', () => {
    for (const role of ROLES) {
      const offer = offerFor(role);
      assert.equal(Boolean(offer), ['supervisor', 'admin', 'admin_general'].includes(role), role);
      if (!offer) continue;
      assert.ok(schedulable(kindsOf(role)).includes(offer.report_type), role);
      assert.ok(known(`reports.offer.${offer.report_type}`), role);
      assert.match(whenText({ weekday: null, month_day: null, ...offer }), /lunes a las 7|día 1 de cada mes a las 7/);
    }
  });
});

describe('the sheet of a thing', () => {
  const room = 'r1';
  const may = (/** @type {import('../../web-dist/js/pages/reports/kinds.js').Kind} */ kind, own, of = room) =>
    ROLES.filter((role) => mayHave({ role, environment_id: own }, kind, of));
  test('is offered where the server gives it', () => {
    assert.deepEqual(may('item', 'r1'), ['instructor', 'supervisor', 'admin', 'admin_general']);
    assert.deepEqual(may('item', 'r2'), ['supervisor', 'admin_general']);
    assert.deepEqual(may('item', null), ['supervisor', 'admin', 'admin_general']);
    assert.deepEqual(may('item', null, null), ['supervisor', 'admin', 'admin_general']);
    assert.deepEqual(may('check', 'r1'), ['instructor', 'supervisor', 'admin_general']);
  });
  test('has an address that leads back to it', () => {
    for (const kind of /** @type {const} */ (['item', 'room', 'check'])) {
      const url = new URL(sheetOf(kind, 'x-1'), 'http://box');
      assert.ok(matchRoute(url.pathname));
      assert.deepEqual(asked(url.searchParams, ALL), { kind, subject: 'x-1' });
      assert.deepEqual(asked(url.searchParams, ['inventory']), { kind: null, subject: null });
      for (const name of url.searchParams.keys()) assert.ok(name in patchOf(null), name);
    }
    assert.deepEqual(asked(new URLSearchParams('tipo=inventory&equipo=x'), ALL), { kind: 'inventory', subject: null });
  });
});

describe('a period', () => {
  test('has whole months, whatever day it is', () => {
    assert.deepEqual(daysOf('month', DAY), { start_date: '2026-11-01', end_date: DAY });
    assert.deepEqual(daysOf('lastMonth', DAY), { start_date: '2026-10-01', end_date: '2026-10-31' });
    assert.deepEqual(daysOf('lastMonth', '2026-03-31'), { start_date: '2026-02-01', end_date: '2026-02-28' });
    assert.deepEqual(daysOf('lastMonth', '2026-01-15'), { start_date: '2025-12-01', end_date: '2025-12-31' });
    assert.deepEqual(daysOf('last30', '2026-03-10'), { start_date: '2026-02-09', end_date: '2026-03-10' });
    assert.deepEqual(daysOf('year', DAY), { start_date: '2026-01-01', end_date: DAY });
  });
  test('chosen by hand may be open at one end, and none is all time', () => {
    assert.deepEqual(daysOf('other', DAY, { start_date: '2026-01-02', end_date: null }), { start_date: '2026-01-02' });
    assert.deepEqual(daysOf(null, DAY, { start_date: '2026-01-02' }), {});
    for (const name of PERIODS) assert.ok(known(`reports.period.${name}`), name);
  });
});

describe('what is sent', () => {
  test('is what was chosen, of what the kind has', () => {
    const values = { environment_id: 'r', category: null, status: 'lost', user_id: 'p', period: 'month', item_id: 'i' };
    assert.deepEqual(parametersOf('inventory', values, DAY), {
      environment_id: 'r',
      status: 'lost',
      start_date: '2026-11-01',
      end_date: DAY,
    });
    assert.deepEqual(parametersOf('item', values, DAY), { item_id: 'i' });
    assert.deepEqual(parametersOf('room', { ...values, period: 'month' }, DAY), {
      environment_id: 'r',
      status: 'lost',
    });
    assert.deepEqual(parametersOf('audit', { user_id: 'p' }, DAY), { user_id: 'p' });
    assert.deepEqual(parametersOf('room', { category: 'tv' }, DAY), { category: 'tv' });
    assert.deepEqual(parametersOf('room', { category: 'k' }, DAY), { category_id: 'k' });
    assert.deepEqual(chosenOf({ status: 'lost', category: null, user_id: undefined }), { status: 'lost' });
  });
  test('waits for what a sheet is of, and for days in order', () => {
    assert.equal(missing('item', {}), 'reports.need.item');
    assert.equal(missing('check', {}), 'reports.need.check');
    assert.equal(missing('room', { environment_id: 'r' }), null);
    assert.equal(missing('audit', { start_date: DAY, end_date: '2026-01-01' }), 'reports.reversed');
    assert.equal(missing('audit', { start_date: DAY, end_date: DAY }), null);
    for (const kind of /** @type {const} */ (['item', 'room', 'check'])) assert.ok(known(`reports.need.${kind}`));
  });
});

describe('how much there is', () => {
  test('is said for lists and for sheets, also when it is nothing', () => {
    assert.equal(t(countKey('loans', 53), { n: 53, count: '53' }), '53 filas');
    assert.equal(t(countKey('loans', 1), { n: 1, count: '1' }), '1 fila');
    assert.equal(t(countKey('loans', 0)), 'No hay datos con estos filtros');
    for (const kind of ALL) for (const rows of [0, 2]) assert.ok(known(countKey(kind, rows)), kind);
    assert.match(t(countKey('item', 0)), /salen solo sus datos/);
  });
});

describe('the file', () => {
  const report = { title: 'Inventario', file_format: /** @type {const} */ ('pdf'), generated_at: null };
  test('is called as the server calls it', () => {
    const made = { ...report, title: 'Préstamos ÑÑ: 1/2', created_at: `${DAY}T10:00:00` };
    assert.equal(fileName(made), 'Préstamos ÑÑ 1 2 2026-11-29.pdf');
    assert.equal(fileName({ ...made, title: '../..', file_format: 'csv' }), 'Reporte 2026-11-29.csv');
    assert.equal(
      fileName({ ...made, title: 'A', file_format: 'excel', generated_at: '2026-11-30T00:01:00' }),
      'A 2026-11-30.xlsx',
    );
  });
});

describe('the settings of reports', () => {
  test('ask for every member that the server knows, and say what is in force', () => {
    const settings = { reports: { keep_days: 30, csv_separator: 'semicolon' } };
    const names = reports.fields(/** @type {any} */ (settings)).map(({ name }) => name);
    assert.deepEqual(names.toSorted(), Object.keys(schemas.ReportSettings.properties).toSorted());
    assert.deepEqual(reports.patch({ keep_days: 7 }), { reports: { keep_days: 7 } });
    assert.equal(reports.now(/** @type {any} */ (settings)), 'Se guardan 30 días; CSV con punto y coma');
  });
});
