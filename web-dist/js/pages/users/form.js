/**
 * Creating and changing an account.
 */
import { api } from '../../kit/api.js';
import { roleName, ROLES } from '../../kit/format.js';
import { form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { centerOptions } from '../centers/options.js';
import { roomOptions } from '../environments/options.js';
import { email, ficha, firstName, lastName, password, phone, program } from './fields.js';
import { t } from './words.js';

const half = /** @type {const} */ ('half');

/**
 * Names carry their meaning, so that nobody has to guess what a role may do.
 * @param {boolean} own a person cannot change his own role
 * @returns {import('../../ui/form.js').Field[]}
 */
const fields = (own) => [
  firstName({ autocomplete: 'off' }),
  lastName({ autocomplete: 'off' }),
  email({ autocomplete: 'off', inputmode: undefined, width: half }),
  phone({ autocomplete: 'off' }),
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
    name: 'center_id',
    label: t('users.center'),
    type: 'select',
    width: half,
    options: centerOptions,
    hint: t('users.centerHint'),
  },
  program({ width: half, show: (values) => values.role === 'student' }),
  ficha({ show: (values) => values.role === 'student' }),
];

/** @type {import('../../frame/router.js').Page} */
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
        password({
          label: t('users.firstPassword'),
          autocomplete: 'new-password',
          width: half,
          hint: t('users.firstPasswordHint'),
        }),
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

/** @type {import('../../frame/router.js').Page} */
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
      again: () => api.get(`/api/users/${person.id}`),
      fields: fields(person.id === ctx.user.id),
      submitLabel: t('common.save'),
      cancel: { href: page },
      onSubmit: (_, { changed, match }) => api.put(`/api/users/${person.id}`, changed, { match }),
      onDone: () => {
        toast(t('users.saved'), { tone: 'good' });
        ctx.navigate(page, { replace: true });
      },
    }).element;
  },
};
