/** Who opens the pages of the warehouse of materials. */
const READERS = ['instructor', 'supervisor', 'admin', 'admin_general'];
const WRITERS = ['admin', 'admin_general'];

export default [
  ...['/bodegas', '/ubicaciones', '/productos', '/proveedores'].flatMap((path) => [
    [path, READERS],
    [`${path}/1`, READERS],
    [`${path}/nuevo`, WRITERS],
    [`${path}/1/editar`, WRITERS],
  ]),
  ['/ubicaciones/varias', WRITERS],
  ['/reservas', READERS],
  ['/reservas/1', READERS],
  ['/reservas/nueva', ['instructor', ...WRITERS]],
  ['/traslados', READERS],
  ['/traslados/1', READERS],
  ['/traslados/nuevo', WRITERS],
  ...['/existencias', '/existencias/1', '/existencias/productos', '/vencimientos', '/movimientos'].map((path) => [
    path,
    READERS,
  ]),
  ['/existencias/entrada', WRITERS],
  ['/existencias/salida', WRITERS],
  ['/materiales', READERS],
];
