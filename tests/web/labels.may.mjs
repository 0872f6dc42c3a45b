/** Who designs labels: all but apprentices. */
export default [['/etiquetas', ['instructor', 'supervisor', 'admin', 'admin_general']]];
