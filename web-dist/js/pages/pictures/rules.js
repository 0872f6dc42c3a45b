/** Photos of equipment without a screen: which address is shown where, and how they are put in order. */

/** Where the server has the photos of equipment; whatever else an item names lies elsewhere, and pages load nothing from there. */
const OURS = '/api/item-pictures/files/';

/**
 * The path of a photo of this server, by whatever name it was asked and a proxy before it is called; null for what lies elsewhere.
 * @param {string | null | undefined} address
 */
export function pathOf(address) {
  const path = address?.replace(/^https?:\/\/[^/]+/, '');
  return path?.startsWith(OURS) ? path : null;
}
/** @param {string | null | undefined} address */
export const isOurs = (address) => pathOf(address) !== null;
/** The small one, for lists; null when there is none. @param {string | null | undefined} address */
export function smallOf(address) {
  const path = pathOf(address);
  return path && `${path}?size=small`;
}

/** How many photos an item has at most. */
export const MOST = 12;

/**
 * The same in another order: what stood at one place stands at another.
 * @template T @param {T[]} list @param {number} from @param {number} to @returns {T[]}
 */
export function moved(list, from, to) {
  const rest = list.filter((_, at) => at !== from);
  const place = Math.max(0, Math.min(rest.length, to));
  return from in list ? [...rest.slice(0, place), list[from], ...rest.slice(place)] : list;
}

/**
 * Which is shown when there are others: the one after it, or the last.
 * @param {number} at @param {number} length
 */
export const within = (at, length) => Math.max(0, Math.min(at, length - 1));

/**
 * What the server is asked for an order.
 * @param {string} item @param {{id: string, caption?: string | null}[]} pictures
 */
export const orderOf = (item, pictures) => ({
  item_id: item,
  pictures: pictures.map(({ id, caption }) => ({ id, caption: caption ?? null })),
});
