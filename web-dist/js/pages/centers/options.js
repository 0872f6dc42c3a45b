/** Centres to choose from. */
import { api } from '../../kit/api.js';

/** The centres in use as choices, by name. */
export async function centerOptions() {
  const rows = await api.all('/api/centers');
  return rows
    .filter((center) => center.is_active)
    .map((center) => ({ value: center.id, label: `${center.name} (${center.code})` }));
}
