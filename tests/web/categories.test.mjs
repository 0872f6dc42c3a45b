/** Categories of equipment: what a form offers, what goes over the wire, what a list is narrowed to. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { categoriesIn, choicesOf, fromChoice, withChoice } from '../../web-dist/js/pages/categories/options.js';
import { categoryOf, iconOf } from '../../web-dist/js/pages/inventory/words.js';
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
    assert.deepEqual(fromChoice(item), { name: 'Torno', category: 'other', category_id: 'k1' });
    assert.deepEqual(fromChoice({ ...item, category_choice: 'tv' }), {
      name: 'Torno',
      category: 'tv',
      category_id: null,
    });
    assert.deepEqual(fromChoice({ category_choice: 'k2' }), { category: 'other', category_id: 'k2' });
    assert.deepEqual(fromChoice({ status: 'good' }), { status: 'good' });
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
