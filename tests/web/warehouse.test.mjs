/** The warehouse of materials: ranges that people write, codes by a template, the grid of the map, the NIT. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readRange } from '../../web-dist/js/pages/bins/ranges.js';
import { partsOf } from '../../web-dist/js/pages/bins/detail.js';
import { rangeFault } from '../../web-dist/js/pages/bins/bulk.js';
import {
  codeOf,
  faultOf,
  formatOf,
  nameOf,
  piecesOf,
  sampleOf,
  written,
} from '../../web-dist/js/pages/warehouses/codes.js';
import { gridOf, steppedFrom } from '../../web-dist/js/pages/warehouses/grid.js';
import { mayKeep } from '../../web-dist/js/pages/warehouses/options.js';
import { isLow, quantity } from '../../web-dist/js/pages/products/words.js';
import { nitFault } from '../../web-dist/js/pages/suppliers/nit.js';
import './ready.mjs';

const numbers = (start, end) => ({ range: { start, end } });
const values = (...range) => ({ range });

describe('a range', () => {
  test('of numbers goes to the server as its two ends', () => {
    for (const text of ['1-5', ' 1 - 5 ', '1–5', '01-05', '1 a 5', '1 al 5'])
      assert.deepEqual(readRange(text), numbers(1, 5), text);
    assert.deepEqual(readRange('3-3'), numbers(3, 3));
    assert.deepEqual(readRange('1-10000'), numbers(1, 10000));
  });
  test('of letters, and lists, are their values', () => {
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
    assert.deepEqual(readRange('A-5'), { fault: 'mixed', text: 'A-5' });
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
    const may = (role, room) => mayKeep({ role, environment_id: room }, 'w');
    assert.ok(may('admin', 'w') && may('admin', null) && may('admin_general', 'x'));
    assert.ok(!may('admin', 'x') && !may('supervisor', 'w') && !may('instructor', null));
  });
});

describe('a product', () => {
  test('is low below its minimum, and said with its unit', () => {
    assert.ok(isLow({ min_stock: 2.5, quantity: 2.49 }));
    assert.ok(!isLow({ min_stock: 2.5, quantity: 2.5 }) && !isLow({ min_stock: null, quantity: 0 }));
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
