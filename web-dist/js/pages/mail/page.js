/** The outbox, for the general administrator: what waits, what has left, and what didn't and why. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { timeOf } from '../../ui/columns.js';
import { h, replace } from '../../ui/dom.js';
import { badge, button, notice } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { toast } from '../../ui/toast.js';
import { letterState, t } from './words.js';

/** @typedef {import('wire').OutboxLetter} Letter */

const SETTINGS = '/configuracion/correo';

/** What keeps letters from leaving, if anything does. @param {import('wire').MailStatus} status */
function obstacle({ enabled, trouble }) {
  if (!enabled)
    return notice({
      tone: 'warn',
      icon: 'mail',
      title: t('mail.off'),
      text: t('mail.offText'),
      action: { label: t('mail.configure'), href: SETTINGS },
    });
  return trouble
    ? notice({
        tone: 'bad',
        icon: 'alert',
        title: t('mail.trouble'),
        text: t('mail.troubleText', { why: trouble }),
        action: { label: t('mail.configure'), href: SETTINGS },
      })
    : null;
}

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('mail.title'),
  hint: () => t('mail.hint'),
  render(ctx) {
    ctx.setBack(SETTINGS, t('mail.configure'));
    ctx.setActions(button({ label: t('mail.configure'), icon: 'settings', href: SETTINGS }));
    const top = h('div', { role: 'status' });
    /** @type {ReturnType<typeof dataTable<Letter>>} */
    const table = dataTable({
      ctx,
      name: 'correo',
      caption: t('mail.title'),
      noun: (n) => t('mail.count', { n, count: number(n) }),
      async load({ signal }) {
        const [status, letters] = await Promise.all([
          api.get('/api/mail', { signal }),
          api.all('/api/mail/outbox', { signal }),
        ]);
        replace(top, obstacle(status));
        return letters;
      },
      columns: [
        {
          key: 'subject',
          label: t('mail.subject'),
          card: 'title',
          cell: (row) => h('span', {}, row.subject, row.error ? h('span', { class: 'cell-sub' }, row.error) : null),
        },
        {
          key: 'to_address',
          label: t('mail.to'),
          card: 'subtitle',
          value: (row) => `${row.user_name} ${row.to_address}`,
          cell: (row) => h('span', {}, row.user_name, h('span', { class: 'cell-sub' }, row.to_address)),
        },
        {
          key: 'state',
          label: t('mail.state'),
          card: 'badge',
          narrow: true,
          value: (row) => letterState(row).word,
          cell: (row) => badge(letterState(row)),
        },
        { key: 'created_at', label: t('mail.when'), narrow: true, cell: (row) => timeOf(row.created_at) },
        {
          key: 'attempts',
          label: t('mail.field.attempts'),
          narrow: true,
          card: 'hidden',
          cell: (row) => number(row.attempts),
        },
      ],
      filters: [
        {
          key: 'estado',
          label: t('mail.state'),
          type: 'chips',
          options: ['waiting', 'failed', 'sent'].map((value) => ({ value, label: t(`mail.state.${value}`) })),
          test: (row, value) => row.state === value || (value === 'waiting' && row.state === 'sending'),
        },
      ],
      search: { placeholder: t('mail.search') },
      sort: { key: 'created_at', desc: true },
      actions: (row) =>
        row.state === 'failed' ? [{ label: t('mail.retry'), icon: 'refresh', run: () => retry(row) }] : [],
      rowTone: (row) => (row.state === 'failed' ? 'bad' : null),
      empty: { icon: 'mail', title: t('mail.empty'), hint: t('mail.emptyHint') },
    });
    /** @param {Letter} row */
    async function retry(row) {
      await api.post(`/api/mail/outbox/${row.id}/retry`);
      toast(t('mail.retried'), { tone: 'good' });
      await table.reload();
    }
    return h('div', { class: 'stack' }, top, table.element);
  },
};
