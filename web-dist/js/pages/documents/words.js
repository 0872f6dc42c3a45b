/** Words of the documents of equipment. */
import { describe } from '../../kit/entities.js';
import { learn, wordOf } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').ItemDocument['kind']} Kind */

/** @type {Kind[]} */
export const KINDS = ['invoice', 'manual', 'other'];
/** @param {Kind} kind */
export const kindName = (kind) => wordOf('documents.kind', kind);

export const entities = describe({
  item_document: {
    word: 'documents.one',
    many: 'documents.many',
    fields: 'documents.field',
    values: { kind: 'documents.kind' },
  },
});
