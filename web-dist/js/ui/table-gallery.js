/** The third shape of a list: pictures side by side. Whether somebody wants it is remembered in this browser. */
import { t } from '../kit/words.js';
import { h } from './dom.js';
import { button } from './parts.js';
import { contentOf, actionsOf, opens, title } from './table-view.js';
import { valueOf } from './rows.js';

/** @typedef {{tile: (row: any) => Node, person: string}} Gallery `person`: whose choice it is */

/** @param {string} name @param {string} person */
const keyOf = (name, person) => `inventario.gallery.${name}.${person}`;

/** @param {string} key */
function isChosen(key) {
  try {
    return localStorage.getItem(key) === 'si';
  } catch {
    return false;
  }
}

/** @param {string} key @param {boolean} is */
function choose(key, is) {
  try {
    if (is) localStorage.setItem(key, 'si');
    else localStorage.removeItem(key);
  } catch {
    /* storage refused: it lasts as long as the page */
  }
}

/**
 * The button that switches between the list and its pictures; null where there are none.
 * @param {{name: string, gallery?: Gallery}} options @param {() => void} redraw
 */
export function galleryChoice({ name, gallery }, redraw) {
  if (!gallery) return null;
  const key = keyOf(name, gallery.person);
  let on = isChosen(key);
  const element = button({
    label: t('table.gallery'),
    icon: 'grid',
    kind: 'quiet',
    run: () => {
      on = !on;
      choose(key, on);
      element.setAttribute('aria-pressed', String(on));
      redraw();
    },
  });
  element.setAttribute('aria-pressed', String(on));
  return { element, on: () => on };
}

/** @param {import('./table-view.js').View} view */
export function drawGallery(view) {
  const { columns, caption, gallery } = view.options;
  const main = opens(view);
  /** @param {string} kind */
  const of = (kind) => columns.filter((column) => column !== main && column.card === kind);
  return h(
    'ul',
    { class: 'data-gallery', role: 'list', 'aria-label': caption },
    ...view.rows.map((row) =>
      h(
        'li',
        { 'aria-current': view.chosen && view.chosen.id === row.id ? 'true' : null },
        gallery?.tile(row),
        h(
          'div',
          { class: 'tile-text' },
          h(
            'div',
            { class: 'tile-name' },
            title(view, row, valueOf(row, main)),
            ...of('subtitle').map((column) => h('div', { class: 'card-sub' }, contentOf(column, row))),
          ),
          actionsOf(view, row, String(valueOf(row, main) ?? '')),
        ),
        h('div', { class: 'tile-badges' }, ...of('badge').map((column) => h('div', {}, contentOf(column, row)))),
      ),
    ),
  );
}
