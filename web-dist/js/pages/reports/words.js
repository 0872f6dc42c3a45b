/** Words, icons and colours of reports. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').Report} Report */

/** @param {Report['report_type']} kind */
export const kindName = (kind) => t(`reports.kind.${kind}`);
/** What is in it; an instructor's life of an item tells neither costs nor who had it. @param {Report['report_type']} kind @param {string} role */
export const kindHint = (kind, role) =>
  t(kind === 'item' && role === 'instructor' ? 'reports.aboutOwn.item' : `reports.about.${kind}`);
/** @param {Report['file_format']} format */
export const formatName = (format) => t(`reports.format.${format}`);

/** @type {Record<Report['status'], [string, import('../../kit/format.js').Tone]>} */
const STATUS = {
  generating: ['hourglass', 'info'],
  completed: ['check-circle', 'good'],
  failed: ['alert', 'bad'],
};
/** @param {Report['status']} status @returns {import('../../kit/format.js').State} */
export const reportState = (status) => ({
  word: t(`reports.status.${status}`),
  icon: STATUS[status][0],
  tone: STATUS[status][1],
});

export const entities = describe({
  report: {
    word: 'reports.one',
    many: 'nav.reports',
    fields: 'reports.field',
    values: { report_type: 'reports.kind', file_format: 'reports.format', status: 'reports.status' },
  },
  report_schedule: {
    word: 'reports.scheduleOne',
    fields: 'reports.scheduleField',
    values: {
      report_type: 'reports.kind',
      file_format: 'reports.format',
      every: 'reports.every',
      period: 'reports.time',
    },
  },
  setting: { fields: 'reports.settingField', values: { csv_separator: 'reports.separator' } },
});
