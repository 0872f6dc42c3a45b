/** Rooms to choose from: all that there are, or those that occur in a list. */
import { api } from '../../kit/api.js';
import { exactly } from '../../ui/columns.js';
import { t } from './words.js';

/** Rooms as choices, warehouses last. @param {(room: import('wire').Room) => boolean} [fits] */
export async function roomOptions(fits = () => true) {
  const rows = await api.all('/api/environments');
  return rows
    .filter((room) => room.is_active && fits(room))
    .sort((a, b) => Number(a.is_warehouse) - Number(b.is_warehouse) || a.name.localeCompare(b.name, 'es'))
    .map((room) => ({
      value: room.id,
      label: room.name,
      hint: room.is_warehouse ? t('environments.warehouse') : room.location,
    }));
}

/**
 * The rooms whose figures somebody sees: whoever looks after rooms and is linked to one has those of its centre.
 * @param {{role: string, environment_id?: string | null}} user @param {(room: import('wire').Room) => boolean} [fits]
 */
export async function roomsInSight({ role, environment_id: own }, fits = () => true) {
  const rows = role === 'admin_general' || !own ? [] : await api.all('/api/environments');
  const center = rows.find(({ id }) => id === own)?.center_id;
  return roomOptions((room) => (!center || room.center_id === center) && fits(room));
}

/**
 * The rooms whose equipment somebody sees, as the server cuts it: an instructor that of their room and of the warehouses of its centre,
 * who keeps equipment that of their centre, or all if they have none.
 * @template {Pick<import('wire').Room, 'id' | 'center_id' | 'is_warehouse'>} T
 * @param {{role: string, environment_id?: string | null}} user @param {T[]} rooms @returns {T[]}
 */
export function seenRooms({ role, environment_id }, rooms) {
  const own = rooms.find((room) => room.id === environment_id);
  if (role === 'admin_general' || (role !== 'instructor' && !environment_id)) return rooms;
  return rooms.filter(
    (room) =>
      room.id === environment_id || (room.center_id === own?.center_id && (role !== 'instructor' || room.is_warehouse)),
  );
}

/** Each room of a list once, by name. @param {{environment_id?: string | null, environment_name?: string | null}[]} rows */
export const roomsIn = (rows) =>
  [...new Map(rows.map((row) => [row.environment_id ?? '', row.environment_name ?? '']))]
    .filter(([value]) => value)
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, 'es', { numeric: true }));

/** The filter of a list by the rooms that occur in it. @param {string} label */
export const roomFilter = (label) => exactly('ambiente', 'environment_id', label, roomsIn);
