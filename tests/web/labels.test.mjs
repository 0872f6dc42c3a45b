/** The label designer: what its fields ask for, what is kept as a design, what an address asks for. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, mock, test } from 'node:test';
import { api } from '../../web-dist/js/kit/api.js';
import { printPages } from '../../web-dist/js/pages/labels/browser-print.js';
import { unclaimed } from '../../web-dist/js/pages/labels/claim.js';
import { drawPage } from '../../web-dist/js/pages/labels/drawing.js';
import { askedMaterials } from '../../web-dist/js/pages/labels/materials.js';
import { seenRooms } from '../../web-dist/js/pages/environments/options.js';
import { mayLabel } from '../../web-dist/js/pages/qr/label.js';
import {
  askedOf,
  beginning,
  designOf,
  fieldsOf,
  FIRST,
  isOffset,
  lineOf,
  LINES,
  tenths,
  wishOf,
  written,
} from '../../web-dist/js/pages/labels/rules.js';
import { paperName } from '../../web-dist/js/pages/labels/words.js';
import { runOption } from '../../web-dist/js/pages/labels/runs.js';
import './ready.mjs';

const values = (over = {}) => ({ ...fieldsOf(FIRST), source: 'items', copies: 1, start: 1, dots: '203', ...over });
const given = { items: ['i1'] };

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
    assert.equal(of('doors').ids, undefined, 'no door is all that the server lets be seen');
    assert.deepEqual(wishOf(values({ source: 'doors', door: 'r1' }), given).wish.ids, ['r1']);
    assert.equal(of('run').run_id, 'run');
    assert.equal(of('run').ids, undefined);
    assert.equal(of('items').environment_id, undefined);
  });
  test('says what is missing', () => {
    const missing = (over, more = given) => wishOf(values(over), more).missing;
    assert.equal(missing({}, { items: [] }), 'labels.needItems');
    assert.equal(missing({ source: 'room' }), 'labels.needRoom');
    assert.equal(missing({ source: 'since' }), 'labels.needDay');
    assert.equal(missing({ source: 'run' }), 'labels.needRun');
    assert.equal(missing({ source: null }), 'labels.needSource');
    assert.equal(missing({ offset_x: 10.5 }), 'labels.offsetBad');
    assert.equal(missing({ offset_y: NaN }), 'labels.offsetBad');
  });
});

describe('a design', () => {
  test('that is the usual one is begun with until the look was changed by hand', () => {
    const own = {
      id: 'd1',
      is_default: true,
      paper: '57x32',
      code: 'code128',
      lines: ['name'],
      offset_x: 3,
      offset_y: 0,
    };
    const other = { ...own, id: 'd2', is_default: false, paper: 'a4' };
    assert.deepEqual(beginning(null, []), { ...fieldsOf(FIRST), design: null });
    assert.deepEqual(beginning(null, [other, own]), { ...fieldsOf(own), design: 'd1' });
    const changed = { ...designOf(fieldsOf(other)), code: 'qr', design: 'd2' };
    assert.deepEqual(beginning(changed, [other, own]), { ...fieldsOf(changed), design: 'd2' });
    assert.equal(beginning({ ...changed, design: 'gone' }, [own]).design, null);
  });
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
  assert.deepEqual(asked('bodega=w1'), { source: 'bins', warehouse_id: 'w1' });
  assert.deepEqual(asked(''), { source: 'items' });
});

test('materials come by their address or from a list', () => {
  const asked = (text) => askedMaterials(new URLSearchParams(text));
  assert.deepEqual(asked('ubicacion=b1'), { source: 'bins', ids: ['b1'] });
  assert.deepEqual(asked('producto=p1'), { source: 'products', ids: ['p1'] });
  assert.deepEqual(asked('lote=l1'), { source: 'lots', ids: ['l1'] });
  assert.equal(asked('equipo=i1'), null);
  const given = { items: [], materials: { source: 'bins', ids: ['b1'] } };
  assert.deepEqual(wishOf(values({ source: 'bins' }), given).wish.ids, ['b1']);
  assert.equal(wishOf(values({ source: 'products' }), given).wish.ids, undefined);
  assert.equal(wishOf(values({ source: 'lots' }), given).missing, 'labels.needWarehouse');
  const alone = { items: [], materials: null };
  assert.equal(wishOf(values({ source: 'bins' }), alone).missing, 'labels.needWarehouse');
  assert.equal(wishOf(values({ source: 'bins', warehouse_id: 'w1' }), alone).wish.environment_id, 'w1');
});

test('rooms are offered to whom the server prints them', () => {
  const rooms = [
    { id: 'r1', center_id: 'c1', is_warehouse: false },
    { id: 'r2', center_id: 'c1', is_warehouse: false },
    { id: 'w1', center_id: 'c1', is_warehouse: true },
    { id: 'w2', center_id: 'c2', is_warehouse: true },
  ];
  const of = (role, environment_id, center_id) =>
    seenRooms({ role, environment_id, center_id }, rooms).map(({ id }) => id);
  assert.deepEqual(of('instructor', 'r1'), ['r1', 'w1']);
  assert.deepEqual(of('instructor', null), []);
  assert.deepEqual(of('supervisor', 'r1'), ['r1', 'r2', 'w1']);
  assert.deepEqual(of('admin', null, 'c1'), ['r1', 'r2', 'w1']);
  assert.deepEqual(of('admin', null), []);
  assert.deepEqual(of('admin_general', 'r1'), ['r1', 'r2', 'w1', 'w2']);
});

describe('what the page draws', () => {
  /** @type {any} */
  let page;
  /** @type {Map<string, () => void>} */
  let heard;
  const kept = {};
  before(() => {
    class FakeNode {
      children = [];
      attributes = {};
      classes = new Set();
      classList = {
        add: (/** @type {string} */ name) => this.classes.add(name),
        remove: (/** @type {string} */ name) => this.classes.delete(name),
      };
      addEventListener() {}
      setAttribute(name, value) {
        this.attributes[name] = value;
      }
      append(...more) {
        for (const one of more) this.appendChild(one);
      }
      appendChild(one) {
        one.parent = this;
        this.children.push(one);
      }
      remove() {
        if (this.parent) this.parent.children = this.parent.children.filter((one) => one !== this);
      }
    }
    const make = () => new FakeNode();
    page = { body: make(), documentElement: make(), createElement: make, createElementNS: make, createTextNode: make };
    heard = new Map();
    for (const [name, value] of Object.entries({
      document: page,
      Node: FakeNode,
      window: { print() {} },
      addEventListener: (type, run) => heard.set(type, run),
      removeEventListener: (type, run) => heard.get(type) === run && heard.delete(type),
    })) {
      kept[name] = globalThis[name];
      globalThis[name] = value;
    }
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  after(() => {
    mock.timers.reset();
    Object.assign(globalThis, kept);
  });
  const sheet = (over) => ({
    paper: {
      paper: 'letter',
      page_width: 215900,
      page_height: 279400,
      width: 64000,
      height: 34000,
      is_roll: false,
      ...over,
    },
    slots_x: [9000, 73000],
    slots_y: [12500, 12500],
    drawn: [],
  });
  test('a sheet has lines for scissors where nothing else cuts', () => {
    const lines = (over) => drawPage(sheet(over)).children.filter((one) => one.attributes.class === 'label-cut').length;
    assert.deepEqual([lines({ is_uncut: true }), lines({ is_uncut: false })], [2, 0]);
  });
  test('a code that an item has elsewhere leads to it', async () => {
    const get = api.get;
    const item = { id: 'i9', name: 'Torno', environment_name: 'Taller', status: 'lost', internal_code: 'TA-9' };
    api.get = /** @type {any} */ (
      async (/** @type {string} */ path) => (path.startsWith('/api/labels') ? { item_id: 'i9', run_id: null } : item)
    );
    const found = await unclaimed(/** @type {any} */ ({ signal: null }), 'TA-9').finally(() => (api.get = get));
    const links = (/** @type {any} */ node) => [node.attributes.href, ...node.children.flatMap(links)].filter(Boolean);
    assert.ok(links(found).includes('/equipos/i9'));
  });
  test('a print is not ended by the print before', () => {
    printPages([sheet({})]);
    mock.timers.tick(10_000);
    heard.get('afterprint')();
    assert.deepEqual([page.body.children.length, heard.size], [0, 0]);
    mock.timers.tick(100_000);
    printPages([sheet({})]);
    mock.timers.tick(15_000);
    assert.equal(page.body.children.length, 1, 'the clock of the first has gone with it');
    assert.ok(page.documentElement.classes.has('printing-labels'));
    printPages([sheet({})]);
    assert.equal(page.body.children.length, 1, 'one print at a time');
    mock.timers.tick(120_000);
    assert.deepEqual([page.body.children.length, page.documentElement.classes.size, heard.size], [0, 0, 0]);
  });
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

describe('the lines of a label', () => {
  test('are called what stands in them, and those that are always empty are not offered', () => {
    const of = (source) => LINES.map((line) => lineOf(source, line));
    assert.deepEqual(of('items'), [...LINES]);
    assert.deepEqual(of('bins'), ['warehouse', 'access', null, 'place', 'center']);
    assert.deepEqual(of('products'), ['name', 'category', null, null, 'center']);
    assert.deepEqual(of('lots'), ['name', 'expiry', null, 'bin', 'center']);
    assert.deepEqual(of('doors'), ['name', null, null, 'place', 'center']);
    assert.deepEqual(of('run'), [null, null, null, null, null]);
  });
});
