/** Who opens the pages of equipment in charge. */
import { ROLES } from '../../web-dist/js/kit/format.js';

export default [
  ['/equipos-a-cargo', ['supervisor', 'admin', 'admin_general']],
  ['/equipos-a-cargo/1', ROLES],
  ['/mis-equipos', ROLES],
];
