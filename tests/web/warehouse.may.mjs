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
  ['/materiales', READERS],
];
