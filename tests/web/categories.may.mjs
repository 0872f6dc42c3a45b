/** Who opens the pages of categories. */
const GENERAL = ['admin_general'];

export default [
  ['/categorias', GENERAL],
  ['/categorias/nueva', GENERAL],
  ['/categorias/1', GENERAL],
  ['/categorias/1/editar', GENERAL],
];
