/** Feedback: one's own with what was answered; for the general administrator everybody's. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { state, when } from '../../ui/columns.js';
import { dataTable } from '../../ui/table.js';
import { PRIORITIES, STATUSES, TYPES, feedbackState, t, typeName, urgency } from './words.js';

/** @typedef {import('wire').Feedback} Feedback */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/**
 * The filters as the server names them.
 * @param {Record<string, string | null | undefined>} filters
 */
export const feedbackQuery = (filters) => ({
  type: /** @type {Feedback['type'] | null} */ (filters.tipo || null),
  status: /** @type {Feedback['status'] | null} */ (filters.estado || null),
});

/** @param {boolean} all */
const filters = (all) => [
  {
    key: 'estado',
    label: t('common.status'),
    type: /** @type {'select'} */ ('select'),
    options: STATUSES.map((value) => ({ value, label: feedbackState(value).word })),
  },
  {
    key: 'tipo',
    label: t('feedback.kind'),
    type: /** @type {'select'} */ ('select'),
    options: TYPES.map((value) => ({ value, label: typeName(value) })),
  },
  ...(all
    ? [
        {
          key: 'urgencia',
          label: t('feedback.urgency'),
          type: /** @type {'select'} */ ('select'),
          options: PRIORITIES.map((value) => ({ value, label: urgency(value).word })),
        },
      ]
    : []),
];

/** @param {boolean} all @returns {import('../../ui/table.js').TableColumn<Feedback>[]} */
const columns = (all) => [
  {
    key: 'title',
    label: t('feedback.one'),
    card: 'title',
    cell: (row) =>
      h(
        'span',
        {},
        row.title,
        h(
          'span',
          { class: 'cell-sub desktop-only' },
          [typeName(row.type), all ? row.user_name : null].filter(Boolean).join(' · '),
        ),
      ),
  },
  { key: 'user_name', label: t('feedback.by'), card: all ? 'subtitle' : 'hidden', hide: 'desktop' },
  { key: 'type', label: t('feedback.kind'), hide: 'desktop', value: (row) => typeName(row.type) },
  ...(all ? [state('priority', t('feedback.urgency'), (/** @type {Feedback} */ row) => urgency(row.priority))] : []),
  when(t('feedback.when')),
  state('status', t('common.status'), (row) => feedbackState(row.status), { card: 'badge' }),
];

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('nav.feedback'),
  hint: () => t('feedback.hint'),
  render(ctx) {
    const give = button({ label: t('feedback.new'), icon: 'edit', kind: 'primary', href: '/opiniones/nueva' });
    if (ctx.can('admin_general')) {
      ctx.setHint(t('feedback.hintAll'));
      ctx.setActions(button({ label: t('feedback.mine'), icon: 'user', href: '/opiniones/mias' }), give);
      return table(ctx, true);
    }
    ctx.setActions(give);
    return table(ctx, false);
  },
};

/** Their own, for who sees everybody's first. @type {import('../../frame/router.js').Page} */
export const mine = {
  title: () => t('feedback.mine'),
  hint: () => t('feedback.hint'),
  render(ctx) {
    ctx.setBack('/opiniones', t('nav.feedback'));
    ctx.setActions(button({ label: t('feedback.new'), icon: 'edit', kind: 'primary', href: '/opiniones/nueva' }));
    return table(ctx, false);
  },
};

/** @param {PageContext} ctx @param {boolean} all */
function table(ctx, all) {
  return dataTable({
    ctx,
    name: all ? 'opiniones' : 'mis-opiniones',
    exports: {
      list: all ? 'feedback' : 'own_feedback',
      filters: ({ search, filters: chosen }) => ({ ...feedbackQuery(chosen), priority: chosen.urgencia, search }),
    },
    caption: t(all ? 'nav.feedback' : 'feedback.mine'),
    noun: (n) => t('feedback.count', { n, count: number(n) }),
    perPage: 20,
    search: all ? { placeholder: t('feedback.search') } : false,
    loadPage: ({ page, perPage, filters: chosen, search, signal }) => {
      const paging = { limit: perPage, skip: (page - 1) * perPage };
      return all
        ? api.list('/api/feedback/all', {
            query: {
              ...feedbackQuery(chosen),
              priority: /** @type {Feedback['priority'] | null} */ (chosen.urgencia || null),
              search: search || null,
              ...paging,
            },
            signal,
          })
        : api.list('/api/feedback', { query: { ...feedbackQuery(chosen), ...paging }, signal });
    },
    columns: columns(all),
    filters: filters(all),
    href: (row) => `/opiniones/${row.id}`,
    rowTone: (row) => (all && row.status === 'submitted' ? (row.priority === 'high' ? 'warn' : 'info') : null),
    empty: {
      icon: 'star',
      title: t(all ? 'feedback.emptyAll' : 'feedback.empty'),
      hint: t(all ? 'feedback.emptyAllHint' : 'feedback.emptyHint'),
    },
  }).element;
}
