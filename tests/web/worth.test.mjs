/** What equipment is worth: lives in words, what is lacking, the lines of the table of rooms. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { amount } from '../../web-dist/js/kit/format.js';
import { leftOf, lacks, lifeText, linesOf, undated } from '../../web-dist/js/pages/inventory/worth.js';
import { toValue } from '../../web-dist/js/ui/form-rules.js';
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

test('a price is typed as it is written in Colombia', () => {
  const price = { name: 'purchase_price', label: 'Precio', type: 'number', step: /** @type {const} */ ('any') };
  assert.deepEqual(
    ['85.000', '1.234,56', '2.350.000', '900,25'].map((text) => toValue(price, text)),
    [85_000, 1234.56, 2_350_000, 900.25],
  );
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
