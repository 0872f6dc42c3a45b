/** What charts are drawn with: elements, hatchings, the legend, and the table behind. */
import { t } from '../kit/words.js';
import { h } from './dom.js';

/** Tones that a hatching tells from the others where there are no colours. @type {Record<string, string>} */
const HATCH = { bad: 'M0 6L6 0', warn: 'M0 3H6' };

/** An element of a drawing. @param {string} tag @param {Record<string, string | number | null | undefined>} props @param {...(Node | string | null)} children */
export function draw(tag, props, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(props))
    if (value !== null && value !== undefined) element.setAttribute(name, String(value));
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The hatchings of a drawing. @param {string} base @param {string[]} tones */
export const patterns = (base, tones) =>
  draw(
    'defs',
    {},
    ...[...new Set(tones)]
      .filter((tone) => HATCH[tone])
      .map((tone) =>
        draw(
          'pattern',
          { id: `${base}-${tone}`, width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
          draw('rect', { width: 6, height: 6, class: `fill-${tone}` }),
          draw('path', { d: HATCH[tone], class: 'hatch' }),
        ),
      ),
  );
/** How a tone is painted. @param {string} base @param {string} tone */
export const paint = (base, tone) => (HATCH[tone] ? { fill: `url(#${base}-${tone})` } : { class: `fill-${tone}` });

/** Title and description. @param {string} base @param {string} title @param {string} about */
export const spoken = (base, title, about) => [
  draw('title', { id: `${base}-title` }, title),
  draw('desc', { id: `${base}-about` }, about),
];

/** The table behind a drawing. @param {string} title @param {string[]} heads @param {string[][]} rows */
export const behind = (title, heads, rows) =>
  h(
    'details',
    { class: 'chart-table' },
    h('summary', {}, t('chart.table')),
    h(
      'div',
      { class: 'chart-scroll', tabindex: '0', role: 'region', 'aria-label': title },
      h(
        'table',
        {},
        h('caption', { class: 'visually-hidden' }, title),
        h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
        h(
          'tbody',
          {},
          ...rows.map(([name, ...cells]) =>
            h('tr', {}, h('th', { scope: 'row' }, name), ...cells.map((cell) => h('td', { class: 'num' }, cell))),
          ),
        ),
      ),
    ),
  );

/** @param {import('./chart-scale.js').Series[]} series */
export const legend = (series) =>
  h(
    'ul',
    { class: 'chart-legend', role: 'list' },
    ...series.map(({ name, tone }) =>
      h('li', {}, h('span', { class: `chart-key key-${tone}`, 'aria-hidden': 'true' }), name),
    ),
  );
