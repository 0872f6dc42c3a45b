/** Whether new backups are encrypted: the card that says so, and the form of the passphrase. */
import { api } from '../../kit/api.js';
import { h } from '../../ui/dom.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { form } from '../../ui/form.js';
import { badge, button, card, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').BackupPlan} Plan */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** A lock with a word. @param {{is_encrypted: boolean}} it @returns {import('../../kit/format.js').State} */
export const encryption = ({ is_encrypted }) =>
  is_encrypted
    ? { tone: 'good', icon: 'lock', word: t('backups.encrypted') }
    : { tone: 'muted', icon: 'minus', word: t('backups.open') };

/** @param {Pick<Plan, 'is_encrypted'>} plan @returns {(import('../../ui/form-rules.js').Field)[]} */
export const passphraseFields = (plan) => [
  {
    name: 'passphrase',
    label: t(plan.is_encrypted ? 'backups.passphraseNew' : 'backups.passphrase'),
    type: 'password',
    required: true,
    minLength: 8,
    maxLength: 128,
    autocomplete: 'new-password',
    strength: true,
    validate: (value) => (value.trim() ? null : t('form.required')),
  },
  {
    name: 'repeat',
    label: t('backups.passphraseAgain'),
    type: 'password',
    required: true,
    autocomplete: 'new-password',
    validate: (value, values) => (value === values.passphrase ? null : t('form.mismatch')),
  },
];

/** The card of the page. @param {PageContext} ctx @param {Plan} plan @param {() => Promise<void>} after */
export const encryptionCard = (ctx, plan, after) =>
  card(
    { title: t('backups.encryption'), hint: t('backups.encryptionHint'), icon: 'lock' },
    h(
      'div',
      { class: 'stack' },
      h(
        'div',
        { class: 'row' },
        badge(encryption(plan)),
        h('p', { class: 'small' }, t(plan.is_encrypted ? 'backups.isEncrypted' : 'backups.isOpen')),
      ),
      h(
        'div',
        { class: 'row' },
        button({
          label: t(plan.is_encrypted ? 'backups.passphraseChange' : 'backups.passphraseSet'),
          icon: 'key',
          run: () => ask(ctx, plan, after),
        }),
        plan.is_encrypted
          ? button({ label: t('backups.passphraseRemove'), icon: 'trash', run: () => remove(after) })
          : null,
      ),
    ),
  );

/** Asks for the passphrase, twice. @param {PageContext} ctx @param {Plan} plan @param {() => Promise<void>} after */
function ask(ctx, plan, after) {
  const written = form({
    compact: true,
    fields: passphraseFields(plan),
    submitLabel: t(plan.is_encrypted ? 'backups.passphraseChange' : 'backups.passphraseSet'),
    submitIcon: 'key',
    cancel: { run: () => box.close() },
    onSubmit: ({ passphrase }) => api.put('/api/settings/backup', { passphrase }),
    onDone: async () => {
      box.close();
      toast(t('backups.passphraseSaved'), { tone: 'good' });
      await after();
    },
  });
  const box = openDialog({
    title: t(plan.is_encrypted ? 'backups.passphraseChange' : 'backups.passphraseSet'),
    hint: t(plan.is_encrypted ? 'backups.passphraseOlder' : 'backups.passphraseFor'),
    size: 'small',
    guard: () => written.dirty(),
    body: h(
      'div',
      { class: 'stack' },
      notice({ tone: 'warn', icon: 'triangle', text: t('backups.passphraseLost') }),
      written.element,
    ),
  });
  ctx.onLeave(() => box.element.open && box.close());
}

/** @param {() => Promise<void>} after */
async function remove(after) {
  const sure = await confirm({
    title: t('backups.passphraseRemoveAsk'),
    text: t('backups.passphraseRemoveText'),
    confirmLabel: t('backups.passphraseRemove'),
    danger: true,
    icon: 'lock',
  });
  if (!sure) return;
  await api.put('/api/settings/backup', { passphrase: null });
  toast(t('backups.passphraseRemoved'), { tone: 'good' });
  await after();
}
