/** The desk: what is handed over, and what comes back and how. */
import { api } from '../../kit/api.js';
import { alike } from './rules.js';
import { called, sheet, sum } from './sheet.js';
import { t } from './words.js';

/** @typedef {import('wire').Loan} Loan */
/** @typedef {import('./sheet.js').Out} Out */
/** @typedef {import('./sheet.js').Entry} Entry */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** Hands over pieces of a loan. @param {Loan} loan @param {PageContext} ctx */
export function handOver(loan, ctx) {
  const waiting = loan.quantity_requested - loan.quantity_handed_over;
  return sheet({
    ctx,
    kind: 'give',
    title: t('loans.giveTitle', { name: loan.item_name }),
    hint: t('loans.giveHint'),
    draft: `loan-give-${loan.id}`,
    out: [],
    admit: (item, entries) => {
      const name = called({ name: item.name, code: item.internal_code });
      if (item.environment_id !== loan.environment_id)
        return t('loans.scan.elsewhere', {
          name,
          room: item.environment_name ?? '—',
          warehouse: loan.environment_name,
        });
      if (loan.item_details && !alike(item, loan.item_details))
        return t('loans.scan.other', { name, wanted: loan.item_name });
      const known = entries.find((entry) => entry.item_id === item.id);
      if (known && known.quantity >= known.most) return t('loans.scan.twice', { name });
      if (sum(entries) >= waiting) return t('loans.scan.full');
      if (known) {
        known.quantity += 1;
        return known;
      }
      return {
        item_id: item.id,
        name: item.name,
        code: item.internal_code,
        quantity: 1,
        most: item.quantity,
        outcome: 'returned',
        notes: '',
      };
    },
    roomFor: (entry, entries) => Math.min(entry.most, waiting - sum(entries, entry)),
    footer: (entries) => {
      const left = waiting - sum(entries);
      return left > 0 ? t('loans.leftToGive', { n: left }) : null;
    },
    send: (entries) =>
      api.post(`/api/loans/${loan.id}/hand-over`, {
        pieces: entries
          .filter((entry) => entry.quantity > 0)
          .map(({ item_id, quantity, notes }) => ({ item_id: item_id ?? '', quantity, notes: notes.trim() || null })),
      }),
  });
}

/** Takes pieces of a loan back. @param {Loan} loan @param {Out[]} out @param {PageContext} ctx */
export function handIn(loan, out, ctx) {
  /** @param {string | null} id @param {Entry[]} entries @param {Entry} [except] */
  const left = (id, entries, except) =>
    (out.find((one) => one.item_id === id)?.quantity ?? 0) -
    sum(
      entries.filter((entry) => entry.item_id === id),
      except,
    );
  return sheet({
    ctx,
    kind: 'take',
    title: t('loans.takeTitle', { name: loan.item_name }),
    hint: t('loans.takeHint'),
    draft: `loan-take-${loan.id}`,
    out,
    admit: (item, entries) => {
      const id = item.id || null;
      const name = called({ name: item.name, code: item.internal_code });
      const one = out.find((piece) => piece.item_id === id);
      if (!one) return t('loans.scan.notOut', { name });
      if (left(id, entries) <= 0) return t('loans.scan.noMore', { name });
      // A second time is another outcome: eight came back whole, one damaged.
      return {
        item_id: id,
        name: one.name,
        code: one.code,
        quantity: left(id, entries),
        most: one.quantity,
        outcome: 'returned',
        notes: '',
      };
    },
    roomFor: (entry, entries) => left(entry.item_id, entries, entry),
    footer: () => null,
    send: (entries) =>
      api.post(`/api/loans/${loan.id}/hand-in`, {
        pieces: entries
          .filter((entry) => entry.quantity > 0)
          .map(({ item_id, quantity, outcome, notes }) => ({
            item_id,
            quantity,
            outcome,
            notes: notes.trim() || null,
          })),
      }),
  });
}
