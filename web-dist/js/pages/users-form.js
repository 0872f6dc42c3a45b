/**
 * Creating and changing an account.
 */
import { api } from '../api.js';
import { t } from '../i18n.js';
import { roleName, ROLES } from '../format.js';
import { form } from '../ui/form.js';
import { toast } from '../ui/toast.js';
import { roomOptions } from './inventory-actions.js';

const half = /** @type {const} */ ('half');

/**
 * Names carry their meaning, so that nobody has to guess what a role may do.
 * @param {boolean} own a person cannot change his own role
 * @returns {import('../ui/form.js').Field[]}
 */
const fields = (own) => [
  { name: 'first_name', label: t('users.firstName'), required: true, maxLength: 100, width: half, autocomplete: 'off' },
  { name: 'last_name', label: t('users.lastName'), required: true, maxLength: 100, width: half, autocomplete: 'off' },
  {
    name: 'email',
    label: t('common.email'),
    type: 'email',
    required: true,
    maxLength: 254,
    width: half,
    autocomplete: 'off',
  },
  { name: 'phone', label: t('common.phone'), type: 'tel', maxLength: 30, width: half, autocomplete: 'off' },
  {
    name: 'role',
    label: t('users.role'),
    type: 'select',
    required: true,
    disabled: own,
    hint: own ? t('users.ownRole') : t('users.roleHint'),
    options: ROLES.map((value) => ({ value, label: `${roleName(value)}: ${t(`users.may.${value}`)}` })),
  },
  {
    name: 'environment_id',
    label: t('users.room'),
    type: 'combobox',
    width: half,
    options: roomOptions,
    hint: t('users.roomHint'),
  },
  {
    name: 'program',
    label: t('users.program'),
    maxLength: 150,
    width: half,
    show: (values) => values.role === 'student',
  },
  {
    name: 'ficha',
    label: t('users.ficha'),
    maxLength: 20,
    inputmode: 'numeric',
    width: half,
    show: (values) => values.role === 'student',
  },
];

/** @type {import('../router.js').Page} */
export const create = {
  title: () => t('users.new'),
  hint: () => t('users.newHint'),
  render(ctx) {
    ctx.setBack('/usuarios', t('users.title'));
    return form({
      ctx,
      id: 'user-new',
      values: { role: 'student' },
      fields: [
        ...fields(false),
        {
          name: 'password',
          label: t('users.firstPassword'),
          type: 'password',
          required: true,
          minLength: 8,
          maxLength: 128,
          autocomplete: 'new-password',
          width: half,
          hint: t('users.firstPasswordHint'),
          strength: true,
        },
      ],
      submitLabel: t('users.create'),
      submitIcon: 'user-plus',
      cancel: { href: '/usuarios' },
      onSubmit: (values) => api.post('/api/users', values),
      onDone: (person) => {
        toast(t('users.created', { name: person.name }), { tone: 'good' });
        ctx.navigate(`/usuarios/${person.id}`, { replace: true });
      },
    }).element;
  },
};

/** @type {import('../router.js').Page} */
export const edit = {
  title: () => t('users.edit'),
  hint: () => t('users.editHint'),
  async render(ctx) {
    const person = await api.get(`/api/users/${ctx.params.id}`, { signal: ctx.signal });
    const page = `/usuarios/${person.id}`;
    ctx.setBack(page, person.name);
    return form({
      ctx,
      id: `user-${person.id}`,
      values: person,
      fields: fields(person.id === ctx.user.id),
      submitLabel: t('common.save'),
      cancel: { href: page },
      onSubmit: (_, { changed }) => api.put(`/api/users/${person.id}`, changed),
      onDone: () => {
        toast(t('users.saved'), { tone: 'good' });
        ctx.navigate(page, { replace: true });
      },
    }).element;
  },
};
