/** What can be done to a bin from more than one page. */
import { api, ApiError } from '../../kit/api.js';
import { confirm } from '../../ui/dialog.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').Bin} Bin */

/** Takes a bin out of use, or back. @param {Bin} row @param {boolean} active @param {() => void} after */
export async function setActive(row, active, after) {
  await api.put(`/api/bins/${row.id}`, active ? { is_active: true } : { status: 'inactive' });
  toast(t(active ? 'bins.activated' : 'bins.deactivated', { code: row.code }), { tone: 'good' });
  after();
}

/**
 * Deletes a bin; one that has a history may be left inactive instead.
 * @param {Bin} row @param {{gone: () => void, changed: () => void}} then
 */
export async function removeBin(row, { gone, changed }) {
  const sure = await confirm({
    title: t('bins.deleteAsk', { code: row.code }),
    text: t('bins.deleteText'),
    confirmLabel: t('bins.delete'),
    danger: true,
  });
  if (!sure) return;
  try {
    await api.del(`/api/bins/${row.id}`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    const instead = await confirm({
      title: t('bins.deactivateAsk', { code: row.code }),
      text: error.detail,
      confirmLabel: t('bins.use.inactive'),
    });
    if (instead) await setActive(row, false, changed);
    return;
  }
  toast(t('bins.deleted', { code: row.code }), { tone: 'good' });
  gone();
}
