/** Everything of a centre as one file, for who keeps it: to look into it elsewhere, or to move to another program. */
import { api } from '../../kit/api.js';
import { h } from '../../ui/dom.js';
import { button, card, saveFile } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').Center} Center */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/**
 * The general admin takes any centre's, a warehouse's admin that of their own room.
 * @param {{role: string, environment_id?: string | null}} user @param {{id: string}[]} rooms of the centre
 */
export const mayTake = (user, rooms) =>
  user.role === 'admin_general' || (user.role === 'admin' && rooms.some((room) => room.id === user.environment_id));

/** @param {Center} center @param {{id: string}[]} rooms @param {PageContext} ctx */
export function takeCard(center, rooms, ctx) {
  if (!mayTake(ctx.user, rooms)) return null;
  const { signal } = ctx;
  const general = ctx.user.role === 'admin_general';
  return card(
    { title: t('centers.take'), icon: 'download' },
    h('p', {}, t(general ? 'centers.takeText' : 'centers.takeTextWarehouse')),
    h('p', { class: 'muted small' }, t('centers.takeNot')),
    h(
      'div',
      { class: 'row' },
      button({
        label: t('centers.takeAct'),
        icon: 'download',
        run: async () => {
          const { blob, name } = await api.file(`/api/centers/${center.id}/export`, { signal });
          saveFile(blob, name);
          toast(t('centers.taken', { name }));
        },
      }),
    ),
  );
}
