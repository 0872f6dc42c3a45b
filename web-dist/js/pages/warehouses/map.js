/** The map of a warehouse: its bins as they stand, each with its state in colour, icon and word. */
import { h, icon, replace } from '../../ui/dom.js';
import { button, emptyState } from '../../ui/parts.js';
import { BIN_STATES, binState, t as tb } from '../bins/words.js';
import { blocksWith, countsOf, gridOf, steppedFrom, tabbedOf } from './grid.js';
import { t } from './words.js';

/** @typedef {import('wire').Bin} Bin */
/** @typedef {{element: HTMLElement, bins: Bin[], open?: () => void}} Part a block as it stands on the page; `open`, if it can be closed */

/** More bins than this are shown block by block, each when it is opened. */
const MANY = 400;

/**
 * @param {{fields: {name: string, label: string}[]}} template @param {Bin[]} bins
 * @param {{mayWrite: boolean, warehouse: string}} options
 */
export function binMap(template, bins, { mayWrite, warehouse }) {
  if (!bins.length)
    return emptyState({
      icon: 'warehouse',
      title: t('warehouses.mapNone'),
      hint: mayWrite ? t('warehouses.mapNoneHint') : tb('bins.emptyHint'),
      action: mayWrite
        ? { label: tb('bins.many'), icon: 'boxes', href: `/ubicaciones/varias?bodega=${warehouse}` }
        : null,
    });
  const { blocks, others } = gridOf(template.fields, bins);
  /** @type {Part[]} */
  const parts = blocks.map((block) => (bins.length > MANY ? later(block, template) : whole(block, template)));
  if (others.length) {
    const loose = h('div', { class: 'bin-loose' }, ...others.map(cell));
    parts.push({ element: section(t('warehouses.mapOthers'), loose), bins: others });
  }
  const map = h('div', { class: 'bin-map', on: { keydown: step } }, ...parts.map(({ element }) => element));
  let tabbed = map.querySelector('a');
  if (tabbed) tabbed.tabIndex = 0;
  /** The Tab key leads to a cell that is in sight. @param {HTMLAnchorElement | null} cell */
  function tabTo(cell) {
    if (cell === tabbed) return;
    if (tabbed) tabbed.tabIndex = -1;
    if (cell) cell.tabIndex = 0;
    tabbed = cell;
  }
  map.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLAnchorElement) tabTo(target);
  });
  // A block that is opened or closed; this event doesn't bubble.
  map.addEventListener('toggle', () => tabTo(tabbedOf(cellsInSight(map), tabbed)), { capture: true });
  /** @param {string | null} only */
  function show(only) {
    map.dataset.only = only ?? '';
    const states = blocksWith(
      parts.map((part) => part.bins),
      only,
      MANY,
    );
    parts.forEach(({ element, open }, at) => {
      element.hidden = !states[at].shown;
      if (states[at].opened) open?.();
    });
    if (map.isConnected) tabTo(tabbedOf(cellsInSight(map), tabbed));
  }
  return h('div', { class: 'stack' }, legend(bins, show), map);
}

/** The cells that can be seen: not those of another state than the chosen one, nor those in a closed block. @param {HTMLElement} map */
const cellsInSight = (map) =>
  /** @type {HTMLAnchorElement[]} */ ([...map.querySelectorAll('a.bin-cell')]).filter((one) =>
    one.checkVisibility({ visibilityProperty: true }),
  );

/** What is shown: all, or the bins of one state; the others stay as shadows, so that each keeps its place. @param {Bin[]} bins @param {(only: string | null) => void} show */
function legend(bins, show) {
  /** @type {string | null} */
  let only = null;
  const box = h('div', { class: 'bin-legend', role: 'group', 'aria-label': t('warehouses.mapShow') });
  const draw = () => {
    show(only);
    replace(
      box,
      chip(null, t('warehouses.mapAll', { n: bins.length }), null),
      ...countsOf(bins, BIN_STATES).map(([status, n]) =>
        chip(status, `${binState(status).word} (${n})`, binState(status)),
      ),
    );
  };
  /** @param {string | null} status @param {string} label @param {import('../../kit/format.js').State | null} state */
  function chip(status, label, state) {
    const node = button({
      label,
      icon: state?.icon,
      kind: 'quiet',
      class: `bin-chip ${state?.tone ?? ''}`,
      run: () => {
        only = status;
        draw();
        /** @type {HTMLElement | null} */ (box.querySelector('[aria-pressed="true"]'))?.focus();
      },
    });
    node.setAttribute('aria-pressed', String(only === status));
    return node;
  }
  draw();
  return box;
}

