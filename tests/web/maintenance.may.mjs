/** Who opens the pages of maintenance. */
const ROLES = ['student', 'instructor', 'supervisor', 'admin', 'admin_general'];
const STAFF = ['supervisor', 'admin', 'admin_general'];

export default [
  ['/mantenimiento/nuevo', ROLES],
  ['/mantenimiento/lista', STAFF],
  ['/mantenimiento/calendario', STAFF],
  ['/mantenimiento/planes', STAFF],
  ['/mantenimiento/planes/nuevo', STAFF],
  ['/mantenimiento/planes/1', STAFF],
];
