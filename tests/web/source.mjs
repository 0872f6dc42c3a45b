/** The source of the UI as text, for the tests that read it. */
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../web-dist/', import.meta.url);

/** Every module of the UI: path -> text. @type {Map<string, string>} */
export const modules = new Map(
  readdirSync(new URL('js/', root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => [name, readFileSync(new URL(`js/${name}`, root), 'utf8')]),
);

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
