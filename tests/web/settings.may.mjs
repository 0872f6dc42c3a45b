/** Who opens the settings of the house and their own preferences. */
import { ROLES } from '../../web-dist/js/kit/format.js';

export default [
  ['/configuracion', ['admin_general']],
  ['/configuracion/jornadas', ['admin_general']],
  ['/preferencias', ROLES],
];
