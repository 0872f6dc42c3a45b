/** Shows the page of an address: guards, head of the page, focus, scroll, unsaved changes. Knows no page by name. */
import { ApiError } from '../kit/api.js';
import { t } from '../kit/words.js';
import { matchRoute } from './places.js';
import { session } from './session.js';
import { confirm } from '../ui/dialog.js';
import { h, icon, replace } from '../ui/dom.js';
import { emptyState, errorState, skeleton } from '../ui/parts.js';

/**
 * @typedef {{title: () => string, hint?: () => string, render: (ctx: PageContext) => Node | Node[] | null | Promise<Node | Node[] | null>, bare?: boolean}} Page `bare`: draws its own head
 * @typedef {{params: Record<string, string>, query: URLSearchParams, path: string, user: import('./session.js').User, signal: AbortSignal,
 *   can: (...roles: import('../kit/format.js').Role[]) => boolean, navigate: typeof navigate, back: (fallback: string) => void, setQuery: (patch: Record<string, string | null>) => void,
 *   setTitle: (text: string) => void, setHint: (text: string) => void, setBack: (path: string, label: string) => void, setActions: (...nodes: (Node | null | false)[]) => void,
 *   guard: (dirty: () => boolean) => void, onLeave: (fn: () => void) => void, reload: () => void}} PageContext
 */

/** @type {{outlet: HTMLElement, onShow: (info: {route: import('./places.js').Route | null, title: string, back: {path: string, label: string} | null}) => void, load: (route: import('./places.js').Route) => Promise<any>}} */
let setup;
/** @type {AbortController} */
let leaving = new AbortController();
/** @type {(() => boolean)[]} */
let guards = [];
let turn = 0;
let depth = 0;
let here = '';

const dirty = () => guards.some((guard) => guard());
const askLeave = () =>
  confirm({
    title: t('app.leave'),
    text: t('app.leaveText'),
    confirmLabel: t('app.leaveGo'),
    cancelLabel: t('app.leaveStay'),
    danger: true,
    icon: 'triangle',
  });

/** @param {typeof setup} given */
export function startRouter(given) {
  setup = given;
  history.scrollRestoration = 'manual';
  depth = history.state?.depth ?? 0;
  history.replaceState({ ...history.state, depth }, '');
  document.addEventListener('click', onClick);
  addEventListener('popstate', onPop);
  addEventListener('beforeunload', (event) => dirty() && event.preventDefault());
  addEventListener('scroll', rememberScroll, { passive: true });
  return show();
}

/** The frame was drawn again. @param {HTMLElement} outlet @param {typeof setup.onShow} onShow */
export const moveTo = (outlet, onShow) => {
  setup = { ...setup, outlet, onShow };
};

/** @param {MouseEvent} event */
function onClick(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (
    !(link instanceof HTMLAnchorElement) ||
    link.target ||
    link.hasAttribute('download') ||
    link.origin !== location.origin
  )
    return;
  if (link.hash && link.pathname === location.pathname) return;
  if (!matchRoute(link.pathname)) return;
  event.preventDefault();
  navigate(link.pathname + link.search + link.hash);
}

async function onPop() {
  const target = location.pathname + location.search;
  const step = (history.state?.depth ?? 0) - depth;
  if (target === here && !step) return; // our own way back, below
  if (dirty()) {
    if (step)
      history.go(-step); // the page stays until the question is answered
    else history.replaceState({ depth }, '', here);
    if (!(await askLeave())) return;
    guards = [];
    if (step) history.go(step);
    else navigate(target);
    return;
  }
  depth += step;
  show(history.state?.scroll ?? 0);
}

let scrollTimer = 0;
function rememberScroll() {
  clearTimeout(scrollTimer);
  scrollTimer = window.setTimeout(() => history.replaceState({ ...history.state, depth, scroll: scrollY }, ''), 150);
}

/** @param {string} path @param {{replace?: boolean}} [options] */
export async function navigate(path, { replace: instead = false } = {}) {
  if (dirty() && !(await askLeave())) return;
  guards = [];
  clearTimeout(scrollTimer);
  if (instead || path === location.pathname + location.search) history.replaceState({ depth }, '', path);
  else {
    history.replaceState({ ...history.state, depth, scroll: scrollY }, '');
    history.pushState({ depth: ++depth }, '', path);
  }
  await show();
}

/** The page again, as when it was first opened. */
export const reload = () => show(scrollY);

