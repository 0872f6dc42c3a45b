/** How far an acta is. Pure. */

/**
 * An acta, of a loan or of equipment in charge.
 * @typedef {object} Acta
 * @property {string} id
 * @property {string} kind
 * @property {number} version
 * @property {boolean} is_current
 * @property {string} content_hash
 * @property {string} created_at
 * @property {string} pdf_path
 * @property {{side: string, name: string, is_drawn: boolean, signed_at: string}[]} signatures
 * @property {string[]} may_sign
 */

/**
 * @param {Acta} acta @param {boolean} isDue whether there is something to sign: pieces went over the desk
 * @returns {'draft' | 'unsigned' | 'partly' | 'signed' | 'replaced'}
 */
export function stateOf(acta, isDue) {
  const signed = acta.signatures.length;
  if (signed === 2) return acta.is_current ? 'signed' : 'replaced';
  if (!acta.is_current) return 'replaced';
  if (!isDue) return 'draft';
  return signed === 1 ? 'partly' : 'unsigned';
}

/** What is shown at once, and what was before it. @param {Acta[]} actas */
export function arranged(actas) {
  const current = actas.filter((acta) => acta.is_current);
  return current.map((acta) => ({
    acta,
    earlier: actas.filter((other) => other.kind === acta.kind && other.version < acta.version),
  }));
}
