/** Making an account: apprentices at once; instructors and supervisors ask for one and wait. */
import { api } from '../api.js';
import { brand } from '../brand.js';
import { roleName } from '../format.js';
import { t } from '../i18n.js';
import { session } from '../session.js';
import { h, replace } from '../ui/dom.js';
import { form } from '../ui/form.js';
import { emptyState, notice } from '../ui/parts.js';
import { toast } from '../ui/toast.js';

const OPEN_ROLES = ['student', 'instructor', 'supervisor'];

/** @type {import('../router.js').Page} */
export const register = {
  title: () => t('register.title'),
  bare: true,
  render(ctx) {
    const student = (/** @type {any} */ values) => values.role === 'student';
    const wait = h('div', { hidden: true }, notice({ tone: 'warn', icon: 'hourglass', text: t('register.wait') }));
    const box = h('section', { class: 'card' });
    const made = form({
      ctx,
      id: 'register',
      values: { role: 'student' },
      fields: [
        {
          name: 'role',
          label: t('register.role'),
          type: 'segmented',
          required: true,
          options: OPEN_ROLES.map((value) => ({ value, label: roleName(value) })),
        },
        {
          name: 'first_name',
          label: t('register.first'),
          required: true,
          maxLength: 100,
          autocomplete: 'given-name',
          width: 'half',
        },
        {
          name: 'last_name',
          label: t('register.last'),
          required: true,
          maxLength: 100,
          autocomplete: 'family-name',
          width: 'half',
        },
        {
          name: 'email',
          label: t('login.email'),
          type: 'email',
          required: true,
          maxLength: 254,
          autocomplete: 'username',
          inputmode: 'email',
          hint: t('register.emailHint'),
        },
        {
          name: 'password',
          label: t('register.password'),
          type: 'password',
          required: true,
          minLength: 8,
          maxLength: 128,
          strength: true,
        },
        { name: 'program', label: t('register.program'), maxLength: 200, show: student },
        {
          name: 'ficha',
          label: t('register.ficha'),
          maxLength: 30,
          inputmode: 'numeric',
          width: 'half',
          show: student,
        },
        { name: 'phone', label: t('common.phone'), type: 'tel', maxLength: 30, autocomplete: 'tel', width: 'half' },
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
