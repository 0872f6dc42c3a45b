/** The section of the reports, for the page of settings. */
import { number } from '../../kit/format.js';
import { t } from './words.js';

/** @type {import('../settings/sections.js').SettingsSection} */
export const reports = {
  path: 'reportes',
  icon: 'print',
  title: () => t('reports.settings'),
  hint: () => t('reports.settingsHint'),
  now: ({ reports: { keep_days: days, csv_separator: separator } }) =>
    t('reports.settingsNow', { n: days, count: number(days), separator: t(`reports.separatorNow.${separator}`) }),
  values: (settings) => settings.reports,
  fields: () => [
    {
      name: 'keep_days',
      label: t('reports.keepDays'),
      type: 'number',
      required: true,
      min: 1,
      max: 365,
      hint: t('reports.keepDaysHint'),
    },
    {
      name: 'csv_separator',
      label: t('reports.csvSeparator'),
      type: 'segmented',
      required: true,
      options: [
        { value: 'semicolon', label: t('reports.separator.semicolon') },
        { value: 'comma', label: t('reports.separator.comma') },
      ],
      hint: t('reports.csvSeparatorHint'),
    },
  ],
  patch: (changed) => ({ reports: changed }),
  first: { reports: null },
};
