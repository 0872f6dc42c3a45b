/** The section of what is kept for how long: three parts of the program at once. */
import { number } from '../../kit/format.js';
import { t } from './words.js';

/** @param {string} name @param {string} label @param {number} min @param {number} max @returns {import('../../ui/form.js').Field} */
const days = (name, label, min, max) => ({
  name,
  label,
  type: 'number',
  required: true,
  min,
  max,
  width: 'half',
});

/** The names of the form by where they belong. @type {Record<string, ['notifications' | 'audit' | 'photos', string]>} */
const PLACES = {
  read_days: ['notifications', 'read_days'],
  kept_days: ['notifications', 'kept_days'],
  audit_days: ['audit', 'kept_days'],
  photo_days: ['photos', 'unused_days'],
};

/** @type {import('./sections.js').SettingsSection} */
export const keeping = {
  path: 'conservacion',
  icon: 'history',
  title: () => t('settings.keeping'),
  hint: () => t('settings.keepingHint'),
  now: ({ notifications, audit }) =>
    t('settings.keepingNow', { kept: number(notifications.kept_days), audit: number(audit.kept_days) }),
  values: ({ notifications, audit, photos }) => ({
    read_days: notifications.read_days,
    kept_days: notifications.kept_days,
    audit_days: audit.kept_days,
    photo_days: photos.unused_days,
  }),
  fields: () => [
    {
      ...days('read_days', t('settings.readDays'), 1, 3650),
      validate: (value, all) => (value > all.kept_days ? t('settings.readLonger') : null),
    },
    { ...days('kept_days', t('settings.keptDays'), 7, 3650), hint: t('settings.keptDaysHint') },
    { ...days('audit_days', t('settings.auditDays'), 30, 365), hint: t('settings.auditDaysHint') },
    { ...days('photo_days', t('settings.photoDays'), 1, 30), hint: t('settings.photoDaysHint') },
  ],
  patch(changed) {
    /** @type {Record<string, Record<string, any>>} */
    const parts = {};
    for (const [name, value] of Object.entries(changed)) {
      const [part, member] = PLACES[name];
      parts[part] = { ...parts[part], [member]: value };
    }
    return parts;
  },
  first: { notifications: null, audit: null, photos: null },
};
