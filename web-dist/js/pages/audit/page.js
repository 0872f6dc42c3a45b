/**
 * The audit trail, for the general admin: who did what and when. The server pages it; nothing of it can be changed here.
 */
import { api } from '../../kit/api.js';
import { knowEntities } from '../../kit/entities.js';
import { dateTime, number } from '../../kit/format.js';
import { h, replace } from '../../ui/dom.js';
import { badge, button, stat, stats } from '../../ui/parts.js';
import { openDialog } from '../../ui/dialog.js';
import { dataTable } from '../../ui/table.js';
import { cleanUp } from './cleanup.js';
import { entryView, outcome } from './entry.js';
import { sealView, verify } from './seal.js';
import { actionOptions, auditAction, entityName, t } from './words.js';

/** @typedef {import('./entry.js').Entry} Entry */

/**
 * The numbers of the last thirty days.
 * @param {import('wire').AuditStats} numbers
 */
function figures(numbers) {
  const [action] = numbers.top_actions;
  return stats(
    stat({ label: t('audit.total'), value: number(numbers.total_logs), icon: 'history', hint: t('audit.days30') }),
    stat({ label: t('audit.today'), value: number(numbers.today_logs), icon: 'clock' }),
    stat({ label: t('audit.changed'), value: number(numbers.warning_logs), icon: 'edit', hint: t('audit.days30') }),
    action
      ? stat({
          label: t('audit.mostDone'),
          value: auditAction(action.action),
          icon: 'list',
          hint: t('audit.times', { n: action.count, count: number(action.count) }),
        })
      : null,
  );
}

/**
 * The filters as the server names them.
 * @param {Record<string, string | null | undefined>} filters
 * @returns {import('wire').Query<'/api/audit-logs', 'get'>}
 */
export const auditQuery = (filters) => ({
  action_filter: filters.accion || null,
  user_id: filters.persona || null,
  start_date: filters.desde || null,
  end_date: filters.hasta || null,
});

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('audit.title'),
  hint: () => t('audit.hint'),
  async render(ctx) {
    const head = h('div', { class: 'audit-figures' });
    const state = h('div', { role: 'status' });
    ctx.setActions(
      button({ label: t('audit.verify'), icon: 'shield', run: () => verify(state, ctx.signal) }),
      button({ label: t('audit.cleanUp'), icon: 'trash', run: () => cleanUp(ctx.reload) }),
    );
    api
      .get('/api/audit-logs/stats', { query: { days: 30 }, signal: ctx.signal })
      .then(async (numbers) => {
        await knowEntities();
        replace(head, figures(numbers), sealView(numbers.seal, state));
      })
      .catch(() => undefined);
    const [people] = await Promise.all([api.all('/api/users', { signal: ctx.signal }), knowEntities()]);
    people.sort((a, b) => a.name.localeCompare(b.name, 'es'));
    const table = dataTable({
      ctx,
      name: 'auditoria',
      exports: {
        list: 'audit',
        filters: ({ search, filters }) => ({
          search,
          action: filters.accion,
          user_id: filters.persona,
          start_date: filters.desde,
          end_date: filters.hasta,
        }),
      },
      caption: t('audit.title'),
      noun: (n) => t('audit.count', { n, count: number(n) }),
      loadPage: async ({ page, perPage, search, filters, signal }) => {
        const query = { ...auditQuery(filters), search, page, per_page: perPage };
        const answer = await api.get('/api/audit-logs', { query, signal });
        return { rows: answer.logs, total: answer.total };
      },
      perPage: 25,
      columns: [
        {
          key: 'action',
          label: t('audit.action'),
          card: 'title',
          narrow: true,
          value: (row) => auditAction(row.action),
        },
        {
          key: 'description',
          label: t('audit.what'),
          card: 'subtitle',
          hide: 'aside',
          value: (row) => row.new_values?.description ?? entityName(row.entity_type),
        },
        {
          key: 'user_name',
          label: t('audit.who'),
          value: (row) => row.user_name ?? row.user_email ?? t('audit.nobody'),
        },
        {
          key: 'created_at',
          label: t('audit.when'),
          narrow: true,
          value: (row) => row.created_at,
          cell: (row) => h('span', { class: 'num nowrap' }, dateTime(row.created_at)),
        },
        {
          key: 'outcome',
          label: t('audit.outcome'),
          card: 'badge',
          narrow: true,
          value: (row) => outcome(row).word,
          cell: (row) => badge(outcome(row)),
        },
      ],
      filters: [
        {
          key: 'accion',
          label: t('audit.action'),
          type: 'select',
          options: actionOptions(),
        },
        {
          key: 'persona',
          label: t('audit.who'),
          type: 'select',
          options: people.map((person) => ({ value: person.id, label: person.name })),
        },
        { key: 'desde', label: t('audit.from'), type: 'date' },
        { key: 'hasta', label: t('audit.until'), type: 'date' },
      ],
      search: { placeholder: t('audit.search') },
      open: (row) =>
        openDialog({ title: auditAction(row.action), size: 'large', body: entryView(row, { heading: false }) }),
      aside: (row) => entryView(row),
      empty: { icon: 'history', title: t('audit.empty'), hint: t('audit.emptyHint') },
    });
    return h('div', { class: 'stack' }, state, head, table.element);
  },
};
