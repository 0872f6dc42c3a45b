/** Pages that belong together, side by side above each of them. */
import { h, icon } from './dom.js';

/** @param {{label: string, here: string, views: {href: string, icon: string, word: string}[]}} options `here`: the address of the one that is shown */
export const viewLinks = ({ label, here, views }) =>
  h(
    'nav',
    { class: 'views', 'aria-label': label },
    ...views.map(({ href, icon: sign, word }) =>
      h(
        'a',
        { href, class: 'chip', 'aria-current': href === here ? 'page' : null },
        icon(sign, { class: 'small' }),
        word,
      ),
    ),
  );
