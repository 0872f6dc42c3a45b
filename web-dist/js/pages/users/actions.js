/**
 * What the general admin does to an account from the list and from its page.
 */
import { api } from '../../kit/api.js';
import { roleName } from '../../kit/format.js';
import { button, notice } from '../../ui/parts.js';
import { h } from '../../ui/dom.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('./page.js').Person} Person */

/** Letters and digits that nobody confuses when they are read aloud. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * A password to say aloud once: three groups of four, about 59 bits.
 * @param {Uint8Array} random at least 64 bytes; those that would favour a letter are skipped
 */
export function readablePassword(random) {
  const fair = 256 - (256 % ALPHABET.length);
  const letters = [...random]
    .filter((byte) => byte < fair)
    .slice(0, 12)
    .map((byte) => ALPHABET[byte % ALPHABET.length]);
  return [0, 4, 8].map((from) => letters.slice(from, from + 4).join('')).join('-');
}

export const newPassword = () => readablePassword(crypto.getRandomValues(new Uint8Array(64)));

/**
 * @param {Person} person
 * @param {() => void} after
 */
export async function activateUser(person, after) {
  const sure = await confirm({
    title: t('users.activateAsk', { name: person.name }),
    text: t('users.activateText', { role: roleName(person.role).toLowerCase() }),
    confirmLabel: t('common.activate'),
    icon: 'check-circle',
  });
  if (!sure) return;
  await api.post(`/api/users/${person.id}/activate`);
  toast(t('users.activated', { name: person.name }), { tone: 'good' });
  after();
}

/** @param {Person} person */
export function resetPassword(person) {
  const shown = h('p', { class: 'mono password-shown', role: 'status' });
  const written = form({
    fields: [
      {
        name: 'new_password',
        label: t('users.newPassword'),
        type: 'password',
        required: true,
        minLength: 8,
        maxLength: 128,
        autocomplete: 'new-password',
        strength: true,
      },
    ],
    compact: true,
    submitLabel: t('users.setPassword'),
    submitIcon: 'key',
    cancel: { run: () => box.close() },
    onSubmit: (values) => api.post(`/api/users/${person.id}/password`, { new_password: values.new_password }),
    onDone: () => {
      box.close();
      toast(t('users.passwordSet', { name: person.name }), { tone: 'good' });
    },
  });
  const box = openDialog({
    title: t('users.passwordTitle', { name: person.name }),
    hint: t('users.passwordHint'),
    size: 'small',
    guard: () => written.dirty(),
    body: h(
      'div',
      { class: 'stack' },
      notice({ tone: 'info', icon: 'info', text: t('users.passwordEnds') }),
      h(
        'div',
        { class: 'row' },
        button({
          label: t('users.generate'),
          icon: 'refresh',
          kind: 'quiet',
          run: () => {
            const password = newPassword();
            written.set('new_password', password);
            shown.textContent = password;
          },
        }),
        shown,
      ),
      written.element,
    ),
  });
  return box;
}
