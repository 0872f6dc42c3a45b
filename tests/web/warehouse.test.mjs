/** The warehouse of materials: ranges that people write, codes by a template, the grid of the map, the NIT. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readRange } from '../../web-dist/js/pages/bins/ranges.js';
import { partsOf } from '../../web-dist/js/pages/bins/detail.js';
import { rangeFault } from '../../web-dist/js/pages/bins/bulk.js';
import {
  codeFollowing,
  codeOf,
  faultOf,
  formatOf,
  nameOf,
  piecesOf,
  refitted,
  sampleOf,
  written,
} from '../../web-dist/js/pages/warehouses/codes.js';
import { blocksWith, countsOf, gridOf, steppedFrom, tabbedOf } from '../../web-dist/js/pages/warehouses/grid.js';
import { mayKeep } from '../../web-dist/js/pages/warehouses/options.js';
import { arePartsChanged, binPatch, codeKeeper, newBin } from '../../web-dist/js/pages/bins/naming.js';
import { uploads } from '../../web-dist/js/pages/products/upload.js';
import { howMuch, isLow, productState, quantity } from '../../web-dist/js/pages/products/words.js';
import { placeOf, preferred } from '../../web-dist/js/pages/warehouses/open-code.js';
import { nitFault } from '../../web-dist/js/pages/suppliers/nit.js';
import './ready.mjs';

const numbers = (start, end) => ({ range: { start, end } });
const values = (...range) => ({ range });

describe('a range', () => {
  test('of numbers goes to the server as its two ends', () => {
    for (const text of ['1-5', ' 1 - 5 ', '1–5', '1 a 5', '1 al 5'])
      assert.deepEqual(readRange(text), numbers(1, 5), text);
    assert.deepEqual(readRange('3-3'), numbers(3, 3));
    assert.deepEqual(readRange('1-10000'), numbers(1, 10000));
  });
  test('of letters, and lists, are their values', () => {
    assert.deepEqual(readRange('001-003'), values('001', '002', '003'));
    assert.deepEqual(readRange('08-10, 7'), values('08', '09', '10', '7'));
    assert.deepEqual(readRange('1 y 2'), values('1', '2'));
    assert.deepEqual(readRange('A, B y D'), values('A', 'B', 'D'));
    assert.deepEqual(readRange('A1, A2'), values('A1', 'A2'));
    assert.deepEqual(readRange('A-C'), values('A', 'B', 'C'));
    assert.deepEqual(readRange('a-c'), values('A', 'B', 'C'));
    assert.deepEqual(readRange('Y-AB'), values('Y', 'Z', 'AA', 'AB'));
    assert.deepEqual(readRange('A,B,C'), values('A', 'B', 'C'));
    assert.deepEqual(readRange('A; B ,, D,'), values('A', 'B', 'D'));
    assert.deepEqual(readRange('1-3, 7'), values('1', '2', '3', '7'));
    assert.deepEqual(readRange('A-B, Piso'), values('A', 'B', 'Piso'));
    assert.deepEqual(readRange('7'), values('7'));
    assert.deepEqual(readRange('Frío 2'), values('Frío 2'));
  });
  test('that is none says why', () => {
    for (const text of ['', '  ', ',;']) assert.deepEqual(readRange(text), { fault: 'empty' }, text);
    assert.deepEqual(readRange('5-1'), { fault: 'reversed', text: '5-1' });
    assert.deepEqual(readRange('C-A'), { fault: 'reversed', text: 'C-A' });
    for (const text of ['1-5-9', '8-', '-5', '1..5', '1–5–9'])
      assert.deepEqual(readRange(`3, ${text}`), { fault: 'mixed', text }, text);
    for (const text of ['A-5', 'A1-A5', 'E-1']) assert.deepEqual(readRange(text), { fault: 'joined', text }, text);
    assert.equal(
      rangeFault('A1-A5', true),
      '«A1-A5» mezcla letras y números: escriba cada uno separado con comas, como A1, A2, A3',
    );
    assert.deepEqual(readRange('Ñ-Z'), { fault: 'mixed', text: 'Ñ-Z' });
    assert.deepEqual(readRange('1-10001'), { fault: 'long', text: '1-10001' });
    assert.equal(readRange('1-9000, A-AAZ, 9001-9999').fault, 'long');
    assert.deepEqual(readRange('A, a'), { fault: 'twice', text: 'a' });
    assert.deepEqual(readRange('1-3, 02'), { fault: 'twice', text: '02' });
    assert.equal(rangeFault('', true), 'Diga cuáles, por ejemplo 1-5');
    assert.equal(rangeFault('', false), null);
    assert.equal(rangeFault('5-1', false), '«5-1» termina antes de empezar');
  });
});

const part = (name, required = true) => ({ name, label: name, required, order: 1 });
const template = (format, ...fields) => ({
  fields,
  code_format: format,
  separator: '-',
  auto_uppercase: true,
  zero_padding: true,
});

describe('a code', () => {
  const three = template(
    'B-{pasillo}/{estante}.N{nivel}',
    part('pasillo', false),
    part('estante'),
    part('nivel', false),
  );
  test('is made as the server makes it', () => {
    assert.equal(codeOf(three, { pasillo: 'a', estante: '1', nivel: '2' }), 'B-A/01.N02');
    assert.equal(codeOf(three, { pasillo: 'a', estante: '1' }), 'B-A/01');
    assert.equal(codeOf(three, { estante: '1', nivel: '2' }), 'B-01.N02');
    assert.equal(codeOf(three, { estante: '1' }), 'B-01');
    assert.equal(codeOf(template('{a', part('a')), { a: '1' }), '');
  });
  test('has capitals and two figures where that is wanted', () => {
    for (const [value, expected] of [
      ['ñu', 'ÑU'],
      ['1', '01'],
      ['007', '007'],
      ['a1', 'a1'],
    ])
      assert.equal(written(three, value), expected);
    const plain = { ...three, auto_uppercase: false, zero_padding: false };
    assert.deepEqual([written(plain, 'a'), written(plain, '1')], ['a', '1']);
  });
  test('has names for its format, and an example', () => {
    assert.equal(nameOf('Posición del estante'), 'posicion_del_estante');
    assert.equal(nameOf(' ¡{x}! '), 'x');
    assert.equal(formatOf([part('a'), part('b')], '.'), '{a}.{b}');
    assert.deepEqual(sampleOf([part('pasillo'), part('nivel')]), { pasillo: 'a', nivel: '2' });
    assert.deepEqual(piecesOf('x{a}'), [{ text: 'x' }, { field: 'a' }]);
    for (const odd of ['{a', 'a}', '{{a}', '{a}}']) assert.equal(piecesOf(odd), null, odd);
  });
  test('is refused where the template is none', () => {
    const fault = (format, ...fields) => faultOf(template(format, ...fields))?.fault ?? null;
    assert.equal(fault('{a}-{b}', part('a'), part('b', false)), null);
    assert.equal(fault('{a}'), 'none');
    assert.equal(fault('{a}', { ...part('a'), label: ' ' }), 'label');
    assert.equal(fault('{a}', part('a'), part('a')), 'same');
    assert.equal(fault('{a}', part('a', false)), 'required');
    assert.equal(fault('{a', part('a')), 'braces');
    assert.equal(fault('{a}{b}', part('a')), 'unknown');
    assert.equal(fault('{a}{a}', part('a')), 'twice');
    assert.deepEqual(faultOf(template('{a}', part('a'), part('b'))), { fault: 'missing', name: 'b' });
  });
});

describe('the format of a template', () => {
  const written = { ...template('{a}-{b}', part('a'), part('b')) };
  const byHand = { ...written, code_format: 'B{b}/{a}' };
  const with_ = (...names) => ({ fields: names.map((name) => part(name)), separator: '-' });
  test('follows the parts while nobody has written another', () => {
    assert.equal(refitted(written, with_('a', 'c')), '{a}-{c}');
    assert.equal(refitted(written, with_('b', 'a')), '{b}-{a}');
    assert.equal(refitted(written, { ...with_('a', 'b'), separator: '.' }), '{a}.{b}');
  });
  test('that is written by hand keeps all but the name of a part', () => {
    assert.equal(refitted(byHand, with_('a', 'nivel')), 'B{nivel}/{a}');
    assert.equal(refitted(byHand, with_('$&', 'b')), 'B{b}/{$&}');
    for (const after of [with_('b', 'a'), with_('a'), with_('a', 'b', 'c'), { ...with_('a', 'b'), separator: '.' }])
      assert.equal(refitted(byHand, after), 'B{b}/{a}');
  });
});

describe('a bin that is edited', () => {
  const two = template('{a}-{b}', part('a'), part('b'));
  test('keeps a code that was written by hand, and has another where the parts made it', () => {
    assert.equal(codeFollowing(two, { a: '1', b: '2' }, { a: '1', b: '3' }, '01-02'), '01-03');
    assert.equal(codeFollowing(two, { a: '1', b: '2' }, { a: '1', b: '3' }, 'Mesón'), null);
    assert.equal(codeFollowing(two, { a: '1', b: '2' }, { a: '1', b: '3' }, null), '01-03');
    const keeper = codeKeeper(two, {});
    assert.deepEqual(keeper.follow({ 'part:a': '1', code: null }), { code: '01' });
    assert.deepEqual(keeper.follow({ 'part:a': '1', 'part:b': '2', code: '01' }), { code: '01-02' });
    keeper.begin({ 'part:a': '7', 'part:b': '2' });
    assert.deepEqual(keeper.follow({ 'part:a': '8', 'part:b': '2', code: '07-02' }), { code: '08-02' });
    assert.deepEqual(keeper.follow({ 'part:a': '9', 'part:b': '2', code: 'Mesón' }), {});
  });
  test('of an older template is sent without parts while none was changed', () => {
    const row = { status: 'empty', structure_data: { zona: 'Z', b: '2' } };
    const values = { code: 'Z-2', 'part:a': null, 'part:b': '2', notes: 'x' };
    assert.equal(arePartsChanged(two, values, row.structure_data), false);
    assert.deepEqual(binPatch(two, values, { notes: 'x' }, row), { notes: 'x' });
    const named = { ...values, 'part:a': '1' };
    assert.equal(arePartsChanged(two, named, row.structure_data), true);
    assert.deepEqual(binPatch(two, named, { 'part:a': '1' }, row), { structure_data: { a: '1', b: '2' } });
    assert.deepEqual(newBin(two, { ...named, notes: null }), {
      code: 'Z-2',
      notes: null,
      structure_data: { a: '1', b: '2' },
    });
  });
  test('is put to use again whatever lies in it', () => {
    const patch = (status, wanted) => binPatch(two, {}, { status: wanted }, { status, structure_data: {} });
    assert.deepEqual(patch('inactive', 'empty'), { is_active: true });
    assert.deepEqual(patch('inactive', 'reserved'), { status: 'reserved' });
    assert.deepEqual(patch('reserved', 'empty'), { status: 'empty' });
  });
});

describe('a code that is read', () => {
  const bin = (warehouse) => ({ href: `/ubicaciones/${warehouse}`, title: '01-01-01', hint: '', icon: '', warehouse });
  const product = { href: '/productos/p', title: 'P', hint: '', icon: '' };
  test('of two warehouses is that of one’s own', () => {
    assert.deepEqual(preferred([bin('a'), bin('b')], 'b'), [bin('b')]);
    for (const own of ['c', null]) assert.equal(preferred([bin('a'), bin('b')], own).length, 2);
    assert.equal(preferred([bin('a'), product], 'a').length, 2);
    assert.equal(preferred([bin('a')], 'b').length, 1);
  });
  test('opens what it names, of several the list', () => {
    assert.equal(placeOf([], 'x'), null);
    assert.equal(placeOf([bin('a')], 'x'), '/ubicaciones/a');
    assert.equal(placeOf([bin('a'), bin('b')], '01 01'), '/ubicaciones?q=01%2001');
    assert.equal(placeOf([product, product], 'p'), '/productos?q=p');
  });
});

describe('the photo of a product', () => {
  test('is the last that was chosen, whichever answer comes first', async () => {
    const answers = [];
    const told = [];
    const sending = uploads(
      () => new Promise((done, fail) => answers.push({ done, fail })),
      (id) => told.push(id),
    );
    sending.take('one');
    const second = sending.take('two');
    answers[1].done({ id: '2' });
    answers[0].done({ id: '1' });
    await second;
    assert.deepEqual(told, ['2']);
    sending.take('three');
    sending.take(null);
    answers[2].done({ id: '3' });
    await sending.settled();
    assert.deepEqual(told, ['2', null]);
    sending.take('four');
    answers[3].fail(new Error('lost'));
    await assert.rejects(sending.settled(), /lost/);
    sending.drop();
    await sending.settled();
    assert.deepEqual(told, ['2', null]);
  });
});

describe('the map', () => {
  const bin = (code, structure_data) => ({ code, structure_data });
  const parts = [
    { name: 'estante', label: 'Estante' },
    { name: 'nivel', label: 'Nivel' },
    { name: 'posicion', label: 'Posición' },
  ];
  const shelf = (estante, nivel, posicion) => bin(`${estante}-${nivel}-${posicion}`, { estante, nivel, posicion });
  test('has a block for each shelf, its highest level on top', () => {
    const bins = [shelf('10', '01', '01'), shelf('02', '01', '02'), shelf('02', '10', '01'), shelf('02', '02', '01')];
    const { blocks, others } = gridOf(parts, bins);
    assert.deepEqual(others, []);
    assert.deepEqual(
      blocks.map(({ title, rows, columns }) => ({ title, rows, columns })),
      [
        { title: [{ label: 'Estante', value: '02' }], rows: ['10', '02', '01'], columns: ['01', '02'] },
        { title: [{ label: 'Estante', value: '10' }], rows: ['01'], columns: ['01'] },
      ],
    );
    assert.deepEqual(blocks[0].at('01', '02'), [bins[1]]);
    assert.deepEqual(blocks[0].at('02', '02'), []);
  });
  test('is one block of rows and columns where there are two parts, and one row where there is one', () => {
    const two = gridOf(parts.slice(1), [
      bin('1-1', { nivel: '1', posicion: '1' }),
      bin('2-1', { nivel: '2', posicion: '1' }),
    ]);
    assert.deepEqual([two.blocks[0].rows, two.blocks[0].title], [['1', '2'], []]);
    const one = gridOf(parts.slice(2), [bin('b', { posicion: 'b' }), bin('a', { posicion: 'a' })]);
    assert.deepEqual([one.blocks[0].rows, one.blocks[0].columns], [[''], ['a', 'b']]);
  });
  test('loses no bin: two in one place stand together, and those of another template apart', () => {
    const bins = [
      shelf('1', '1', '1'),
      bin('Mesón', { estante: '1', nivel: '1', posicion: '1' }),
      bin('1-1', { estante: '1', nivel: '1' }),
      bin('Z', { zona: 'Z' }),
      bin('?', {}),
    ];
    const { blocks, others } = gridOf(parts, bins);
    assert.equal(blocks[0].at('1', '1').length, 2);
    assert.equal(blocks[0].at('1', '').length, 1);
    assert.deepEqual(
      others.map(({ code }) => code),
      ['?', 'Z'],
    );
  });
  test('counts the states of a block, and opens those that have the one that is asked for', () => {
    const of = (...states) => states.map((status) => ({ status }));
    assert.deepEqual(countsOf(of('empty', 'occupied', 'empty'), ['occupied', 'empty', 'reserved']), [
      ['occupied', 1],
      ['empty', 2],
    ]);
    const blocks = [of('empty', 'empty', 'reserved'), of('empty'), of('reserved'), of('reserved', 'empty')];
    const shown = (only, most) => blocksWith(blocks, only, most).map((one) => Number(one.shown) + Number(one.opened));
    assert.deepEqual(shown(null, 9), [1, 1, 1, 1]);
    assert.deepEqual(shown('reserved', 9), [2, 0, 2, 2]);
    assert.deepEqual(shown('reserved', 4), [2, 0, 2, 1]);
    assert.deepEqual(shown('reserved', 1), [2, 0, 1, 1]);
    assert.deepEqual(shown('inactive', 9), [0, 0, 0, 0]);
  });
  test('leads the Tab key to a cell that is in sight', () => {
    assert.equal(tabbedOf(['a', 'b'], 'b'), 'b');
    assert.equal(tabbedOf(['a', 'b'], 'x'), 'a');
    assert.equal(tabbedOf(['a'], null), 'a');
    assert.equal(tabbedOf([], 'x'), null);
  });
  test('is walked by arrows to the bin that lies that way', () => {
    const cells = [
      { row: 0, column: 0 },
      { row: 0, column: 10 },
      { row: 5, column: 10 },
      { row: 5, column: 20 },
    ];
    const to = (from, key) => steppedFrom(cells, from, key);
    assert.deepEqual([to(0, 'ArrowRight'), to(1, 'ArrowRight'), to(1, 'ArrowLeft'), to(0, 'ArrowLeft')], [1, 1, 0, 0]);
    assert.deepEqual([to(0, 'ArrowDown'), to(1, 'ArrowDown'), to(3, 'ArrowUp'), to(0, 'ArrowUp')], [2, 2, 1, 0]);
    assert.deepEqual([to(2, 'Home'), to(0, 'End'), to(1, 'x')], [0, 3, 1]);
  });
});

describe('who keeps a warehouse', () => {
  test('is its administrator, that of the centre without one, and the general one', () => {
    const may = (role, room) => mayKeep({ role, warehouse_id: room }, 'w');
    assert.ok(may('admin', 'w') && may('admin', null) && may('admin_general', 'x'));
    assert.ok(!may('admin', 'x') && !may('supervisor', 'w') && !may('instructor', null));
  });
});

describe('a product', () => {
  test('is low below its minimum, and said with its unit', () => {
    assert.ok(isLow({ min_stock: 2.5, quantity: 2.49 }));
    assert.ok(!isLow({ min_stock: 2.5, quantity: 2.5 }) && !isLow({ min_stock: null, quantity: 0 }));
    const state = (row) => [howMuch(row), productState({ is_active: true, ...row }).word];
    assert.deepEqual(state({ min_stock: 2, quantity: 0 }), ['nada', 'Sin existencias']);
    assert.deepEqual(state({ min_stock: null, quantity: 0 }), ['nada', 'Sin existencias']);
    assert.deepEqual(state({ min_stock: 2, quantity: 1 }), ['poco', 'Queda poco']);
    assert.deepEqual(state({ min_stock: 2, quantity: 2 }), ['hay', 'Hay']);
    assert.deepEqual(
      [quantity(1, 'caja'), quantity(2.5, 'kg'), quantity(0, 'galón')],
      ['1 caja', '2,5 kg', '0 galones'],
    );
  });
});

describe('a NIT', () => {
  test('has its check digit', () => {
    for (const good of ['899999034-1', '890.903.938-8', ' 899.999.068 - 1 ']) assert.equal(nitFault(good), null, good);
    assert.equal(nitFault('899999034-2'), 'digit');
    for (const wrong of ['', '899999034', '12345-6', '12345678901-2', 'x-1'])
      assert.equal(nitFault(wrong), 'form', wrong);
  });
});

describe('the parts of a bin', () => {
  test('are said in the order of the template, and none is lost', () => {
    const fields = [
      { name: 'pasillo', label: 'Pasillo' },
      { name: 'nivel', label: 'Nivel' },
    ];
    assert.deepEqual(partsOf({ nivel: '02', pasillo: 'A' }, fields), ['Pasillo A', 'Nivel 02']);
    assert.deepEqual(partsOf({ zona: 'Z', nivel: '1' }, fields), ['Nivel 1', 'zona Z']);
  });
});
