/** What somebody moved today, the last at the top, and the way to put a mistake right. */
import { api } from '../../../kit/api.js';
import { time, today } from '../../../kit/format.js';
import { h, replace } from '../../../ui/dom.js';
import { button, card, errorText, isAbort, notice } from '../../../ui/parts.js';
import { change } from '../../movements/explain.js';
import { adjust, lotNow } from '../actions.js';
import { undone } from '../rules.js';
import { t } from './words.js';

/** @typedef {import('wire').Movement} Movement */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */

/** So many are shown. */
const LAST = 8;

/** @param {PageContext} ctx @param {'receipt' | 'issue'} type */
export function recentMovements(ctx, type) {
  const list = h('div', { role: 'status' });
  /** @param {Movement} row */
  const takeBack = async (row) => {
    const lot = await lotNow(row.lot_id, ctx.signal);
    if (await adjust(lot, ctx, { new_quantity: undone(lot, row), mistake: true })) await reload();
  };
  /** @param {Movement} row */
  const line = (row) =>
    h(
      'li',
      { class: 'desk-recent' },
      h(
        'a',
        { class: 'desk-recent-what', href: `/existencias/${row.lot_id}` },
        h('span', { class: 'strong' }, row.product_name),
        h('span', { class: 'cell-sub' }, `${row.batch_number} · ${row.bin_code} · ${time(row.created_at)}`),
      ),
      h('span', { class: 'num strong nowrap' }, change(row)),
      button({
        label: t('desk.correctOf', { name: row.product_name, batch: row.batch_number }),
        icon: 'undo',
        kind: 'quiet',
        iconOnly: true,
        run: () => takeBack(row),
      }),
    );
  async function reload() {
    try {
      const query = { movement_type: type, created_by: ctx.user.id, start_date: today(), page_size: LAST };
      const { items } = await api.get('/api/movements', { query, signal: ctx.signal });
      replace(
        list,
        items.length
          ? h('ul', { role: 'list', class: 'desk-recents' }, ...items.map(line))
          : h('p', { class: 'muted' }, t(`desk.none.${type}`)),
      );
    } catch (error) {
      if (!isAbort(error)) replace(list, notice({ tone: 'bad', text: errorText(error) }));
    }
  }
  void reload();
  return {
    element: card({ title: t(`desk.recent.${type}`), icon: 'history', hint: t('desk.recentHint') }, list),
    reload,
  };
}
