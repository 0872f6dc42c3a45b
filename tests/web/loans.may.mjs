/** Who opens the pages of loans. */
const READERS = ['instructor', 'supervisor', 'admin', 'admin_general'];
const BORROWERS = ['instructor', 'admin', 'admin_general'];

export default [
  ['/prestamos', READERS],
  ['/prestamos/1', READERS],
  ['/prestamos/nuevo', BORROWERS],
  ['/prestamos/calendario', BORROWERS],
  ['/suspensiones', ['admin', 'admin_general']],
  ['/inducciones', ['supervisor', 'admin', 'admin_general']],
  ['/inducciones/i', ['supervisor', 'admin', 'admin_general']],
];
