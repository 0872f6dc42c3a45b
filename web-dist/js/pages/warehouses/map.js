/** The map of a warehouse: its bins as they stand, each with its state in colour, icon and word. */
import { h, icon, replace } from '../../ui/dom.js';
import { button, emptyState } from '../../ui/parts.js';
import { BIN_STATES, binState, t as tb } from '../bins/words.js';
import { gridOf, steppedFrom } from './grid.js';
import { t } from './words.js';

/** @typedef {import('wire').Bin} Bin */

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
      hint: t('warehouses.mapNoneHint'),
      action: mayWrite
        ? { label: tb('bins.many'), icon: 'boxes', href: `/ubicaciones/varias?bodega=${warehouse}` }
        : null,
    });
  const { blocks, others } = gridOf(template.fields, bins);
  const drawn =
    bins.length > MANY ? blocks.map((block) => later(block, template)) : blocks.map((block) => whole(block, template));
  const map = h(
    'div',
    { class: 'bin-map', on: { keydown: step } },
    ...drawn,
    others.length ? section(t('warehouses.mapOthers'), h('div', { class: 'bin-loose' }, ...others.map(cell))) : null,
  );
  const first = map.querySelector('a');
  if (first) first.tabIndex = 0;
  map.addEventListener('focusin', (event) => {
    if (!(event.target instanceof HTMLAnchorElement)) return;
    for (const one of map.querySelectorAll('a[tabindex="0"]')) /** @type {HTMLElement} */ (one).tabIndex = -1;
    event.target.tabIndex = 0;
  });
  return h('div', { class: 'stack' }, legend(bins, map), map);
}

/** What is shown: all, or the bins of one state; the others stay as shadows, so that each keeps its place. @param {Bin[]} bins @param {HTMLElement} map */
function legend(bins, map) {
  /** @type {string | null} */
  let only = null;
  const box = h('div', { class: 'bin-legend', role: 'group', 'aria-label': t('warehouses.mapShow') });
  const draw = () => {
    map.dataset.only = only ?? '';
    replace(
      box,
      chip(null, t('warehouses.mapAll', { n: bins.length }), null),
      ...BIN_STATES.map((status) => {
        const n = bins.filter((bin) => bin.status === status).length;
        return n ? chip(status, `${binState(status).word} (${n})`, binState(status)) : null;
      }),
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

/** @param {import('./grid.js').Block<Bin>} block @param {{fields: {label: string}[]}} template */
const whole = (block, template) => section(titleOf(block), table(block, template));

/** A block whose bins are drawn when it is opened. @param {import('./grid.js').Block<Bin>} block @param {{fields: {label: string}[]}} template */
function later(block, template) {
  const place = h('div', {});
  return h(
    'details',
    {
      class: 'bin-block',
      on: {
        toggle: () => {
          if (!place.firstChild) place.append(table(block, template));
        },
      },
    },
    h('summary', {}, titleOf(block)),
    place,
  );
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
  const label = bin.product_name
    ? t('warehouses.mapCellOf', { code: bin.code, state: word, product: bin.product_name })
    : t('warehouses.mapCell', { code: bin.code, state: word });
  return h(
    'a',
    {
      class: `bin-cell ${tone}`,
      href: `/ubicaciones/${bin.id}`,
      'aria-label': label,
      title: label,
      tabindex: '-1',
      'data-status': bin.status,
    },
    h('span', { class: 'bin-code' }, bin.code),
    h('span', { class: 'bin-word' }, icon(sign, { class: 'small' }), word),
  );
}

/** The arrow keys lead to the bin that lies there on the screen. @param {KeyboardEvent} event */
function step(event) {
  const map = /** @type {HTMLElement} */ (event.currentTarget);
  const cells = /** @type {HTMLAnchorElement[]} */ ([...map.querySelectorAll('a.bin-cell')]).filter(
    (one) => one.offsetParent,
  );
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
