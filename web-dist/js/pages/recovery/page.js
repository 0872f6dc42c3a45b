/** A forgotten password: asking for the code by mail, and setting a new password with it. */
import { api } from '../../kit/api.js';
import { brand } from '../../frame/brand.js';
import { session } from '../../frame/session.js';
import { h, replace } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { async, emptyState, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { email, password } from '../users/fields.js';
import { codeOf, isWhole, setAndEnter } from './rules.js';
import { t } from './words.js';

const CODE = '/recuperar/codigo';

/** @param {string} title @param {string} hint */
const head = (title, hint) => h('div', {}, h('h1', {}, title), h('p', { class: 'muted' }, hint));

/** @param {...[string, string]} links words and addresses */
const foot = (...links) => links.map(([word, href]) => h('p', { class: 'door-foot' }, h('a', { href }, word)));

/** @type {import('../../frame/router.js').Page} */
export const ask = {
  title: () => t('recovery.title'),
  bare: true,
  render(ctx) {
    const box = h('section', { class: 'card' });
    const under = h(
      'div',
      { class: 'stack' },
      ...foot([t('recovery.haveCode'), CODE], [t('recovery.toLogin'), '/ingresar']),
    );
    const made = form({
      fields: [email()],
      submitLabel: t('recovery.send'),
      submitIcon: 'mail',
      onSubmit: (values) => api.post('/api/recovery', values, { open: true }),
      onDone({ message }) {
        replace(under, ...foot([t('recovery.toLogin'), '/ingresar']));
        replace(
          box,
          emptyState({
            level: 1,
            icon: 'check-circle',
            title: t('recovery.sent'),
            hint: `${message}. ${t('recovery.sentHint')}`,
            action: { label: t('recovery.haveCode'), icon: 'key', href: CODE },
          }),
        );
        box.tabIndex = -1;
        box.focus();
      },
    });
    const without = emptyState({
      level: 1,
      icon: 'key',
      title: t('recovery.title'),
      hint: t('recovery.noMail'),
      action: { label: t('recovery.haveCode'), icon: 'key', href: CODE },
    });
    replace(
      box,
      async(
        () => api.get('/api/auth/door', { open: true, signal: ctx.signal }),
        ({ recovers_by_mail: byMail }) =>
          byMail ? h('div', { class: 'stack' }, head(t('recovery.title'), t('recovery.hint')), made.element) : without,
      ),
    );
    return h('div', { class: 'door' }, brand(), box, under);
  },
};

/** @type {import('../../frame/router.js').Page} */
export const code = {
  title: () => t('recovery.newTitle'),
  bare: true,
  render(ctx) {
    const given = codeOf(location.hash);
    // Neither the history nor a bookmark keeps it.
    if (location.hash) history.replaceState(history.state, '', location.pathname);
    const made = form({
      values: { code: given },
      fields: [
        {
          name: 'code',
          label: t('recovery.code'),
          hint: t('recovery.codeHint'),
          required: true,
          maxLength: 60,
          autocomplete: 'one-time-code',
          validate: (value) => (isWhole(value) ? null : t('recovery.codeShape')),
        },
        password({ name: 'new_password', label: t('recovery.new') }),
      ],
      submitLabel: t('recovery.set'),
      submitIcon: 'key',
      onSubmit: (values) =>
        setAndEnter(
          () => api.post('/api/recovery/password', values, { open: true }),
          (address) => session.signIn(address, values.new_password),
        ),
      onDone(user) {
        if (!user) {
          toast(t('recovery.set.enter'), { tone: 'good' });
          return ctx.navigate('/ingresar', { replace: true });
        }
        toast(t('recovery.done', { name: user.first_name }), { tone: 'good' });
        return ctx.navigate('/', { replace: true });
      },
    });
    return h(
      'div',
      { class: 'door' },
      brand(),
      h(
        'section',
        { class: 'card' },
        head(t('recovery.newTitle'), t('recovery.newHint')),
        notice({ tone: 'info', icon: 'info', text: t('recovery.ends') }),
        made.element,
      ),
      ...foot([t('recovery.another'), '/recuperar'], [t('recovery.toLogin'), '/ingresar']),
    );
  },
};
