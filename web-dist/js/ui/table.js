/** dataTable: one list for every resource. A dense table on a desktop, cards on a phone; its state lives in the address. */
import { ApiError } from '../kit/api.js';
import { t } from '../kit/words.js';
import { announce, h, replace } from './dom.js';
import { button, emptyState, errorState, isAbort, skeleton } from './parts.js';
import { filterRows, pageOf, readState, searchRows, sortRows, writeState } from './rows.js';
import { tableExport } from './table-export.js';
import { drawGallery, galleryChoice } from './table-gallery.js';
import { drawTools } from './table-tools.js';
import { drawCards, drawTable } from './table-view.js';

/** @typedef {any} Row */
/** @typedef {import('./dom.js').Child} Child */
/**
 * @template [Of=Row]
 * @typedef {import('./rows.js').Column<Of> & {label: string, cell?: (row: Of) => Child, sortable?: boolean, serverSort?: boolean, align?: 'end', card?: 'title' | 'subtitle' | 'badge' | 'meta' | 'hidden', narrow?: boolean, hide?: 'desktop' | 'aside'}} TableColumn
 */
/** @typedef {{value: string, label: string}} Option */
/**
 * @template [Of=Row]
 * @typedef {import('./rows.js').Filter<Of> & {label: string, type?: 'select' | 'chips' | 'date', options?: Option[] | ((rows: Of[]) => Option[]), hideEmpty?: boolean}} TableFilter `hideEmpty`: a select goes while there is nothing to choose
 */
/** @typedef {{page: number, perPage: number, search: string, sort: string | null, desc: boolean, filters: Record<string, string>, signal: AbortSignal}} PageQuery */
/**
 * @template [Of=Row]
 * @typedef {{ctx: import('./parts.js').Visit, name: string, caption: string, columns: TableColumn<NoInfer<Of>>[],
 *   load?: (options: {signal: AbortSignal}) => Promise<Of[]>, loadPage?: (query: PageQuery) => Promise<{rows: Of[], total: number}>,
 *   filters?: TableFilter<NoInfer<Of>>[], search?: {placeholder?: string} | false, sort?: {key: string, desc?: boolean}, href?: (row: Of) => string, open?: (row: Of) => any, aside?: (row: Of) => Node | Promise<Node>,
 *   actions?: (row: Of) => ({label: string, icon?: string, href?: string, run?: (event: Event) => any, danger?: boolean} | null | false)[], rowTone?: (row: Of) => string | null, noun?: (n: number) => string, perPage?: number,
 *   empty?: {icon?: string, title?: string, hint?: string, action?: import('./parts.js').Action | null}, exports?: import('./table-export.js').TableExport, toolbar?: Node[], gallery?: import('./table-gallery.js').Gallery, onRows?: (rows: Of[]) => void}} TableOptions
 */

const WIDE = '(min-width: 900px), print';
const ROOMY = '(min-width: 1200px)';

