/** Categories of equipment: what a form offers, what goes over the wire, what a list is narrowed to. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { categoriesIn, choicesOf, fromChoice, withChoice } from '../../web-dist/js/pages/categories/options.js';
import { differing } from '../../web-dist/js/pages/inventory/fields.js';
import { categoryOf, iconOf } from '../../web-dist/js/pages/inventory/words.js';
import { choicesOf as linesOf, fieldPayload } from '../../web-dist/js/pages/categories/fields.js';
import {
  answersIn,
  customControls,
  fromWritten,
  hasAnswer,
  withWritten,
  writtenText,
} from '../../web-dist/js/pages/categories/kinds.js';
import './ready.mjs';

const own = (over) => ({ id: 'k1', name: 'Torno', word: 'other', is_builtin: false, is_active: true, ...over });
const nine = own({ id: 'n1', name: 'Computador', word: 'computer', is_builtin: true });

describe('the categories of a form', () => {
  test('are the own ones first, in a group of their own', () => {
    const offered = choicesOf([own(), nine]);
    assert.deepEqual(offered[0], { value: 'k1', label: 'Torno', group: 'Del centro' });
    assert.deepEqual([offered[1].value, offered[1].group, offered.length], ['computer', 'Generales', 10]);
  });
  test('are the nine without groups where there are no others', () => {
    assert.deepEqual(choicesOf([nine])[0], { value: 'computer', label: 'Computador' });
  });
  test('keep one out of use for the item that has it', () => {
    const gone = [own({ is_active: false })];
    assert.equal(choicesOf(gone).length, 9);
    assert.equal(choicesOf(gone, { category_id: 'k1' })[0].value, 'k1');
  });
  test('go over the wire as a word or as a category', () => {
    const item = withChoice({ name: 'Torno', category: 'other', category_id: 'k1' });
    assert.equal(item.category_choice, 'k1');
    // A form has the choice and no word.
    const { category: _, ...shown } = item;
    assert.deepEqual(fromChoice(shown, true), { name: 'Torno', category: 'other', category_id: 'k1' });
    assert.deepEqual(fromChoice({ ...item, category_choice: 'tv' }), {
      name: 'Torno',
      category: 'tv',
      category_id: null,
    });
    assert.deepEqual(fromChoice({ category_choice: 'k2' }), { category_id: 'k2' });
    assert.deepEqual(fromChoice({ status: 'good' }), { status: 'good' });
  });
  test('leave an item in its category when something else is changed', () => {
    const item = { name: 'Dron', category: 'camera', category_id: 'k1', environment_id: 'a' };
    const sent = differing(fromChoice({ name: 'Dron 2', category_choice: 'k1', environment_id: 'a' }), item);
    assert.deepEqual(sent, { name: 'Dron 2' });
  });
});

describe('the category of an item', () => {
  test('is called by its own name, else by its word', () => {
    assert.equal(categoryOf({ category: 'other', category_name: 'Torno' }), 'Torno');
    assert.equal(categoryOf({ category: 'tv', category_name: null }), 'Televisor');
    assert.equal(iconOf({ category: 'camera', category_icon: null }), 'video');
    assert.equal(iconOf({ category: 'other', category_icon: 'wrench' }), 'wrench');
  });
  test('is what a list is narrowed to: each that occurs, once', () => {
    const rows = [
      { category: 'other', category_id: 'k1', category_name: 'Torno' },
      { category: 'other', category_id: 'k1', category_name: 'Torno' },
      { category: 'other', category_id: 'k2', category_name: 'Estufa' },
      { category: 'tv', category_id: null, category_name: null },
    ];
    const labels = categoriesIn(rows).map(({ value, label }) => [value, label]);
    assert.deepEqual(labels, [
      ['k2', 'Estufa'],
      ['k1', 'Torno'],
      ['tv', 'Televisor'],
    ]);
  });
});

describe('the fields of a category', () => {
  const field = (over) => ({
    id: 'f1',
    category_id: 'k1',
    name: 'Voltaje',
    kind: 'number',
    unit: 'V',
    choices: [],
    ...over,
  });
  const kinds = {
    categories: [own(), nine],
    fields: [field(), field({ id: 'f2', category_id: 'n1', name: 'Memoria', unit: 'GB' })],
  };
  test('are asked for where their category is chosen', () => {
    const [section, voltage, memory] = customControls(kinds);
    assert.ok(section.section && section.show({ category_choice: 'k1' }) && !section.show({ category_choice: 'tv' }));
    assert.deepEqual([voltage.label, voltage.type], ['Voltaje (V)', 'number']);
    assert.deepEqual(
      [voltage.show({ category_choice: 'k1' }), voltage.show({ category_choice: 'computer' })],
      [true, false],
    );
    assert.deepEqual(
      [memory.show({ category_choice: 'computer' }), memory.show({ category_choice: 'k1' })],
      [true, false],
    );
    assert.deepEqual(customControls({ ...kinds, fields: [] }), []);
  });
  test('go over the wire where they differ from what is written', () => {
    const written = [{ field_id: 'f1', name: 'Voltaje', kind: 'number', unit: 'V', value: '220' }];
    const item = withWritten({ name: 'Torno', category_choice: 'k1', custom_fields: written }, kinds);
    assert.deepEqual([item['custom:f1'], item['custom:f2']], ['220', null]);
    const rest = { name: 'Torno', category_choice: 'k1' };
    assert.deepEqual(fromWritten({ ...item, 'custom:f1': 220 }, kinds, written), rest);
    const other = fromWritten({ ...item, 'custom:f1': 110.5, 'custom:f2': 16 }, kinds, written);
    assert.deepEqual(other, { ...rest, custom_fields: [{ field_id: 'f1', value: '110.5' }] });
    const emptied = fromWritten({ ...item, 'custom:f1': null }, kinds, written);
    assert.deepEqual(emptied.custom_fields, [{ field_id: 'f1', value: null }]);
  });
  test('are read as people write them', () => {
    const read = (kind, value, unit = null) => writtenText({ kind, value, unit });
    assert.deepEqual(
      [read('number', '1250.5', 'V'), read('yes_no', 'true'), read('yes_no', 'false'), read('text', 'Emco')],
      ['1.250,5 V', 'Sí', 'No', 'Emco'],
    );
  });
  test('with few answers are what a list can be narrowed to', () => {
    const row = (...fields) => ({ custom_fields: fields });
    const guarded = (value) => ({ field_id: 'f3', name: 'Con guarda', kind: 'yes_no', unit: null, value });
    const phases = (value) => ({ field_id: 'f4', name: 'Fases', kind: 'choice', unit: null, value });
    const volts = { field_id: 'f1', name: 'Voltaje', kind: 'number', unit: 'V', value: '220' };
    const rows = [row(guarded('true'), volts), row(phases('trifásico'), guarded('true')), row()];
    const answers = answersIn(rows);
    assert.deepEqual(
      answers.map(({ label }) => label),
      ['Con guarda: Sí', 'Fases: trifásico'],
    );
    const found = ({ value }) => rows.map((one) => hasAnswer(one, value));
    assert.deepEqual(answers.map(found), [
      [true, true, false],
      [false, true, false],
    ]);
    assert.deepEqual(answersIn([row(volts)]), []);
  });
  test('are defined without what their kind has not', () => {
    assert.deepEqual(linesOf(' a \n\nb'), ['a', 'b']);
    const all = { name: 'X', unit: 'V', choices: 'a\nb' };
    assert.deepEqual(fieldPayload({ ...all, kind: 'number' }), { name: 'X', kind: 'number', unit: 'V', choices: [] });
    assert.deepEqual(fieldPayload({ ...all, kind: 'choice' }), {
      name: 'X',
      kind: 'choice',
      unit: null,
      choices: ['a', 'b'],
    });
  });
});
