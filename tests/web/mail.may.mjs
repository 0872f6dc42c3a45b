/** Who opens the pages of the mail, and those of a forgotten password: whoever has the link. */
import { ROLES } from '../../web-dist/js/kit/format.js';

/** @type {[string, string[]][]} */
export default [
  ['/correo', ['admin_general']],
  ['/recuperar/codigo', ROLES],
];
