/** What a list does with its rows: search, filter, sort, pages, its state in the address. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  compare,
  filterRows,
  pageOf,
  readState,
  searchRows,
  sortRows,
  valueOf,
  writeState,
} from '../../web-dist/js/ui/rows.js';

const rows = [
  { id: 1, name: 'Portátil HP', room: 'Sala 10', quantity: 3, secret: 'oculto' },
  { id: 2, name: 'Teclado', room: 'Sala 2', quantity: 20, secret: 'x' },
  { id: 3, name: 'Cámara', room: null, quantity: 1, secret: 'x' },
  { id: 4, name: 'televisor', room: 'Bodega', quantity: 3, secret: 'x' },
];
const columns = [
  { key: 'name', label: 'Nombre' },
  { key: 'room', label: 'Ambiente' },
  { key: 'secret', label: 'Secreto', searchable: false },
  { key: 'size', label: 'Tamaño', value: (row) => `${row.quantity} u` },
];
const ids = (found) => found.map((row) => row.id);

describe('search', () => {
  test('finds every word, anywhere, without accents', () => {
    assert.deepEqual(ids(searchRows(rows, 'SALA portatil', columns)), [1]);
    assert.deepEqual(ids(searchRows(rows, 'camara', columns)), [3]);
    assert.deepEqual(ids(searchRows(rows, 'sala', columns)), [1, 2]);
    assert.deepEqual(ids(searchRows(rows, '20 u', columns)), [2]);
    assert.deepEqual(ids(searchRows(rows, 'sala bodega', columns)), []);
  });
  test('keeps away from what is not searched, and an empty one finds all', () => {
    assert.deepEqual(searchRows(rows, 'oculto', columns), []);
    assert.equal(searchRows(rows, '   ', columns), rows);
  });
  test('does not join the end of one column to the start of the next', () => {
    assert.deepEqual(searchRows([{ name: 'ab', room: 'cd' }], 'bc', columns), []);
  });
  test('reads a row anew for other columns', () => {
    const row = { name: 'uno', room: 'dos' };
    assert.equal(searchRows([row], 'dos', [{ key: 'name' }]).length, 0);
    assert.equal(searchRows([row], 'dos', [{ key: 'room' }]).length, 1);
  });
});

describe('filters', () => {
  const filters = [{ key: 'room' }, { key: 'big', test: (row, value) => row.quantity >= Number(value) }];
  test('all hold; one without a value does not', () => {
    assert.deepEqual(ids(filterRows(rows, { room: 'Sala 10', big: '' }, filters)), [1]);
    assert.deepEqual(ids(filterRows(rows, { room: '', big: '3' }, filters)), [1, 2, 4]);
    assert.deepEqual(ids(filterRows(rows, { room: 'Bodega', big: '5' }, filters)), []);
    assert.deepEqual(ids(filterRows(rows, {}, filters)), [1, 2, 3, 4]);
  });
});

describe('order', () => {
  test('is a reader\'s: numbers by size, words without case and accents, "2" before "10"', () => {
    assert.ok(compare(2, 10) < 0);
    assert.ok(compare('Sala 2', 'Sala 10') < 0);
    assert.equal(compare('camara', 'Cámara'), 0);
    assert.ok(compare('ñame', 'nube') > 0, 'ñ follows n in Spanish');
    assert.ok(compare('', 'z') > 0);
    assert.equal(compare(null, undefined), 0);
  });
  test('leaves what is empty last in both directions', () => {
    assert.deepEqual(ids(sortRows(rows, { key: 'room' })), [4, 2, 1, 3]);
    assert.deepEqual(ids(sortRows(rows, { key: 'room' }, true)), [1, 2, 4, 3]);
  });
  test('is stable and leaves the given rows alone', () => {
    const before = ids(rows);
    assert.deepEqual(ids(sortRows(rows, { key: 'quantity' })), [3, 1, 4, 2]);
    assert.deepEqual(ids(sortRows(rows, { key: 'quantity' }, true)), [2, 1, 4, 3]);
    assert.deepEqual(ids(rows), before);
    assert.equal(sortRows(rows, undefined), rows);
  });
});

describe('pages', () => {
  const many = Array.from({ length: 101 }, (_, at) => at);
  test('hold what they should', () => {
    assert.deepEqual(pageOf(many, 3, 50), { page: 3, pages: 3, from: 100, rows: [100] });
    assert.equal(pageOf(many, 2, 50).rows[0], 50);
    assert.equal(pageOf(many.slice(0, 100), 1, 50).pages, 2);
  });
  test('beyond the end or before the start are the last and the first; paper has one', () => {
    assert.equal(pageOf(many, 9, 50).page, 3);
    assert.equal(pageOf(many, -1, 50).page, 1);
    assert.deepEqual(pageOf([], 1, 50), { page: 1, pages: 1, from: 0, rows: [] });
    assert.equal(pageOf(many, 1, Infinity).rows.length, 101);
  });
});

test('the value of a column is what the list shows', () => {
  assert.equal(valueOf(rows[0], columns[3]), '3 u');
  assert.equal(valueOf(rows[0], columns[0]), 'Portátil HP');
});

describe('the state in the address', () => {
  const filters = [{ key: 'estado' }, { key: 'activo', value: 'si' }];
  const sort = { key: 'name' };
  const read = (query) => readState(new URLSearchParams(query), filters, sort);
  test('is what the list opens with when nothing is said', () => {
    assert.deepEqual(read(''), {
      search: '',
      sort: 'name',
      desc: false,
      page: 1,
      filters: { estado: '', activo: 'si' },
    });
    assert.deepEqual(writeState(read(''), filters, sort), {
      q: null,
      orden: null,
      pag: null,
      estado: null,
      activo: null,
    });
  });
  test('comes back as it was written', () => {
    for (const query of [
      'q=sala+2&orden=-room&pag=3&estado=damaged&activo=no',
      'orden=-name',
      'activo=todos',
      'pag=2',
      'orden=room&estado=good',
    ]) {
      const written = Object.entries(writeState(read(query), filters, sort)).filter(([, value]) => value !== null);
      assert.deepEqual(read(new URLSearchParams(written)), read(query), query);
      assert.equal(new URLSearchParams(written).size, new URLSearchParams(query).size, query);
    }
    assert.equal(read('activo=todos').filters.activo, '', 'a filter that is on by default can be taken off');
  });
  test('that makes no sense is the first page', () => {
    for (const page of ['0', '-1', '1.5', 'dos', '']) assert.equal(read(`pag=${page}`).page, 1, page);
  });
});
