/**
 * What can be done to a room from more than one page, and who may.
 */
import { api } from '../../kit/api.js';
import { session } from '../../frame/session.js';
import { number } from '../../kit/format.js';
import { confirm } from '../../ui/dialog.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').Room} Room */

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/**
 * @param {{is_warehouse: boolean}} room
 * @returns {{word: string, icon: string, tone: 'muted' | 'info'}}
 */
export const roomKind = (room) =>
  room.is_warehouse
    ? { word: t('environments.warehouse'), icon: 'package', tone: 'info' }
    : { word: t('environments.room'), icon: 'room', tone: 'muted' };

/**
 * The general admin edits every room; a warehouse admin describes his own warehouse.
 * @param {{role: string, environment_id?: string | null}} user
 * @param {{id: string, is_warehouse: boolean}} room
 */
export const mayEditRoom = (user, room) =>
  user.role === 'admin_general' || (user.role === 'admin' && room.is_warehouse && user.environment_id === room.id);

/**
 * Links the signed-in person to a room, with an undo that goes back to the one before.
 * @param {{id: string, name: string}} room
 * @param {PageContext} ctx
 * @param {{qrData?: string, then?: string}} [options] the scanned text, and where to go afterwards
 */
export async function linkToRoom(room, ctx, options = {}) {
  const before = session.user?.environment_id ?? null;
  const link = (/** @type {string} */ id) => api.post('/api/users/link-environment', { environment_id: id });
  const answer = options.qrData ? await api.post('/api/qr/scan', { qr_data: options.qrData }) : await link(room.id);
  if (answer.user) session.setUser(answer.user);
  toast(t('environments.linked', { name: answer.environment?.name ?? room.name }), {
    tone: 'good',
    ...(before && before !== room.id
      ? {
          undo: async () => {
            const back = await link(before);
            if (back.user) session.setUser(back.user);
          },
        }
      : {}),
  });
  if (options.then) ctx.navigate(options.then);
  else ctx.reload();
}

/**
 * @param {Room} room
 * @param {PageContext} ctx
 */
export async function removeRoom(room, ctx) {
  const kept = room.items > 0;
  const sure = await confirm({
    title: t('environments.deleteAsk', { name: room.name }),
    text: kept ? t('environments.deleteKeeps') : t('environments.deleteText'),
    loses: [
      ...(kept ? [t('environments.losesItems', { n: room.items, count: number(room.items) })] : []),
      t('environments.losesQr'),
      t('environments.losesLinks'),
    ],
    confirmLabel: kept ? t('common.deactivate') : t('common.delete'),
    danger: true,
  });
  if (!sure) return;
  const answer = await api.del(`/api/environments/${room.id}`);
  toast(answer.detail);
  if (answer.status === 'deleted') ctx.navigate('/ambientes', { replace: true });
  else ctx.reload();
}

/**
 * @param {Room} room
 * @param {PageContext} ctx
 */
export async function reactivateRoom(room, ctx) {
  await api.put(`/api/environments/${room.id}`, { is_active: true });
  toast(t('environments.reactivated'), { tone: 'good' });
  ctx.reload();
}
