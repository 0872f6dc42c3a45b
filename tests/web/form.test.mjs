/** What a form accepts, what it keeps for later, how a long list is narrowed. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { t } from '../../web-dist/js/kit/words.js';
import { narrow } from '../../web-dist/js/ui/combobox.js';
import { claimDrafts, dropDrafts, readDraft, writeDraft } from '../../web-dist/js/ui/draft.js';
import { changedOf, faultOf, strengthOf, toRaw, toValue } from '../../web-dist/js/ui/form-rules.js';
import { FakeStorage } from './fakes.mjs';

const fault = (field, value, values = {}) => faultOf({ name: 'x', label: 'X', ...field }, value, values);

describe('what a control holds', () => {
  test('becomes what the API wants', () => {
    assert.equal(toValue({ type: 'text' }, '  Ana  '), 'Ana');
    assert.equal(toValue({ type: 'text' }, '   '), null);
    assert.equal(toValue({ type: 'text', keepEmpty: true }, ''), '');
    assert.equal(toValue({ type: 'password' }, ' secreto '), ' secreto ');
    assert.equal(toValue({ type: 'number' }, ' 12 '), 12);
    assert.equal(toValue({ type: 'number' }, '1,5'), 1.5);
    assert.ok(Number.isNaN(toValue({ type: 'number' }, 'doce')));
    assert.ok(Number.isNaN(toValue({ type: 'number' }, 'Infinity')));
    assert.equal(toValue({ type: 'number' }, ''), null);
    assert.equal(toValue({ type: 'time' }, '07:30'), '07:30:00');
    assert.equal(toValue({ type: 'checkbox' }, true), true);
  });
  test('of a number is read with its thousands', () => {
    const read = (text) => toValue({ type: 'number', step: 'any' }, text);
    for (const [text, value] of [
      ['85.000', 85_000],
      ['1.250.000', 1_250_000],
      ['1.250.000,50', 1_250_000.5],
      ['85,000', 85_000],
      ['1,250,000.5', 1_250_000.5],
      ['-1.234', -1234],
      ['12.5', 12.5],
      ['1234,56', 1234.56],
      ['0.125', 0.125],
      ['1.5', 1.5],
    ])
      assert.equal(read(text), value, text);
    for (const text of ['1.25.000', '1.250.00', '1.250,000.5,1', '1234.567.890', '.', '85 mil'])
      assert.ok(Number.isNaN(read(text)), text);
    assert.equal(toValue({ type: 'number' }, '1.234'), 1234, 'also where only whole numbers are taken');
  });
  test('comes back into the control', () => {
    assert.equal(toRaw({ type: 'time' }, '07:30:00'), '07:30');
    assert.equal(toRaw({ type: 'date' }, '2025-09-01T00:00:00'), '2025-09-01');
    assert.equal(toRaw({ type: 'number' }, 0), '0');
    assert.equal(toRaw({ type: 'checkbox' }, null), false);
    assert.equal(toRaw({ type: 'text' }, null), '');
    for (const [type, value] of [
      ['text', 'Ana'],
      ['number', 12],
      ['time', '07:30:00'],
      ['date', '2025-09-01'],
      ['checkbox', true],
      ['text', null],
    ]) {
      assert.equal(toValue({ type }, toRaw({ type }, value)), value, type);
    }
  });
});

describe('a fault', () => {
  test('of what must be there', () => {
    assert.equal(fault({ required: true }, null), t('form.required'));
    assert.equal(fault({ required: true, type: 'select' }, ''), t('form.choose'));
    assert.equal(fault({ required: true, type: 'checkbox' }, false), t('form.check'));
    assert.equal(fault({ required: true, type: 'number' }, 0), null, 'zero is something');
    assert.equal(fault({}, null), null);
  });
  test('of a number', () => {
    assert.equal(fault({ type: 'number' }, NaN), t('form.number'));
    assert.equal(fault({ type: 'number' }, 1.5), t('form.integer'));
    assert.equal(fault({ type: 'number', step: 'any' }, 1.5), null);
    assert.equal(fault({ type: 'number', min: 1 }, 0), t('form.min', { n: 1 }));
    assert.equal(fault({ type: 'number', max: 5 }, 6), t('form.max', { n: 5 }));
    assert.equal(fault({ type: 'number', min: 1, max: 5 }, 5), null);
  });
  test('of a text', () => {
    for (const good of ['ana@sena.edu.co', 'a.b+c@x.io']) assert.equal(fault({ type: 'email' }, good), null, good);
    for (const bad of ['ana', 'ana@sena', 'a b@c.d', '@x.y', 'a@b.'])
      assert.equal(fault({ type: 'email' }, bad), t('form.email'), bad);
    assert.equal(fault({ minLength: 8 }, '1234567'), t('form.short', { n: 8 }));
    assert.equal(fault({ maxLength: 2 }, 'ñññ'), t('form.long', { n: 2 }));
    assert.equal(fault({ maxLength: 2 }, '👩👩'), null, 'counted as people count');
    assert.equal(fault({ pattern: '\\d+' }, '12a'), t('form.pattern'), 'the whole text');
    assert.equal(fault({ pattern: '\\d+', patternText: 'Solo cifras' }, 'a'), 'Solo cifras');
  });
  test('of a day and a time', () => {
    assert.equal(fault({ type: 'date' }, '1/9/2025'), t('form.date'));
    assert.equal(fault({ type: 'date', min: '2025-09-01' }, '2025-08-31'), t('form.min', { n: '2025-09-01' }));
    assert.equal(fault({ type: 'time' }, '7:30'), t('form.time'));
    assert.equal(fault({ type: 'time', max: '22:00:00' }, '22:00:00'), null);
  });
  test("of the field's own comes last and knows the others", () => {
    const later = { validate: (value, { start }) => (value <= start ? 'antes' : null) };
    assert.equal(fault(later, 1, { start: 2 }), 'antes');
    assert.equal(fault(later, 3, { start: 2 }), null);
    assert.equal(fault({ ...later, required: true }, null, { start: 2 }), t('form.required'));
  });
});

describe('what has changed', () => {
  test('is what differs; nothing, empty and absent are the same', () => {
    assert.deepEqual(
      changedOf({ a: 1, b: 'x', c: null, d: '', e: null }, { a: 1, b: 'y', c: undefined, d: null, e: 'was' }),
      { b: 'x', e: null },
    );
    assert.deepEqual(changedOf({ a: 0, b: false }, { a: null, b: null }), { a: 0, b: false });
  });
});

describe('the strength of a password', () => {
  test('grows with length and kinds', () => {
    assert.equal(strengthOf(''), 0);
    assert.equal(strengthOf('Aa1!'), 1);
    assert.equal(strengthOf('abcdefgh'), 2);
    assert.equal(strengthOf('abcdefgh12'), 3);
    assert.equal(strengthOf('caballo-verde-Sube9'), 4);
  });
  test('is little for what everybody tries', () => {
    for (const weak of ['12345678910', 'password2025!', 'Contraseña1!', 'aaaaaaaaaaaa', 'qwerty12345', 'SENA2025abcd'])
      assert.equal(strengthOf(weak), 1, weak);
  });
});

describe('a draft', () => {
  beforeEach(() => {
    globalThis.sessionStorage = new FakeStorage();
  });
  afterEach(() => {
    delete globalThis.sessionStorage;
  });
  test('is kept until it is dropped', () => {
    writeDraft('item-new', { name: 'Portátil', quantity: 0 });
    assert.deepEqual(readDraft('item-new'), { name: 'Portátil', quantity: 0 });
    assert.equal(readDraft('item-1'), null);
    writeDraft('item-new', {});
    assert.equal(readDraft('item-new'), null);
    writeDraft(undefined, { name: 'x' });
    assert.equal(sessionStorage.length, 0);
  });
  test('of another person goes, and nothing else', () => {
    writeDraft('a', { x: 1 });
    writeDraft('b', { x: 1 });
    sessionStorage.setItem('other', 'stays');
    dropDrafts();
    assert.deepEqual([readDraft('a'), readDraft('b'), sessionStorage.getItem('other')], [null, null, 'stays']);
  });
  test('stays with the one who wrote it, also when the page was loaded again', () => {
    claimDrafts('ana');
    writeDraft('a', { x: 1 });
    claimDrafts('ana');
    assert.deepEqual(readDraft('a'), { x: 1 });
    claimDrafts('luis');
    assert.equal(readDraft('a'), null);
  });
  test('that cannot be read or kept costs nothing', () => {
    sessionStorage.setItem('inventario.draft.a', '{broken');
    assert.equal(readDraft('a'), null);
    sessionStorage.setItem('inventario.draft.a', '"text"');
    assert.equal(readDraft('a'), null);
    sessionStorage.setItem = () => {
      throw new Error('full');
    };
    writeDraft('a', { x: 1 });
    delete globalThis.sessionStorage;
    writeDraft('a', { x: 1 });
    dropDrafts();
    assert.equal(readDraft('a'), null);
  });
});

describe('a long list', () => {
  const options = [
    { value: '1', label: 'Sistemas 201', hint: 'Bloque B' },
    { value: '2', label: 'Química', hint: 'Bloque A' },
    { value: '3', label: 'Bodega' },
  ];
  const values = (text) => narrow(options, text).map((option) => option.value);
  test('is narrowed by every word, in the label or the hint', () => {
    assert.deepEqual(values('QUIMICA'), ['2']);
    assert.deepEqual(values('bloque'), ['1', '2']);
    assert.deepEqual(values('b sistemas'), ['1']);
    assert.deepEqual(values('sistemas bodega'), []);
    assert.deepEqual(values(' '), ['1', '2', '3']);
  });
});
