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

/** @typedef {{role: string, environment_id?: string | null, center_id?: string | null}} Person */

/**
 * The centre that somebody is of: their account's, else that of their room.
 * @param {Person} user @param {Pick<import('wire').Room, 'id' | 'center_id'>[]} rooms
 */
const centerOf = ({ environment_id: own, center_id: center }, rooms) =>
  center ?? rooms.find(({ id }) => id === own)?.center_id ?? null;

/** The centre that somebody is of; null for who has none, or all of them. @param {Person} user */
export const ownCenter = async (user) =>
  user.role === 'admin_general' ? null : centerOf(user, user.center_id ? [] : await api.all('/api/environments'));

/**
 * The centre of a room that somebody may or may not see; null of none.
 * @param {string | null | undefined} room @param {AbortSignal} [signal]
 */
export const centerOfRoom = async (room, signal) =>
  room
    ? api.get(`/api/environments/${room}`, { signal }).then(
        (found) => found.center_id,
        () => null,
      )
    : null;

/**
 * The rooms of somebody's centre: whose figures they see, and to which they may link themselves. A general administrator has all.
 * @param {Person} user @param {(room: import('wire').Room) => boolean} [fits]
 */
export async function roomsInSight(user, fits = () => true) {
  if (user.role === 'admin_general') return roomOptions(fits);
  const center = centerOf(user, await api.all('/api/environments'));
  return roomOptions((room) => room.center_id === center && fits(room));
}

/**
 * The rooms whose equipment somebody sees, as the server cuts it: an instructor that of their room and of the warehouses of its centre,
 * who keeps equipment that of their centre.
 * @template {Pick<import('wire').Room, 'id' | 'center_id' | 'is_warehouse'>} T
 * @param {Person} user @param {T[]} rooms @returns {T[]}
 */
export function seenRooms(user, rooms) {
  if (user.role === 'admin_general') return rooms;
  const own = rooms.find((room) => room.id === user.environment_id);
  if (user.role === 'instructor')
    return rooms.filter((room) => room === own || (room.center_id === own?.center_id && room.is_warehouse));
  const center = centerOf(user, rooms);
  return rooms.filter((room) => room === own || room.center_id === center);
}

/** Each room of a list once, by name. @param {{environment_id?: string | null, environment_name?: string | null}[]} rows */
export const roomsIn = (rows) =>
  [...new Map(rows.map((row) => [row.environment_id ?? '', row.environment_name ?? '']))]
    .filter(([value]) => value)
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, 'es', { numeric: true }));

/** The filter of a list by the rooms that occur in it. @param {string} label */
export const roomFilter = (label) => exactly('ambiente', 'environment_id', label, roomsIn);
