/** First start: what can be decided without a page. Pure. */

/** @typedef {'code' | 'admin' | 'center' | 'start' | 'restore'} Step `restore` is beside the others: all that it needs is the code */
/**
 * @typedef {{code: string, admin: Record<string, any>, center: Record<string, any>, time_zone: string | null, start: 'empty' | 'demo'}} Typed
 *   what somebody has typed so far
 */

/** @type {Step[]} */
export const STEPS = ['code', 'admin', 'center', 'start'];
const LENGTH = 8;

/** @param {string} text */
const plain = (text) => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Whether it may be a code, with or without the hyphen. @param {string} text */
export const isCode = (text) => plain(text).length === LENGTH;

/** The code behind the # of the address that the server's QR code leads to, or nothing. @param {string} hash */
export function codeOf(hash) {
  const code = plain(hash);
  return code.length === LENGTH ? `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}` : '';
}

const COMMON = /^(?:12345678|87654321|contrase|password|qwerty|administra|inventario|sena20|admin123)/;

/** Whether somebody would guess it; the server judges by the same rule. @param {string} password @param {string} email */
export function isGuessable(password, email) {
  const lower = password.toLowerCase();
  const name = email.trim().toLowerCase().split('@')[0];
  return new Set(lower).size < 5 || ([...name].length >= 4 && lower.includes(name)) || COMMON.test(lower);
}

/** Nothing typed yet. @returns {Typed} */
export const blank = () => ({ code: '', admin: {}, center: {}, time_zone: null, start: 'empty' });

/** What may be kept in the browser: all but the password. @param {Typed} typed @returns {Typed} */
export const keepable = ({ admin: { password: _, ...admin }, ...rest }) => ({ ...rest, admin });

/** What was kept on an earlier visit, whatever it is. @param {Record<string, any> | null} kept @returns {Typed} */
export function restored(kept) {
  const part = (/** @type {unknown} */ value) => (value && typeof value === 'object' ? { ...value } : {});
  return {
    code: typeof kept?.code === 'string' ? kept.code : '',
    admin: part(kept?.admin),
    center: part(kept?.center),
    time_zone: typeof kept?.time_zone === 'string' ? kept.time_zone : null,
    start: kept?.start === 'demo' ? 'demo' : 'empty',
  };
}

/** A step that may be opened: the first that lacks something, if the wanted one is beyond it. @param {Step} wanted @param {Typed} typed @param {boolean} isCodeRight @returns {Step} */
export function openStep(wanted, typed, isCodeRight) {
  if (wanted === 'restore') return isCodeRight ? 'restore' : 'code';
  const first = !isCodeRight
    ? 'code'
    : !(typed.admin.email && typed.admin.password)
      ? 'admin'
      : !(typed.center.code && typed.center.name)
        ? 'center'
        : 'start';
  return STEPS.indexOf(wanted) > STEPS.indexOf(first) ? first : wanted;
}

/** How much of a file has gone, in whole percent. @param {number} done @param {number} all bytes */
export const shareOf = (done, all) => (all > 0 ? Math.min(100, Math.floor((done / all) * 100)) : 100);

/**
 * What the answer to the code says while a backup is restored: the set-up is gone, another code is asked for (the server has started
 * again, be it that the backup has no administrator or that the restore was cut off: which of them nobody knows here), the same one is still right (nothing was changed), or the server is not there yet.
 * @param {number} status 0 when there is no answer
 * @returns {'done' | 'code' | 'failed' | 'wait'}
 */
export const comesBack = (status) =>
  status === 404 ? 'done' : status === 403 ? 'code' : status === 200 ? 'failed' : 'wait';

/**
 * What a check that was refused leaves to do: the passphrase is asked for, the server still has the file (it failed itself, or its
 * answer was lost), or another file is needed.
 * @param {number} status 0 when there is no answer @param {string} code
 * @returns {'passphrase' | 'again' | 'other'}
 */
export const afterCheck = (status, code) =>
  code === 'falta_contrasena_de_copia' || code === 'contrasena_de_copia_incorrecta'
    ? 'passphrase'
    : status === 0 || status >= 500 || code === 'subida_en_curso'
      ? 'again'
      : 'other';
