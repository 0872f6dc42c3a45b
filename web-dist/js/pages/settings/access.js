/** The section of sign-in and registration. */
import { t } from './words.js';

/** @type {import('./sections.js').SettingsSection} */
export const access = {
  path: 'ingreso',
  icon: 'login',
  title: () => t('settings.access'),
  hint: () => t('settings.accessHint'),
  now({ access: { students_may_register: students, staff_may_ask: staff } }) {
    if (students && staff) return t('settings.open');
    return students ? t('settings.openStudents') : staff ? t('settings.openStaff') : t('settings.closed');
  },
  values: (settings) => settings.access,
  fields: () => [
    {
      name: 'students_may_register',
      label: t('settings.students'),
      type: 'checkbox',
      hint: t('settings.studentsHint'),
    },
    { name: 'staff_may_ask', label: t('settings.staff'), type: 'checkbox', hint: t('settings.staffHint') },
    {
      name: 'help',
      label: t('settings.help'),
      type: 'textarea',
      rows: 2,
      maxLength: 300,
      placeholder: t('settings.helpExample'),
      hint: t('settings.helpHint'),
    },
  ],
  patch: (changed) => ({ access: changed }),
  first: { access: null },
};
