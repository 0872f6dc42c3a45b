/** How a code is typed and shown. Pure. */

/** How many letters and figures it has. */
const LENGTH = 12;

/** Letters and figures only, in capitals. @param {string} typed */
const plain = (typed) => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** Whether somebody may have typed a whole code, with whatever between. @param {string} typed */
export const isWhole = (typed) => plain(typed).length === LENGTH;

/** As it is printed, in groups of four: `ABCD-EFGH-2345`. @param {string} typed */
export const grouped = (typed) => (plain(typed).match(/.{1,4}/g) ?? []).join('-');

/** The code behind the `#` of a link, if there is one. @param {string} hash */
export const codeOf = (hash) => (isWhole(hash) ? grouped(hash) : '');
