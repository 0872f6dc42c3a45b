/**
 * How descriptions stand. That they are off, as they mostly are, is believed for a minute: each page of an item would ask in vain.
 */
import { api } from '../../kit/api.js';

/** In milliseconds. */
const BELIEVED = 60_000;
let offUntil = 0;

/** Whether there is nothing to ask for, and nothing to decide. */
export const isOff = () => Date.now() < offUntil;

/** Somebody may be about to change it. */
export const forget = () => {
  offUntil = 0;
};

/** @param {AbortSignal} signal */
export async function standing(signal) {
  const now = await api.get('/api/descriptions/status', { signal });
  offUntil = now.enabled || now.undecided ? 0 : Date.now() + BELIEVED;
  return now;
}
