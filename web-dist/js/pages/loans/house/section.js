/** The section of the settings that is about loans: the centre's own rules. */
import { daysOf, daysText, notADay, openDays, opens, WEEKDAYS } from './days.js';
import { t } from './words.js';

/** @typedef {import('wire').Settings['loans']} Rules */

/** @param {string} name @param {string} label @param {string} hint @param {number} max @returns {import('../../../ui/form.js').Field} */
const figure = (name, label, hint, max) => ({ name, label, hint, type: 'number', min: 1, max, step: 1, width: 'half' });

/** What is in force. @param {Rules} rules */
function now(rules) {
  const said = [
    rules.longest_days ? t('loans.house.nowLongest', { n: rules.longest_days }) : '',
    rules.lead_hours ? t('loans.house.nowLead', { n: rules.lead_hours }) : '',
    rules.most_open ? t('loans.house.nowMost', { n: rules.most_open }) : '',
    rules.open_weekdays.length || rules.closed_days.length ? t('loans.house.nowDays') : '',
  ].filter(Boolean);
  return said.join(' · ') || t('loans.house.nowNone');
}

/** @type {import('../../settings/sections.js').SettingsSection} */
export const loanRules = {
  path: 'prestamos',
  icon: 'swap',
  title: () => t('loans.house.title'),
  hint: () => t('loans.house.hint'),
  now: ({ loans }) => now(loans),
  values: ({ loans }) => ({ ...loans, ...opens(loans.open_weekdays), closed_days: daysText(loans.closed_days) }),
  fields: () => [
    figure('longest_days', t('loans.house.longest'), t('loans.house.longestHint'), 3650),
    figure('most_open', t('loans.house.most'), t('loans.house.mostHint'), 1000),
    figure('lead_hours', t('loans.house.lead'), t('loans.house.leadHint'), 8760),
    { section: t('loans.house.open'), hint: t('loans.house.openHint') },
    ...WEEKDAYS.map((day) => ({
      name: `day_${day}`,
      label: t(`loans.house.day${day}`),
      type: 'checkbox',
      width: /** @type {const} */ ('third'),
      validate: (/** @type {any} */ _, /** @type {Record<string, any>} */ values) =>
        WEEKDAYS.some((one) => values[`day_${one}`]) ? null : t('loans.house.never'),
    })),
    {
      name: 'closed_days',
      label: t('loans.house.closed'),
      hint: t('loans.house.closedHint'),
      type: 'textarea',
      rows: 4,
      validate: (value) => {
        const wrong = notADay(value);
        return wrong ? t('loans.house.notADay', { text: wrong }) : null;
      },
    },
  ],
  patch(changed, all) {
    const { closed_days, longest_days, lead_hours, most_open } = changed;
    // Of the weekdays all are sent as soon as one is changed.
    const days = WEEKDAYS.some((day) => `day_${day}` in changed);
    return {
      loans: {
        ...('longest_days' in changed ? { longest_days } : {}),
        ...('lead_hours' in changed ? { lead_hours } : {}),
        ...('most_open' in changed ? { most_open } : {}),
        ...(days ? { open_weekdays: openDays(all) } : {}),
        ...('closed_days' in changed ? { closed_days: daysOf(closed_days) } : {}),
      },
    };
  },
  first: { loans: null },
};
