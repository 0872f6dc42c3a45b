/** The settings of the house and a person's preferences: what is sent of what was changed, what stands in a line. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openRoles } from '../../web-dist/js/pages/door/open.js';
import { byFamily } from '../../web-dist/js/pages/preferences/page.js';
import { access } from '../../web-dist/js/pages/settings/access.js';
import { keeping } from '../../web-dist/js/pages/settings/keeping.js';
import { SECTIONS } from '../../web-dist/js/pages/settings/sections.js';
import { shifts } from '../../web-dist/js/pages/settings/shifts.js';
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
    for (const section of [access, shifts, keeping]) {
      const fields = section.fields(settings).map(({ name }) => name);
      assert.deepEqual(fields.toSorted(), Object.keys(section.values(settings)).toSorted());
      const all = section.patch(Object.fromEntries(fields.map((name) => [name, 1])));
      for (const [part, members] of Object.entries(all))
        assert.deepEqual(Object.keys(members).toSorted(), membersOf(part).toSorted(), part);
    }
  });
  test('says in a line what is in force', () => {
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