/** @template Of @param {TableOptions<Of>} options */
export function dataTable(options) {
  const { ctx, columns, filters = [], perPage = 50 } = options;
  const server = Boolean(options.loadPage);
  let state = readState(ctx.query, filters, options.sort);
  /** @type {Row[]} */
  let rows = [];
  let total = 0;
  /** @type {unknown} */
  let failure = null;
  let loading = true;
  /** @type {Row | null} */
  let chosen = null;
  let turn = new AbortController();
  let paper = false;

  const tools = h('div', { class: 'data-tools', role: 'search', 'aria-label': options.caption });
  const count = h('div', { class: 'data-count', role: 'status' });
  const box = h('div', { class: 'data-box' });
  const pages = h('nav', { class: 'data-pages', 'aria-label': options.caption, hidden: true });
  const aside = h('aside', { class: 'data-aside', 'aria-label': t('table.detail'), hidden: true });
  const splitter = h('div', { class: 'data-split' }, h('div', { class: 'data' }, box, pages), aside);
  let said = '';
  const exporter = tableExport(options, { state: () => state, rows: () => rows, found, count: () => said });
  const gallery = galleryChoice(options, () => draw());
  const toolbar = drawTools({ options, change, reset, exporter: exporter?.element ?? null, columns, gallery });
  const element = h('div', { class: 'data' }, tools, h('div', { class: 'data-status' }, count, toolbar.end), splitter);
  replace(tools, ...toolbar.nodes);

  const wide = matchMedia(WIDE);
  wide.addEventListener('change', () => draw(), { signal: ctx.signal });
  addEventListener('beforeprint', onPaper, { signal: ctx.signal });
  addEventListener('afterprint', onPaper, { signal: ctx.signal });
  ctx.onLeave(() => turn.abort());

  const noun = options.noun ?? ((/** @type {number} */ n) => t('table.rows', { n }));
  function found() {
    const narrow = filterRows(searchRows(rows, state.search, columns), state.filters, filters);
    return sortRows(
      narrow,
      columns.find((column) => column.key === state.sort),
      state.desc,
    );
  }
  const narrowed = () =>
    Boolean(state.search) || filters.some((filter) => (state.filters[filter.key] ?? '') !== (filter.value ?? ''));

  /** On paper a list is whole. @param {Event} event */
  function onPaper(event) {
    paper = event.type === 'beforeprint';
    draw();
  }
  /** @param {Partial<typeof state>} patch */
  function change(patch) {
    state = { ...state, page: 1, ...patch };
    ctx.setQuery(writeState(state, filters, options.sort));
    server ? load() : draw();
  }
  function reset() {
    change({ search: '', filters: Object.fromEntries(filters.map((filter) => [filter.key, filter.value ?? ''])) });
    toolbar.focus();
  }

  async function load() {
    turn.abort();
    turn = new AbortController();
    const { signal } = turn;
    ctx.signal.addEventListener('abort', () => turn.abort(), { once: true });
    loading = true;
    failure = null;
    draw();
    try {
      if (options.loadPage) {
        const query = {
          page: state.page,
          perPage,
          search: state.search,
          sort: state.sort,
          desc: state.desc,
          filters: state.filters,
          signal,
        };
        ({ rows, total } = await options.loadPage(query));
      } else rows = (await options.load?.({ signal })) ?? [];
      if (signal.aborted) return;
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      if (!(error instanceof ApiError)) console.error(error);
      failure = error;
    }
    loading = false;
    draw();
    if (!failure) {
      options.onRows?.(rows);
      const id = ctx.query.get('ver');
      const row =
        id && !chosen && options.aside && matchMedia(ROOMY).matches ? rows.find((one) => String(one.id) === id) : null;
      if (row) pick(row);
    }
    element.dispatchEvent(new CustomEvent('ready', { bubbles: true }));
  }

  function draw() {
    toolbar.update(state, rows, narrowed());
    exporter?.close(Boolean(failure) || loading);
    box.setAttribute('aria-busy', String(loading));
    if (failure) {
      show(errorState(failure, load), '');
      return;
    }
    if (loading && !rows.length) {
      show(skeleton(6), '');
      return;
    }
    const all = server ? rows : found();
    const matches = server ? total : all.length;
    if (!matches) {
      exporter?.close(true);
      show(
        narrowed()
          ? emptyState({
              icon: 'search',
              title: t('table.none'),
              hint: t('table.noneHint'),
              action: { label: t('table.clear'), icon: 'close', run: reset },
            })
          : emptyState({ icon: 'box', title: t('table.empty'), ...options.empty }),
        '',
      );
      return;
    }
    const slice = server
      ? { rows, page: state.page, pages: Math.max(1, Math.ceil(total / perPage)), from: (state.page - 1) * perPage }
      : pageOf(all, paper ? 1 : state.page, paper ? Infinity : perPage);
    const view = { options, state, rows: slice.rows, chosen, sort: sortBy, open: opener() };
    said = noun(matches);
    const known =
      server || matches === rows.length ? said : `${t('table.of', { shown: matches, total: noun(rows.length) })}`;
    const focused = box.contains(document.activeElement)
      ? /** @type {HTMLElement} */ (document.activeElement).dataset.focus
      : null;
    const shape = gallery?.on() && !paper ? drawGallery : wide.matches || paper ? drawTable : drawCards;
    show(shape(view), known);
    if (focused)
      /** @type {HTMLElement | null} */ (box.querySelector(`[data-focus="${CSS.escape(focused)}"]`))?.focus();
    drawPages(slice, matches);
  }

  /** @param {Node} node @param {string} said */
  function show(node, said) {
    replace(box, node);
    if (count.dataset.said !== said) {
      replace(count, said);
      count.dataset.said = said;
    }
    pages.hidden = true;
  }

  /** @param {{page: number, pages: number, from: number, rows: Row[]}} slice @param {number} matches */
  function drawPages(slice, matches) {
    pages.hidden = slice.pages < 2;
    if (pages.hidden) return;
    /** @param {number} page */
    const go = (page) => {
      change({ page });
      element.scrollIntoView({ block: 'start' });
      announce(t('table.range', range(page)));
    };
    /** @param {number} page */
    const range = (page) => ({ from: (page - 1) * perPage + 1, to: Math.min(page * perPage, matches), total: matches });
    replace(
      pages,
      h('span', {}, t('table.range', range(slice.page))),
      h(
        'div',
        { class: 'row' },
        button({
          label: t('table.previous'),
          icon: 'back',
          disabled: slice.page <= 1,
          run: () => {
            go(slice.page - 1);
          },
        }),
        button({
          label: t('table.next'),
          icon: 'forward',
          disabled: slice.page >= slice.pages,
          run: () => {
            go(slice.page + 1);
          },
        }),
      ),
    );
  }

  /** @param {TableColumn} column */
  function sortBy(column) {
    change({ sort: column.key, desc: state.sort === column.key ? !state.desc : false });
  }

  function opener() {
    const beside = options.aside && matchMedia(ROOMY).matches;
    if (beside) return pick;
    if (options.open) return options.open;
    return options.href
      ? (/** @type {Row} */ row) => {
          ctx.navigate(/** @type {Function} */ (options.href)(row));
        }
      : null;
  }

  /** Shows the detail beside the list. @param {Row | null} row */
  async function pick(row) {
    chosen = row;
    splitter.classList.toggle('open', Boolean(row));
    aside.hidden = !row;
    ctx.setQuery({ ver: row ? String(row.id) : null });
    draw();
    if (!row) return;
    const head = h(
      'div',
      { class: 'aside-head' },
      options.href
        ? button({ label: t('table.openFull'), icon: 'open', href: options.href(row), kind: 'quiet' })
        : null,
      button({
        label: t('common.close'),
        icon: 'close',
        iconOnly: true,
        kind: 'quiet',
        run: () => {
          pick(null);
        },
      }),
    );
    const content = h('div', {}, skeleton(4));
    replace(aside, head, content);
    try {
      const node = await options.aside?.(row);
      if (chosen === row) replace(content, node);
    } catch (error) {
      if (chosen === row && !isAbort(error))
        replace(
          content,
          errorState(error, () => pick(row)),
        );
    }
  }
  aside.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') pick(null);
  });

  load();
  return {
    element,
    reload: load,
    rows: () => (server ? rows : found()),
    close: () => {
      if (chosen) pick(null);
    },
  };
}
