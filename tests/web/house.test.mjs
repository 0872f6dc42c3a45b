/** The floors of the UI: arrows run down only, nothing goes in circles, one file asks the server, each folder of pages has its words. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { imports, importsOf, modules } from './source.mjs';

/** From the roof to the ground; a module imports from its own floor and from those below. */
const FLOORS = ['main.js', 'routes.js', 'routes', 'pages', 'frame', 'ui', 'kit', 'i18n'];
/** @param {string} name */
const floor = (name) => FLOORS.indexOf(name.split('/')[0]);
const arrows = [...imports].flatMap(([from, { now, later }]) => [...now, ...later].map((to) => ({ from, to })));

/** A way that ends where it began, if there is one. @param {string} name @param {string[]} way @param {Set<string>} done @returns {string[] | null} */
function circle(name, way, done) {
  if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
  if (done.has(name)) return null;
  const { now = [], later = [] } = imports.get(name) ?? {};
  for (const next of [...now, ...later]) {
    const found = circle(next, [...way, name], done);
    if (found) return found;
  }
  done.add(name);
  return null;
}

describe('the house', () => {
  test('is read as it is: at once, later, by name only, over lines', () => {
    const text =
      "import {\n  a,\n} from './a.js';\nimport '../b.js';\nexport * from './c.js';\nx = () => import('./d.js');";
    const found = { now: ['pages/x/a.js', 'pages/b.js', 'pages/x/c.js'], later: ['pages/x/d.js'] };
    assert.deepEqual(importsOf('pages/x/page.js', `${text}\n/** @type {import('./e.js').T} */`), found);
    assert.ok(arrows.length > 400, `only ${arrows.length} arrows: this test has become blind`);
  });
  test('has floors, and no arrow goes up', () => {
    for (const name of modules.keys()) assert.ok(floor(name) >= 0, `${name} stands on no floor`);
    for (const { from, to } of arrows) {
      assert.ok(modules.has(to), `${from} imports ${to}, which is not there`);
      assert.ok(floor(from) <= floor(to), `${from} reaches up to ${to}`);
    }
  });
  test('knows no circle', () => {
    const done = new Set();
    for (const name of modules.keys()) assert.equal(circle(name, [], done)?.join(' -> '), undefined);
  });
  test('asks the server in one file', () => {
    for (const [name, text] of modules)
      assert.ok(name === 'kit/api.js' || !/\bfetch\(|XMLHttpRequest|EventSource|sendBeacon/.test(text), name);
  });
  test('gives every folder of pages its words in both languages', () => {
    const folders = new Set(
      [...modules.keys()].filter((name) => name.startsWith('pages/')).map((name) => name.replace(/\/[^/]+$/, '')),
    );
    assert.ok(folders.size > 15);
    // Equal keys, and that each word is loaded with who asks for it: i18n.test.mjs.
    for (const folder of folders)
      for (const name of ['words', 'es', 'en']) assert.ok(modules.has(`${folder}/${name}.js`), `${folder}/${name}.js`);
  });
});
