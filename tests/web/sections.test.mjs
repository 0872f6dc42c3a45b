/** The parts of the settings: each section of the server has a form, and each form asks for all of its section. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SECTIONS } from '../../web-dist/js/pages/settings/sections.js';
import { readDocument } from './document.mjs';

const { schemas } = readDocument().components;
const parts = schemas.SettingsPatch.properties;
/** The members of what is sent of a part. @param {string} part @returns {string[]} */
const membersOf = (part) => Object.keys(schemas[parts[part].allOf[0].$ref.split('/').pop()].properties);

/** The settings, all of them set. */
const settings = {
  access: { students_may_register: true, staff_may_ask: true, help: 'Oficina 204' },
  shifts: { afternoon_from: '12:00:00', night_from: '18:00:00' },
  alerts: {
    low_stock_minimum: 5,
    maintenance_pending_days: 7,
    check_waiting_hours: 24,
    material_warning_days: 14,
    material_alert_days: 7,
    missing_checks: true,
    kept_days: 365,
  },
  notifications: { read_days: 90, kept_days: 365 },
  audit: { kept_days: 90 },
  photos: { unused_days: 2 },
  useful_lives: {
    computer: 36,
    projector: 48,
    keyboard: 24,
    mouse: 25,
    tv: 84,
    camera: 61,
    microphone: 62,
    tablet: 37,
    other: 240,
  },
  loans: { longest_days: 8, lead_hours: 24, most_open: 3, open_weekdays: [1, 2], closed_days: ['2026-12-24'] },
  reports: { keep_days: 30, csv_separator: 'semicolon' },
  actas: {
    loan_conditions: 'Cuidar',
    return_conditions: 'Devolver',
    delivery_conditions: 'Responder',
    hand_back_conditions: 'Recibir',
  },
  descriptions: {
    enabled: true,
    endpoint: 'http://192.168.1.20:11434/v1',
    model: 'gemma3:4b',
    prompt: 'Diga qué se ve.',
    asks_json: true,
    automatic: false,
    monthly_limit: 200,
    patience_seconds: 60,
    near_hosts: ['192.168.1.20', 'ia.local'],
    has_key: true,
  },
  mail: {
    enabled: true,
    host: 'smtp.sena.edu.co',
    port: 587,
    security: 'starttls',
    user: 'inventario',
    from_address: 'inventario@sena.edu.co',
    from_name: 'Inventario',
    base_url: 'https://inventario.sena.edu.co',
    has_password: true,
  },
};
/** What is shown of a secret is that there is one; what is typed is another. */
/** @type {Record<string, Record<string, string>>} */
const TYPED = { mail: { password: 'clave' }, descriptions: { key: 'clave' } };

/** The forms of which a part is one. @param {string} part */
const formsOf = (part) => SECTIONS.filter(({ first }) => part in first);

describe('each part of the settings', () => {
  test('has one form', () => {
    for (const part of Object.keys(parts)) assert.equal(formsOf(part).length, 1, part);
  });
  for (const part of Object.keys(parts)) {
    const [section] = formsOf(part);
    if (!section) continue;
    test(`has all of its members in its form: ${part}`, () => {
      const values = { ...section.values(settings), ...TYPED[part] };
      const names = section.fields(settings).flatMap((field) => ('name' in field ? [field.name] : []));
      for (const name of names) assert.ok(name in values, `${name} begins with nothing`);
      const sent = section.patch(Object.fromEntries(names.map((name) => [name, values[name]])), values);
      assert.deepEqual(Object.keys(sent).toSorted(), Object.keys(section.first).toSorted());
      assert.deepEqual(Object.keys(sent[part]).toSorted(), membersOf(part).toSorted());
      const { has_password: _, has_key: __, ...kept } = { ...settings[part], ...TYPED[part] };
      assert.deepEqual(sent[part], kept, 'what was begun with is what is sent');
    });
  }
});
