/**
 * THE list of pages, one record a family: its addresses, who may open them, its place in the bars, the modules behind it. Whatever
 * else must know of a resource (router, bars, audit trail, tests) asks this list. How a record is written: js/frame/places.js.
 */

/**
 * @typedef {import('./kit/format.js').Role} Role
 * @typedef {import('./frame/places.js').PageOf} PageOf
 */

/** @type {Role[]} */
const STAFF = ['supervisor', 'admin', 'admin_general'];
/** Who may begin a check. @type {Role[]} */
const CHECKERS = ['student', 'instructor', 'supervisor', 'admin_general'];
/** @type {Role[]} */
const GENERAL = ['admin_general'];
/** Who may ask for a loan; a supervisor reads of them. @type {Role[]} */
const BORROWERS = ['instructor', 'admin', 'admin_general'];
/** Who keeps a warehouse's desk. @type {Role[]} */
const DESKS = ['admin', 'admin_general'];
/** @type {Role[]} */
const LOAN_READERS = ['supervisor', ...BORROWERS];

/**
 * list, create, detail and edit of one resource.
 * @param {{read?: Role[], write?: Role[], edit?: Role[]}} roles
 * @returns {PageOf[]}
 */
const crud = ({ read, write, edit = write }) => [
  { at: '', page: 'list', roles: read },
  { at: 'nuevo', page: 'create', roles: write },
  { at: ':id', page: 'detail', roles: read },
  { at: ':id/editar', page: 'edit', roles: edit },
];

