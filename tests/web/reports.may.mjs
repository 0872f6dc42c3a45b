/** Who opens the page of reports. */
export default [['/reportes', ['instructor', 'supervisor', 'admin', 'admin_general']]];
