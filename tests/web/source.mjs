/** The source of the UI as text, for the tests that read it. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

const root = new URL('../../web-dist/', import.meta.url);

/** Every module of the UI: path -> text. @type {Map<string, string>} */
export const modules = new Map(
  readdirSync(new URL('js/', root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => [name, readFileSync(new URL(`js/${name}`, root), 'utf8')]),
);

/**
 * What a module imports: at once, and later by import(). Comments name types and are no imports.
 * @param {string} name @param {string} text @returns {{now: string[], later: string[]}}
 */
export function importsOf(name, text) {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const found = (/** @type {RegExp} */ pattern) =>
    [...code.matchAll(pattern)].map(([, path]) => posix.join(posix.dirname(name), path));
  return {
    now: found(/^(?:import|export)\b(?:[^;'"]*?\bfrom)?\s*['"](\.[^'"]+)['"]/gm),
    later: found(/\bimport\(\s*['"`]([^'"`]+)['"`]/g),
  };
}

/** @type {Map<string, {now: string[], later: string[]}>} */
export const imports = new Map([...modules].map(([name, text]) => [name, importsOf(name, text)]));

/** Every module that is loaded before one runs, itself included. @param {string} name @param {Set<string>} [seen] */
export function loadedWith(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of imports.get(name)?.now ?? []) loadedWith(next, seen);
  return seen;
}

/** The names of the icons that are drawn. */
export const icons = new Set(
  [...readFileSync(new URL('img/icons.svg', root), 'utf8').matchAll(/<symbol id="([^"]+)"/g)].map(([, name]) => name),
);

/** The text between a bracket that has just been opened and the one that closes it. @param {string} text @param {number} from */
export function inside(text, from) {
  let depth = 1;
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (quote) {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = '';
    } else if (letter === "'" || letter === '"') quote = letter;
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    if (!depth) return text.slice(from, at);
  }
  throw new Error(`no end of ${text.slice(from, from + 60)}`);
}
