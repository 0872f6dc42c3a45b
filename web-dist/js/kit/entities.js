/**
 * What the kinds of rows that the audit trail tells of are called. Each folder of pages describes its own in its `words.js`;
 * js/main.js hands in where those are (js/routes.js), and they are read when somebody wants to know of all.
 */
import { known, t, wordsReady } from './words.js';

/**
 * @typedef {object} Entity one kind of rows; texts are keys of words, families are keys without their last part
 * @property {string} [word] its name
 * @property {string} [many] its name in the plural: the audit trail can be narrowed to it
 * @property {string} [page] the address of its page, before the id
 * @property {string} [fields] the family of the names of its columns
 * @property {Record<string, string | ((value: string) => string)>} [values] its coded columns: the family of what their values are called, or who knows
 * @typedef {Record<string, Entity>} Entities by the name that the server has for them
 * @typedef {() => Promise<unknown>} Source loads the module that describes them
 */

/** Not read yet. @type {Set<Source>} */
const unread = new Set();
/** More than one folder may speak of one kind: settings are of the server and of the backups. @type {Map<string, Entity[]>} */
const found = new Map();

/** @param {Source[]} sources */
export const useEntities = (sources) => {
  for (const source of sources) unread.add(source);
};

/** A folder's own, as soon as its words are loaded. @param {Entities} entities */
export function describe(entities) {
  for (const [name, entity] of Object.entries(entities)) found.set(name, [...(found.get(name) ?? []), entity]);
  return entities;
}

/** Whoever shows words of every kind waits for this first. A source that did not come is asked for again. */
export async function knowEntities() {
  await Promise.all([...unread].map((source) => source().then(() => unread.delete(source))));
  await wordsReady();
}

/** All that is said of a kind. @param {string} name @returns {Entity[]} */
export const entityOf = (name) => found.get(name) ?? [];
/** Every kind that is known. */
export const entityNames = () => [...found.keys()];

/** The name of a kind; null when nobody has named it. @param {string} name */
export function entityWord(name) {
  const word = entityOf(name).find((entity) => entity.word)?.word;
  return word && known(word) ? t(word) : null;
}
