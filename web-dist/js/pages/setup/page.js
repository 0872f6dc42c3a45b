/**
 * First start: the assistant that every address shows until the server is set up. One step a screen; the browser's way back
 * is the assistant's. What is typed outlives a reload, the password excepted.
 */
import { ApiError, api } from '../../kit/api.js';
import { brand } from '../../frame/brand.js';
import { language, setLanguage } from '../../kit/words.js';
import { session } from '../../frame/session.js';
import { readDraft, writeDraft } from '../../ui/draft.js';
import { h, replace } from '../../ui/dom.js';
import { button, emptyState } from '../../ui/parts.js';
import { saveLogo } from '../centers/logo.js';
import { clockNotice } from './clock.js';
import { STEPS, codeOf, keepable, openStep, restored } from './rules.js';
import { restoreStep } from './restore.js';
import { doneView, startStep } from './start.js';
import { adminStep, centerStep, codeStep } from './steps.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').Step} Step */

const DRAFT = 'setup';
const VIEWS = { code: codeStep, admin: adminStep, center: centerStep, start: startStep, restore: restoreStep };

/** @param {HTMLElement} app @param {(path: string) => void} leave on to the inventory itself */
export async function runSetup(app, leave) {
  const typed = restored(readDraft(DRAFT));
  const over = new AbortController();
  /** @type {Step} */
  let here = 'code';

  // Scanned from the server's screen: the code need not stay in the address.
  const scanned = codeOf(location.hash);
  if (scanned) typed.code = scanned;
  history.replaceState({ setup: 'code' }, '', location.pathname + location.search);

  /** @type {import('./steps.js').Assistant} */
  const assistant = {
    typed,
    server: null,
    logo: null,
    keep: () => writeDraft(DRAFT, keepable(typed)),
    go(step, fault) {
      if (step !== here) history.pushState({ setup: step }, '');
      show(step, fault);
    },
    back: () => history.back(),
    accept: (server) => {
      assistant.server = server;
      assistant.keep();
    },
    async ask(job) {
      try {
        return await job();
      } catch (error) {
        // Somebody else has finished, here or on the command line: the set-up is gone.
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
        already();
        return null;
      }
    },
    restored() {
      end();
      const action = { label: t('login.title'), icon: 'login', run: () => leave('/ingresar') };
      draw([
        emptyState({
          level: 1,
          icon: 'check-circle',
          title: t('setup.restored'),
          hint: t('setup.restoredHint'),
          action,
        }),
      ]);
    },
    again(fault) {
      assistant.server = null;
      typed.code = '';
      assistant.keep();
      assistant.go('code', fault);
    },
    async finish(opened) {
      end();
      session.accept(opened);
      const isSaved = await putLogo(assistant.logo);
      draw(doneView(typed.start, opened.user.first_name, !isSaved, leave));
    },
  };

  addEventListener('popstate', () => show(history.state?.setup ?? 'code'), { signal: over.signal });
  assistant.keep();
  if (typed.code && (await isStillRight())) assistant.go('admin');
  else if (!over.signal.aborted) show('code', scanned ? t('setup.codeOld') : undefined);

  /** A code that was typed or scanned before; the server may have been started anew since. */
  async function isStillRight() {
    const { code } = typed;
    const server = await assistant.ask(() => api.post('/api/setup/check', { code }, { open: true })).catch(() => null);
    if (server) assistant.accept(server);
    return server !== null;
  }

  function end() {
    over.abort();
    writeDraft(DRAFT, null);
  }

  function already() {
    end();
    const action = { label: t('login.title'), icon: 'login', run: () => leave('/ingresar') };
    draw([
      emptyState({ level: 1, icon: 'check-circle', title: t('setup.already'), hint: t('setup.alreadyHint'), action }),
    ]);
  }

  /** @param {Step} wanted @param {string} [fault] */
  function show(wanted, fault) {
    here = openStep(wanted, typed, assistant.server !== null);
    if (here !== wanted) history.replaceState({ setup: here }, '');
    const made = VIEWS[here](assistant);
    draw([
      h('div', {}, h('h1', {}, t(`setup.title.${here}`)), h('p', { class: 'muted' }, t(`setup.hint.${here}`))),
      clockNotice(Boolean(assistant.server?.clock_is_wrong)),
      made.element,
    ]);
    if (fault) made.setTop(fault);
    else if (matchMedia('(pointer: fine)').matches) made.focus();
  }

  /** @param {(Node | null)[]} content */
  function draw(content) {
    const card = h('section', { class: 'card' }, ...content);
    const done = over.signal.aborted;
    const main = h(
      'main',
      { class: 'main', id: 'main' },
      h(
        'div',
        { class: 'door wide setup' },
        brand(),
        done || here === 'restore' ? null : progress(here),
        card,
        done ? null : foot(),
      ),
    );
    replace(app, h('div', { class: 'frame guest' }, h('div', {}, main)));
    const title = /** @type {HTMLElement} */ (card.querySelector('h1'));
    document.title = `${title.textContent} · ${t('app.name')}`;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  function foot() {
    const other = language() === 'en' ? 'es' : 'en';
    return h(
      'p',
      { class: 'door-foot' },
      button({
        label: t('setup.otherLanguage'),
        icon: 'globe',
        kind: 'quiet',
        run: async () => {
          await setLanguage(other);
          show(here);
        },
      }),
    );
  }
}

/** Gives the new centre its logo, if one was chosen. @param {Blob | null} logo */
async function putLogo(logo) {
  if (!logo) return true;
  try {
    const [center] = await api.all('/api/centers');
    await saveLogo(center.id, logo);
    return true;
  } catch {
    return false;
  }
}

/** Where one is, in words for all and as a bar for the eye. @param {Step} here */
function progress(here) {
  const at = STEPS.indexOf(here);
  return h(
    'div',
    { class: 'setup-progress' },
    h('p', {}, t('setup.progress', { at: at + 1, all: STEPS.length, name: t(`setup.step.${here}`) })),
    h(
      'div',
      { class: 'setup-bar', 'aria-hidden': 'true' },
      ...STEPS.map((_, n) => h('span', { class: n <= at ? 'on' : '' })),
    ),
  );
}
