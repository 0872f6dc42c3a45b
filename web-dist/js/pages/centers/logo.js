/** The logo of a centre: chosen, changed, taken away. */
import { api } from '../../kit/api.js';
import { learnCenter, logoUrl } from '../../frame/brand.js';
import { confirm } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { card } from '../../ui/parts.js';
import { photoInput } from '../../ui/photo.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').Center} Center */

/** The control for a picture that becomes a logo. @param {{value?: Blob | string | null, optional?: boolean, onFile: (file: Blob | null) => any}} given */
export const logoInput = ({ value, optional, onFile }) =>
  photoInput({
    label: optional ? `${t('logo.title')} (${t('common.optional')})` : t('logo.title'),
    hint: t('logo.hint'),
    words: { take: t('logo.choose'), change: t('logo.change'), remove: t('logo.remove'), preview: t('logo.preview') },
    icon: 'upload',
    capture: false,
    small: { maxSide: 512, type: 'image/png' },
    class: 'logo',
    value,
    onFile,
  });

/** @param {string} id the centre @param {Blob} file */
export const saveLogo = (id, file) => api.putFile(`/api/centers/${id}/logo`, file);

/**
 * What a centre shows; the general administrator changes it.
 * @param {Center} center @param {import('../../frame/router.js').PageContext} ctx @returns {HTMLElement | null}
 */
export function logoCard(center, ctx) {
  const url = logoUrl({ id: center.id, logo: center.logo ?? null });
  if (!ctx.can('admin_general')) {
    const alt = t('logo.of', { name: center.name });
    return url
      ? card({ title: t('logo.title'), icon: 'building' }, h('img', { class: 'center-logo', src: url, alt }))
      : null;
  }
  /** @param {Blob | null} file */
  async function change(file) {
    if (file) await saveLogo(center.id, file);
    else if (
      await confirm({
        title: t('logo.removeAsk'),
        text: t('logo.removeText'),
        confirmLabel: t('logo.remove'),
        danger: true,
      })
    )
      await api.del(`/api/centers/${center.id}/logo`);
    else return ctx.reload();
    toast(t(file ? 'logo.saved' : 'logo.removed'));
    await learnCenter();
    ctx.reload();
  }
  return card({}, logoInput({ value: url, onFile: change }).element);
}
