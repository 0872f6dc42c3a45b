/** The frame around every page: side bar, phone bars, the line that says that the server is out of reach. */
import { onConnection } from '../kit/api.js';
import { PLACE as BELL, bell, countText, titled } from './bell.js';
import { logoUrl, mark, onCenter, onlyCenter } from './brand.js';
import { roleName } from '../kit/format.js';
import { t } from '../kit/words.js';
import { closedGroups, keepClosed } from './groups.js';
import { groupsOf, placesOf } from './places.js';
import { session } from './session.js';
import { openDialog } from '../ui/dialog.js';
import { h, icon, replace, uid } from '../ui/dom.js';
import { avatar, badge, linkList } from '../ui/parts.js';

const BAR = 4;

export function drawShell() {
  const outlet = h('main', { class: 'main', id: 'main', tabindex: '-1' });
  const sidebar = h('nav', { class: 'sidebar no-print', 'aria-label': t('app.places') });
  const topbar = h('header', { class: 'topbar no-print' });
  const bottombar = h('nav', { class: 'bottombar no-print', 'aria-label': t('app.places') });
  const offline = h(
    'div',
    { class: 'offline', role: 'status', hidden: true },
    icon('wifi-off', { class: 'small' }),
    t('app.offline'),
  );
  const loadbar = h('div', { class: 'loadbar', 'aria-hidden': 'true' });
  const skip = h(
    'a',
    {
      class: 'skip',
      href: '#main',
      on: {
        click: (/** @type {Event} */ event) => {
          event.preventDefault();
          outlet.focus();
        },
      },
    },
    t('app.skip'),
  );
  const frame = h('div', { class: 'frame' }, sidebar, h('div', {}, topbar, offline, outlet), bottombar);
  const app = /** @type {HTMLElement} */ (document.getElementById('app'));
  replace(app, skip, loadbar, frame);

  onConnection((reached) => {
    offline.hidden = reached;
  });
  addEventListener('offline', () => {
    offline.hidden = false;
  });
  addEventListener('online', () => {
    offline.hidden = true;
  });

  /** @type {{route: import('./places.js').Route | null, title: string, back: {path: string, label: string} | null}} */
  let now = { route: null, title: '', back: null };
  let print = '';

  /** The bars for the person and the page. @param {typeof now} info */
  function update(info = now) {
    now = info;
    const { user } = session;
    const guest = !user;
    frame.classList.toggle('guest', guest);
    for (const bar of [sidebar, topbar, bottombar]) bar.hidden = guest;
    if (!user) {
      print = '';
      return;
    }
    const logo = logoUrl(onlyCenter());
    replace(
      topbar,
      info.back
        ? h(
            'a',
            { class: 'button quiet icon-only topbar-back', href: info.back.path, 'aria-label': info.back.label },
            icon('back'),
          )
        : logo && h('img', { class: 'topbar-logo', src: logo, alt: '' }),
      h('div', { class: 'topbar-title clip', 'aria-hidden': 'true' }, info.title),
      h('a', { class: 'button quiet icon-only bell', href: BELL, dataset: { place: BELL, bell: '' } }, icon('bell')),
    );
    const places = placesOf(user.role);
    const made = JSON.stringify([user.id, user.name, user.role, places, onlyCenter(), document.documentElement.lang]);
    if (made !== print) {
      print = made;
      const shown = places.filter((place) => place.path !== '/perfil' && place.path !== BELL);
      replace(
        sidebar,
        h('a', { class: 'brand', href: '/' }, ...mark()),
        h(
          'div',
          { class: 'sidebar-places' },
          ...groupsOf(shown).map(({ title, places: some }) =>
            group(title, (id) =>
              h('ul', { role: 'list', 'aria-labelledby': id }, ...some.map((place) => h('li', {}, link(place)))),
            ),
          ),
        ),
        h(
          'div',
          { class: 'sidebar-foot' },
          ...places.filter((place) => place.path === BELL).map((place) => link(place)),
          h(
            'a',
            { class: 'me', href: '/perfil', dataset: { place: '/perfil' } },
            avatar(user.name),
            h(
              'span',
              {},
              h('span', { class: 'clip strong small', ref: block }, user.name),
              h('span', { class: 'muted small', ref: block }, roleName(user.role)),
            ),
          ),
        ),
      );
      replace(
        bottombar,
        ...places.slice(0, BAR).map((place) => link(place, true)),
        h(
          'button',
          {
            type: 'button',
            class: 'place',
            dataset: {
              more: places
                .slice(BAR)
                .map((place) => place.path)
                .join(' '),
            },
            'aria-haspopup': 'dialog',
            on: { click: () => more(places.slice(BAR), shown.length) },
          },
          icon('menu'),
          h('span', {}, t('nav.more')),
        ),
      );
    }
    const place = info.route?.place;
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (frame.querySelectorAll('[data-place]')))
      lit(node, node.dataset.place === place);
    const current = sidebar.querySelector('[aria-current]');
    // Where somebody is can be seen, whatever they had closed.
    const around = current?.closest('details');
    if (around) around.open = true;
    current?.scrollIntoView({ block: 'nearest' });
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (bottombar.querySelectorAll('[data-more]')))
      lit(node, Boolean(place && node.dataset.more?.split(' ').includes(place)));
    ring();
  }

  /** The number at the bell, in its name and before the title of the window. */
  function ring() {
    const n = bell.unread();
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (frame.querySelectorAll('[data-bell]'))) {
      node.dataset.count = countText(n);
      node.setAttribute('aria-label', n ? t('notices.bell', { n }) : t('nav.notifications'));
    }
    document.title = titled(document.title, n);
  }

  session.onChange(() => update());
  onCenter(() => update());
  bell.onChange((change) => change === 'unread' && ring());
  return { outlet, update, loading: (/** @type {boolean} */ on) => loadbar.classList.toggle('on', on) };
}

