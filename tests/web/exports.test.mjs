/** What is taken along: the name of a file, what is said of a narrowed list, and who may take a centre. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import alerts from '../../web-dist/js/pages/alerts/es.js';
import checks from '../../web-dist/js/pages/checks/es.js';
import findings from '../../web-dist/js/pages/checks/findings/es.js';
import feedback from '../../web-dist/js/pages/feedback/es.js';
import inventory from '../../web-dist/js/pages/inventory/es.js';
import loans from '../../web-dist/js/pages/loans/es.js';
import maintenance from '../../web-dist/js/pages/maintenance/es.js';
import suspensions from '../../web-dist/js/pages/suspensions/es.js';
import common from '../../web-dist/js/i18n/es.js';
import { fileName } from '../../web-dist/js/kit/api.js';
import { mayTake } from '../../web-dist/js/pages/centers/take.js';
import { MOST, optionsOf, pickOf, shownOf } from '../../web-dist/js/ui/rows.js';

describe('a file that the server names', () => {
  test('has its Spanish name, else its plain one, else none', () => {
    assert.equal(
      fileName('attachment; filename="Prestamos.pdf"; filename*=UTF-8\'\'Pr%C3%A9stamos%20%C3%91.pdf'),
      'Préstamos Ñ.pdf',
    );
    assert.equal(fileName('attachment; filename="acta-1.pdf"'), 'acta-1.pdf');
    assert.equal(fileName(null), '');
  });
});

describe('what is said of a narrowed list', () => {
  const columns = [{ key: 'name', label: 'Nombre' }, { key: 'status' }];
  const filters = [
    { key: 'estado', label: 'Estado', options: [{ value: 'damaged', label: 'Dañado' }] },
    { key: 'ambiente', label: 'Ambiente', options: (rows) => rows.map((row) => ({ value: row.id, label: row.name })) },
    { key: 'desde', label: 'Desde' },
  ];
  const words = { search: 'Buscar', sort: 'Ordenar' };
  const none = { search: '', sort: null, desc: false, page: 1, filters: {} };
  test('is nothing of one that is not', () => {
    assert.deepEqual(shownOf(none, filters, columns, [], words), []);
  });
  test('is its search, its filters in words and its order, no longer than the server takes', () => {
    const state = {
      ...none,
      search: 'x'.repeat(300),
      sort: 'name',
      desc: true,
      filters: { estado: 'damaged', ambiente: 'r1', desde: '2026-01-31' },
    };
    assert.deepEqual(shownOf(state, filters, columns, [{ id: 'r1', name: 'Sistemas 1' }], words), [
      { label: 'Buscar', value: 'x'.repeat(200) },
      { label: 'Estado', value: 'Dañado' },
      { label: 'Ambiente', value: 'Sistemas 1' },
      { label: 'Desde', value: '2026-01-31' },
      { label: 'Ordenar', value: 'Nombre ↓' },
    ]);
  });
  test('names a value that is not offered any more by itself', () => {
    const state = { ...none, filters: { estado: 'gone' } };
    assert.deepEqual(shownOf(state, filters, columns, [], words), [{ label: 'Estado', value: 'gone' }]);
    assert.deepEqual(optionsOf(filters[2], []), []);
  });
});

describe('what is taken along of a list that the browser narrows', () => {
  const opens = { filters: [{ key: 'estado' }], sort: { key: 'name' } };
  const state = { search: '', sort: 'name', desc: false, page: 1, filters: { estado: '' } };
  const many = Array.from({ length: MOST + 1 }, (_, id) => ({ id }));
  const pick = (/** @type {any} */ more, rows = many) => pickOf(rows, { ...state, ...more }, opens, () => 'said');
  test('is named row by row, with what it was narrowed to', () => {
    assert.deepEqual(pick({}, many.slice(0, 2)), { ids: ['0', '1'], shown: 'said' });
    assert.equal(pick({}, many.slice(0, MOST)).ids?.length, MOST);
  });
  test('is all of it, unnamed, when it is too long and stands as it opens', () => {
    assert.deepEqual(pick({}), {});
    for (const more of [{ search: 'x' }, { desc: true }, { sort: 'size' }, { filters: { estado: 'damaged' } }])
      assert.equal(pick(more).ids?.length, MOST + 1, JSON.stringify(more));
  });
});

test('a centre is taken along by the general admin and by who keeps one of its warehouses', () => {
  const rooms = [{ id: 'r1' }];
  assert.ok(mayTake({ role: 'admin_general' }, []));
  assert.ok(mayTake({ role: 'admin', environment_id: 'r1' }, rooms));
  assert.ok(!mayTake({ role: 'admin', environment_id: 'r2' }, rooms));
  assert.ok(!mayTake({ role: 'admin', environment_id: null }, rooms));
  assert.ok(!mayTake({ role: 'supervisor', environment_id: 'r1' }, rooms));
});

describe('what a page calls a state', () => {
  const source = ['reports/kinds/words.rs', 'exports/lists/words.rs']
    .map((file) => readFileSync(new URL(`../../src/campus/${file}`, import.meta.url), 'utf8'))
    .join('\n');
  /** @type {Record<string, [Record<string, unknown>, string]>} */
  const pages = {
    CATEGORY: [inventory, 'category'],
    ITEM_STATUS: [inventory, 'item'],
    LOAN_STATUS: [loans, 'loans.status'],
    MAINTENANCE_STATUS: [maintenance, 'maint.status'],
    MAINTENANCE_TYPE: [maintenance, 'maint.type'],
    CHECK_STATUS: [checks, 'check.status'],
    ALERT_TYPE: [alerts, 'alerts.type'],
    SEVERITY: [alerts, 'alerts.severity'],
    ROLE: [common, 'role'],
    FINDING_KIND: [findings, 'findings.kind'],
    FINDING_STATUS: [findings, 'findings.status'],
    FEEDBACK_KIND: [feedback, 'feedback.type'],
    FEEDBACK_STATUS: [feedback, 'feedback.status'],
    SUSPENDED: [suspensions, 'suspensions'],
    COUNT_METHOD: [checks, 'check.method'],
    PLAN_UNIT: [maintenance, 'maint.unit'],
  };
  for (const [name, [dictionary, prefix]] of Object.entries(pages))
    test(`is what the paper calls it: ${name}`, () => {
      const body = new RegExp(`pub const ${name}: Words =\\s*&\\[([\\s\\S]*?)\\];`).exec(source)?.[1] ?? '';
      const words = [...body.matchAll(/\("(\w+)",\s*"([^"]*)"/g)];
      assert.ok(words.length > 1, `${name}: this test has become blind`);
      for (const [, word, said] of words)
        // Overdue is no status of its own on the page.
        assert.equal(said, dictionary[`${prefix}.${word}`] ?? dictionary[`loans.${word}`], word);
    });
});
