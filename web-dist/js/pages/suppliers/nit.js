/** The number of a taxpayer in Colombia (NIT) and its check digit, as the server judges it (src/warehouse/suppliers/rules.rs). Pure. */

/** The weights of the figures, from the right. */
const WEIGHTS = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43];

/** What is wrong with a NIT: its form or its digit. @param {string} text @returns {'form' | 'digit' | null} */
export function nitFault(text) {
  const [, figures, digit] = /^([0-9]{6,10})-([0-9])$/.exec(text.replace(/[.\s]/g, '')) ?? [];
  if (!figures) return 'form';
  const sum = [...figures].reverse().reduce((all, figure, at) => all + Number(figure) * WEIGHTS[at], 0);
  const rest = sum % 11;
  return Number(digit) === (rest < 2 ? rest : 11 - rest) ? null : 'digit';
}
