/** The words and states of backups, and the form of their plan. */
import { api } from '../../kit/api.js';
import { form } from '../../ui/form.js';
import { t } from './words.js';

/** @typedef {import('wire').Backup} Backup */
/** @typedef {import('wire').BackupPlan} Plan */

/** Whether it counts. @param {Pick<Backup, 'verified_at' | 'size'>} row @returns {import('../../kit/format.js').State} */
export const backupState = (row) =>
  row.verified_at
    ? { tone: 'good', icon: 'check-circle', word: t('backups.good') }
    : { tone: 'bad', icon: 'alert', word: t(row.size ? 'backups.doubtful' : 'backups.failed') };

/** @param {string} kind */
export const warningTone = (kind) => (kind === 'target_missing' ? 'warn' : 'bad');

/** How the second target is. @param {string} state @returns {import('../../kit/format.js').State} */
export function targetState(state) {
  /** @type {Record<string, import('../../kit/format.js').State>} */
  const marks = {
    none: { tone: 'muted', icon: 'minus', word: t('backups.target.none') },
    ready: { tone: 'good', icon: 'check-circle', word: t('backups.target.ready') },
    missing: { tone: 'warn', icon: 'missing', word: t('backups.target.missing') },
    same_disk: { tone: 'warn', icon: 'triangle', word: t('backups.target.same_disk') },
    behind: { tone: 'warn', icon: 'hourglass', word: t('backups.target.behind') },
  };
  return marks[state] ?? { tone: 'muted', icon: 'info', word: state };
}

/** @param {Pick<Backup, 'path'>} row */
export const fileName = (row) => row.path.slice(row.path.lastIndexOf('/') + 1);
/** A failure names the folder alone. @param {Pick<Backup, 'path' | 'size'>} row */
export const folderOf = (row) => (row.size ? row.path.slice(0, row.path.lastIndexOf('/')) || '/' : row.path);
/** Whether the server hands the file out: one that it keeps in its own folder. @param {Pick<Backup, 'path' | 'size'>} row */
export const isOwn = (row) => Boolean(row.size) && /\/backups\/inventario-[\w-]+\.tar(?:\.age)?$/.test(row.path);

/** @param {Plan} plan @param {() => void} cancel @param {() => Promise<void>} done */
export const planForm = (plan, cancel, done) =>
  form({
    compact: true,
    fields: [
      { name: 'enabled', label: t('backups.daily'), type: 'checkbox' },
      {
        name: 'time',
        label: t('backups.time'),
        type: 'time',
        required: true,
        width: 'half',
        show: (all) => all.enabled,
      },
      {
        name: 'keep_count',
        label: t('backups.keepCount'),
        type: 'number',
        required: true,
        min: 1,
        max: 365,
        width: 'half',
        hint: t('backups.keepCountHint'),
      },
      {
        name: 'keep_days',
        label: t('backups.keepDays'),
        type: 'number',
        required: true,
        min: 1,
        max: 3650,
        width: 'half',
        hint: t('backups.keepDaysHint'),
      },
      {
        name: 'second_target',
        label: t('backups.second'),
        maxLength: 300,
        placeholder: '/media/usb',
        hint: t('backups.secondHint'),
      },
    ],
    values: plan,
    cancel: { run: cancel },
    onSubmit: (values) => api.put('/api/settings/backup', values),
    onDone: done,
  }).element;
