/** How far an acta is. Pure. */

/** @typedef {import('wire').LoanActa} Acta */

/**
 * @param {Acta} acta @param {boolean} isAtDesk whether pieces went over the desk
 * @returns {'draft' | 'unsigned' | 'partly' | 'signed' | 'replaced'}
 */
export function stateOf(acta, isAtDesk) {
  const signed = acta.signatures.length;
  if (signed === 2) return acta.is_current ? 'signed' : 'replaced';
  if (!acta.is_current) return 'replaced';
  if (!isAtDesk) return 'draft';
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
