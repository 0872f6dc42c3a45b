/** What is done while somebody counts: a quantity is put on its way or taken back, what others counted is fetched, the count is handed in. */
import { api } from '../../kit/api.js';
import { confirm } from '../../ui/dialog.js';
import { errorText } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { countQueue, keepSheet } from './queue.js';
import { isCounted, rowsOf } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').CountDetail} CountDetail */
/** @typedef {import('./rules.js').Row} Row */

/**
 * @param {CountDetail} count changed as the server answers @param {import('../../frame/router.js').PageContext} ctx
 * @param {{draw: () => void, onStored: (key: string) => void}} view
 */
export function countingWork(count, ctx, { draw, onStored }) {
  const queue = countQueue({
    person: ctx.user.id,
    count: count.id,
    onChange: () => draw(),
    onSent(answer, entry) {
      const { line } = answer;
      if (!line) return;
      count.items = [...count.items.filter(({ id }) => id !== line.id), line].sort(inOrder);
      count.arrived = count.arrived.filter(({ lot_id }) => lot_id !== line.lot_id);
      keepSheet(ctx.user.id, count.id, count);
      onStored(entry.key);
    },
  });
  queue.watch(ctx.signal);
  const rows = () => rowsOf(count, queue.entries());

  /** The lines of what is there, by bin, as the server has them. @param {any} a @param {any} b */
  function inOrder(a, b) {
    return (
      a.bin_code.localeCompare(b.bin_code, 'es', { numeric: true }) ||
      a.product_name.localeCompare(b.product_name, 'es') ||
      (a.use_by_date ?? '9').localeCompare(b.use_by_date ?? '9') ||
      a.batch_number.localeCompare(b.batch_number, 'es', { numeric: true })
    );
  }
  /** @param {Row} row @param {number} value @param {number | null} [revision] that of the line as it was seen */
  function put(row, value, revision = row.line && isCounted(row.line) ? row.line.revision : null) {
    const { lot, target, key } = row;
    const label = `${lot.product_name}, ${lot.batch_number}, ${lot.bin_code}`;
    void queue.add({ key, target, quantity: value, revision, at: Date.now(), label });
  }
  /** Takes a count back: to what was counted before, or to nothing. @param {Row} row @param {number | null} [before] */
  async function undo(row, before = null) {
    // What is on its way arrives; what only waits goes.
    if (row.pending && !queue.isSending()) {
      queue.drop(row.pending.key);
      if ((row.line?.counted_quantity ?? null) === before) return;
    }
    await queue.go();
    const now = rows().find((one) => one.key === row.key) ?? row;
    if (now.pending) return queue.drop(now.pending.key);
    if (!now.line || !isCounted(now.line)) return;
    if (before !== null) return put(now, before);
    const { id, revision } = now.line;
    const path = /** @type {'/api/counts/{id}/lines/{line_id}/undo'} */ (`/api/counts/${count.id}/lines/${id}/undo`);
    const answer = await api.post(path, { revision });
    count.items = answer.line
      ? count.items.map((line) => (line.id === id ? /** @type {any} */ (answer.line) : line))
      : count.items.filter((line) => line.id !== id);
    keepSheet(ctx.user.id, count.id, count);
    draw();
  }
  /** Mine instead of what somebody else counted, now that it was seen. @param {Row} row */
  async function overwrite(row) {
    const { pending } = row;
    if (!pending) return;
    const fresh = await api.get(`/api/counts/${count.id}`, { signal: ctx.signal });
    takeOver(fresh);
    queue.drop(pending.key);
    const now = rows().find((one) => one.key === row.key);
    if (now) put(now, pending.quantity, now.line?.revision ?? null);
  }
  /** @param {CountDetail} fresh */
  function takeOver(fresh) {
    Object.assign(count, fresh);
    keepSheet(ctx.user.id, count.id, fresh);
    draw();
  }
  /** What the others have counted meanwhile. */
  async function reload() {
    try {
      const fresh = await api.get(`/api/counts/${count.id}`, { signal: ctx.signal });
      if (!fresh.may_count) return ctx.reload();
      takeOver(fresh);
    } catch {
      // Without a connection the list stays as it is.
    }
  }
  /** @param {boolean} confirmed */
  async function handIn(confirmed) {
    await queue.go();
    if (queue.entries().length) {
      toast(t(queue.isOffline() ? 'counts.stillOffline' : 'counts.stillRefused'), { tone: 'warn' });
      return;
    }
    try {
      await api.post(`/api/counts/${count.id}/submit`, { confirm_uncounted: confirmed });
    } catch (error) {
      const { code: slug } = /** @type {any} */ (error);
      if (slug !== 'conteo_incompleto' || confirmed) throw error;
      const yes = await confirm({
        title: t('counts.unfinished'),
        text: errorText(error),
        confirmLabel: t('counts.submitAnyway'),
        cancelLabel: t('counts.goOn'),
      });
      if (yes) return handIn(true);
      await reload();
      return;
    }
    queue.forget();
    toast(t('counts.submitted'));
    ctx.reload();
  }

  return { queue, rows, put, undo, overwrite, reload, handIn };
}
