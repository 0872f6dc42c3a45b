/** Who opens the pages of counts. */
const READERS = ['instructor', 'supervisor', 'admin', 'admin_general'];
const WRITERS = ['admin', 'admin_general'];

export default [
  ['/conteos', READERS],
  ['/conteos/por-contar', READERS],
  ['/conteos/1', READERS],
  ['/conteos/nuevo', WRITERS],
];
