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
export function codeOf(hash) {
  try {
    const text = decodeURIComponent(hash);
    return isWhole(text) ? grouped(text) : '';
  } catch {
    return ''; // a per cent sign with nothing behind it
  }
}

/**
 * Sets a password and signs in with it. The code is spent as soon as it is set: when signing in fails, there is nobody, and it is not
 * asked for again.
 * @template T @param {() => Promise<{email: string}>} set @param {(email: string) => Promise<T>} enter @returns {Promise<T | null>}
 */
export async function setAndEnter(set, enter) {
  const { email } = await set();
  try {
    return await enter(email);
  } catch {
    return null;
  }
}