/** @param {string} title @param {Node} content */
const section = (title, content) =>
  h('section', { class: 'bin-block', 'aria-label': title }, h('h3', {}, title), content);

/** @param {import('./grid.js').Block<Bin>} block */
const titleOf = ({ title }) =>
  title.map((part) => t('warehouses.mapBlock', part)).join(' · ') || t('warehouses.mapWhole');

/** @param {import('./grid.js').Block<Bin>} block @param {{fields: {label: string}[]}} template @returns {Part} */
const whole = (block, template) => ({ element: section(titleOf(block), table(block, template)), bins: block.bins });

/** A block whose bins are drawn when it is opened. @param {import('./grid.js').Block<Bin>} block @param {{fields: {label: string}[]}} template @returns {Part} */
function later(block, template) {
  const place = h('div', {});
  const fill = () => {
    if (!place.firstChild) place.append(table(block, template));
  };
  const counts = countsOf(block.bins, BIN_STATES).map(([status, n]) => {
    const { word, icon: sign, tone } = binState(status);
    return h('span', { class: `bin-tally ${tone}` }, icon(sign, { class: 'small' }), `${word} (${n})`);
  });
  const element = h(
    'details',
    {
      class: 'bin-block',
      on: {
        toggle: () => {
          if (element.open) fill();
        },
      },
    },
    h('summary', {}, h('span', { class: 'bin-title' }, titleOf(block)), ...counts),
    place,
  );
  const open = () => {
    fill();
    element.open = true;
  };
  return { element, bins: block.bins, open };
}

/** What a row or a column is, over its number. @param {string} label */
const named = (label) => (label ? h('span', { class: 'bin-row' }, label) : null);

/** @param {import('./grid.js').Block<Bin>} block @param {{fields: {label: string}[]}} template */
function table(block, template) {
  const labels = template.fields.slice(-2).map(({ label }) => label);
  const [rowLabel, columnLabel] = labels.length > 1 ? labels : ['', labels[0] ?? ''];
  return h(
    'div',
    { class: 'bin-scroll' },
    h(
      'table',
      { class: 'bin-grid' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('td', {}),
          ...block.columns.map((column) => h('th', { scope: 'col' }, named(columnLabel), column || '·')),
        ),
      ),
      h(
        'tbody',
        {},
        ...block.rows.map((row) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, named(rowLabel), row),
            ...block.columns.map((column) => h('td', {}, ...block.at(row, column).map(cell))),
          ),
        ),
      ),
    ),
  );
}

/** @param {Bin} bin */
function cell(bin) {
  const { word, icon: sign, tone } = binState(bin.status);
  const product = bin.product_name ? `, ${bin.product_name}` : '';
  return h(
    'a',
    {
      class: `bin-cell ${tone}`,
      href: `/ubicaciones/${bin.id}`,
      title: `${bin.code}: ${word}${product}`,
      tabindex: '-1',
      'data-status': bin.status,
    },
    h('span', { class: 'bin-code' }, bin.code),
    ' ',
    h('span', { class: 'bin-word' }, icon(sign, { class: 'small' }), word),
    product && h('span', { class: 'visually-hidden' }, product),
  );
}

/** The arrow keys lead to the bin that lies there on the screen. @param {KeyboardEvent} event */
function step(event) {
  const map = /** @type {HTMLElement} */ (event.currentTarget);
  const cells = cellsInSight(map);
  const from = cells.indexOf(/** @type {HTMLAnchorElement} */ (event.target));
  if (from < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const places = cells.map((one) => {
    const { left, top } = one.getBoundingClientRect();
    return { row: Math.round(top), column: Math.round(left) };
  });
  const to = steppedFrom(places, from, event.key);
  if (to === from) return;
  event.preventDefault();
  cells[to].focus();
}
