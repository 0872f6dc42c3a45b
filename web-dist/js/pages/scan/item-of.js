/** Which item somebody means who reads a label or types what is on a plate. */
import { api, ApiError } from '../../kit/api.js';
import { parseCode, readings } from '../../ui/scan-text.js';
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
  if (code.id) {
    try {
      return { item: await api.get(`/api/inventory/${code.id}`, { signal }) };
    } catch (error) {
      if (!(error instanceof ApiError) || ![404, 422].includes(error.status)) throw error;
    }
  }
  /** @type {Item[]} */
  let similar = [];
  for (const reading of readings(text)) {
    const { rows } = await api.list('/api/inventory', { query: { search: reading, limit: 20 }, signal });
    const { exact, near } = matches(rows, reading, ['internal_code', 'serial_number']);
    if (exact.length === 1) return { item: exact[0] };
    if (!similar.length) similar = [...exact, ...near];
    if (exact.length) break;
  }
  return { similar: similar.slice(0, 5) };
}
