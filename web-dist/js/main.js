/** Start: language, frame, session of an earlier visit, first page. Pages are fetched when they are first opened. */
import { ApiError, api, svgFile } from './api.js';
import { startBell } from './bell.js';
import { learnCenter } from './brand.js';
import { setTimeZone } from './format.js';
import { restoreLanguage, t } from './i18n.js';
import { signInDialog } from './pages/login.js';
import { moveTo, reload, startRouter } from './router.js';
import { session } from './session.js';
import { drawShell } from './shell.js';
import { claimDrafts } from './ui/draft.js';
import { adoptSprite, replace } from './ui/dom.js';
import { errorState } from './ui/parts.js';

/** Written out, so that the server's test can find every file that is loaded. @type {Record<string, () => Promise<any>>} */
const MODULES = {
  login: () => import('./pages/login.js'),
  register: () => import('./pages/register.js'),
  certificate: () => import('./pages/certificate.js'),
  home: () => import('./pages/home.js'),
  profile: () => import('./pages/profile.js'),
  environments: () => import('./pages/environments.js'),
  centers: () => import('./pages/centers.js'),
  inventory: () => import('./pages/inventory.js'),
  schedules: () => import('./pages/schedules.js'),
  users: () => import('./pages/users.js'),
  audit: () => import('./pages/audit.js'),
  backups: () => import('./pages/backups.js'),
  server: () => import('./pages/server.js'),
  scan: () => import('./pages/scan.js'),
  checks: () => import('./pages/checks.js'),
  'checks-do': () => import('./pages/checks-do.js'),
  'checks-history': () => import('./pages/checks-history.js'),
  'checks-detail': () => import('./pages/checks-detail.js'),
  findings: () => import('./pages/findings.js'),
  notifications: () => import('./pages/notifications.js'),
  alerts: () => import('./pages/alerts.js'),
  maintenance: () => import('./pages/maintenance.js'),
};

/** @type {ReturnType<typeof drawShell>} */
let shell;

/** Pages whose files did not come: a browser remembers that, and asks for them again only in a new document. @type {Set<string>} */
const missed = new Set();

/** @param {string} name */
async function load(name) {
  shell.loading(true);
  try {
    return await MODULES[name]();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    if (missed.has(name) && (await api.get('/api/health', { open: true }).catch(() => null))) {
      location.reload();
      return new Promise(() => undefined);
    }
    missed.add(name);
    throw navigator.onLine ? error : new ApiError(0, 'sin_conexion', t('error.network'));
  } finally {
    shell.loading(false);
  }
}

/** "Today" is the building's, whatever the device says. Without an answer the default of the building holds. */
async function learnTimeZone() {
  const health = await api.get('/api/health', { open: true }).catch(() => null);
  if (health) setTimeZone(health.time_zone);
}

async function start() {
  const app = /** @type {HTMLElement} */ (document.getElementById('app'));
  await restoreLanguage();
  try {
    const [file] = await Promise.all([svgFile('/img/icons.svg'), session.restore().then(learnCenter), learnTimeZone()]);
    if (!document.querySelector('body > svg')) adoptSprite(file);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'sin_configurar') return firstStart(app);
    replace(app, errorState(error, start));
    return;
  }
  shell = drawShell();
  session.setPrompt(signInDialog);
  watchAccount();
  startBell();
  await startRouter({ outlet: shell.outlet, onShow: shell.update, load });
  // A check that could not be sent goes out from whatever page is open.
  void import('./pages/checks-do-send.js').then(({ startSending }) => startSending());
}

/**
 * Nobody has set the server up yet: whatever the address, the assistant. Only the certificate comes before it, for who wants to
 * type the first password by a secure connection.
 * @param {HTMLElement} app
 */
async function firstStart(app) {
  try {
    const [{ runSetup }, file] = await Promise.all([import('./pages/setup.js'), svgFile('/img/icons.svg')]);
    if (!document.querySelector('body > svg')) adoptSprite(file);
    if (location.pathname === '/certificado') {
      const { certificateFirst } = await import('./pages/certificate.js');
      await certificateFirst(app);
      return;
    }
    await runSetup(app, (path) => {
      history.replaceState(null, '', path);
      void start();
    });
  } catch (error) {
    replace(app, errorState(error, start));
  }
}

/** Signed out here or in another tab: to the door. Another person: nothing of the one before stays. */
function watchAccount() {
  let before = session.user;
  if (before) claimDrafts(before.id);
  session.onChange((user) => {
    const left = before && !user;
    if (user) claimDrafts(user.id);
    before = user ?? before;
    if (left) {
      for (const dialog of document.querySelectorAll('dialog')) dialog.close();
      reload();
    }
  });
  document.addEventListener('inventario:language', () => {
    shell = drawShell();
    moveTo(shell.outlet, shell.update);
    reload();
  });
}

start();
