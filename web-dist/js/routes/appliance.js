/** The pages of the machine itself, a part of the list in js/routes.js: its backups, mail, settings, jobs, its state and its certificate. */

import { GENERAL } from '../frame/places.js';

/** @type {import('../frame/places.js').Family[]} */
export const APPLIANCE = [
  {
    name: 'certificate',
    path: '/certificado',
    page: () => import('../pages/server/certificate.js'),
    pages: [{ at: '', page: 'certificate', open: true }],
  },
  {
    name: 'backups',
    path: '/copias',
    page: () => import('../pages/backups/page.js'),
    words: () => import('../pages/backups/words.js'),
    pages: [{ at: '', page: 'list', roles: GENERAL }],
    place: { icon: 'package', word: { es: 'Copias de seguridad', en: 'Backups' } },
    bar: { admin_general: 230 },
  },
  {
    name: 'mail',
    path: '/correo',
    page: () => import('../pages/mail/page.js'),
    words: () => import('../pages/mail/words.js'),
    pages: [{ at: '', page: 'list', roles: GENERAL }],
    under: '/configuracion',
  },
  {
    name: 'settings',
    path: '/configuracion',
    page: () => import('../pages/settings/page.js'),
    words: () => import('../pages/settings/words.js'),
    pages: [
      { at: '', page: 'overview', roles: GENERAL },
      { at: ':section', page: 'section', roles: GENERAL },
    ],
    place: { icon: 'settings', word: { es: 'Configuración', en: 'Settings' } },
    bar: { admin_general: 210 },
  },
  {
    name: 'jobs',
    path: '/tareas',
    page: () => import('../pages/jobs/page.js'),
    words: () => import('../pages/jobs/words.js'),
    pages: [{ at: '', page: 'list', roles: GENERAL }],
    place: { icon: 'refresh', word: { es: 'Tareas programadas', en: 'Scheduled jobs' } },
    under: '/servidor',
  },
  {
    name: 'server',
    path: '/servidor',
    page: () => import('../pages/server/page.js'),
    words: () => import('../pages/server/words.js'),
    pages: [{ at: '', page: 'overview', roles: GENERAL }],
    place: { icon: 'monitor', word: { es: 'Servidor', en: 'Server' } },
    bar: { admin_general: 240 },
  },
];
