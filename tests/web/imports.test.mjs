/** What the pages of imports decide without a page: steps, columns, what a file does. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { effect, FIELDS, hasCode, isWorking, stepOf, twice, used } from '../../web-dist/js/pages/imports/rules.js';
import es from '../../web-dist/js/pages/imports/es.js';
import './ready.mjs';

describe('columns', () => {
  test('one field comes from one column, unless columns can be joined', () => {
    assert.equal(twice(['name', 'brand', 'nothing', 'nothing']), null);
    assert.equal(twice(['internal_code', 'internal_code', 'model', 'model', 'notes', 'notes']), null);
    assert.equal(twice(['name', 'brand', 'name']), 'name');
  });
  test('items are recognised by their code', () => {
    assert.ok(hasCode(['name', 'internal_code']));
    assert.ok(!hasCode(['name', 'nothing']));
    assert.equal(used(['name', 'nothing', 'brand']), 2);
  });
  test('each field has a name', () => {
    for (const field of FIELDS) assert.ok(es[`imports.fieldName.${field}`], field);
    const named = Object.keys(es).filter((key) => key.startsWith('imports.fieldName.'));
    assert.equal(named.length, FIELDS.length);
  });
});

describe('steps', () => {
  test('a file that can not be told apart stops at its columns', () => {
    assert.equal(stepOf({ status: 'ready' }, ['name']), 'columns');
    assert.equal(stepOf({ status: 'ready' }, ['internal_code']), 'preview');
    assert.equal(stepOf({ status: 'judging' }, ['internal_code']), 'preview');
    assert.equal(stepOf({ status: 'reading' }, []), 'file');
    assert.equal(stepOf({ status: 'failed' }, []), 'file');
    assert.equal(stepOf({ status: 'undone' }, ['internal_code']), 'done');
  });
  test('the server is at work until the rows are judged', () => {
    assert.deepEqual(
      ['reading', 'judging', 'ready', 'applied', 'undone', 'failed'].map((status) => isWorking({ status })),
      [true, true, false, false, false, false],
    );
  });
  test('what is made and changed is what is imported', () => {
    assert.equal(effect({ create_count: 3, change_count: 2 }), 5);
  });
});
