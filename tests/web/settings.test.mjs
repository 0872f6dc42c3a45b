/** The settings of the house and a person's preferences: what is sent of what was changed, what stands in a line. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openRoles } from '../../web-dist/js/pages/door/open.js';
import { byFamily } from '../../web-dist/js/pages/preferences/page.js';
import { access } from '../../web-dist/js/pages/settings/access.js';
import { keeping } from '../../web-dist/js/pages/settings/keeping.js';
import { mail } from '../../web-dist/js/pages/settings/mail.js';
import { SECTIONS } from '../../web-dist/js/pages/settings/sections.js';
import { shifts } from '../../web-dist/js/pages/settings/shifts.js';
import { alertRules } from '../../web-dist/js/pages/alerts/settings.js';
import { loanRules } from '../../web-dist/js/pages/loans/house/section.js';
import { readDocument } from './document.mjs';

const { schemas } = readDocument().components;
/** The members of a section, by the name that the settings have for it. @param {string} name */
const membersOf = (name) => {
  const reference = schemas.SettingsPatch.properties[name].allOf[0].$ref;
  return Object.keys(schemas[reference.split('/').pop()].properties);
};

const settings = {
  access: { students_may_register: true, staff_may_ask: true, help: null },
  shifts: { afternoon_from: '12:00:00', night_from: '18:00:00' },
  notifications: { read_days: 90, kept_days: 365 },
  audit: { kept_days: 90 },
  photos: { unused_days: 2 },
  alerts: {
    low_stock_minimum: 5,
    maintenance_pending_days: 1,
    check_waiting_hours: 24,
    material_warning_days: 14,
    material_alert_days: 7,
    missing_checks: true,
    kept_days: 365,
  },
  loans: { longest_days: null, lead_hours: null, most_open: null, open_weekdays: [1, 2], closed_days: [] },
  mail: {
    enabled: false,
    host: null,
    port: 587,
    security: /** @type {const} */ ('starttls'),
    user: null,
    from_address: null,
    from_name: 'Inventario',
    base_url: null,
    has_password: false,
  },
};

describe('a section of the settings', () => {
  test('has an address of its own and goes back to its first values by null', () => {
    assert.equal(new Set(SECTIONS.map(({ path }) => path)).size, SECTIONS.length);
    for (const { path, first } of SECTIONS) {
      assert.match(path, /^[a-z]+$/);
      for (const [name, value] of Object.entries(first)) {
        assert.ok(name in schemas.SettingsPatch.properties, `${path}: ${name}`);
        assert.equal(value, null);
      }
    }
  });
  test('sends what was changed where it belongs', () => {
    assert.deepEqual(shifts.patch({ night_from: '19:00:00' }), { shifts: { night_from: '19:00:00' } });
    assert.deepEqual(access.patch({ help: null }), { access: { help: null } });
    assert.deepEqual(keeping.patch({ read_days: 30, audit_days: 60, kept_days: 200 }), {
      notifications: { read_days: 30, kept_days: 200 },
      audit: { kept_days: 60 },
    });
    assert.deepEqual(keeping.patch({}), {});
  });
  test('asks for every member that the server knows', () => {
    for (const section of [access, shifts, keeping, alertRules]) {
      const fields = section.fields(settings).map(({ name }) => name);
      assert.deepEqual(fields.toSorted(), Object.keys(section.values(settings)).toSorted());
      const all = section.patch(Object.fromEntries(fields.map((name) => [name, 1])));
      for (const [part, members] of Object.entries(all))
        assert.deepEqual(Object.keys(members).toSorted(), membersOf(part).toSorted(), part);
    }
  });
  test('of the mail asks for every member, and keeps a password that nobody has typed', () => {
    const names = mail.fields(settings).flatMap((field) => ('name' in field ? [field.name] : []));
    assert.deepEqual(names.toSorted(), membersOf('mail').toSorted());
    assert.deepEqual(names.toSorted(), Object.keys(mail.values(settings)).toSorted());
    assert.deepEqual(mail.patch({ port: 465, password: '' }), { mail: { port: 465 } });
    assert.deepEqual(mail.patch({ password: 'clave' }), { mail: { password: 'clave' } });
    const on = { ...settings.mail, host: 'smtp.sena.edu.co', from_address: 'a@sena.edu.co' };
    assert.match(mail.now(settings), /^Sin configurar/);
    assert.equal(
      mail.now({ ...settings, mail: { ...on, enabled: true } }),
      'Activo: sale por smtp.sena.edu.co como a@sena.edu.co',
    );
    assert.match(mail.now({ ...settings, mail: on }), /^Apagado/);
  });
  test('of the mail offers the port of the connection, and leaves one that somebody chose', () => {
    const implies = mail.fields(settings).find((field) => field.name === 'security')?.implies;
    assert.deepEqual(implies({ security: 'tls', port: 587 }), { port: 465 });
    assert.deepEqual(implies({ security: 'tls', port: 2525 }), {});
  });
  test('of the loans sends all weekdays, with those that nobody has touched', () => {
    const all = { ...loanRules.values(settings), day_3: true };
    loanRules.values({ ...settings, loans: { ...settings.loans, open_weekdays: [] } });
    assert.deepEqual(loanRules.patch({ day_3: true }, all), { loans: { open_weekdays: [1, 2, 3] } });
    assert.deepEqual(loanRules.patch({ most_open: 3 }, all), { loans: { most_open: 3 } });
  });
  test('says in a line what is in force', () => {
    assert.equal(
      alertRules.now(settings),
      'Menos de 5 piezas · solicitud sin tomar en 1 día · verificación en espera 24 horas · material que vence en 14 días',
    );
    assert.match(alertRules.now({ ...settings, alerts: { ...settings.alerts, low_stock_minimum: 0 } }), /^Sin mínimo/);
    const door = (students_may_register, staff_may_ask) =>
      access.now({ ...settings, access: { students_may_register, staff_may_ask, help: null } });
    assert.deepEqual(
      [door(true, true), door(true, false), door(false, true), door(false, false)],
      [
        'El registro está abierto',
        'Registro solo para aprendices',
        'Registro solo para instructores y supervisores',
        'El registro está cerrado',
      ],
    );
    assert.equal(keeping.now(settings), 'Avisos 365 días, auditoría 90 días');
  });
  test('lets the evening begin after the afternoon only', () => {
    const judge = shifts.fields(settings)[1].validate;
    assert.equal(judge('18:00:00', { afternoon_from: '12:00:00' }), null);
    assert.ok(judge('12:00:00', { afternoon_from: '12:00:00' }));
  });
});

test('the door offers the roles that the house lets in', () => {
  const roles = (students_may_register, staff_may_ask) =>
    openRoles({ students_may_register, staff_may_ask, help: null });
  assert.deepEqual(roles(true, true), ['student', 'instructor', 'supervisor']);
  assert.deepEqual(roles(false, true), ['instructor', 'supervisor']);
  assert.deepEqual(roles(true, false), ['student']);
  assert.deepEqual(roles(false, false), []);
});

test('the kinds of notifications stand by what they are about, and one that nobody has named with the system', () => {
  const kinds = ['system', 'loan_approved', 'news_of_tomorrow', 'check_reminder'].map((kind) => ({ kind }));
  assert.deepEqual(
    byFamily(kinds).map(([family, rows]) => [family, rows.map(({ kind }) => kind)]),
    [
      ['checks', ['check_reminder']],
      ['loans', ['loan_approved']],
      ['system', ['system', 'news_of_tomorrow']],
    ],
  );
});
