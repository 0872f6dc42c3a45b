/** Words: both languages have the same, and the code asks for none that is missing. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import es from '../../web-dist/js/i18n/es.js';
import en from '../../web-dist/js/i18n/en.js';
import { fill, language, locale, setLanguage, t } from '../../web-dist/js/i18n.js';
import { ROUTES, placesOf } from '../../web-dist/js/routes.js';
import { inside, modules } from './source.mjs';

afterEach(() => setLanguage('es'));

const texts = (entry) => (typeof entry === 'string' ? [entry] : [entry.one, entry.other]);
const placeholders = (entry) =>
  [...new Set(texts(entry).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)))].sort();

/** Every call of t(): the words in quotes that its first argument may be, its pattern when it is put together, and the rest. */
const calls = [...modules]
  .filter(([file]) => !file.startsWith('i18n'))
  .flatMap(([file, text]) =>
    [...text.matchAll(/(?<![\w.$])t\(/g)].map((found) => {
      const whole = inside(text, found.index + found[0].length);
      const end = [...whole].findIndex(
        (letter, at) =>
          letter === ',' && !/[([{]/.test(whole.slice(0, at).replace(/\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}/g, '')),
      );
      const [first, rest] = end < 0 ? [whole, ''] : [whole.slice(0, end), whole.slice(end)];
      const keys = [...first.matchAll(/(==\s*)?'([^']*)'/g)]
        .filter(([, compared]) => !compared)
        .map(([, , key]) => key);
      return { file, first, rest, keys, patterns: [...first.matchAll(/`([^`]*)`/g)].map(([, pattern]) => pattern) };
    }),
  );

describe('the two languages', () => {
  test('have the same keys', () => {
    assert.deepEqual(
      Object.keys(en).filter((key) => !(key in es)),
      [],
      'only in English',
    );
    assert.deepEqual(
      Object.keys(es).filter((key) => !(key in en)),
      [],
      'only in Spanish',
    );
    assert.ok(Object.keys(es).length > 300);
  });
  test('fill the same places and count the same things', () => {
    for (const [key, entry] of Object.entries(es)) {
      assert.equal(typeof en[key], typeof entry, key);
      assert.deepEqual(placeholders(en[key]), placeholders(entry), key);
      if (typeof entry !== 'string')
        assert.deepEqual(
          [Object.keys(entry), Object.keys(en[key])],
          [
            ['one', 'other'],
            ['one', 'other'],
          ],
          key,
        );
      for (const text of [...texts(entry), ...texts(en[key])]) assert.ok(text.trim() === text && text !== '', key);
    }
  });
  test('say each key once', () => {
    for (const name of ['es', 'en']) {
      const files = [...modules]
        .filter(([file]) => file.startsWith(`i18n/${name}`))
        .map(([, text]) => text)
        .join('\n');
      const keys = [...files.matchAll(/(?<=[{,\s])'([\w.-]+)':/g)].map(([, key]) => key);
      assert.equal(new Set(keys).size, Object.keys(name === 'es' ? es : en).length);
      assert.deepEqual(
        keys.filter((key, at) => keys.indexOf(key) !== at),
        [],
        name,
      );
    }
  });
});

describe('the code', () => {
  test('asks for words that there are', () => {
    assert.ok(calls.length > 500, `only ${calls.length} calls were found: this test has become blind`);
    for (const { file, keys, first, patterns } of calls) {
      for (const key of keys) assert.ok(key in es, `${file}: t('${key}')`);
      assert.ok(
        keys.length || patterns.length || /^[\w.]+$/.test(first.trim()),
        `${file}: t(${first}) cannot be followed`,
      );
    }
  });
  test('asks for families of words that there are', () => {
    const patterns = calls.flatMap(({ file, patterns: found }) => found.map((pattern) => ({ file, pattern })));
    assert.ok(patterns.length > 8);
    for (const { file, pattern } of patterns) {
      if (pattern.startsWith('${')) continue; // word() in format.js: checked by format.test.mjs
      const family = pattern.slice(0, pattern.indexOf('${'));
      assert.ok(
        Object.keys(es).some((key) => key.startsWith(family)),
        `${file}: t(\`${pattern}\`)`,
      );
    }
  });
  test('gives what the words need', () => {
    let checked = 0;
    for (const { file, keys, rest } of calls) {
      if (!rest.trim()) {
        for (const key of keys) assert.deepEqual(placeholders(es[key]), [], `${file}: t('${key}') without values`);
        continue;
      }
      if (!/^,\s*\{/.test(rest) || rest.includes('...')) continue; // handed in from elsewhere
      for (const key of keys) {
        const needed =
          typeof es[key] === 'string' ? placeholders(es[key]) : [...new Set([...placeholders(es[key]), 'n'])];
        for (const name of needed)
          assert.match(rest, new RegExp(`[{,]\\s*${name}\\s*[:,}]`), `${file}: t('${key}') needs ${name}`);
        checked += 1;
      }
    }
    assert.ok(checked > 50);
  });
  test('names places, roles and states that have words', () => {
    for (const role of ['student', 'instructor', 'supervisor', 'admin', 'admin_general']) {
      for (const place of placesOf(role)) assert.ok(place.label in es, place.label);
      for (const family of ['home.hint', 'inventory.hint', 'users.may', 'role'])
        assert.ok(`${family}.${role}` in es, `${family}.${role}`);
    }
    assert.ok(ROUTES.length > 20);
    for (const [file, text] of modules) {
      for (const [, key] of text.matchAll(/'((?:nav|error|common|inventory|form)\.[a-zA-Z]+)'/g))
        assert.ok(key in es, `${file}: '${key}'`);
    }
  });
});

describe('t()', () => {
  test('chooses the plural and writes the number as people do', async () => {
    assert.equal(t('inventory.count', { n: 1, count: '1' }), '1 equipo');
    assert.equal(t('common.items', { n: 0 }), '0 equipos');
    assert.equal(t('common.items', { n: 1234 }), '1.234 equipos');
    await setLanguage('en');
    assert.equal(t('common.items', { n: 1234 }), '1,234 items');
  });
  test('shows a missing key and leaves a place without a value', () => {
    assert.equal(t('nothing.there'), 'nothing.there');
    assert.equal(fill('{a} {b} {a}', { a: 1 }), '1 {b} 1');
    assert.equal(fill('{text}', { text: '$& {b}' }), '$& {b}');
  });
  test('speaks Spanish unless English was chosen', async () => {
    assert.deepEqual([language(), locale()], ['es', 'es-CO']);
    await setLanguage('en');
    assert.deepEqual([language(), locale(), t('common.save')], ['en', 'en-US', 'Save']);
    await setLanguage('fr');
    assert.deepEqual([language(), t('common.save')], ['es', 'Guardar']);
  });
});
