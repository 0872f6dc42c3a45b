/** The section of the settings that is about alerts: from when on the server raises them by itself. */
import { t } from './words.js';

/** @param {string} name @param {number} min @param {number} max @param {string} [hint] @returns {import('../../ui/form.js').Field} */
const figure = (name, min, max, hint) => ({
  name,
  label: t(`alerts.ruleField.${name}`),
  hint,
  type: 'number',
  min,
  max,
  required: true,
  width: 'half',
});

/** @type {import('../settings/sections.js').SettingsSection} */
export const alertRules = {
  path: 'alertas',
  icon: 'alert',
  title: () => t('alerts.rules'),
  hint: () => t('alerts.rulesHint'),
  now: ({ alerts }) =>
    [
      alerts.low_stock_minimum ? t('alerts.nowStock', { n: alerts.low_stock_minimum }) : t('alerts.nowStockNever'),
      t('alerts.nowWork', { n: alerts.maintenance_pending_days }),
      t('alerts.nowCheck', { n: alerts.check_waiting_hours }),
      t('alerts.nowExpiry', { n: alerts.material_warning_days }),
    ].join(' · '),
  values: ({ alerts }) => alerts,
  fields: () => [
    figure('low_stock_minimum', 0, 1000, t('alerts.ruleHint.low_stock_minimum')),
    figure('maintenance_pending_days', 1, 365),
    figure('check_waiting_hours', 1, 720),
    figure('kept_days', 30, 3650),
    figure('material_warning_days', 0, 365, t('alerts.ruleHint.material_warning_days')),
    figure('material_alert_days', 0, 365, t('alerts.ruleHint.material_alert_days')),
    { name: 'missing_checks', label: t('alerts.ruleField.missing_checks'), type: 'checkbox' },
  ],
  patch: (changed) => ({ alerts: changed }),
  first: { alerts: null },
};
