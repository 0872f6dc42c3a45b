/** Who opens the page of statistics. */
export default [['/estadisticas', ['instructor', 'supervisor', 'admin', 'admin_general']]];
