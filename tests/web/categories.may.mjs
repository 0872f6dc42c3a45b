/** Who opens the pages of categories. */
const GENERAL = ['admin_general'];

export default [
  ['/categorias', GENERAL],
  ['/categorias/nuevo', GENERAL],
  ['/categorias/1', GENERAL],
  ['/categorias/1/editar', GENERAL],
];
