/** The names of people, to choose from. */
import { api } from '../../kit/api.js';

/** @typedef {import('wire').User['role']} Role */

/** @param {{name: string}} a @param {{name: string}} b */
const byName = (a, b) => a.name.localeCompare(b.name, 'es');

/** Whoever is active in one of the roles: everybody, or who is of one's own centre or of none. @param {readonly Role[]} roles @param {{near?: boolean}} [of] */
export async function peopleIn(roles, { near = false } = {}) {
  const query = near ? { near } : {};
  const lists = await Promise.all(roles.map((role) => api.get(`/api/users/by-role/${role}`, { query })));
  return lists.flat().sort(byName);
}

/** Everybody, whoever has left too. */
export const everybody = async () => (await api.all('/api/users')).sort(byName);
