/** What people do with alerts: resolve one with a word on how, open it again, raise one by hand. */
import { api } from '../../kit/api.js';
import { formSheet } from '../../ui/sheet.js';
import { toast } from '../../ui/toast.js';
import { roomOptions } from '../environments/options.js';
import { ALERT_TYPES, SEVERITIES, severityState, t } from './words.js';

/** @typedef {import('wire').SystemAlert} Alert */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {PageContext} ctx @param {Alert} row @param {boolean} resolved @param {() => Promise<void>} after */
export async function settle(ctx, row, resolved, after) {
  if (resolved) {
    const answer = await formSheet({
      ctx,
      id: `alert-resolve-${row.id}`,
      title: t('alerts.resolveAsk'),
      hint: t('alerts.resolveText', { title: row.title }),
      size: 'small',
      fields: [
        {
          name: 'resolution_notes',
          label: t('alerts.how'),
          hint: t('alerts.howHint'),
          type: 'textarea',
          rows: 3,
          maxLength: 1000,
          optional: true,
        },
      ],
      submitLabel: t('alerts.resolve'),
      submitIcon: 'check',
      onSubmit: (values) => api.put(`/api/system-alerts/${row.id}`, { ...values, is_resolved: true }),
    });
    if (!answer) return;
  } else {
    await api.put(`/api/system-alerts/${row.id}`, { is_resolved: false });
  }
  toast(t(resolved ? 'alerts.resolvedDone' : 'alerts.reopened'));
  await after();
}

/** Raises an alert by hand. @param {PageContext} ctx @param {() => Promise<void>} after */
export async function raise(ctx, after) {
  const answer = await formSheet({
    ctx,
    id: 'alert-new',
    title: t('alerts.raise'),
    hint: t('alerts.raiseHint'),
    values: { severity: 'medium' },
    fields: [
      {
        name: 'type',
        label: t('alerts.type'),
        type: 'select',
        required: true,
        width: 'half',
        options: ALERT_TYPES.map((value) => ({ value, label: t(`alerts.type.${value}`) })),
      },
      {
        name: 'severity',
        label: t('alerts.severity'),
        type: 'select',
        required: true,
        width: 'half',
        options: SEVERITIES.map((value) => ({ value, label: severityState(value).word })),
      },
      { name: 'title', label: t('alerts.title'), required: true, maxLength: 200 },
      { name: 'message', label: t('alerts.message'), type: 'textarea', rows: 3, required: true, maxLength: 2000 },
      {
        name: 'environment_id',
        label: t('alerts.room'),
        hint: t('alerts.roomHint'),
        type: 'select',
        options: roomOptions,
        optional: true,
      },
    ],
    submitLabel: t('alerts.raise'),
    submitIcon: 'plus',
    onSubmit: (values) => api.post('/api/system-alerts', values),
  });
  if (!answer) return;
  toast(t('alerts.raised'));
  await after();
}
