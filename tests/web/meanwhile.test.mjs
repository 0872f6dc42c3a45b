/** Two people at one row: what is taken, what is asked, and that nothing typed is lost. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { meanwhile } from '../../web-dist/js/ui/form-rules.js';

const text = (name, more = {}) => ({ name, label: name, ...more });
const found = (fields, values) =>
  meanwhile(fields, values).map(({ field, was, theirs, mine, asks }) => [field.name, was, theirs, mine, asks]);

describe('what somebody else made of a row meanwhile', () => {
  const initial = { name: 'Uno', city: 'Cali', note: null };
  const fields = [text('name'), text('city'), text('note')];

  test('is nothing when nobody changed anything', () => {
    assert.deepEqual(found(fields, { mine: { ...initial, name: 'Mía' }, initial, theirs: initial }), []);
  });
  test('is asked about where both changed the same', () => {
    const values = { mine: { ...initial, name: 'Mía' }, initial, theirs: { ...initial, name: 'Otra' } };
    assert.deepEqual(found(fields, values), [['name', 'Uno', 'Otra', 'Mía', true]]);
  });
  test('is taken where nothing was typed', () => {
    const values = { mine: { ...initial, name: 'Mía' }, initial, theirs: { ...initial, city: 'Pasto' } };
    assert.deepEqual(found(fields, values), [['city', 'Cali', 'Pasto', 'Cali', false]]);
  });
  test('is of no matter where both wrote the same', () => {
    const values = { mine: { ...initial, name: 'Otra' }, initial, theirs: { ...initial, name: ' Otra ' } };
    assert.deepEqual(found(fields, values), []);
  });
  test('counts what was emptied, by either', () => {
    const start = { ...initial, note: 'Ojo' };
    assert.deepEqual(found(fields, { mine: { ...start, note: 'Ojo.' }, initial: start, theirs: initial }), [
      ['note', 'Ojo', null, 'Ojo.', true],
    ]);
    assert.deepEqual(found(fields, { mine: initial, initial: start, theirs: { ...start, note: 'Más' } }), [
      ['note', 'Ojo', 'Más', null, true],
    ]);
  });
  test('is compared as the field has it', () => {
    const hour = [text('at', { type: 'time' }), text('n', { type: 'number' }), text('on', { type: 'checkbox' })];
    const start = { at: '07:00:00', n: 3, on: false };
    const same = { mine: start, initial: start, theirs: { at: '07:00:00', n: 3, on: false } };
    assert.deepEqual(found(hour, same), []);
    const theirs = { at: '08:30:00', n: 4, on: true };
    assert.deepEqual(
      found(hour, { mine: { ...start, n: 5 }, initial: start, theirs }).map(([name, , now, , asks]) => [
        name,
        now,
        asks,
      ]),
      [
        ['at', '08:30:00', false],
        ['n', 4, true],
        ['on', true, false],
      ],
    );
  });
  test('is only told of what the row has, and of no password', () => {
    const values = { mine: { pass: 'x', extra: 'y' }, initial: { pass: null, extra: null }, theirs: { pass: 'otra' } };
    assert.deepEqual(found([text('pass', { type: 'password' }), text('extra')], values), []);
  });
});

test('a form that can read its row anew sends which version it is of', () => {
  const pages = new URL('../../web-dist/js/pages/', import.meta.url);
  const files = readdirSync(pages, { recursive: true }).filter((name) => String(name).endsWith('.js'));
  let forms = 0;
  for (const file of files) {
    const text = readFileSync(new URL(String(file), pages), 'utf8');
    const read = text.match(/\bagain: (?:async )?\(\) =>|\bagain: \w+ \?/g)?.length ?? 0;
    assert.equal(text.match(/\{ match \},?\s*\)(?!\s*(?:=>|\{))/g)?.length ?? 0, read, String(file));
    forms += read;
  }
  assert.ok(forms >= 13, `only ${forms} forms: this test has become blind`);
});
