/** Small bricks: buttons, badges, cards, facts, figures, empty and error states. */
import { ApiError } from '../kit/api.js';
import { initials } from '../kit/format.js';
import { t } from '../kit/words.js';
import { h, icon, replace, uid } from './dom.js';
import { toast } from './toast.js';

/** @typedef {import('./dom.js').Child} Child */
/** @typedef {{label: string, icon?: string, kind?: 'primary' | 'plain' | 'quiet' | 'danger', href?: string, run?: (event: Event) => any, iconOnly?: boolean, type?: string, class?: string, disabled?: boolean, describedby?: string}} ButtonOptions */
/** @typedef {{label: string, icon?: string, href?: string, run?: (event: Event) => any}} Action */
/** @typedef {import('../kit/format.js').State} State */
/**
 * What a part must know of the page that it is on.
 * @typedef {{signal: AbortSignal, onLeave: (fn: () => void) => void, query: URLSearchParams,
 *   setQuery: (patch: Record<string, string | null>) => void, navigate: (path: string) => any}} Visit
 */

/** The sentence for a fault that nobody foresaw. @param {unknown} error */
export const errorText = (error) => (error instanceof ApiError ? error.detail : t('error.unknown'));
/** The page was left: nothing to say. @param {unknown} error */
export const isAbort = (error) => error instanceof DOMException && error.name === 'AbortError';

/**
 * Runs a job with the button showing progress; a second press does nothing.
 * @param {HTMLElement} element @param {() => any} job
 */
export async function busy(element, job) {
  if (element.getAttribute('aria-busy') === 'true') return;
  const before = element.querySelector('.icon');
  const wheel = icon('spinner');
  const start = setTimeout(() => (before ? before.replaceWith(wheel) : element.prepend(wheel)), 150);
  element.setAttribute('aria-busy', 'true');
  element.setAttribute('aria-disabled', 'true');
  try {
    await job();
  } finally {
    clearTimeout(start);
    if (before && wheel.isConnected) wheel.replaceWith(before);
    else wheel.remove();
    element.removeAttribute('aria-busy');
    element.removeAttribute('aria-disabled');
  }
}

/** @param {ButtonOptions} options @returns {HTMLElement} */
export function button(options) {
  const { label, href, run, kind = 'plain', iconOnly = false } = options;
  const props = {
    class: ['button', kind === 'plain' ? '' : kind, iconOnly ? 'icon-only' : '', options.class ?? '']
      .filter(Boolean)
      .join(' '),
    'aria-label': iconOnly ? label : null,
    title: iconOnly ? label : null,
    'aria-describedby': options.describedby,
  };
  const content = [options.icon ? icon(options.icon) : null, iconOnly ? null : label];
  if (href) return h('a', { ...props, href }, ...content);
  const element = h(
    'button',
    { ...props, type: options.type ?? 'button', disabled: options.disabled ?? false },
    ...content,
  );
  if (run) {
    element.addEventListener('click', (event) => {
      if (element.getAttribute('aria-busy') === 'true') return event.preventDefault();
      try {
        const result = run(event);
        if (result && typeof result.then === 'function') {
          busy(element, () => result).catch((error) => {
            if (!isAbort(error)) report(error);
          });
        }
      } catch (error) {
        report(error);
      }
    });
  }
  return element;
}

/** @param {unknown} error */
function report(error) {
  if (!(error instanceof ApiError)) console.error(error);
  toast(errorText(error), { tone: 'bad' });
}

/** @param {State} state */
export const badge = ({ word, icon: name, tone }) => h('span', { class: `badge ${tone}` }, icon(name), word);
/** @param {string} name @param {string} [size] */
export const avatar = (name, size = '') =>
  h('span', { class: `avatar ${size}`, 'aria-hidden': 'true' }, initials(name));

/** @param {{title?: string, hint?: string, icon?: string, actions?: Node[], class?: string}} options @param {...Child} children */
export function card(options, ...children) {
  const id = uid('card');
  const head = options.title
    ? h(
        'header',
        { class: 'card-head' },
        h(
          'div',
          {},
          h('h2', { class: 'card-title', id }, options.icon ? icon(options.icon) : null, options.title),
          options.hint ? h('p', {}, options.hint) : null,
        ),
        options.actions?.length ? h('div', { class: 'row' }, ...options.actions) : null,
      )
    : null;
  return h('section', { class: `card ${options.class ?? ''}`, 'aria-labelledby': head ? id : null }, head, ...children);
}

/** @param {([string, Child] | null | false)[]} pairs */
export const facts = (pairs) =>
  h(
    'dl',
    { class: 'facts' },
    ...pairs.map(
      (pair) =>
        pair &&
        h(
          'div',
          {},
          h('dt', {}, pair[0]),
          h('dd', {}, pair[1] === null || pair[1] === undefined || pair[1] === '' ? '—' : pair[1]),
        ),
    ),
  );

