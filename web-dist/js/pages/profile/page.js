/** One's own account: data, password, the way to the preferences, signing out. */
import { api } from '../../kit/api.js';
import { date, relative, roleName } from '../../kit/format.js';
import { session } from '../../frame/session.js';
import { confirm } from '../../ui/dialog.js';
import { h, replace } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { avatar, button, card, columns, facts, linkList } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { feedsCard } from '../feeds/card.js';
import { ficha, firstName, lastName, phone, program } from '../users/fields.js';
import { t } from './words.js';

/** @type {import('../../frame/router.js').Page} */
export const profile = {
  title: () => t('profile.title'),
  hint: () => t('profile.hint'),
  render(ctx) {
    const who = h('div', {}, account(ctx.user));
    const data = dataForm(ctx, (user) => replace(who, account(user)));
    const secret = h('div', {});
    const leave = async () => {
      if (
        data.dirty() &&
        !(await confirm({
          title: t('profile.logoutAsk'),
          text: t('profile.logoutText'),
          confirmLabel: t('profile.logout'),
          danger: true,
          icon: 'logout',
        }))
      )
        return;
      await session.signOut();
      toast(t('profile.out'), { tone: 'info' });
      ctx.navigate('/ingresar', { replace: true });
    };
    drawPassword(ctx, secret);
    return columns(
      [
        card({ title: t('profile.data'), icon: 'user' }, data.element),
        card({ title: t('profile.password'), icon: 'key', hint: t('profile.passwordHint') }, secret),
      ],
      [
        who,
        card(
          {},
          linkList([
            {
              href: '/preferencias',
              icon: 'settings',
              title: t('profile.preferences'),
              hint: t('profile.preferencesHint'),
            },
            { href: '/mis-equipos', icon: 'boxes', title: t('profile.equipment'), hint: t('profile.equipmentHint') },
            { href: '/opiniones', icon: 'star', title: t('profile.feedback'), hint: t('profile.feedbackHint') },
          ]),
        ),
        feedsCard(ctx),
        button({ label: t('profile.logout'), icon: 'logout', kind: 'danger', class: 'wide', run: leave }),
      ],
    );
  },
};

/** @param {import('../../frame/session.js').User} user */
const account = (user) =>
  card(
    {},
    h(
      'div',
      { class: 'row' },
      avatar(user.name, 'large'),
      h('div', {}, h('h2', {}, user.name), h('p', { class: 'muted small' }, user.email)),
    ),
    facts([
      [t('profile.role'), roleName(user.role)],
      [
        t('profile.room'),
        user.environment_id
          ? h('a', { href: `/ambientes/${user.environment_id}` }, user.environment_name ?? t('profile.room'))
          : t('profile.noRoom'),
      ],
      [t('profile.lastLogin'), user.last_login ? relative(user.last_login) : null],
      [t('profile.since'), date(user.created_at)],
    ]),
  );

/** @param {import('../../frame/router.js').PageContext} ctx @param {(user: import('../../frame/session.js').User) => void} onSaved */
function dataForm(ctx, onSaved) {
  const { user } = ctx;
  return form({
    ctx,
    id: `profile-${user.id}`,
    values: user,
    again: () => api.get('/api/auth/me'),
    fields: [firstName(), lastName(), phone(), ficha(), program()],
    onSubmit: (_values, { changed, match }) => api.put('/api/auth/me', changed, { match }),
    onDone(changed) {
      session.setUser(changed);
      onSaved(changed);
      toast(t('profile.saved'));
    },
  });
}

/** Drawn anew after a change, so that no password stays in the page. @param {import('../../frame/router.js').PageContext} ctx @param {HTMLElement} place */
function drawPassword(ctx, place) {
  const made = form({
    ctx,
    fields: [
      {
        name: 'current_password',
        label: t('profile.current'),
        type: 'password',
        required: true,
        autocomplete: 'current-password',
      },
      {
        name: 'new_password',
        label: t('profile.new'),
        type: 'password',
        required: true,
        minLength: 8,
        maxLength: 128,
        strength: true,
      },
      {
        name: 'repeat',
        label: t('profile.repeat'),
        type: 'password',
        required: true,
        validate: (value, values) => (value === values.new_password ? null : t('form.mismatch')),
      },
    ],
    submitLabel: t('profile.change'),
    onSubmit: ({ current_password, new_password }) =>
      api.post('/api/auth/me/change-password', { current_password, new_password }),
    onDone(tokens) {
      session.accept(tokens);
      toast(t('profile.changed'));
      drawPassword(ctx, place);
    },
  });
  replace(place, made.element);
}