/** @param {number} [scroll] */
async function show(scroll = 0) {
  const mine = ++turn;
  leaving.abort();
  leaving = new AbortController();
  guards = [];
  const { signal } = leaving;
  here = location.pathname + location.search;
  const found = matchRoute(location.pathname);
  const route = found?.route ?? null;
  if (route && !route.guest && !route.open && !session.user)
    return navigate(`/ingresar?volver=${encodeURIComponent(here)}`, { replace: true });
  if (route?.guest && session.user)
    return navigate(safeReturn(new URLSearchParams(location.search).get('volver')), { replace: true });

  const head = pageHead();
  const body = h('div', { class: 'page-body' });
  /** @type {{path: string, label: string} | null} */
  let back = null;
  const tell = () => {
    if (mine !== turn) return;
    document.title = `${head.title.textContent} · ${t('app.name')}`;
    setup.onShow({ route, title: head.title.textContent ?? '', back });
  };
  /** @type {PageContext} */
  const ctx = {
    params: found?.params ?? {},
    query: new URLSearchParams(location.search),
    path: location.pathname,
    user: /** @type {any} */ (session.user),
    signal,
    can: session.can,
    navigate,
    reload,
    back: (fallback) => (depth > 0 ? history.back() : void navigate(fallback, { replace: true })),
    setQuery(patch) {
      if (mine !== turn) return;
      const query = new URLSearchParams(location.search);
      for (const [key, value] of Object.entries(patch))
        value === null || value === '' ? query.delete(key) : query.set(key, value);
      here = location.pathname + (query.size ? `?${query}` : '');
      history.replaceState({ ...history.state, depth }, '', here);
    },
    setTitle: (text) => (replace(head.title, text), tell()),
    setHint: (text) => {
      replace(head.hint, text);
      head.hint.hidden = !text;
    },
    setBack: (path, label) => {
      back = { path, label };
      replace(head.back, h('a', { class: 'page-back', href: path }, icon('back', { class: 'small' }), label));
      tell();
    },
    setActions(...nodes) {
      const held = head.actions.contains(document.activeElement);
      replace(head.actions, ...nodes);
      // After a step what comes next stands where one was.
      const next = head.actions.querySelector('.primary') ?? head.actions.querySelector('button, a') ?? head.title;
      if (held) /** @type {HTMLElement} */ (next).focus();
    },
    guard: (isDirty) => {
      if (mine === turn) guards.push(isDirty);
    },
    onLeave: (fn) => signal.addEventListener('abort', fn, { once: true }),
  };

  const page = h('div', { class: 'page' }, head.element, body);
  const slow = setTimeout(() => mine === turn && draw(), 120);
  let drawn = false;
  const draw = () => {
    if (drawn || mine !== turn) return;
    drawn = true;
    clearTimeout(slow);
    if (!body.hasChildNodes()) replace(body, skeleton(5));
    replace(setup.outlet, page);
    scrollTo(0, 0);
    focusTitle(page);
  };
  try {
    const shown = await pageOf(route);
    if (mine !== turn) return;
    replace(head.title, shown.title());
    ctx.setHint(shown.hint?.() ?? '');
    if (shown.bare) head.element.remove();
    tell();
    const content = await shown.render(ctx);
    if (mine !== turn) return;
    replace(body, .../** @type {Node[]} */ ([content].flat()));
  } catch (error) {
    if (mine !== turn || signal.aborted) return;
    if (!(error instanceof ApiError)) console.error(error);
    if (!head.title.textContent) replace(head.title, t('error.page'));
    page.prepend(head.element);
    tell();
    replace(body, errorState(error, reload));
  }
  draw();
  settle(scroll, body, signal);
}

/** A screen reader begins at the title; a page that draws its own may already hold the focus. @param {HTMLElement} page */
function focusTitle(page) {
  const title = page.querySelector('h1');
  if (!title || page.contains(document.activeElement)) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}

/** Lists arrive after the page: scroll to where one was once there is something to scroll. @param {number} scroll @param {HTMLElement} body @param {AbortSignal} signal */
function settle(scroll, body, signal) {
  if (!scroll) return;
  const go = () => scrollTo(0, scroll);
  go();
  body.addEventListener('ready', () => requestAnimationFrame(go), { once: true, signal });
}

/** @param {import('./places.js').Route | null} route @returns {Promise<Page>} */
async function pageOf(route) {
  if (!route) return { title: () => t('error.notFound'), render: () => lost('error.notFoundText') };
  if (route.roles && !session.can(...route.roles))
    return { title: () => t('error.forbidden'), render: () => lost('error.forbiddenText') };
  const page = (await setup.load(route))[route.page];
  if (!page) throw new Error(`the module of ${route.path} exports no page named ${route.page}`);
  return page;
}

/** @param {string} key */
const lost = (key) =>
  emptyState({ icon: 'lock', title: t(key), action: { label: t('error.home'), icon: 'home', href: '/' } });

/** Only an address of our own. @param {string | null} path */
export const safeReturn = (path) =>
  path && /^\/(?![/\\])/.test(path) && !path.startsWith('/ingresar') && !path.startsWith('/registro') ? path : '/';

function pageHead() {
  const back = h('div', {});
  const title = h('h1', { tabindex: '-1' });
  const hint = h('p', { class: 'page-hint' });
  const actions = h('div', { class: 'page-actions' });
  return {
    element: h('header', { class: 'page-head' }, h('div', {}, back, title, hint), actions),
    back,
    title,
    hint,
    actions,
  };
}
