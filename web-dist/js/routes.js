/** Which address shows which page, who may open it, and the places that each role sees in the bars. Data only. */

/**
 * @typedef {import('./format.js').Role} Role
 * @typedef {{path: string, module: string, page: string, roles?: Role[], guest?: boolean, open?: boolean, place?: string}} Route
 *   `guest`: for people who are not signed in; `open`: for anybody; without `roles`: everybody who is; `place`: the entry of the bars that is lit
 * @typedef {{path: string, icon: string, label: string, short?: string}} Place `short`: the word for the phone's bar, where it is another one
 */

/**
 * list, create, detail and edit of one resource.
 * @param {string} base @param {string} module @param {{read?: Role[], write?: Role[], edit?: Role[]}} roles
 * @returns {Route[]}
 */
const family = (base, module, { read, write, edit = write }) => [
  { path: base, module, page: 'list', roles: read, place: base },
  { path: `${base}/nuevo`, module, page: 'create', roles: write, place: base },
  { path: `${base}/:id`, module, page: 'detail', roles: read, place: base },
  { path: `${base}/:id/editar`, module, page: 'edit', roles: edit, place: base },
];

/** @type {Role[]} */
const STAFF = ['supervisor', 'admin', 'admin_general'];
/** Who may begin a check. @type {Role[]} */
const CHECKERS = ['student', 'instructor', 'supervisor', 'admin_general'];
/** @type {Role[]} */
const GENERAL = ['admin_general'];

/** @type {Route[]} */
export const ROUTES = [
  { path: '/ingresar', module: 'login', page: 'login', guest: true },
  { path: '/registro', module: 'register', page: 'register', guest: true },
  { path: '/certificado', module: 'certificate', page: 'certificate', open: true },
  { path: '/', module: 'home', page: 'home', place: '/' },
  { path: '/perfil', module: 'profile', page: 'profile', place: '/perfil' },
  { path: '/escanear', module: 'scan', page: 'scan', place: '/escanear' },
  ...family('/ambientes', 'environments', { write: GENERAL, edit: ['admin', 'admin_general'] }),
  ...family('/centros', 'centers', { write: GENERAL }),
  ...family('/equipos', 'inventory', { write: STAFF }),
  ...family('/horarios', 'schedules', { write: ['instructor', ...STAFF] }),
  ...family('/usuarios', 'users', { read: GENERAL, write: GENERAL }),
  { path: '/verificaciones', module: 'checks', page: 'list', place: '/verificaciones' },
  { path: '/verificaciones/hacer', module: 'checks-do', page: 'make', roles: CHECKERS, place: '/verificaciones' },
  { path: '/verificaciones/historial', module: 'checks-history', page: 'history', place: '/verificaciones' },
  { path: '/verificaciones/:id', module: 'checks-detail', page: 'detail', place: '/verificaciones' },
  { path: '/hallazgos', module: 'findings', page: 'list', roles: STAFF, place: '/hallazgos' },
  { path: '/notificaciones', module: 'notifications', page: 'list', place: '/notificaciones' },
  { path: '/alertas', module: 'alerts', page: 'list', roles: STAFF, place: '/alertas' },
  { path: '/mantenimiento', module: 'maintenance', page: 'list', place: '/mantenimiento' },
  { path: '/mantenimiento/:id', module: 'maintenance', page: 'detail', place: '/mantenimiento' },
  { path: '/maintenance/:id', module: 'maintenance', page: 'detail', place: '/mantenimiento' },
  { path: '/auditoria', module: 'audit', page: 'list', roles: GENERAL, place: '/auditoria' },
  { path: '/copias', module: 'backups', page: 'list', roles: GENERAL, place: '/copias' },
  { path: '/servidor', module: 'server', page: 'overview', roles: GENERAL, place: '/servidor' },
];

/** @type {Record<string, Place>} */
const PLACES = {
  home: { path: '/', icon: 'home', label: 'nav.home' },
  environments: { path: '/ambientes', icon: 'room', label: 'nav.environments' },
  inventory: { path: '/equipos', icon: 'boxes', label: 'nav.inventory' },
  schedules: { path: '/horarios', icon: 'calendar', label: 'nav.schedules' },
  scan: { path: '/escanear', icon: 'scan', label: 'nav.scan' },
  checks: { path: '/verificaciones', icon: 'check-circle', label: 'nav.checks', short: 'nav.checksShort' },
  notifications: { path: '/notificaciones', icon: 'bell', label: 'nav.notifications' },
  alerts: { path: '/alertas', icon: 'alert', label: 'nav.alerts' },
  maintenance: { path: '/mantenimiento', icon: 'wrench', label: 'nav.maintenance' },
  findings: { path: '/hallazgos', icon: 'search', label: 'nav.findings' },
  centers: { path: '/centros', icon: 'building', label: 'nav.centers' },
  users: { path: '/usuarios', icon: 'users', label: 'nav.users' },
  audit: { path: '/auditoria', icon: 'history', label: 'nav.audit' },
  backups: { path: '/copias', icon: 'package', label: 'nav.backups' },
  server: { path: '/servidor', icon: 'monitor', label: 'nav.server' },
  profile: { path: '/perfil', icon: 'user', label: 'nav.profile' },
};

/** The first four are the phone's bottom bar, the rest is behind "Más"; the side bar shows all. @type {Record<Role, string[]>} */
export const NAVIGATION = {
  student: [
    'home',
    'checks',
    'scan',
    'schedules',
    'inventory',
    'environments',
    'maintenance',
    'notifications',
    'profile',
  ],
  instructor: [
    'home',
    'checks',
    'scan',
    'schedules',
    'inventory',
    'environments',
    'maintenance',
    'notifications',
    'profile',
  ],
  supervisor: [
    'home',
    'checks',
    'environments',
    'alerts',
    'findings',
    'maintenance',
    'inventory',
    'schedules',
    'scan',
    'centers',
    'notifications',
    'profile',
  ],
  admin: [
    'home',
    'inventory',
    'scan',
    'findings',
    'alerts',
    'maintenance',
    'checks',
    'environments',
    'schedules',
    'centers',
    'notifications',
    'profile',
  ],
  admin_general: [
    'home',
    'checks',
    'inventory',
    'users',
    'environments',
    'schedules',
    'findings',
    'alerts',
    'maintenance',
    'scan',
    'centers',
    'audit',
    'backups',
    'server',
    'notifications',
    'profile',
  ],
};

/** @param {Role} role @returns {Place[]} */
export const placesOf = (role) => NAVIGATION[role].map((name) => PLACES[name]);

/**
 * The first route that fits; fixed words win because they stand before `:id`.
 * @param {string} path @param {Route[]} [routes]
 * @returns {{route: Route, params: Record<string, string>} | null}
 */
export function matchRoute(path, routes = ROUTES) {
  const parts = path.split('/').filter(Boolean);
  for (const route of routes) {
    const wanted = route.path.split('/').filter(Boolean);
    if (wanted.length !== parts.length) continue;
    /** @type {Record<string, string>} */
    const params = {};
    const fits = wanted.every((word, at) => {
      if (!word.startsWith(':')) return word === parts[at];
      try {
        params[word.slice(1)] = decodeURIComponent(parts[at]);
        return true;
      } catch {
        return false;
      }
    });
    if (fits) return { route, params };
  }
  return null;
}
