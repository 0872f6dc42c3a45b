/** The families of pages (js/routes.js hands them in): which page an address shows, and the places of a role in the bars. */
import { learn } from '../kit/words.js';

/**
 * @typedef {import('../kit/format.js').Role} Role
 * @typedef {{es: string, en: string}} Word
 * @typedef {() => Promise<Record<string, any>>} Load
 * @typedef {{at: string, page: string, roles?: Role[], guest?: boolean, open?: boolean, load?: Load}} PageOf one address of a family
 *   `at`: below the path of the family, or an address of its own when it begins with a slash; `page`: what its module exports;
 *   `guest`: for people who are not signed in; `open`: for anybody; without `roles`: everybody who is; `load`: another module than the family's
 * @typedef {object} Family
 * @property {string} name
 * @property {string} path
 * @property {Load} page
 * @property {PageOf[]} pages fixed words before `:id`: the first that fits is shown
 * @property {{icon: string, word: Word, short?: Word, group?: string}} [place] its entry in the bars; `short`: where there is little room;
 *   `group`: where it stands among many, if its hundred doesn't say so (GROUPS)
 * @property {Partial<Record<Role, number>>} [bar] who has it there, and where: lowest first, the first four are the phone's bar; each
 *   hundred is a group (HUNDREDS)
 * @property {string} [under] the place that is lit for it, of a family that isn't in the bars: that place's page leads to it
 * @property {() => Promise<unknown>} [words] the module that describes its things to the audit trail (js/kit/entities.js)
 * @typedef {{path: string, page: string, load: Load, roles?: Role[], guest?: boolean, open?: boolean, place?: string}} Route
 *   `place`: the entry of the bars that is lit
 * @typedef {{path: string, icon: string, label: string, short?: string, group: string | null}} Place
 */

/** @type {Role[]} */
export const STAFF = ['supervisor', 'admin', 'admin_general'];
/** @param {{role: string}} user */
export const isStaff = (user) => STAFF.some((role) => role === user.role);
/** Who may begin a check. @type {Role[]} */
export const CHECKERS = ['student', 'instructor', 'supervisor', 'admin_general'];
/** @type {Role[]} */
export const GENERAL = ['admin_general'];
/** Who may ask for a loan, and reserve material; a supervisor reads of them. @type {Role[]} */
export const BORROWERS = ['instructor', 'admin', 'admin_general'];
/** Who keeps a warehouse's desk. @type {Role[]} */
export const DESKS = ['admin', 'admin_general'];
/** @type {Role[]} */
export const LOAN_READERS = ['supervisor', ...BORROWERS];
/** Who sees the warehouse of materials; the administrators write in it. @type {Role[]} */
export const STOCK_READERS = ['instructor', ...STAFF];

/**
 * list, create, detail and edit of one resource.
 * @param {{read?: Role[], write?: Role[], edit?: Role[]}} roles
 * @returns {PageOf[]}
 */
export const crud = ({ read, write, edit = write }) => [
  { at: '', page: 'list', roles: read },
  { at: 'nuevo', page: 'create', roles: write },
  { at: ':id', page: 'detail', roles: read },
  { at: ':id/editar', page: 'edit', roles: edit },
];

/** The groups of the bars, from the top; the daily places have no headline. @type {(string | null)[]} */
const GROUPS = [
  null,
  'nav.groupEquipment',
  'nav.groupMaterials',
  'nav.groupCenter',
  'nav.groupReports',
  'nav.groupSystem',
  'nav.groupOwn',
];
/** The groups of the hundreds. @type {Record<number, string>} */
const HUNDREDS = { 1: 'nav.groupCenter', 2: 'nav.groupSystem', 5: 'nav.groupMaterials', 9: 'nav.groupOwn' };
/** Fewer places are found without headlines. */
const FEW = 12;

/**
 * Places as the bars show them: in groups, if there are many; each group in the order of the role.
 * @param {Place[]} places @param {number} [all] how many there are, of which these may be a part
 * @returns {{title: string | null, places: Place[]}[]}
 */
export function groupsOf(places, all = places.length) {
  if (all <= FEW) return [{ title: null, places }];
  return GROUPS.map((title) => ({ title, places: places.filter(({ group }) => group === title) })).filter(
    (group) => group.places.length,
  );
}

/** @type {Family[]} */
let families = [];
/** @type {Route[]} */
let routes = [];

/** @param {Family[]} given */
export const routesOf = (given) =>
  given.flatMap(({ path, page, pages, place, under = place && path }) =>
    pages.map(({ at, load = page, ...rest }) => ({
      ...rest,
      path: at.startsWith('/') ? at : [path, at].filter(Boolean).join('/'),
      load,
      ...(under ? { place: under } : {}),
    })),
  );

/** Takes the list, and the words of its places as `nav.<name>`. @param {Family[]} given */
export function usePlaces(given) {
  families = given;
  routes = routesOf(given);
  const words = given.flatMap(({ name, place }) => [
    ...(place ? [{ key: `nav.${name}`, word: place.word }] : []),
    ...(place?.short ? [{ key: `nav.${name}Short`, word: place.short }] : []),
  ]);
  const english = Object.fromEntries(words.map(({ key, word }) => [key, word.en]));
  learn(Object.fromEntries(words.map(({ key, word }) => [key, word.es])), async () => ({ default: english }));
}

/** What a role sees in the bars, in its order: the first four are the phone's bottom bar, the rest is behind "Más". @param {Role} role @returns {Place[]} */
export const placesOf = (role) =>
  families
    .flatMap(({ name, path, place, bar }) => {
      const order = bar?.[role];
      if (!place || order === undefined) return [];
      const short = place.short ? { short: `nav.${name}Short` } : {};
      return [
        {
          order,
          at: {
            path,
            icon: place.icon,
            label: `nav.${name}`,
            group: place.group ?? HUNDREDS[Math.floor(order / 100)] ?? null,
            ...short,
          },
        },
      ];
    })
    .sort((a, b) => a.order - b.order)
    .map(({ at }) => at);

/**
 * An address, if it shows a page that a role may open; so a figure leads somewhere or is only read.
 * @param {string} path @param {Role} role @returns {string | undefined}
 */
export function reach(path, role) {
  const route = matchRoute(path)?.route;
  return route && !route.guest && (route.roles?.includes(role) ?? true) ? path : undefined;
}

/**
 * The first route that fits; fixed words win because they stand before `:id`.
 * @param {string} path
 * @returns {{route: Route, params: Record<string, string>} | null}
 */
export function matchRoute(path) {
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