/** @param {HTMLElement} element */
const block = (element) => element.style.setProperty('display', 'block');

/** @param {HTMLElement} node @param {boolean} on */
function lit(node, on) {
  if (on)
    node.setAttribute(
      'aria-current',
      node instanceof HTMLAnchorElement && location.pathname === node.pathname ? 'page' : 'true',
    );
  else node.removeAttribute('aria-current');
}

/** @param {import('./places.js').Place} place @param {boolean} [short] a word that fits a phone's bar */
function link(place, short = false) {
  const word = (short && place.short) || place.label;
  return h(
    'a',
    {
      class: place.path === BELL ? 'place bell' : 'place',
      href: place.path,
      dataset: place.path === BELL ? { place: place.path, bell: '' } : { place: place.path },
    },
    icon(place.icon),
    h('span', {}, t(word)),
  );
}

/**
 * A list below the headline of its group, which opens and closes it; the browser remembers which are closed.
 * @param {string | null} title @param {(id: string | null) => Node} list
 */
function group(title, list) {
  if (!title) return list(null);
  const id = uid('group');
  const details = h(
    'details',
    { class: 'places-group', open: !closedGroups().includes(title) },
    h(
      'summary',
      // What a person does, not what the bar does by itself: the element changes after its click.
      { on: { click: () => keepClosed(title, details.open) } },
      h('span', { id }, t(title)),
      icon('down', { class: 'small' }),
    ),
    list(id),
  );
  return details;
}

/** What does not fit in the bottom bar. @param {import('./places.js').Place[]} places @param {number} all how many the bars hold */
function more(places, all) {
  const list = h(
    'div',
    { class: 'stack tight' },
    ...groupsOf(places, all).map(({ title, places: some }) => group(title, () => links(some))),
  );
  const dialog = openDialog({ title: t('nav.moreTitle'), body: list, size: 'small' });
  list.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) dialog.close();
  });
}

/** @param {import('./places.js').Place[]} places */
const links = (places) =>
  linkList(
    places.map((place) => ({
      href: place.path,
      icon: place.icon,
      title: t(place.label),
      end:
        place.path === BELL && bell.unread()
          ? badge({ word: t('notices.unreadN', { n: bell.unread() }), icon: 'bell', tone: 'info' })
          : icon('forward', { class: 'small' }),
    })),
  );
