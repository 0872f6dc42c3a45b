/**
 * Suspensions: who may not borrow, until when, why, and who said so.
 */
import { api } from '../../kit/api.js';
import { date } from '../../kit/format.js';
import { state, when } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { openDialog } from '../../ui/dialog.js';
import { button, facts } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { views } from '../loans/views.js';
import { actsOf, suspend } from './actions.js';
import { suspensionState, t } from './words.js';

/** @typedef {import('./words.js').Suspension} Suspension */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {PageContext} ctx @param {Suspension} row @param {() => void} after */
const whole = (ctx, row, after) =>
  h(
    'div',
    { class: 'stack' },
    facts([
      [t('suspensions.until'), date(row.until)],
      [t('suspensions.reason'), row.reason],
      [t('suspensions.by'), row.created_by_name],
      Boolean(row.lifted_by_name) && [t('suspensions.lifted'), row.lifted_by_name],
    ]),
    h('div', { class: 'row' }, ...actsOf(ctx, row, after).map((act) => button(act))),
  );

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('suspensions.title'),
  hint: () => t('suspensions.hint'),
  render(ctx) {
    const refresh = () => table.reload();
    ctx.setActions(
      button({ label: t('suspensions.new'), icon: 'lock', kind: 'primary', run: () => suspend(ctx, null, refresh) }),
    );
    /** @type {ReturnType<typeof dataTable<Suspension>>} */
    const table = dataTable({
      ctx,
      name: 'suspensiones',
      exports: { list: 'suspensions' },
      caption: t('suspensions.title'),
      noun: (n) => t('suspensions.count', { n }),
      load: ({ signal }) => api.all('/api/loan-suspensions', { signal }),
      columns: [
        { key: 'user_name', label: t('suspensions.who'), card: 'title' },
        { key: 'reason', label: t('suspensions.reason'), card: 'subtitle' },
        {
          key: 'until',
          label: t('suspensions.until'),
          narrow: true,
          searchable: false,
          cell: (row) => h('span', { class: 'nowrap' }, date(row.until)),
        },
        { key: 'created_by_name', label: t('suspensions.by'), hide: 'desktop', card: 'hidden' },
        when(t('suspensions.since'), { card: 'hidden' }),
        state('is_current', t('common.status'), (/** @type {Suspension} */ row) => suspensionState(row), {
          card: 'badge',
        }),
      ],
      filters: [
        {
          key: 'cuales',
          label: t('suspensions.filter'),
          type: 'chips',
          value: 'vigentes',
          options: [
            { value: 'vigentes', label: t('suspensions.only.current') },
            { value: 'terminadas', label: t('suspensions.only.over') },
          ],
          test: (row, value) => row.is_current === (value === 'vigentes'),
        },
      ],
      search: { placeholder: t('suspensions.search') },
      sort: { key: 'created_at', desc: true },
      open: (row) => {
        const box = openDialog({
          title: row.user_name,
          body: (close) =>
            whole(ctx, row, () => {
              close();
              refresh();
            }),
        });
        ctx.onLeave(() => box.element.open && box.close());
      },
      actions: (row) => actsOf(ctx, row, refresh),
      empty: { icon: 'check-circle', title: t('suspensions.empty'), hint: t('suspensions.emptyHint') },
    });
    return h('div', { class: 'stack' }, views(ctx.user, '/suspensiones'), table.element);
  },
};
