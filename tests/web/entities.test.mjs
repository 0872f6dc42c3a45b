/** What the audit trail says: every kind of row, column and coded value that the server writes there has words in both languages. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, before, describe, test } from 'node:test';
import { entityNames, entityOf, knowEntities } from '../../web-dist/js/kit/entities.js';
import { matchRoute } from '../../web-dist/js/frame/places.js';
import { known, setLanguage } from '../../web-dist/js/kit/words.js';
import {
  actionOptions,
  auditAction,
  changedFields,
  entityName,
  fieldName,
  fieldValue,
} from '../../web-dist/js/pages/audit/words.js';
import { readDocument } from './document.mjs';
import './ready.mjs';

const root = new URL('../../', import.meta.url);
const { schemas } = readDocument().components;

/** The server's own sources, without its tests. */
const rust = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.rs') && !name.endsWith('tests.rs'))
  .map((name) => readFileSync(new URL(`src/${name}`, root), 'utf8').split('#[cfg(test)]')[0])
  .join('\n');
const sql = readdirSync(new URL('migrations/', root))
  .map((name) => readFileSync(new URL(`migrations/${name}`, root), 'utf8'))
  .join('\n');

/** Acts with a name of their own, and the kind of row that each event is about. */
const named = [...rust.matchAll(/Event::named\(\s*"(\w+)",\s*"(\w+)"/g)].map(([, action, type]) => ({ action, type }));
const made = [...rust.matchAll(/Event::(create|update|delete)\(\s*"(\w+)"/g)].map(([, verb, type]) => ({
  action: `${verb}_${type}`.toUpperCase(),
  type,
}));
const events = [...named, ...made];
const types = [...new Set(events.map(({ type }) => type))];

/** 'inventory_item' is `InventoryItem` in the document, or else `Item`; 'photo' is `StoredPhoto`, 'supervisor_review' `CheckReview`. @param {string} type */
function schemaOf(type) {
  const words = type.split('_').map((word) => word[0].toUpperCase() + word.slice(1));
  const names = words.map((_, at) => words.slice(at).join(''));
  return [...names, ...names.flatMap((name) => [`Stored${name}`, `Check${name}`])].find(
    (name) => schemas[name]?.properties,
  );
}
/** The sections of the settings, and the backups' plan: a row each. @type {Record<string, any>[]} */
const sections = [
  ...Object.values(schemas.Settings.properties).map(({ allOf: [{ $ref }] }) => schemas[$ref.split('/').pop()]),
  schemas.BackupSettings,
].map(({ properties }) => properties);
/** Rows that are not one shape of the document: what the handlers of settings write. @type {Record<string, string[]>} */
const LOOSE = {
  setting: ['time_zone', 'filter', ...sections.flatMap((section) => Object.keys(section))],
  authentication: [],
  audit_log: [],
  setup: [],
  job: [],
  export: [],
};
/** @param {string} type */
const columnsOf = (type) => LOOSE[type] ?? Object.keys(schemas[schemaOf(type) ?? '']?.properties ?? {});

/** The values that a column may have: by the document, and by the checks of the database. @param {string} type @param {string} column @returns {string[]} */
function codesOf(type, column) {
  const shapes = type === 'setting' ? sections : [schemas[schemaOf(type) ?? '']?.properties ?? {}];
  const listed = shapes.flatMap((shape) => shape[column]?.enum ?? []);
  const table = new RegExp(`create table ${type.replace(/y$/, 'ie')}s? \\(([\\s\\S]*?)\\n\\)`).exec(sql)?.[1] ?? '';
  const check = new RegExp(`\\b${column} in \\(([^)]*)\\)`).exec(table)?.[1] ?? '';
  return [...new Set([...listed, ...[...check.matchAll(/'(\w+)'/g)].map(([, code]) => code)])];
}

before(() => knowEntities());
afterEach(() => setLanguage('es'));

describe('the audit trail', () => {
  test('is found in the code of the server', () => {
    assert.ok(types.length >= 15 && events.length > 30, `only ${types}: this test has become blind`);
    const coded = types.flatMap((type) => columnsOf(type).filter((column) => codesOf(type, column).length));
    assert.ok(coded.length > 15, `only ${coded}: this test has become blind`);
    assert.ok(codesOf('inventory_check', 'status').includes('supervisor_review'));
  });
  for (const code of /** @type {const} */ (['es', 'en'])) {
    test(`names every act and every kind of row: ${code}`, async () => {
      await setLanguage(code);
      for (const { action, type } of events) {
        const raw = action.toLowerCase().replaceAll('_', ' ');
        assert.notEqual(auditAction(action).toLowerCase(), raw, action);
        assert.doesNotMatch(auditAction(action), /_|\./, action);
        assert.notEqual(entityName(type), type.replaceAll('_', ' '), type);
      }
    });
    test(`names every column: ${code}`, async () => {
      await setLanguage(code);
      for (const type of types) {
        const columns = columnsOf(type);
        assert.ok(
          columns.length || type in LOOSE,
          `${type} has no schema in the document: say in LOOSE what it writes`,
        );
        for (const { field } of changedFields(null, Object.fromEntries(columns.map((column) => [column, 1])))) {
          const own = entityOf(type).some(({ fields }) => known(`${fields}.${field}`));
          assert.ok(own || known(`field.${field}`), `${type}.${field} is shown as «${fieldName(type, field)}»`);
        }
      }
    });
    test(`says every coded value in words: ${code}`, async () => {
      await setLanguage(code);
      for (const type of types)
        for (const column of columnsOf(type))
          for (const value of codesOf(type, column)) {
            // A code that nobody has named is shown in lower case.
            const said = fieldValue(type, column, value);
            assert.match(said, /^\p{Lu}/u, `${type}.${column}: ${value} is shown as «${said}»`);
          }
    });
  }
  test('calls a setting as its own section does', () => {
    assert.ok(sections.length >= 10, 'this test has become blind');
    const [mail, backup] = [schemas.MailSettings, schemas.BackupSettings].map((it) => Object.keys(it.properties));
    assert.equal(fieldName('setting', 'enabled', mail), 'Enviar correos');
    assert.equal(fieldName('setting', 'enabled', backup), 'Copia diaria');
    assert.equal(fieldName('setting', 'loan_conditions'), 'Condiciones del acta de préstamo');
    assert.equal(fieldValue('setting', 'open_weekdays', [1, 6]), 'Lunes, Sábado');
    assert.equal(fieldValue('setting', 'closed_days', []), 'vacío');
    assert.equal(fieldValue('setting', 'security', 'tls'), 'TLS');
  });
  test('tells the states of different things apart', () => {
    assert.equal(fieldValue('inventory_check', 'status', 'supervisor_review'), 'Espera al supervisor');
    assert.equal(fieldValue('maintenance_request', 'status', 'pending'), 'Pendiente');
    assert.equal(fieldValue('maintenance_request', 'priority', 'media'), 'Media');
    assert.equal(fieldValue('inventory_check_finding', 'status', 'moved'), 'Trasladado');
    assert.equal(fieldValue('inventory_item', 'status', 'in_use'), 'En uso');
    assert.equal(fieldValue('system_alert', 'entity_type', 'inventory_check'), 'Verificación');
    assert.equal(fieldValue('inventory_item', 'status', 'in_orbit'), 'in orbit');
  });
  test('leads to pages that there are, and is narrowed to kinds that have a name', () => {
    for (const name of entityNames())
      for (const { page, word, many } of entityOf(name)) {
        if (page) assert.ok(matchRoute(`${page}x`), `${name}: ${page}`);
        for (const key of [word, many]) if (key) assert.ok(known(key), `${name}: ${key}`);
      }
    const offered = actionOptions().map(({ value }) => value);
    assert.ok(offered.includes('INVENTORY_CHECK') && offered.length > 15);
    assert.equal(new Set(offered).size, offered.length);
  });
});
