/** What can be done to a product from more than one page. */
import { api, ApiError } from '../../kit/api.js';
import { confirm } from '../../ui/dialog.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').Product} Product */

/** @param {Product} row @param {boolean} active @param {() => void} after */
export async function setActive(row, active, after) {
  await api.put(`/api/products/${row.id}`, { is_active: active });
  toast(t(active ? 'products.activated' : 'products.deactivated'), { tone: 'good' });
  after();
}

/**
 * Deletes a product; one that there was may be left inactive instead.
 * @param {Product} row @param {{gone: () => void, changed: () => void}} then
 */
export async function removeProduct(row, { gone, changed }) {
  const sure = await confirm({
    title: t('products.deleteAsk', { name: row.name }),
    text: t('products.deleteText'),
    confirmLabel: t('common.delete'),
    danger: true,
  });
  if (!sure) return;
  try {
    await api.del(`/api/products/${row.id}`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    const instead = await confirm({
      title: t('products.deactivateAsk', { name: row.name }),
      text: error.detail,
      confirmLabel: t('common.deactivate'),
    });
    if (instead) await setActive(row, false, changed);
    return;
  }
  toast(t('products.deleted'), { tone: 'good' });
  gone();
}
