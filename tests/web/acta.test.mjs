/** Actas and signatures: how far one is, what a finger draws, which calendars a person has. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { arranged, stateOf } from '../../web-dist/js/pages/acta/rules.js';
import { addresses, kindsOf, ofKind } from '../../web-dist/js/pages/feeds/rules.js';
import { extend, isDrawn } from '../../web-dist/js/ui/signature.js';

/** @param {any} patch @returns {any} */
const acta = (patch) => ({ kind: 'loan', version: 1, is_current: true, signatures: [], may_sign: [], ...patch });

describe('an acta', () => {
  test('is for printing, waits for signatures, is signed, is replaced', () => {
    assert.equal(stateOf(acta({}), false), 'draft');
    assert.equal(stateOf(acta({}), true), 'unsigned');
    assert.equal(stateOf(acta({ signatures: [{}] }), true), 'partly');
    assert.equal(stateOf(acta({ signatures: [{}, {}] }), true), 'signed');
    assert.equal(stateOf(acta({ is_current: false }), true), 'replaced');
    assert.equal(stateOf(acta({ is_current: false, signatures: [{}, {}] }), true), 'replaced');
  });
  test('is shown with what it replaced', () => {
    const loan = [acta({ version: 2 }), acta({ version: 1, is_current: false })];
    const back = acta({ kind: 'return' });
    assert.deepEqual(arranged([...loan, back]), [
      { acta: loan[0], earlier: [loan[1]] },
      { acta: back, earlier: [] },
    ]);
  });
});

describe('a signature', () => {
  test('stays in its box and has no point twice', () => {
    /** @type {number[]} */
    const stroke = [];
    assert.ok(extend(stroke, -5, 500.4));
    assert.ok(!extend(stroke, 1, 399));
    assert.ok(extend(stroke, 1200, 10.6));
    assert.deepEqual(stroke, [0, 400, 1000, 11]);
  });
  test('is more than a slip of the finger', () => {
    assert.ok(!isDrawn([]));
    assert.ok(!isDrawn([[5, 5, 30, 30]]));
    assert.ok(
      isDrawn([
        [5, 5],
        [5, 60],
      ]),
    );
  });
});

describe('a calendar for other programs', () => {
  test('is each person’s own, and of maintenance for those who keep it', () => {
    assert.deepEqual(kindsOf({ role: 'student' }), ['own']);
    assert.deepEqual(kindsOf({ role: 'supervisor' }), ['own', 'maintenance']);
  });
  test('is found by its kind and warehouse', () => {
    /** @type {any[]} */
    const feeds = [
      { kind: 'own' },
      { kind: 'warehouse', environment_id: 'a' },
      { kind: 'warehouse', environment_id: 'b' },
    ];
    assert.deepEqual(ofKind(feeds, { kind: 'warehouse', environment_id: 'b' }), [feeds[2]]);
    assert.deepEqual(ofKind(feeds, { kind: 'own' }), [feeds[0]]);
  });
  test('has an address to copy and one that opens the calendar', () => {
    assert.deepEqual(addresses('https://sena.local', '/calendar/x.ics'), {
      plain: 'https://sena.local/calendar/x.ics',
      opens: 'webcal://sena.local/calendar/x.ics',
    });
  });
});
