/** Numbers that are printed beforehand: reserved here, claimed by scanning (claim.js). */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { formSheet } from '../../ui/sheet.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').Schemas['LabelRun']} LabelRun */

/** @param {AbortSignal} signal @returns {Promise<LabelRun[]>} */
export const ownRuns = (signal) => api.all('/api/label-runs', { signal });

/** How a run stands in a list. @param {LabelRun} run */
export const runOption = (run) => ({
  value: run.id,
  label: `${t('labels.runName', { first: run.first_code, last: run.last_code })} (${t('labels.runHint', {
    claimed: number(run.claimed),
    all: number(run.last_number - run.first_number + 1),
  })})`,
});

/** @param {import('../../frame/router.js').PageContext} ctx @returns {Promise<LabelRun | undefined>} */
export async function reserve(ctx) {
  const run = await formSheet({
    ctx,
    id: 'label-run',
    title: t('labels.reserveTitle'),
    hint: t('labels.reserveHint'),
    size: 'small',
    values: { prefix: 'EQ-', count: 100 },
    fields: [
      {
        name: 'prefix',
        label: t('labels.prefix'),
        required: true,
        maxLength: 10,
        hint: t('labels.prefixHint'),
        width: 'half',
      },
      { name: 'count', label: t('labels.howMany'), type: 'number', required: true, min: 1, max: 2000, width: 'half' },
    ],
    submitLabel: t('labels.reserve'),
    onSubmit: ({ prefix, count }) => api.post('/api/label-runs', { prefix, count }),
  });
  if (run) toast(t('labels.reserved', { first: run.first_code, last: run.last_code }));
  return run;
}
