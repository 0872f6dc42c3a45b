/**
 * What the server told this person: newest first, unread marked. Opening one marks it as read and goes where it leads.
 */
import { api } from '../../kit/api.js';
import { actionPath, bell, follow, markRead, recount } from '../../frame/bell.js';
import { dateTime, number } from '../../kit/format.js';
import { h, icon, replace } from '../../ui/dom.js';
import { badge, button } from '../../ui/parts.js';
import { when } from '../../ui/columns.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { dataTable } from '../../ui/table.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').Notification} Notification */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** The types that a person takes for one. @type {Record<string, Notification['type'][]>} */
export const FAMILIES = {
  checks: ['check_reminder', 'verification_pending', 'verification_update'],
  maintenance: ['maintenance_request', 'maintenance_update'],
  loans: [
    'loan_pending',
    'loan_approved',
    'loan_rejected',
    'loan_active',
    'loan_returned',
    'loan_overdue',
    'loan_suspension',
  ],
  materials: [
    'reservation_request',
    'reservation_update',
    'transfer_incoming',
    'transfer_update',
    'count_submitted',
    'count_decided',
  ],
  alerts: ['alert'],
  feedback: ['feedback'],
  reports: ['report'],
  system: ['system', 'new_sign_in'],
};
/** @type {Record<string, string>} */
const ICONS = {
  checks: 'check-circle',
  maintenance: 'wrench',
  loans: 'swap',
  materials: 'package',
  alerts: 'alert',
  feedback: 'star',
  reports: 'print',
  system: 'info',
};

/** @param {string} type */
export const familyOf = (type) =>
  Object.keys(FAMILIES).find((family) => FAMILIES[family].some((known) => known === type)) ?? 'system';

/** The icon of a family, or a clock for what one must not forget. @param {string} type */
export const noticeIcon = (type) => (type === 'check_reminder' ? 'clock' : ICONS[familyOf(type)]);

/**
 * The filters as the server names them.
 * @param {Record<string, string | null | undefined>} filters
 * @returns {import('wire').Query<'/api/notifications', 'get'>}
 */
export const noticeQuery = (filters) => ({
  type: Object.hasOwn(FAMILIES, filters.tipo ?? '') ? FAMILIES[filters.tipo ?? ''].join(',') : null,
  is_read: filters.estado === 'nuevas' ? false : null,
});

/** @param {Notification} row @returns {import('../../kit/format.js').State} */
export const readState = (row) =>
  row.is_read
    ? { word: t('notices.read'), icon: 'check', tone: 'muted' }
    : { word: t('notices.unread'), icon: 'bell', tone: 'info' };

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('nav.notifications'),
  hint: () => t('notices.hint'),
  render(ctx) {
    const line = h('span', { class: 'live-state', role: 'status' });
    const all = button({ label: t('notices.readAll'), icon: 'check', run: () => readAll(after) });
    const after = async () => {
      await Promise.all([table.reload(), recount()]);
    };
    const draw = () => {
      replace(
        line,
        bell.live()
          ? badge({ word: t('notices.live'), icon: 'check-circle', tone: 'muted' })
          : badge({ word: t('notices.notLive'), icon: 'wifi-off', tone: 'muted' }),
      );
      all.hidden = bell.unread() === 0;
    };
    ctx.setActions(button({ label: t('notices.choose'), icon: 'settings', href: '/preferencias' }), all);
    const table = dataTable({
      ctx,
      name: 'notificaciones',
      caption: t('nav.notifications'),
      noun: (n) => t('notices.count', { n, count: number(n) }),
      perPage: 20,
      search: false,
      loadPage: ({ page, perPage, filters, signal }) =>
        api.list('/api/notifications', {
          query: { ...noticeQuery(filters), limit: perPage, skip: (page - 1) * perPage },
          signal,
        }),
      columns: [
        { key: 'title', label: t('notices.what'), card: 'title', cell: titleCell },
        { key: 'message', label: t('notices.message'), card: 'subtitle', hide: 'desktop' },
        {
          key: 'type',
          label: t('notices.about'),
          card: 'hidden',
          narrow: true,
          value: (row) => t(`notices.family.${familyOf(row.type)}`),
        },
        when(t('notices.when')),
        {
          key: 'is_read',
          label: t('common.status'),
          card: 'hidden',
          narrow: true,
          cell: (row) => badge(readState(row)),
        },
        {
          key: 'unread',
          label: t('common.status'),
          hide: 'desktop',
          value: () => null,
          cell: (row) => (row.is_read ? null : badge(readState(row))),
        },
      ],
      filters: [
        {
          key: 'estado',
          label: t('common.status'),
          type: 'chips',
          options: [{ value: 'nuevas', label: t('notices.onlyUnread') }],
        },
        {
          key: 'tipo',
          label: t('notices.about'),
          type: 'select',
          options: Object.keys(FAMILIES).map((value) => ({ value, label: t(`notices.family.${value}`) })),
        },
      ],
      open: (row) => (actionPath(row.action_url) ? follow(row) : read(row, ctx, after)),
      actions: (row) => [
        {
          label: t(row.is_read ? 'notices.markUnread' : 'notices.markRead'),
          icon: row.is_read ? 'bell' : 'check',
          run: () => markRead(row.id, !row.is_read).then(after),
        },
        { label: t('common.delete'), icon: 'trash', danger: true, run: () => remove(row, after) },
      ],
      rowTone: (row) => (row.is_read ? null : row.priority === 'high' ? 'warn' : 'info'),
      toolbar: [line],
      empty: { icon: 'bell', title: t('notices.empty'), hint: t('notices.emptyHint') },
    });
    let timer = 0;
    ctx.onLeave(
      bell.onChange((change) => {
        draw();
        clearTimeout(timer);
        if (change !== 'live' && !ctx.signal.aborted) timer = window.setTimeout(table.reload, 300);
      }),
    );
    ctx.onLeave(() => clearTimeout(timer));
    draw();
    return table.element;
  },
};

/** @param {Notification} row */
function titleCell(row) {
  return h(
    'span',
    { class: row.is_read ? 'notice-line' : 'notice-line is-unread' },
    icon(noticeIcon(row.type)),
    h(
      'span',
      {},
      row.title,
      row.priority === 'high' ? [' ', badge({ word: t('notices.important'), icon: 'triangle', tone: 'warn' })] : null,
      h('span', { class: 'cell-sub desktop-only' }, row.message),
    ),
  );
}

/** One that leads nowhere is read here. @param {Notification} row @param {PageContext} ctx @param {() => Promise<void>} after */
async function read(row, ctx, after) {
  const box = openDialog({
    title: row.title,
    hint: dateTime(row.created_at),
    body: h('p', { class: 'notice-message' }, row.message),
  });
  ctx.onLeave(() => box.element.open && box.close());
  if (!row.is_read) await markRead(row.id, true).then(after);
}

/** @param {() => Promise<void>} after */
async function readAll(after) {
  const { updated } = await api.put('/api/notifications/read-all');
  toast(t('notices.allRead', { n: updated }));
  await after();
}

/** @param {Notification} row @param {() => Promise<void>} after */
async function remove(row, after) {
  const sure = await confirm({
    title: t('notices.deleteAsk'),
    loses: [row.title],
    confirmLabel: t('common.delete'),
    danger: true,
    icon: 'trash',
  });
  if (!sure) return;
  await api.del(`/api/notifications/${row.id}`);
  toast(t('notices.deleted'));
  await after();
}
