/** Whose inventory it is: the mark of the program, and the name and logo of the centre when there is only one. */
import { api } from '../kit/api.js';
import { t } from '../kit/words.js';
import { h } from '../ui/dom.js';

/** @typedef {{id: string | null, name: string | null, logo: string | null}} Only */

/** @type {Only} */
let only = { id: null, name: null, logo: null };
/** @type {Set<() => void>} */
const watchers = new Set();

/** The only active centre; all null when there are several, or none. */
export const onlyCenter = () => only;
/** Told when it, its name or its logo changes. @param {() => void} watcher */
export const onCenter = (watcher) => watchers.add(watcher);

/** Asks the server for it. Without an answer the mark of the program stands alone. */
export async function learnCenter() {
  const found = await api.get('/api/centers/only', { open: true }).catch(() => null);
  if (!found) return;
  only = { id: found.id ?? null, name: found.name ?? null, logo: found.logo ?? null };
  for (const watcher of watchers) watcher();
}

/** Another logo has another address. @param {{id: string | null, logo?: string | null}} center */
export const logoUrl = ({ id, logo }) => (id && logo ? `/api/centers/${id}/logo?v=${logo}` : null);

/** The mark and the words beside it. @returns {Node[]} */
export function mark() {
  const logo = logoUrl(only);
  const image = logo
    ? h('img', { class: 'brand-logo', src: logo, alt: '' })
    : h('img', { src: '/img/favicon.svg', alt: '' });
  return [image, h('span', {}, t('app.name'), h('small', {}, only.name ?? t('app.tagline')))];
}

/** The name and the mark over a door. */
export const brand = () => h('div', { class: 'brand' }, ...mark());
