/** Start: language, frame, session of an earlier visit, first page. Pages are fetched when they are first opened. */
import { ApiError, api, svgFile } from './kit/api.js';
import { startBell } from './frame/bell.js';
import { followAccount } from './frame/appearance.js';
import { learnCenter } from './frame/brand.js';
import { setTimeZone } from './kit/format.js';
import { restoreLanguage, t, wordsReady } from './kit/words.js';
import { useEntities } from './kit/entities.js';
import { usePlaces } from './frame/places.js';
import { FAMILIES } from './routes.js';
import { signInDialog } from './pages/door/login.js';
import { moveTo, reload, startRouter } from './frame/router.js';
import { session } from './frame/session.js';
import { drawShell } from './frame/shell.js';
import { claimDrafts } from './ui/draft.js';
import { adoptSprite, replace } from './ui/dom.js';
import { errorState } from './ui/parts.js';

usePlaces(FAMILIES);
followAccount();
useEntities(FAMILIES.flatMap(({ words }) => words ?? []));

/** @type {ReturnType<typeof drawShell>} */
let shell;

/** What did not come: a browser remembers that, and asks for it again only in a new document. @type {Set<() => Promise<any>>} */
const missed = new Set();

/** How long a page may take to arrive, in ms: then the person is told, and may ask for it again. */
const PATIENCE = 20_000;
/** @template T @param {Promise<T>} coming @returns {Promise<T>} */
const soon = (coming) =>
  Promise.race([
    coming,
    new Promise((_, fail) => {
      setTimeout(() => fail(new ApiError(0, 'sin_conexion', t('error.network'))), PATIENCE);
    }),
  ]);

/** @param {import('./frame/places.js').Route} route */
async function load(route) {
  shell.loading(true);
  try {
    const page = await soon(route.load());
    await wordsReady();
    return page;
  } catch (error) {
    const isLate = error instanceof ApiError && error.status === 0;
    if (!(error instanceof TypeError) && !isLate) throw error;
    if (missed.has(route.load) && (await api.get('/api/health', { open: true }).catch(() => null))) {
      location.reload();
      return new Promise(() => undefined);
    }
    missed.add(route.load);
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
  void import('./pages/checks/do/send.js').then(async ({ startSending }) => {
    await wordsReady();
    startSending();
  });
}

/**
 * Nobody has set the server up yet: whatever the address, the assistant. Only the certificate comes before it, for who wants to
 * type the first password by a secure connection.
 * @param {HTMLElement} app
 */
async function firstStart(app) {
  try {
    const [{ runSetup }, file] = await Promise.all([import('./pages/setup/page.js'), svgFile('/img/icons.svg')]);
    if (!document.querySelector('body > svg')) adoptSprite(file);
    await wordsReady();
    if (location.pathname === '/certificado') {
      const { certificateFirst } = await import('./pages/server/certificate.js');
      await wordsReady();
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
