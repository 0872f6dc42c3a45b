/** The two shapes of a list: table and cards. */
import { t } from '../kit/words.js';
import { h, icon } from './dom.js';
import { menu } from './menu.js';
import { valueOf } from './rows.js';

/**
 * @typedef {import('./table.js').TableOptions} TableOptions
 * @typedef {import('./table.js').TableColumn} TableColumn
 * @typedef {any} Row
 * @typedef {{options: TableOptions, state: import('./rows.js').State, rows: Row[], chosen: Row | null, sort: (column: TableColumn) => void, open: ((row: Row) => any) | null}} View
 */

/** @param {TableColumn} column @param {Row} row */
export function contentOf(column, row) {
  const shown = column.cell ? column.cell(row) : valueOf(row, column);
  return shown === null || shown === undefined || shown === '' ? '—' : shown;
}

/** The cell that opens the row: a real link, or a button. @param {View} view @param {Row} row @param {any} label */
export function title(view, row, label) {
  const { options, open } = view;
  const focus = `open-${row.id}`;
  if (options.href && !(options.aside && open))
    return h('a', { class: 'row-title', href: options.href(row), dataset: { focus } }, label);
  if (options.href && open) {
    return h(
      'a',
      {
        class: 'row-title',
        href: options.href(row),
        dataset: { focus },
        on: {
          click: (/** @type {MouseEvent} */ event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            if (!matchMedia('(min-width: 1200px)').matches) return;
            event.preventDefault();
            open(row);
          },
        },
      },
      label,
    );
  }
  return open
    ? h('button', { type: 'button', class: 'row-title', dataset: { focus }, on: { click: () => open(row) } }, label)
    : h('span', { class: 'strong' }, label);
}

/** @param {View} view @param {Row} row @param {string} name */
export function actionsOf(view, row, name) {
  const items = (view.options.actions?.(row) ?? []).filter(Boolean);
  return items.length ? menu({ label: t('table.rowActions', { name }), items }) : null;
}

/** @param {View} view */
export const opens = (view) =>
  view.options.columns.find((column) => column.card === 'title') ?? view.options.columns[0];

/** @param {View} view */
export function drawTable(view) {
  const { options, state } = view;
  const columns = options.columns.filter((column) => column.hide !== 'desktop');
  const main = opens(view);
  /** @param {TableColumn} column */
  const head = (column) => {
    const can = options.loadPage ? column.serverSort : column.sortable !== false;
    const sorted = state.sort === column.key;
    return h(
      'th',
      {
        scope: 'col',
        class: cellClass(column),
        'aria-sort': can ? (sorted ? (state.desc ? 'descending' : 'ascending') : 'none') : null,
      },
      can
        ? h(
            'button',
            { type: 'button', dataset: { focus: `sort-${column.key}` }, on: { click: () => view.sort(column) } },
            column.label,
            icon(sorted ? (state.desc ? 'down' : 'up') : 'sort'),
          )
        : column.label,
    );
  };
  /** @param {Row} row */
  const line = (row) => {
    const name = String(valueOf(row, main) ?? '');
    return h(
      'tr',
      {
        class: view.open ? 'openable' : '',
        'aria-current': view.chosen && view.chosen.id === row.id ? 'true' : null,
        on: { click: (/** @type {MouseEvent} */ event) => rowClick(view, row, event) },
      },
      ...columns.map((column, at) =>
        h(
          column === main ? 'th' : 'td',
          { class: cellClass(column) + (at === 0 ? toneClass(view, row) : ''), scope: column === main ? 'row' : null },
          column === main ? title(view, row, contentOf(column, row)) : contentOf(column, row),
        ),
      ),
      options.actions ? h('td', { class: 'narrow end' }, actionsOf(view, row, name)) : null,
    );
  };
  return h(
    'table',
    { class: 'data-table' },
    h('caption', { class: 'visually-hidden' }, options.caption),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ...columns.map(head),
        options.actions
          ? h('th', { scope: 'col', class: 'narrow' }, h('span', { class: 'visually-hidden' }, t('common.actions')))
          : null,
      ),
    ),
    h('tbody', {}, ...view.rows.map(line)),
  );
}

/** @param {TableColumn} column */
const cellClass = (column) =>
  [column.align === 'end' ? 'end' : '', column.narrow ? 'narrow' : '', column.hide === 'aside' ? 'hide-aside' : '']
    .filter(Boolean)
    .join(' ');
/** @param {View} view @param {Row} row */
function toneClass(view, row) {
  const tone = view.options.rowTone?.(row);
  return tone ? ` row-tone ${tone}` : '';
}

/** The whole line opens, unless something in it was meant or text was marked. @param {View} view @param {Row} row @param {MouseEvent} event */
function rowClick(view, row, event) {
  if (
    !view.open ||
    event.defaultPrevented ||
    !(event.target instanceof Element) ||
    event.target.closest('a, button, input, select, label, [popover]') ||
    String(getSelection())
  )
    return;
  view.open(row);
}

/** @param {View} view */
export function drawCards(view) {
  const { columns } = view.options;
  const main = opens(view);
  /** @param {string} kind */
  const of = (kind) => columns.filter((column) => column !== main && (column.card ?? 'meta') === kind);
  return h(
    'ul',
    { class: 'data-cards', role: 'list', 'aria-label': view.options.caption },
    ...view.rows.map((row) => {
      const actions = actionsOf(view, row, String(valueOf(row, main) ?? ''));
      const badges = of('badge');
      const meta = of('meta').filter((column) => contentOf(column, row) !== '—');
      return h(
        'li',
        { class: toneClass(view, row).trim() },
        h(
          'div',
          {},
          title(view, row, contentOf(main, row)),
          ...of('subtitle').map((column) => h('div', { class: 'card-sub' }, contentOf(column, row))),
        ),
        badges.length || actions
          ? h('div', { class: 'card-badges' }, actions, ...badges.map((column) => h('div', {}, contentOf(column, row))))
          : null,
        meta.length
          ? h(
              'dl',
              { class: 'card-meta' },
              ...meta.map((column) => h('div', {}, h('dt', {}, column.label), h('dd', {}, contentOf(column, row)))),
            )
          : null,
      );
    }),
  );
}
