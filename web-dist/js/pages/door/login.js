/** Signing in: the page, and the dialog over a page whose session ended. */
import { ApiError } from '../../kit/api.js';
import { brand } from '../../frame/brand.js';
import { safeReturn } from '../../frame/router.js';
import { session } from '../../frame/session.js';
import { openDialog } from '../../ui/dialog.js';
import { h, replace } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { askSecure } from '../../frame/secure.js';
import { dropDrafts } from '../../ui/draft.js';
import { askDoor } from './open.js';
import { t } from './words.js';

/** @param {string} email @param {string} password */
async function enter(email, password) {
  try {
    return await session.signIn(email, password);
  } catch (error) {
    if (error instanceof ApiError && error.status === 429 && error.retryAfter) {
      const { code, retryAfter } = error;
      const others = code === 'intentos_de_otros';
      const text = others
        ? t('login.othersFailed', { minutes: Math.ceil(retryAfter / 60) })
        : t('error.tooMany', { seconds: retryAfter });
      throw new ApiError(429, code, text, retryAfter);
    }
    throw error;
  }
}

/** The way to an account, where the house lets people make one, and whom to ask for help. @param {AbortSignal} signal */
function doorFoot(signal) {
  const foot = h('div', { class: 'door-foot' });
  void askDoor(signal).then(({ students_may_register, staff_may_ask, help }) =>
    replace(
      foot,
      students_may_register || staff_may_ask
        ? h('p', {}, t('login.noAccount'), ' ', h('a', { href: '/registro' }, t('login.register')))
        : null,
      help ? h('p', { class: 'door-help' }, help) : null,
    ),
  );
  return foot;
}

/** The way to the certificate, once it is known that the server has one. */
function secureFoot() {
  const foot = h('p', { class: 'door-foot', hidden: true }, h('a', { href: '/certificado' }, t('app.secure')));
  void askSecure().then((secure) => {
    foot.hidden = !secure?.enabled;
  });
  return foot;
}

/** @type {import('../../frame/router.js').Page} */
export const login = {
  title: () => t('login.title'),
  bare: true,
  render(ctx) {
    const made = form({
      values: { email: lastEmail() },
      fields: [
        {
          name: 'email',
          label: t('common.email'),
          type: 'email',
          required: true,
          autocomplete: 'username',
          inputmode: 'email',
        },
        {
          name: 'password',
          label: t('common.password'),
          type: 'password',
          required: true,
          autocomplete: 'current-password',
        },
      ],
      submitLabel: t('login.submit'),
      submitIcon: 'login',
      async onSubmit({ email, password }) {
        const user = await enter(email, password);
        remember(email);
        return user;
      },
      onDone: () => ctx.navigate(safeReturn(ctx.query.get('volver')), { replace: true }),
    });
    queueMicrotask(() =>
      requestAnimationFrame(() => {
        if (matchMedia('(pointer: fine)').matches) made.focus();
      }),
    );
    return h(
      'div',
      { class: 'door' },
      brand(),
      h(
        'section',
        { class: 'card' },
        h('div', {}, h('h1', {}, t('login.title')), h('p', { class: 'muted' }, t('login.hint'))),
        made.element,
      ),
      h('p', { class: 'door-foot' }, h('a', { href: '/recuperar' }, t('login.forgot'))),
      doorFoot(ctx.signal),
      secureFoot(),
    );
  },
};

/** Over the page, which stays as it is: the same person signs in again. @returns {Promise<boolean>} */
export async function signInDialog() {
  const email = session.user?.email ?? '';
  const before = session.user?.id;
  const answer = await openDialog({
    title: t('login.again'),
    hint: t('login.againHint'),
    size: 'small',
    dismissable: true,
    body: (close) => {
      const made = form({
        compact: true,
        values: { email },
        fields: [
          { name: 'email', label: t('common.email'), type: 'email', readOnly: true, autocomplete: 'username' },
          {
            name: 'password',
            label: t('common.password'),
            type: 'password',
            required: true,
            autocomplete: 'current-password',
          },
        ],
        submitLabel: t('login.submit'),
        submitIcon: 'login',
        onSubmit: ({ password }) => enter(email, password),
        onDone: (user) => close(user.id === before),
      });
      return h(
        'div',
        { class: 'stack' },
        made.element,
        h(
          'p',
          { class: 'door-foot small' },
          h(
            'a',
            {
              href: '/ingresar',
              on: {
                click: async (/** @type {Event} */ event) => {
                  event.preventDefault();
                  close(false);
                  dropDrafts();
                  await session.signOut();
                },
              },
            },
            t('login.other'),
          ),
        ),
      );
    },
  }).closed;
  return answer === true;
}

const KEY = 'inventario.email';
function lastEmail() {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}
/** @param {string} email */
function remember(email) {
  try {
    localStorage.setItem(KEY, email);
  } catch {
    /* storage refused */
  }
}
