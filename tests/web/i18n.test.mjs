/** Words: both languages have the same, and the code asks for none that is missing. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { placesOf } from '../../web-dist/js/frame/places.js';
import { fill, known, language, locale, setLanguage, t, wordsReady } from '../../web-dist/js/kit/words.js';
import '../../web-dist/js/pages/inventory/words.js';
import { ROUTES } from './ready.mjs';
import { inside, loadedWith, modules } from './source.mjs';

afterEach(() => setLanguage('es'));

/** Every dictionary by its folder, in one language. @param {'es' | 'en'} code @returns {Promise<Map<string, Record<string, any>>>} */
const dictionaries = async (code) =>
  new Map(
    await Promise.all(
      [...modules.keys()]
        .filter((file) => file.endsWith(`/${code}.js`))
        .map(async (file) => [file.slice(0, -6), (await import(`../../web-dist/js/${file}`)).default]),
    ),
  );
const spanish = await dictionaries('es');
const english = await dictionaries('en');
const es = Object.assign({}, ...spanish.values());
const en = Object.assign({}, ...english.values());

/** Whether a module that asks for a key has loaded its words: the shared ones, those of the bars, or a dictionary that it imports. @param {string} file */
function wordsOf(file) {
  const folders = [
    'i18n',
    ...[...loadedWith(file)].filter((name) => name.endsWith('/es.js')).map((n) => n.slice(0, -6)),
  ];
  const keys = new Set(folders.flatMap((folder) => Object.keys(spanish.get(folder) ?? {})));
  const inBars = (/** @type {string} */ key) => key.startsWith('nav.') && known(key);
  return {
    has: (/** @type {string} */ key) => keys.has(key) || inBars(key),
    hasFamily: (/** @type {string} */ start) => [...keys].some((key) => key.startsWith(start)),
  };
}

const texts = (entry) => (typeof entry === 'string' ? [entry] : [entry.one, entry.other]);
const placeholders = (entry) =>
  [...new Set(texts(entry).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)))].sort();

/** Whatever is no dictionary. */
const code = [...modules].filter(([file]) => !/\/(es|en)\.js$/.test(file));

/** Every call of t(): the words in quotes that its first argument may be, its pattern when it is put together, and the rest. */
const calls = code.flatMap(([file, text]) =>
  [...text.matchAll(/(?<![\w.$])t\(/g)].map((found) => {
    const whole = inside(text, found.index + found[0].length);
    const end = [...whole].findIndex(
      (letter, at) =>
        letter === ',' && !/[([{]/.test(whole.slice(0, at).replace(/\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}/g, '')),
    );
    const [first, rest] = end < 0 ? [whole, ''] : [whole.slice(0, end), whole.slice(end)];
    const keys = [...first.matchAll(/(==\s*)?'([^']*)'/g)].filter(([, compared]) => !compared).map(([, , key]) => key);
    return { file, first, rest, keys, patterns: [...first.matchAll(/`([^`]*)`/g)].map(([, pattern]) => pattern) };
  }),
);

describe('the two languages', () => {
  test('have the same keys in every folder', () => {
    assert.deepEqual([...english.keys()].sort(), [...spanish.keys()].sort());
    assert.ok(spanish.size > 15);
    for (const [folder, words] of spanish) {
      const other = english.get(folder) ?? {};
      assert.deepEqual(
        Object.keys(other).filter((key) => !(key in words)),
        [],
        `${folder}: only in English`,
      );
      assert.deepEqual(
        Object.keys(words).filter((key) => !(key in other)),
        [],
        `${folder}: only in Spanish`,
      );
    }
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
        .filter(([file]) => file.endsWith(`/${name}.js`))
        .map(([, text]) => text)
        .join('\n');
      const keys = [...files.matchAll(/(?<=[{,\s])'([\p{L}\w.-]+)':/gu)].map(([, key]) => key);
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
  test('asks for words that are loaded before it runs', () => {
    assert.ok(calls.length > 500, `only ${calls.length} calls were found: this test has become blind`);
    for (const { file, keys, first, patterns } of calls) {
      const words = wordsOf(file);
      for (const key of keys) assert.ok(words.has(key), `${file}: t('${key}') is not loaded with it`);
      assert.ok(
        keys.length || patterns.length || /^[\w.]+$/.test(first.trim()),
        `${file}: t(${first}) cannot be followed`,
      );
    }
  });
  test('asks for families of words that are loaded before it runs', () => {
    const patterns = calls.flatMap(({ file, patterns: found }) => found.map((pattern) => ({ file, pattern })));
    assert.ok(patterns.length > 8);
    for (const { file, pattern } of patterns) {
      if (pattern.startsWith('${')) continue; // wordOf() in kit/words.js: below
      const family = pattern.slice(0, pattern.indexOf('${'));
      assert.ok(wordsOf(file).hasFamily(family), `${file}: t(\`${pattern}\`) is not loaded with it`);
    }
    const families = code.flatMap(([file, text]) =>
      [...text.matchAll(/wordOf\('([\w.]+)'/g)].map(([, family]) => ({ file, family })),
    );
    assert.ok(families.length > 3);
    for (const { file, family } of families) assert.ok(wordsOf(file).hasFamily(`${family}.`), `${file}: ${family}`);
  });
  test('gives what the words need', () => {
    let checked = 0;
    for (const { file, keys, rest } of calls) {
      if (!rest.trim()) {
        for (const key of keys.filter((one) => one in es))
          assert.deepEqual(placeholders(es[key]), [], `${file}: t('${key}') without values`);
        continue;
      }
      if (!/^,\s*\{/.test(rest) || rest.includes('...')) continue; // handed in from elsewhere
      for (const key of keys.filter((one) => one in es)) {
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
      for (const place of placesOf(role))
        assert.ok(known(place.label) && known(place.short ?? place.label), place.label);
      for (const family of ['home.hint', 'inventory.hint', 'users.may', 'role'])
        assert.ok(`${family}.${role}` in es, `${family}.${role}`);
    }
    assert.ok(ROUTES.length > 20);
    for (const [file, text] of code) {
      for (const [, key] of text.matchAll(/'((?:nav|error|common|inventory|form)\.[a-zA-Z]+)'/g))
        assert.ok(wordsOf(file).has(key) || wordsOf(file).hasFamily(`${key}.`), `${file}: '${key}'`);
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
    assert.equal(fill('A las {time}. Bien.', { time: '6:00 a. m.' }), 'A las 6:00 a. m. Bien.');
    assert.equal(fill('A las {time}. Bien.', { time: '06:00' }), 'A las 06:00. Bien.');
  });
  test('has the English of a folder that was loaded after English was chosen, once that is waited for', async () => {
    await setLanguage('en');
    const { t: say } = await import('../../web-dist/js/pages/scan/words.js');
    assert.equal(say('scan.title'), spanish.get('pages/scan')?.['scan.title']);
    await wordsReady();
    assert.equal(say('scan.title'), english.get('pages/scan')?.['scan.title']);
    assert.notEqual(spanish.get('pages/scan')?.['scan.title'], english.get('pages/scan')?.['scan.title']);
  });
  test('speaks Spanish unless English was chosen', async () => {
    assert.deepEqual([language(), locale()], ['es', 'es-CO']);
    await setLanguage('en');
    assert.deepEqual([language(), locale(), t('common.save')], ['en', 'en-US', 'Save']);
    await setLanguage('fr');
    assert.deepEqual([language(), t('common.save')], ['es', 'Guardar']);
  });
});
