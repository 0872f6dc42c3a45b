/** What equipment is worth: lives in words, what is lacking, the lines of the table of rooms. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { amount } from '../../web-dist/js/kit/format.js';
import { wholeOf } from '../../web-dist/js/pages/inventory/facts.js';
import { leftOf, lacks, lifeText, linesOf, sortKey, undated } from '../../web-dist/js/pages/inventory/worth.js';
import { toValue } from '../../web-dist/js/ui/form-rules.js';
import { sortRows } from '../../web-dist/js/ui/rows.js';
import './ready.mjs';

const sum = (over) => ({
  currency: 'COP',
  priced_items: 3,
  purchase_value: 900,
  dated_items: 2,
  dated_value: 600,
  book_value: 300,
  ...over,
});

test('a life is said in years where they are whole', () => {
  assert.deepEqual([12, 60, 18, 1].map(lifeText), ['1 año', '5 años', '18 meses', '1 mes']);
});

test('pesos have no cents, other currencies have them and their code', () => {
  assert.match(amount(85_000.4, 'COP'), /^\$\s?85\.000$/);
  assert.match(amount(1234.5, 'USD'), /^USD\s?1\.234,50$/);
  assert.match(amount(0.1, 'EUR'), /^EUR\s?0,10$/);
  assert.equal(amount(null, 'USD'), '—');
});

test('amounts are sorted within their currency, pesos first from the largest on', () => {
  const rows = [
    [12.5, 'USD'],
    [900, 'COP'],
    [null, 'COP'],
    [10_000.25, 'COP'],
    [3, 'EUR'],
    [100, 'USD'],
  ].map(([paid, currency]) => ({ paid, currency }));
  const column = { key: 'paid', value: (row) => sortKey(row.paid, row.currency) };
  const paid = (desc) => sortRows(rows, column, desc).map((row) => row.paid);
  assert.deepEqual(paid(true), [10_000.25, 900, 3, 100, 12.5, null]);
  assert.deepEqual(paid(false), [12.5, 100, 3, 900, 10_000.25, null]);
});

test('a price is typed as it is written in Colombia', () => {
  const price = { name: 'purchase_price', label: 'Precio', type: 'number', step: /** @type {const} */ ('any') };
  assert.deepEqual(
    ['85.000', '1.234,56', '2.350.000', '900,25'].map((text) => toValue(price, text)),
    [85_000, 1234.56, 2_350_000, 900.25],
  );
});

describe('the details of an item', () => {
  const realFetch = globalThis.fetch;
  /** @type {string[]} */
  let asked = [];
  /** @param {() => Response} answer */
  const server = (answer) => {
    asked = [];
    globalThis.fetch = async (url) => {
      asked.push(String(url));
      return answer();
    };
  };
  afterEach(() => {
    globalThis.fetch = realFetch;
  });
  const ctx = /** @type {any} */ ({ signal: new AbortController().signal });
  const known = { id: 'i1', name: 'Torno', description: 'De banco' };
  const found = () => new Response(JSON.stringify(known), { headers: { 'X-Inventario': '1' } });

  test('are fetched once for the row of a list, however many ask', async () => {
    server(found);
    const whole = wholeOf(/** @type {any} */ ({ id: 'i1', name: 'Torno' }), ctx);
    const both = await Promise.all([whole(), whole()]);
    assert.deepEqual(both, [known, known]);
    assert.deepEqual(asked, ['/api/inventory/i1']);
  });
  test('are not fetched where they are known, also that there are none', async () => {
    server(found);
    const bare = /** @type {any} */ ({ id: 'i1', description: null });
    assert.equal(await wholeOf(bare, ctx)(), bare);
    assert.deepEqual(asked, []);
  });
  test('are asked for again when they did not come', async () => {
    server(() => new Response('{"detail":"No"}', { status: 404, headers: { 'X-Inventario': '1' } }));
    const whole = wholeOf(/** @type {any} */ ({ id: 'i1' }), ctx);
    await assert.rejects(whole());
    server(found);
    assert.deepEqual(await whole(), known);
  });
});

describe('an item', () => {
  test('lacks its price, its day, or both', () => {
    assert.deepEqual(
      [
        lacks({ purchase_price: null, purchase_date: null }),
        lacks({ purchase_price: null, purchase_date: '2025-01-01' }),
        lacks({ purchase_price: 0, purchase_date: null }),
        lacks({ purchase_price: 0, purchase_date: '2025-01-01' }),
      ],
      ['both', 'price', 'date', null],
    );
  });
  test('has a share left, and none of what cost nothing', () => {
    assert.deepEqual([leftOf(25, 100), leftOf(0, 0), leftOf(0, null)], [0.25, 0, 0]);
  });
});

describe('the table of rooms', () => {
  const room = (over) => ({
    environment_id: 'r',
    environment_name: 'Sistemas 1',
    center_id: 'c',
    items: 5,
    sums: [],
    ...over,
  });
  test('has a line for each currency, and one for a room without prices', () => {
    const lines = linesOf([
      room({ sums: [sum({}), sum({ currency: 'USD', book_value: 7 })] }),
      room({ environment_id: null }),
    ]);
    assert.deepEqual(
      lines.map(({ id, currency, book, dated }) => [id, currency, book, dated]),
      [
        ['r', 'COP', 300, 2],
        ['r', 'USD', 7, 2],
        ['', null, null, 0],
      ],
    );
  });
  test('says how many items are left out of the sums', () => {
    assert.equal(undated({ items: 9, sums: [sum({}), sum({ dated_items: 4 })] }), 3);
    assert.equal(undated({ items: 2, sums: [sum({})] }), 0);
  });
});
