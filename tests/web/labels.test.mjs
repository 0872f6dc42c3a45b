/** The label designer: what its fields ask for, what is kept as a design, what an address asks for. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { mayLabel } from '../../web-dist/js/pages/qr/label.js';
import {
  askedOf,
  designOf,
  fieldsOf,
  FIRST,
  isOffset,
  LINES,
  tenths,
  wishOf,
  written,
} from '../../web-dist/js/pages/labels/rules.js';
import { paperName } from '../../web-dist/js/pages/labels/words.js';
import { runOption } from '../../web-dist/js/pages/labels/runs.js';
import './ready.mjs';

const values = (over = {}) => ({ ...fieldsOf(FIRST), source: 'items', copies: 1, start: 1, dots: '203', ...over });
const given = { items: ['i1'], rooms: ['r1', 'r2'] };

describe('what is asked for', () => {
  test('is what the fields say', () => {
    const { wish } = wishOf(values({ offset_x: -1.5, line_serial: true, copies: 3, start: 4 }), given);
    assert.deepEqual(wish, {
      paper: 'letter',
      code: 'qr',
      lines: ['name', 'serial', 'room'],
      offset_x: -15,
      offset_y: 0,
      source: 'items',
      start: 4,
      copies: 3,
      dots: '203',
      ids: ['i1'],
    });
  });
  test('carries only what belongs to its source', () => {
    const all = { environment_id: 'r1', since: '2026-01-19', since_room: 'r2', door: null, run_id: 'run' };
    const of = (source) => wishOf(values({ ...all, source }), given).wish;
    assert.equal(of('room').environment_id, 'r1');
    assert.deepEqual([of('since').since, of('since').environment_id], ['2026-01-19', 'r2']);
    assert.deepEqual(of('doors').ids, ['r1', 'r2'], 'no door is all doors');
    assert.equal(of('run').run_id, 'run');
    assert.equal(of('run').ids, undefined);
    assert.equal(of('items').environment_id, undefined);
  });
  test('says what is missing', () => {
    const missing = (over, more = given) => wishOf(values(over), more).missing;
    assert.equal(missing({}, { items: [], rooms: [] }), 'labels.needItems');
    assert.equal(missing({ source: 'room' }), 'labels.needRoom');
    assert.equal(missing({ source: 'since' }), 'labels.needDay');
    assert.equal(missing({ source: 'doors' }, { items: [], rooms: [] }), 'labels.needRooms');
    assert.equal(missing({ source: 'run' }), 'labels.needRun');
    assert.equal(missing({ source: null }), 'labels.needSource');
    assert.equal(missing({ offset_x: 10.5 }), 'labels.offsetBad');
    assert.equal(missing({ offset_y: NaN }), 'labels.offsetBad');
  });
});

describe('a design', () => {
  test('comes back as it was kept', () => {
    const design = { paper: '57x32', code: 'code128', lines: ['model', 'center'], offset_x: 7, offset_y: -100 };
    assert.deepEqual(designOf(fieldsOf(design)), design);
    assert.deepEqual(designOf(fieldsOf({ ...design, lines: [...LINES] })).lines, LINES);
  });
  test('is moved by whole tenths of a millimetre, ten at most', () => {
    assert.deepEqual([tenths(0.3), tenths(-1.25), tenths(null), tenths('2')], [3, -12, 0, 20]);
    assert.deepEqual([null, 0, 10, -10, 10.1, NaN].map(isOffset), [true, true, true, true, false, false]);
  });
});

test('an address asks for what it names', () => {
  const asked = (text) => askedOf(new URLSearchParams(text));
  assert.deepEqual(asked('equipo=i1'), { source: 'items' });
  assert.deepEqual(asked('ambiente=r1'), { source: 'room', environment_id: 'r1' });
  assert.deepEqual(asked('puerta=r1'), { source: 'doors', door: 'r1' });
  assert.deepEqual(asked('desde=2026-01-19'), { source: 'since', since: '2026-01-19' });
  assert.deepEqual(asked('desde=ayer'), { source: 'items' });
  assert.deepEqual(asked(''), { source: 'items' });
});

test('papers and runs are called as people know them', () => {
  const paper = { width: 63500, height: 38100, columns: 3, rows: 7, is_roll: false, paper: 'l7160' };
  assert.equal(paperName(paper), 'A4, L7160: 21 de 63,5 × 38,1 mm');
  assert.equal(paperName({ ...paper, is_roll: true, width: 57000, height: 32000 }), 'Rollo de 57 × 32 mm');
  assert.equal(written(66675), '66,7');
  const run = {
    id: 'x',
    first_code: 'EQ-000001',
    last_code: 'EQ-000100',
    first_number: 1,
    last_number: 100,
    claimed: 7,
  };
  assert.deepEqual(runOption(run), { value: 'x', label: 'EQ-000001 a EQ-000100 (7 de 100 ya son de un equipo)' });
});

test('labels are printed by all but apprentices', () => {
  const roles = ['student', 'instructor', 'supervisor', 'admin', 'admin_general'];
  assert.deepEqual(
    roles.map((role) => mayLabel({ role })),
    [false, true, true, true, true],
  );
});

test('every paper of the server has a page of its size in the print rules', () => {
  const rules = readFileSync(new URL('../../web-dist/css/labels.css', import.meta.url), 'utf8');
  const model = readFileSync(new URL('../../src/campus/labels/model.rs', import.meta.url), 'utf8');
  const papers = [
    ...model
      .split('pub enum LabelPaper')[1]
      .split('}')[0]
      .matchAll(/ = "([^"]+)"/g),
  ].map(([, word]) => word);
  assert.equal(papers.length, 11);
  for (const paper of papers) assert.match(rules, new RegExp(`\\.on-${paper}[, {]`), paper);
  for (const [, name] of rules.matchAll(/[ {]page: ([\w-]+);/g)) assert.ok(rules.includes(`@page ${name} {`), name);
});
