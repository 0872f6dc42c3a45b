/** Who opens the pages of imports. */
const WRITERS = ['supervisor', 'admin', 'admin_general'];

export default [
  ['/importaciones', WRITERS],
  ['/importaciones/1', WRITERS],
];
