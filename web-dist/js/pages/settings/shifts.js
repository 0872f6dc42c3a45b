/** The section of the shifts. */
import { time } from '../../kit/format.js';
import { t } from './words.js';

/** @type {import('./sections.js').SettingsSection} */
export const shifts = {
  path: 'jornadas',
  icon: 'clock',
  title: () => t('settings.shifts'),
  hint: () => t('settings.shiftsHint'),
  now: ({ shifts: { afternoon_from, night_from } }) =>
    t('settings.shiftsNow', { afternoon: time(afternoon_from), night: time(night_from) }),
  values: (settings) => settings.shifts,
  fields: () => [
    { name: 'afternoon_from', label: t('settings.afternoon'), type: 'time', required: true, width: 'half' },
    {
      name: 'night_from',
      label: t('settings.night'),
      type: 'time',
      required: true,
      width: 'half',
      validate: (value, all) => (value > all.afternoon_from ? null : t('settings.nightAfter')),
    },
  ],
  patch: (changed) => ({ shifts: changed }),
  first: { shifts: null },
};
