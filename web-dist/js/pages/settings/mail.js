/** The section of the mail: which server, in whose name, and a letter to see whether it works. */
import { api } from '../../kit/api.js';
import { session } from '../../frame/session.js';
import { h } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { card, linkList } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** The ways to a mail server, and the port that each has by custom. */
const PORTS = { starttls: 587, tls: 465, none: 25 };

/** A letter to see whether it works; a form of its own, because it sends with what is saved and not with what is typed. */
function trial() {
  const made = form({
    compact: true,
    values: { to: session.user?.email ?? '' },
    fields: [
      {
        name: 'to',
        label: t('settings.mailTestTo'),
        type: 'email',
        required: true,
        maxLength: 254,
        inputmode: 'email',
        hint: t('settings.mailTestHint'),
      },
    ],
    submitLabel: t('settings.mailTest'),
    submitIcon: 'mail',
    onSubmit: (values) => api.post('/api/mail/test', values),
    onDone: ({ message }) => toast(message, { tone: 'good' }),
  });
  return made.element;
}

/** @type {import('./sections.js').SettingsSection} */
export const mail = {
  path: 'correo',
  icon: 'mail',
  title: () => t('settings.mail'),
  hint: () => t('settings.mailHint'),
  now({ mail: { enabled, host, from_address: from } }) {
    if (!host) return t('settings.mailNone');
    return t(enabled ? 'settings.mailOn' : 'settings.mailOff', { host, from: from ?? '—' });
  },
  values({ mail: { has_password: _, ...kept } }) {
    return { ...kept, password: '' };
  },
  fields: ({ mail: { has_password: hasPassword } }) => [
    { name: 'enabled', label: t('settings.mailEnabled'), type: 'checkbox', hint: t('settings.mailEnabledHint') },
    { section: t('settings.mailServer') },
    {
      name: 'host',
      label: t('settings.mailHost'),
      maxLength: 253,
      placeholder: 'smtp.office365.com',
      validate: (value, all) => (all.enabled && !value ? t('settings.mailHostNeeded') : null),
    },
    {
      name: 'security',
      label: t('settings.mailSecurity'),
      type: 'select',
      required: true,
      width: 'half',
      hint: t('settings.mailSecurityHint'),
      options: Object.entries(PORTS).map(([value, port]) => ({
        value,
        label: t('settings.mailSecurityPort', { name: t(`settings.security.${value}`), port }),
      })),
      // A port that somebody chose themselves stays.
      implies: ({ security, port }) =>
        Object.values(PORTS).includes(port) ? { port: PORTS[/** @type {keyof typeof PORTS} */ (security)] } : {},
    },
    { name: 'port', label: t('settings.mailPort'), type: 'number', required: true, min: 1, max: 65535, width: 'half' },
    { name: 'user', label: t('settings.mailUser'), maxLength: 200, width: 'half', hint: t('settings.mailUserHint') },
    {
      name: 'password',
      label: t('settings.mailPassword'),
      type: 'password',
      maxLength: 200,
      width: 'half',
      autocomplete: 'new-password',
      hint: t(hasPassword ? 'settings.mailPasswordKept' : 'settings.mailPasswordNone'),
    },
    { section: t('settings.mailSender') },
    {
      name: 'from_address',
      label: t('settings.mailFrom'),
      type: 'email',
      maxLength: 254,
      width: 'half',
      validate: (value, all) => (all.enabled && !value ? t('settings.mailFromNeeded') : null),
    },
    { name: 'from_name', label: t('settings.mailFromName'), required: true, maxLength: 100, width: 'half' },
    {
      name: 'base_url',
      label: t('settings.mailBase'),
      maxLength: 200,
      inputmode: 'url',
      hint: t('settings.mailBaseHint'),
    },
  ],
  // An empty password is one that nobody has typed: the one that is kept stays.
  patch: ({ password, ...changed }) => ({ mail: password ? { ...changed, password } : changed }),
  first: { mail: null },
  more: () =>
    h(
      'div',
      { class: 'stack' },
      card({ title: t('settings.mailTest'), icon: 'mail' }, trial()),
      card(
        {},
        linkList([
          { href: '/correo', icon: 'list', title: t('settings.mailOutbox'), hint: t('settings.mailOutboxHint') },
        ]),
      ),
    ),
};
