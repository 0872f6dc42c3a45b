/** The section of the texts of actas, for the page of settings. */
import { number } from '../../kit/format.js';
import { t } from './words.js';

/** @param {'loan_conditions' | 'return_conditions' | 'delivery_conditions' | 'hand_back_conditions'} name @param {string} label */
const text = (name, label) => ({
  name,
  label,
  type: 'textarea',
  rows: 8,
  required: true,
  maxLength: 8000,
  hint: t('acta.conditionsHint'),
});

/** @type {import('../settings/sections.js').SettingsSection} */
export const actas = {
  path: 'actas',
  icon: 'edit',
  title: () => t('acta.settings'),
  hint: () => t('acta.settingsHint'),
  now: ({ actas: { loan_conditions: conditions } }) =>
    t('acta.settingsNow', { n: number(conditions.split(/\s+/).filter(Boolean).length) }),
  values: (settings) => settings.actas,
  fields: () => [
    text('loan_conditions', t('acta.field.loan_conditions')),
    text('return_conditions', t('acta.field.return_conditions')),
    text('delivery_conditions', t('acta.field.delivery_conditions')),
    text('hand_back_conditions', t('acta.field.hand_back_conditions')),
  ],
  patch: (changed) => ({ actas: changed }),
  first: { actas: null },
};
