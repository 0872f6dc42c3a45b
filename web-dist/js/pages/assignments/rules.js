/** What the pages of equipment in charge decide without a page: who may do what, and what a form sends. Pure. */

/** @typedef {import('./words.js').Assignment} Assignment */
/** @typedef {Record<string, any>} Values */

/** Administrators hand over and take back. @param {{role: string}} user */
export const mayGive = (user) => user.role === 'admin' || user.role === 'admin_general';

/**
 * Whether somebody hands over and takes back what belongs to a centre, as the server cuts it: a general administrator everywhere, an
 * administrator in `own`, their centre, and what belongs to none.
 * @param {{role: string}} user @param {string | null} own @param {string | null | undefined} center
 */
export const keeps = (user, own, center) =>
  user.role === 'admin_general' || (mayGive(user) && own !== null && (!center || center === own));

/** Who reads what others have. @param {{role: string}} user */
export const readsOthers = (user) => mayGive(user) || user.role === 'supervisor';

/** Whom a form means: an account, or a name. @param {Values} values */
export const holderOf = ({ who, user_id, holder_name, holder_document }) => ({
  user_id: who === 'account' ? user_id : null,
  holder_name: who === 'name' ? holder_name : null,
  holder_document: holder_document ?? null,
});

/** Whether a condition asks how many pieces of a group it is about. @param {string} condition @param {string | null | undefined} type */
export const asksPieces = (condition, type) => type === 'group' && (condition === 'damaged' || condition === 'lost');

/** What a form says of the return. @param {Values} values @param {string | null | undefined} type */
export const backOf = ({ condition, quantity }, type) => ({
  condition,
  quantity: asksPieces(condition, type) ? quantity : null,
});
