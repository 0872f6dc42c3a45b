/**
 * Alerts of the rooms that one looks after: what is open comes first, with the way to what it is about.
 */
import { api } from '../../kit/api.js';
import { knowEntities } from '../../kit/entities.js';
import { dateTime, number } from '../../kit/format.js';
import { h, icon } from '../../ui/dom.js';
import { badge, button, facts, notice } from '../../ui/parts.js';
import { exactly, room, state, when } from '../../ui/columns.js';
import { openDialog } from '../../ui/dialog.js';
import { dataTable } from '../../ui/table.js';
import { raise, settle } from './acts.js';
import { ALERT_TYPES, SEVERITIES, alertLink, alertState, byUrgency, severityState, t } from './words.js';
import { roomFilter } from '../environments/options.js';

/** @typedef {import('wire').SystemAlert} Alert */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('nav.alerts'),
  hint: () => t('alerts.hint'),
  render(ctx) {
    const after = () => {
      table.close();
      return table.reload();
    };
    ctx.setActions(
      button({ label: t('alerts.wishes'), icon: 'bell', href: '/alertas/que-quiero-saber' }),
      ctx.can('admin_general')
        ? button({ label: t('alerts.rules'), icon: 'clock', href: '/configuracion/alertas' })
        : null,
      ctx.can('admin', 'admin_general')
        ? button({ label: t('alerts.raise'), icon: 'plus', kind: 'primary', run: () => raise(ctx, after) })
        : null,
    );
    /** @type {ReturnType<typeof dataTable<Alert>>} */
    const table = dataTable({
      ctx,
      name: 'alertas',
      exports: { list: 'alerts' },
      caption: t('nav.alerts'),
      noun: (n) => t('alerts.count', { n, count: number(n) }),
      load: async ({ signal }) => {
        const [rows] = await Promise.all([api.all('/api/system-alerts', { signal }), knowEntities()]);
        return byUrgency(rows);
      },
      columns: [
        {
          key: 'title',
          label: t('alerts.what'),
          card: 'title',
          cell: (row) =>
            h(
              'span',
              { class: 'notice-line' },
              icon(severityState(row.severity).icon, { class: `tone-${severityState(row.severity).tone}` }),
              h('span', {}, row.title, h('span', { class: 'cell-sub desktop-only' }, row.message)),
            ),
        },
        { key: 'message', label: t('alerts.message'), card: 'subtitle', hide: 'desktop' },
        state('severity', t('alerts.severity'), (row) => severityState(row.severity), {
          rank: (row) => SEVERITIES.indexOf(row.severity),
        }),
        room(t('alerts.room'), { hide: 'aside' }),
        when(t('alerts.when')),
        state('is_resolved', t('common.status'), alertState, { hide: 'aside' }),
      ],
      filters: [
        {
          key: 'estado',
          label: t('common.status'),
          type: 'chips',
          value: 'abiertas',
          options: [
            { value: 'abiertas', label: t('alerts.onlyOpen') },
            { value: 'resueltas', label: t('alerts.onlyResolved') },
          ],
          test: (row, value) => row.is_resolved === (value === 'resueltas'),
        },
        exactly(
          'gravedad',
          'severity',
          t('alerts.severity'),
          SEVERITIES.map((value) => ({ value, label: severityState(value).word })),
        ),
        exactly(
          'tipo',
          'type',
          t('alerts.type'),
          ALERT_TYPES.map((value) => ({ value, label: t(`alerts.type.${value}`) })),
        ),
        roomFilter(t('alerts.room')),
      ],
      search: { placeholder: t('alerts.search') },
      open: (row) => {
        const box = openDialog({
          title: row.title,
          body: (close) => whole(row, ctx, after, close),
        });
        ctx.onLeave(() => box.element.open && box.close());
      },
      aside: (row) => h('div', { class: 'stack' }, h('h2', {}, row.title), whole(row, ctx, after)),
      actions: (row) => {
        const link = alertLink(row);
        return [link && { label: link.label, icon: 'open', href: link.href }, resolving(ctx, row, after)];
      },
      rowTone: (row) => (row.is_resolved ? 'muted' : severityState(row.severity).tone),
      empty: { icon: 'check-circle', title: t('alerts.empty'), hint: t('alerts.emptyHint') },
    });
    return table.element;
  },
};

/** @param {PageContext} ctx @param {Alert} row @param {() => Promise<void>} after */
const resolving = (ctx, row, after) =>
  row.is_resolved
    ? { label: t('alerts.reopen'), icon: 'undo', run: () => settle(ctx, row, false, after) }
    : { label: t('alerts.resolve'), icon: 'check', run: () => settle(ctx, row, true, after) };

/** @param {Alert} row @param {PageContext} ctx @param {() => Promise<void>} after @param {() => void} [close] */
function whole(row, ctx, after, close) {
  const link = alertLink(row);
  const act = resolving(ctx, row, async () => {
    close?.();
    await after();
  });
  return h(
    'div',
    { class: 'stack' },
    h('div', { class: 'row' }, badge(severityState(row.severity)), badge(alertState(row))),
    h('p', { class: 'notice-message' }, row.message),
    facts([
      [t('alerts.type'), t(`alerts.type.${row.type}`)],
      [
        t('alerts.room'),
        row.environment_id ? h('a', { href: `/ambientes/${row.environment_id}` }, row.environment_name ?? '') : null,
      ],
      [t('alerts.when'), dateTime(row.created_at)],
      row.is_resolved && [t('alerts.resolvedBy'), row.is_self_resolved ? t('alerts.byServer') : row.resolved_by_name],
      row.is_resolved && [t('alerts.resolvedAt'), dateTime(row.resolved_at)],
    ]),
    row.resolution_notes ? notice({ tone: 'info', title: t('alerts.notes'), text: row.resolution_notes }) : null,
    h(
      'div',
      { class: 'row dialog-actions' },
      button(act),
      link ? button({ label: link.label, icon: 'forward', kind: 'primary', href: link.href }) : null,
    ),
  );
}
