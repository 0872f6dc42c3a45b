/** A code for somebody who forgot their password: made, shown once, printed as a slip to hand over. */
import { api } from '../../kit/api.js';
import { dateTime } from '../../kit/format.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { button, facts, notice } from '../../ui/parts.js';
import { t } from './words.js';

/** @param {import('./page.js').Person} person */
export async function handOverCode(person) {
  const sure = await confirm({
    title: t('users.codeAsk', { name: person.name }),
    text: t('users.codeAskText'),
    confirmLabel: t('users.codeMake'),
    icon: 'key',
  });
  if (!sure) return;
  /** @type {import('wire').RecoveryCode} */
  const made = await api.post('/api/recovery/codes', { user_id: person.id });
  const page = `${location.origin}/recuperar/codigo`;
  openDialog({
    title: t('users.codeTitle', { name: made.user_name }),
    size: 'small',
    class: 'slip',
    body: h(
      'div',
      { class: 'stack' },
      h('p', { class: 'mono password-shown', role: 'status' }, made.code),
      facts([
        [t('common.email'), made.email],
        [t('users.codeUntil'), dateTime(made.expires_at)],
        [t('users.codeWhere'), page],
      ]),
      h('p', {}, t('users.codeHow')),
      h('div', { class: 'no-print' }, notice({ tone: 'warn', icon: 'info', text: t('users.codeOnce') })),
      h(
        'div',
        { class: 'row' },
        button({ label: t('users.codePrint'), icon: 'print', kind: 'primary', run: () => window.print() }),
      ),
    ),
  });
}
