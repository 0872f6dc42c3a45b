/** Which groups of the bars a person has closed, in this browser. */

const KEY = 'inventario.closedGroups';

/** @returns {string[]} */
export function closedGroups() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((title) => typeof title === 'string') : [];
  } catch {
    // Storage refused, or something else in it: all are open.
    return [];
  }
}

/** @param {string[]} closed @param {string} title @param {boolean} is @returns {string[]} */
export const closedWith = (closed, title, is) => [...closed.filter((one) => one !== title), ...(is ? [title] : [])];

/** Remembers that a group is closed, or no longer. @param {string} title @param {boolean} is */
export function keepClosed(title, is) {
  try {
    localStorage.setItem(KEY, JSON.stringify(closedWith(closedGroups(), title, is)));
  } catch {
    /* storage refused: it lasts as long as the page */
  }
}