/** @param {{label: string, value: string | number, icon?: string, tone?: string, href?: string, hint?: string}} options */
export const stat = ({ label, value, icon: name, tone = '', href, hint }) =>
  h(
    href ? 'a' : 'div',
    { class: `stat ${tone}`, href },
    h('span', { class: 'stat-label' }, name ? icon(name) : null, label),
    h('span', { class: 'stat-value' }, value),
    hint ? h('span', { class: 'stat-hint' }, hint) : null,
  );
/** @param {...Child} children */
export const stats = (...children) => h('div', { class: 'stats' }, ...children);

/** `level` is 1 where it takes the place of the page's headline. @param {{icon: string, title: string, hint?: string, action?: Action | null, level?: 1 | 2}} options */
export const emptyState = ({ icon: name, title, hint, action, level = 2 }) =>
  h(
    'div',
    { class: 'empty' },
    icon(name),
    h(level === 1 ? 'h1' : 'h2', {}, title),
    hint ? h('p', {}, hint) : null,
    action ? button({ ...action, kind: action.href && !action.run ? 'plain' : 'plain' }) : null,
  );

/** @param {unknown} error @param {() => any} [retry] */
export function errorState(error, retry) {
  const status = error instanceof ApiError ? error.status : -1;
  // An address that somebody mistyped is refused as malformed (422): for a person it does not exist either.
  const missing = status === 404 || status === 422;
  const closed = missing || status === 403;
  const title = missing ? t('error.notFound') : closed ? t('error.forbidden') : t('error.title');
  const detail = status === 422 ? title : errorText(error);
  const again = retry && !closed;
  return h(
    'div',
    { class: 'empty', role: 'alert' },
    icon(status === 0 ? 'wifi-off' : closed ? 'lock' : 'alert'),
    h('h2', {}, title),
    detail === title ? null : h('p', {}, detail),
    again
      ? button({
          label: t('common.retry'),
          icon: 'refresh',
          run: () => {
            retry();
          },
        })
      : button({ label: t('error.home'), icon: 'home', href: '/' }),
  );
}

/** @param {number} [lines] */
export const skeleton = (lines = 4) =>
  h(
    'div',
    { class: 'skeleton', role: 'status', 'aria-label': t('common.loading') },
    ...Array.from({ length: lines }, () => h('span')),
  );

/** @type {Record<string, string>} */
const NOTICE_ICONS = { good: 'check-circle', warn: 'triangle', bad: 'alert', info: 'info', muted: 'info' };
/** @param {{tone: string, icon?: string, title?: string, text?: Child, action?: Action | null}} options */
export const notice = ({ tone, icon: name, title, text, action }) =>
  h(
    'div',
    { class: `notice ${tone}` },
    icon(name ?? NOTICE_ICONS[tone] ?? 'info'),
    h(
      'div',
      { class: 'notice-text' },
      title ? h('p', { class: 'notice-title' }, title) : null,
      // The server says each broken rule on a line of its own.
      typeof text === 'string' && text.includes('\n')
        ? h('ul', {}, ...text.split('\n').map((line) => h('li', {}, line)))
        : text
          ? h('p', {}, text)
          : null,
    ),
    action ? button(action) : null,
  );

/** @param {{href?: string, title: Child, hint?: Child, icon?: string, end?: Child}[]} items */
export const linkList = (items) =>
  h(
    'ul',
    { class: 'links', role: 'list' },
    ...items.map((item) =>
      h(
        'li',
        {},
        h(
          item.href ? 'a' : 'div',
          { class: 'link', href: item.href },
          item.icon ? icon(item.icon) : null,
          h(
            'span',
            { class: 'link-text' },
            h('span', { class: 'link-title strong' }, item.title),
            item.hint ? h('span', { class: 'link-hint' }, item.hint) : null,
          ),
          item.end ?? null,
        ),
      ),
    ),
  );

/** @param {Child} main @param {Child} aside */
export const columns = (main, aside) =>
  h('div', { class: 'columns' }, h('div', { class: 'stack' }, main), h('div', { class: 'stack' }, aside));

/**
 * Skeleton, then the content, or the error with a way to try again.
 * @template T @param {() => Promise<T>} load @param {(data: T) => Child} draw @param {{lines?: number}} [options]
 */
export function async(load, draw, { lines = 3 } = {}) {
  const place = h('div', { class: 'stack' });
  const go = async () => {
    replace(place, skeleton(lines));
    try {
      const content = draw(await load());
      replace(place, content);
    } catch (error) {
      if (isAbort(error)) return;
      if (!(error instanceof ApiError)) console.error(error);
      replace(place, errorState(error, go));
    }
  };
  go();
  return place;
}

/** A downloaded file. @param {Blob} blob @param {string} file */
export function saveFile(blob, file) {
  const url = URL.createObjectURL(blob);
  const link = h('a', { href: url, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 30_000);
}

export { tabs } from './tabs.js';
