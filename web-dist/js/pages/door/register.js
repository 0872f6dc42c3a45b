/** Making an account: apprentices at once; instructors and supervisors ask for one and wait. */
import { api } from '../../kit/api.js';
import { brand } from '../../frame/brand.js';
import { roleName } from '../../kit/format.js';
import { session } from '../../frame/session.js';
import { h, replace } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { emptyState, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { email, ficha, firstName, lastName, password, phone, program } from '../users/fields.js';
import { askDoor, openRoles } from './open.js';
import { t } from './words.js';

/** @param {string | null | undefined} help */
const closed = (help) =>
  h(
    'div',
    { class: 'door' },
    brand(),
    h(
      'section',
      { class: 'card' },
      emptyState({
        level: 1,
        icon: 'lock',
        title: t('register.closed'),
        hint: help ?? t('register.closedText'),
        action: { label: t('register.toLogin'), icon: 'back', href: '/ingresar' },
      }),
    ),
  );

/** @type {import('../../frame/router.js').Page} */
export const register = {
  title: () => t('register.title'),
  bare: true,
  async render(ctx) {
    const door = await askDoor(ctx.signal);
    const roles = openRoles(door);
    if (!roles.length) return closed(door.help);
    const student = (/** @type {any} */ values) => values.role === 'student';
    const wait = h('div', { hidden: true }, notice({ tone: 'warn', icon: 'hourglass', text: t('register.wait') }));
    const box = h('section', { class: 'card' });
    const made = form({
      ctx,
      id: 'register',
      values: { role: roles[0] },
      fields: [
        {
          name: 'role',
          label: t('register.role'),
          type: 'segmented',
          required: true,
          options: roles.map((value) => ({ value, label: roleName(value) })),
        },
        firstName(),
        lastName(),
        email({ hint: t('register.emailHint') }),
        password(),
        program({ show: student }),
        ficha({ show: student }),
        phone(),
      ],
      submitLabel: t('register.submit'),
      submitIcon: 'user-plus',
      async onSubmit(values) {
        const user = await api.post('/api/auth/register', values, { open: true });
        if (user.is_active) await session.signIn(values.email, values.password);
        return user;
      },
      onDone(user) {
        if (user.is_active) {
          toast(t('register.welcome', { name: user.first_name }));
          return ctx.navigate('/', { replace: true });
        }
        replace(
          box,
          emptyState({
            level: 1,
            icon: 'hourglass',
            title: t('register.waiting'),
            hint: t('register.waitingText', { email: user.email }),
            action: { label: t('register.toLogin'), icon: 'back', href: '/ingresar' },
          }),
        );
        box.tabIndex = -1;
        box.focus();
      },
    });
    made.element.addEventListener('change', () => {
      wait.hidden = made.values().role === 'student';
    });
    wait.hidden = made.values().role === 'student';
    made.element.querySelector('.form-fields > .field')?.append(wait);
    replace(
      box,
      h('div', {}, h('h1', {}, t('register.title')), h('p', { class: 'muted' }, t('register.hint'))),
      made.element,
    );
    return h(
      'div',
      { class: 'door wide' },
      brand(),
      box,
      h('p', { class: 'door-foot' }, t('register.have'), ' ', h('a', { href: '/ingresar' }, t('login.title'))),
    );
  },
};
