/** What can be done to a supplier from more than one page. */
import { api, ApiError } from '../../kit/api.js';
import { confirm } from '../../ui/dialog.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').Supplier} Supplier */

/** @param {Supplier} row @param {boolean} active @param {() => void} after */
export async function setActive(row, active, after) {
  await api.put(`/api/suppliers/${row.id}`, { is_active: active });
  toast(t(active ? 'suppliers.activated' : 'suppliers.deactivated'), { tone: 'good' });
  after();
}

/**
 * Deletes a supplier; one of whom there are lots may be left inactive instead.
 * @param {Supplier} row @param {{gone: () => void, changed: () => void}} then
 */
export async function removeSupplier(row, { gone, changed }) {
  const sure = await confirm({
    title: t('suppliers.deleteAsk', { name: row.company_name }),
    text: t('suppliers.deleteText'),
    confirmLabel: t('common.delete'),
    danger: true,
  });
  if (!sure) return;
  try {
    await api.del(`/api/suppliers/${row.id}`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    const instead = await confirm({
      title: t('suppliers.deactivateAsk', { name: row.company_name }),
      text: error.detail,
      confirmLabel: t('common.deactivate'),
    });
    if (instead) await setActive(row, false, changed);
    return;
  }
  toast(t('suppliers.deleted'), { tone: 'good' });
  gone();
}
