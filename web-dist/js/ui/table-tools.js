/** The line over a list: search, filters, sort (phone), export. */
import { t } from '../kit/words.js';
import { h, icon, replace, uid } from './dom.js';
import { button } from './parts.js';
import { optionsOf } from './rows.js';

/**
 * @typedef {import('./table.js').TableOptions} TableOptions
 * @typedef {import('./table.js').TableFilter} TableFilter
 * @typedef {import('./rows.js').State} State
 * @typedef {{element: HTMLElement, update: (state: State, rows: any[]) => void}} Part
 */

/**
 * @param {{options: TableOptions, columns: import('./table.js').TableColumn[], change: (patch: Partial<State>) => void, reset: () => void, exporter: HTMLElement | null, gallery: {element: HTMLElement} | null}} given
 */
export function drawTools({ options, columns, change, reset, exporter, gallery }) {
  /** @type {State['filters']} */
  let filters = {};
  let timer = 0;
  const input = h('input', {
    type: 'search',
    'aria-label': `${t('table.search')}: ${options.caption}`,
    placeholder: (options.search && options.search.placeholder) || t('table.search'),
    autocomplete: 'off',
    enterkeyhint: 'search',
    on: {
      input: () => {
        clearTimeout(timer);
        timer = window.setTimeout(() => change({ search: input.value.trim() }), options.loadPage ? 350 : 120);
      },
    },
  });
  const pick = (/** @type {string} */ key, /** @type {string} */ value) =>
    change({ filters: { ...filters, [key]: value } });
  const parts = (options.filters ?? []).map((filter) =>
    filter.type === 'chips'
      ? chips(filter, pick)
      : filter.type === 'date'
        ? dateFilter(filter, pick)
        : select(filter, pick),
  );
  const order = sorter(options, columns, change);
  const clear = button({ label: t('table.clear'), icon: 'close', kind: 'quiet', run: reset });
  const inner = [...parts.map((part) => part.element), order?.element, clear];

  const nodes = [
    options.search === false ? null : h('div', { class: 'data-search' }, icon('search'), input),
    h('div', { class: 'data-filters' }, ...inner),
  ];
  return {
    nodes,
    end: h('div', { class: 'data-end' }, gallery?.element, ...(options.toolbar ?? []), exporter),
    focus: () => input.focus(),
    /** @param {State} state @param {any[]} rows @param {boolean} narrowed */
    update(state, rows, narrowed) {
      filters = state.filters;
      if (document.activeElement !== input || !state.search) input.value = state.search;
      for (const part of parts) part.update(state, rows);
      order?.update(state, rows);
      clear.hidden = !narrowed;
    },
  };
}

/** @param {TableFilter} filter @param {(key: string, value: string) => void} pick @returns {Part} */
function select(filter, pick) {
  const element = h('select', { 'aria-label': filter.label, on: { change: () => pick(filter.key, element.value) } });
  const box = h('div', { class: 'data-filter' }, element);
  let drawn = '';
  return {
    element: box,
    update(state, rows) {
      const options = optionsOf(filter, rows);
      const print = JSON.stringify(options);
      if (print !== drawn) {
        drawn = print;
        replace(
          element,
          h('option', { value: '' }, t('table.any', { label: filter.label })),
          ...options.map((option) => h('option', { value: option.value }, option.label)),
        );
      }
      box.hidden = Boolean(filter.hideEmpty) && !options.length;
      element.value = state.filters[filter.key] ?? '';
      if (element.selectedIndex < 0) element.value = '';
      box.classList.toggle('on', Boolean(element.value));
    },
  };
}

/** @param {TableFilter} filter @param {(key: string, value: string) => void} pick @returns {Part} */
function chips(filter, pick) {
  const element = h('div', { class: 'chips', role: 'group', 'aria-label': filter.label });
  let drawn = '';
  return {
    element,
    update(state, rows) {
      const options = optionsOf(filter, rows);
      const print = JSON.stringify(options);
      const now = state.filters[filter.key] ?? '';
      if (print !== drawn) {
        drawn = print;
        replace(
          element,
          ...options.map((option) =>
            h(
              'button',
              {
                type: 'button',
                class: 'chip',
                dataset: { value: option.value },
                on: {
                  click: (/** @type {Event} */ event) =>
                    pick(
                      filter.key,
                      /** @type {HTMLElement} */ (event.currentTarget).getAttribute('aria-pressed') === 'true'
                        ? ''
                        : option.value,
                    ),
                },
              },
              option.label,
            ),
          ),
        );
      }
      for (const chip of /** @type {HTMLElement[]} */ ([...element.children]))
        chip.setAttribute('aria-pressed', String(chip.dataset.value === now));
    },
  };
}

/** @param {TableFilter} filter @param {(key: string, value: string) => void} pick @returns {Part} */
function dateFilter(filter, pick) {
  const id = uid('filter');
  const input = h('input', { type: 'date', id, on: { change: () => pick(filter.key, input.value) } });
  return {
    element: h('div', { class: 'data-filter' }, h('label', { for: id, class: 'small muted' }, filter.label), input),
    update(state) {
      input.value = state.filters[filter.key] ?? '';
    },
  };
}

/** On a phone there are no column heads to press. @param {TableOptions} options @param {import('./table.js').TableColumn[]} columns @param {(patch: Partial<State>) => void} change @returns {Part | null} */
function sorter(options, columns, change) {
  const sortable = columns.filter(
    (column) => (options.loadPage ? column.serverSort : column.sortable !== false) && column.card !== 'hidden',
  );
  if (sortable.length < 2) return null;
  const element = h(
    'select',
    {
      'aria-label': t('table.sortBy'),
      on: {
        change: () => change({ sort: element.value.replace(/^-/, '') || null, desc: element.value.startsWith('-') }),
      },
    },
    h('option', { value: '' }, t('table.sortBy')),
    ...sortable.flatMap((column) => [
      h('option', { value: column.key }, t('table.sortAsc', { label: column.label })),
      h('option', { value: `-${column.key}` }, t('table.sortDesc', { label: column.label })),
    ]),
  );
  return {
    element: h('div', { class: 'data-filter phone-only' }, element),
    update(state) {
      element.value = state.sort ? `${state.desc ? '-' : ''}${state.sort}` : '';
    },
  };
}
