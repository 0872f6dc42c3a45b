/** Clearing away old entries of the audit trail: how many days stay, asked twice, and noted in the trail itself. */
import { api } from '../../kit/api.js';
import { openDialog } from '../../ui/dialog.js';
import { form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @param {() => void} after */
export function cleanUp(after) {
  const written = form({
    fields: [
      {
        name: 'days',
        label: t('audit.keepDays'),
        type: 'number',
        required: true,
        min: 30,
        max: 365,
        hint: t('audit.keepDaysHint'),
      },
    ],
    values: { days: 90 },
    compact: true,
    submitLabel: t('audit.cleanUpGo'),
    submitIcon: 'trash',
    danger: true,
    cancel: { run: () => box.close() },
    onSubmit: (values) => api.del('/api/audit-logs/cleanup', { query: { days_to_keep: Number(values.days) } }),
    onDone: (answer) => {
      box.close();
      toast(answer.message, { tone: 'good' });
      after();
    },
  });
  const box = openDialog({
    title: t('audit.cleanUpAsk'),
    hint: t('audit.cleanUpLoses'),
    size: 'small',
    body: written.element,
  });
}
