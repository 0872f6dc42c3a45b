/** Which item somebody means who reads a label or types what is on a plate. */
import { api } from '../../kit/api.js';
import { parseCode } from '../../ui/scan.js';
import { matches } from './page.js';

/** @typedef {import('wire').Item} Item */

/**
 * The item that a text means: a label's code, a plate, a serial number.
 * @param {string} text @param {AbortSignal} signal
 * @returns {Promise<{item: Item} | {similar: Item[]} | {room: true}>}
 */
export async function itemOf(text, signal) {
  const code = parseCode(text);
  if (code.type === 'environment') return { room: true };
  if (code.type === 'item' && code.id) return { item: await api.get(`/api/inventory/${code.id}`, { signal }) };
  const wanted = text.trim().slice(0, 100);
  const { rows } = await api.list('/api/inventory', { query: { search: wanted, limit: 20 }, signal });
  const found = matches(rows, wanted, ['internal_code', 'serial_number']);
  return found.exact.length === 1 ? { item: found.exact[0] } : { similar: [...found.exact, ...found.near].slice(0, 5) };
}
