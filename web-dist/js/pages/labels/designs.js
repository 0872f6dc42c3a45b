/** Designs that somebody keeps: chosen, saved under a name, deleted. */
import { api } from '../../kit/api.js';
import { confirm } from '../../ui/dialog.js';
import { formSheet } from '../../ui/sheet.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').Schemas['LabelDesign']} LabelDesign */
/** @typedef {ReturnType<typeof import('./rules.js').designOf>} Design */

/** @param {AbortSignal} signal @returns {Promise<LabelDesign[]>} */
export const ownDesigns = (signal) => api.all('/api/label-designs', { signal });

/**
 * Keeps what is in the fields: as a new design, or as the one of that name.
 * @param {import('../../frame/router.js').PageContext} ctx @param {Design} design @param {LabelDesign | undefined} chosen @param {LabelDesign[]} designs
 * @returns {Promise<LabelDesign | undefined>}
 */
export async function saveDesign(ctx, design, chosen, designs) {
  const saved = await formSheet({
    ctx,
    id: 'label-design',
    title: t('labels.saveTitle'),
    hint: t('labels.saveHint'),
    size: 'small',
    values: { name: chosen?.name ?? null, is_default: chosen?.is_default ?? designs.length === 0 },
    fields: [
      {
        name: 'name',
        label: t('labels.designName'),
        required: true,
        maxLength: 60,
        placeholder: t('labels.designNamePlaceholder'),
      },
      { name: 'is_default', label: t('labels.isDefault'), type: 'checkbox' },
    ],
    onSubmit: ({ name, is_default }) => {
      const body = /** @type {any} */ ({ ...design, name, is_default });
      const same = designs.find((one) => one.name.toLocaleLowerCase() === String(name).toLocaleLowerCase());
      return same ? api.put(`/api/label-designs/${same.id}`, body) : api.post('/api/label-designs', body);
    },
  });
  if (saved) toast(t('labels.savedToast', { name: saved.name }));
  return saved;
}

/** @param {LabelDesign} design */
export async function deleteDesign(design) {
  const sure = await confirm({
    title: t('labels.deleteDesignAsk', { name: design.name }),
    text: t('labels.deleteDesignText'),
    confirmLabel: t('common.delete'),
    danger: true,
  });
  if (sure) await api.del(`/api/label-designs/${design.id}`);
  return sure;
}
