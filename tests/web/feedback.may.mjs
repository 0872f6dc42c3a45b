/** Who opens feedback: everybody their own; one's own apart, who sees everybody's first. */
import { ROLES } from '../../web-dist/js/kit/format.js';

export default [
  ['/opiniones', ROLES],
  ['/opiniones/1', ROLES],
  ['/opiniones/nueva', ROLES],
  ['/opiniones/mias', ['admin_general']],
];