/** @type {import('./frame/places.js').Family[]} */
export const FAMILIES = [
  {
    name: 'door',
    path: '/ingresar',
    page: () => import('./pages/door/login.js'),
    pages: [
      { at: '', page: 'login', guest: true },
      { at: '/registro', page: 'register', guest: true, load: () => import('./pages/door/register.js') },
    ],
  },
  {
    name: 'recovery',
    path: '/recuperar',
    page: () => import('./pages/recovery/page.js'),
    words: () => import('./pages/recovery/words.js'),
    pages: [
      { at: '', page: 'ask', guest: true },
      { at: 'codigo', page: 'code', open: true },
    ],
  },
  {
    name: 'certificate',
    path: '/certificado',
    page: () => import('./pages/server/certificate.js'),
    pages: [{ at: '', page: 'certificate', open: true }],
  },
  {
    name: 'home',
    path: '/',
    page: () => import('./pages/home/page.js'),
    pages: [{ at: '/', page: 'home' }],
    place: { icon: 'home', word: { es: 'Inicio', en: 'Home' } },
    bar: { student: 0, instructor: 0, supervisor: 0, admin: 0, admin_general: 0 },
  },
  {
    name: 'profile',
    path: '/perfil',
    page: () => import('./pages/profile/page.js'),
    words: () => import('./pages/feeds/words.js'),
    pages: [{ at: '', page: 'profile' }],
    place: { icon: 'user', word: { es: 'Mi perfil', en: 'My profile' } },
    bar: { student: 990, instructor: 990, supervisor: 990, admin: 990, admin_general: 990 },
  },
  {
    name: 'preferences',
    path: '/preferencias',
    page: () => import('./pages/preferences/page.js'),
    words: () => import('./pages/preferences/words.js'),
    pages: [{ at: '', page: 'overview' }],
  },
  {
    name: 'scan',
    path: '/escanear',
    page: () => import('./pages/scan/page.js'),
    pages: [{ at: '', page: 'scan' }],
    place: { icon: 'scan', word: { es: 'Escanear', en: 'Scan' } },
    bar: { student: 20, instructor: 20, supervisor: 80, admin: 20, admin_general: 90 },
  },
  {
    name: 'environments',
    path: '/ambientes',
    page: () => import('./pages/environments/page.js'),
    words: () => import('./pages/environments/words.js'),
    pages: crud({ write: GENERAL, edit: ['admin', 'admin_general'] }),
    place: { icon: 'room', word: { es: 'Ambientes', en: 'Rooms' } },
    bar: { student: 50, instructor: 50, supervisor: 20, admin: 70, admin_general: 40 },
  },
  {
    name: 'centers',
    path: '/centros',
    page: () => import('./pages/centers/page.js'),
    words: () => import('./pages/centers/words.js'),
    pages: crud({ write: GENERAL }),
    place: { icon: 'building', word: { es: 'Centros', en: 'Centres' } },
    bar: { supervisor: 90, admin: 90, admin_general: 100 },
  },
  {
    name: 'inventory',
    path: '/equipos',
    page: () => import('./pages/inventory/page.js'),
    words: () => import('./pages/inventory/words.js'),
    pages: crud({ write: STAFF }),
    place: { icon: 'boxes', word: { es: 'Equipos', en: 'Equipment' } },
    bar: { student: 40, instructor: 40, supervisor: 60, admin: 10, admin_general: 20 },
  },
  {
    name: 'schedules',
    path: '/horarios',
    page: () => import('./pages/schedules/page.js'),
    words: () => import('./pages/schedules/words.js'),
    pages: crud({ write: ['instructor', ...STAFF] }),
    place: { icon: 'calendar', word: { es: 'Horarios', en: 'Timetable' } },
    bar: { student: 30, instructor: 30, supervisor: 70, admin: 80, admin_general: 50 },
  },
  {
    name: 'users',
    path: '/usuarios',
    page: () => import('./pages/users/page.js'),
    words: () => import('./pages/users/words.js'),
    pages: crud({ read: GENERAL, write: GENERAL }),
    place: { icon: 'users', word: { es: 'Usuarios', en: 'Users' } },
    bar: { admin_general: 30 },
  },
  {
    name: 'checks',
    path: '/verificaciones',
    page: () => import('./pages/checks/page.js'),
    words: () => import('./pages/checks/words.js'),
    pages: [
      { at: '', page: 'list' },
      { at: 'hacer', page: 'make', roles: CHECKERS, load: () => import('./pages/checks/do/page.js') },
      { at: 'historial', page: 'history', load: () => import('./pages/checks/history/page.js') },
      { at: ':id', page: 'detail', load: () => import('./pages/checks/detail/page.js') },
    ],
    place: {
      icon: 'check-circle',
      word: { es: 'Verificaciones', en: 'Checks' },
      short: { es: 'Verificar', en: 'Checks' },
    },
    bar: { student: 10, instructor: 10, supervisor: 10, admin: 60, admin_general: 10 },
  },
  {
    name: 'findings',
    path: '/hallazgos',
    page: () => import('./pages/checks/findings/page.js'),
    words: () => import('./pages/checks/findings/words.js'),
    pages: [{ at: '', page: 'list', roles: STAFF }],
    place: { icon: 'search', word: { es: 'Hallazgos', en: 'Findings' } },
    bar: { supervisor: 40, admin: 30, admin_general: 60 },
  },
  {
    name: 'notifications',
    path: '/notificaciones',
    page: () => import('./pages/notifications/page.js'),
    words: () => import('./pages/notifications/words.js'),
    pages: [{ at: '', page: 'list' }],
    place: { icon: 'bell', word: { es: 'Notificaciones', en: 'Notifications' } },
    bar: { student: 980, instructor: 980, supervisor: 980, admin: 980, admin_general: 980 },
  },
  {
    name: 'feedback',
    path: '/opiniones',
    page: () => import('./pages/feedback/page.js'),
    words: () => import('./pages/feedback/words.js'),
    pages: [
      { at: '', page: 'list' },
      { at: 'nueva', page: 'create', load: () => import('./pages/feedback/send.js') },
      { at: 'mias', page: 'mine', roles: GENERAL },
      { at: ':id', page: 'detail', load: () => import('./pages/feedback/detail.js') },
    ],
    place: { icon: 'star', word: { es: 'Opiniones', en: 'Feedback' } },
    bar: { student: 970, instructor: 970, supervisor: 970, admin: 970, admin_general: 970 },
  },
  {
    name: 'alerts',
    path: '/alertas',
    page: () => import('./pages/alerts/page.js'),
    words: () => import('./pages/alerts/words.js'),
    pages: [
      { at: '', page: 'list', roles: STAFF },
      { at: 'que-quiero-saber', page: 'wishes', roles: STAFF, load: () => import('./pages/alerts/wishes.js') },
    ],
    place: { icon: 'alert', word: { es: 'Alertas', en: 'Alerts' } },
    bar: { supervisor: 30, admin: 40, admin_general: 70 },
  },
  {
    name: 'maintenance',
    path: '/mantenimiento',
    page: () => import('./pages/maintenance/page.js'),
    words: () => import('./pages/maintenance/words.js'),
    pages: [
      { at: '', page: 'list' },
      { at: 'lista', page: 'table', roles: STAFF },
      { at: 'calendario', page: 'calendar', roles: STAFF, load: () => import('./pages/maintenance/calendar.js') },
      { at: 'planes', page: 'plans', roles: STAFF, load: () => import('./pages/maintenance/plans.js') },
      { at: 'planes/nuevo', page: 'create', roles: STAFF, load: () => import('./pages/maintenance/plans.js') },
      { at: 'planes/:id', page: 'edit', roles: STAFF, load: () => import('./pages/maintenance/plans.js') },
      { at: 'nuevo', page: 'create', load: () => import('./pages/maintenance/report.js') },
      { at: ':id', page: 'detail', load: () => import('./pages/maintenance/detail.js') },
      { at: '/maintenance/:id', page: 'detail', load: () => import('./pages/maintenance/detail.js') },
    ],
    place: { icon: 'wrench', word: { es: 'Mantenimiento', en: 'Maintenance' } },
    bar: { student: 60, instructor: 60, supervisor: 50, admin: 50, admin_general: 80 },
  },
  {
    name: 'loans',
    path: '/prestamos',
    page: () => import('./pages/loans/page.js'),
    words: () => import('./pages/loans/words.js'),
    pages: [
      { at: '', page: 'list', roles: LOAN_READERS },
      { at: 'nuevo', page: 'create', roles: BORROWERS, load: () => import('./pages/loans/ask.js') },
      { at: 'calendario', page: 'calendar', roles: BORROWERS, load: () => import('./pages/loans/calendar.js') },
      { at: ':id', page: 'detail', roles: LOAN_READERS, load: () => import('./pages/loans/detail.js') },
    ],
    place: { icon: 'swap', word: { es: 'Préstamos', en: 'Loans' } },
    bar: { instructor: 35, supervisor: 55, admin: 5, admin_general: 25 },
  },
  {
    name: 'suspensions',
    path: '/suspensiones',
    page: () => import('./pages/suspensions/page.js'),
    words: () => import('./pages/suspensions/words.js'),
    pages: [{ at: '', page: 'list', roles: DESKS }],
    place: { icon: 'lock', word: { es: 'Suspensiones', en: 'Suspensions' } },
    bar: { admin: 52, admin_general: 82 },
  },
  {
    name: 'inductions',
    path: '/inducciones',
    page: () => import('./pages/inductions/page.js'),
    words: () => import('./pages/inductions/words.js'),
    pages: [
      { at: '', page: 'list', roles: STAFF },
      { at: ':id', page: 'detail', roles: STAFF },
    ],
    place: { icon: 'shield', word: { es: 'Inducciones', en: 'Inductions' } },
    bar: { supervisor: 57, admin: 54, admin_general: 84 },
  },
  {
    name: 'stats',
    path: '/estadisticas',
    page: () => import('./pages/stats/page.js'),
    pages: [{ at: '', page: 'overview', roles: LOAN_READERS }],
    place: { icon: 'chart', word: { es: 'Estadísticas', en: 'Statistics' } },
    bar: { instructor: 70, supervisor: 65, admin: 65, admin_general: 85 },
  },
  {
    name: 'audit',
    path: '/auditoria',
    page: () => import('./pages/audit/page.js'),
    words: () => import('./pages/audit/words.js'),
    pages: [{ at: '', page: 'list', roles: GENERAL }],
    place: { icon: 'history', word: { es: 'Auditoría', en: 'Audit' } },
    bar: { admin_general: 110 },
  },
  {
    name: 'backups',
    path: '/copias',
    page: () => import('./pages/backups/page.js'),
    words: () => import('./pages/backups/words.js'),
    pages: [{ at: '', page: 'list', roles: GENERAL }],
    place: { icon: 'package', word: { es: 'Copias de seguridad', en: 'Backups' } },
    bar: { admin_general: 120 },
  },
  {
    name: 'mail',
    path: '/correo',
    page: () => import('./pages/mail/page.js'),
    words: () => import('./pages/mail/words.js'),
    pages: [{ at: '', page: 'list', roles: GENERAL }],
  },
  {
    name: 'settings',
    path: '/configuracion',
    page: () => import('./pages/settings/page.js'),
    words: () => import('./pages/settings/words.js'),
    pages: [
      { at: '', page: 'overview', roles: GENERAL },
      { at: ':section', page: 'section', roles: GENERAL },
    ],
    place: { icon: 'settings', word: { es: 'Configuración', en: 'Settings' } },
    bar: { admin_general: 122 },
  },
  {
    name: 'jobs',
    path: '/tareas',
    page: () => import('./pages/jobs/page.js'),
    words: () => import('./pages/jobs/words.js'),
    pages: [{ at: '', page: 'list', roles: GENERAL }],
    place: { icon: 'refresh', word: { es: 'Tareas programadas', en: 'Scheduled jobs' } },
    bar: { admin_general: 125 },
  },
  {
    name: 'server',
    path: '/servidor',
    page: () => import('./pages/server/page.js'),
    words: () => import('./pages/server/words.js'),
    pages: [{ at: '', page: 'overview', roles: GENERAL }],
    place: { icon: 'monitor', word: { es: 'Servidor', en: 'Server' } },
    bar: { admin_general: 130 },
  },
];
