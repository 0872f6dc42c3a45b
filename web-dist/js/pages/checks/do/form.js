/** The check itself: the list as cards, search and chips over it, progress and the acts under the thumb. */
import { number } from '../../../kit/format.js';
import { h, icon, replace } from '../../../ui/dom.js';
import { button, emptyState, notice } from '../../../ui/parts.js';
import { itemCard } from './card.js';
import { findingsCard } from './finding.js';
import { filterItems, hasNews, knownOf, progressOf, readCode, restOf } from './rules.js';
import { scanSheet, takeCode, typedScanner } from './scan.js';
import { checkStore } from './store.js';
import { summary } from './summary.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').SheetItem} SheetItem */
/** @typedef {import('./rules.js').Draft} Draft */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */
/** @typedef {'all' | 'unmarked' | 'news'} Filter */

/** @type {Filter[]} */
const FILTERS = ['all', 'unmarked', 'news'];

/**
 * @param {PageContext} ctx @param {import('wire').Sheet} sheet @param {Draft} draft
 * @param {{head: import('../../../ui/dom.js').Child, confirms: boolean, onSend: () => void}} options `confirms`: sending is this person's opinion on what another did
 */
export function checkForm(ctx, sheet, draft, { head, confirms, onSend }) {
  const unkept = h('div', { hidden: true }, notice({ tone: 'warn', text: t('check.unkept') }));
  const store = checkStore(sheet, draft, (kept) => {
    unkept.hidden = kept;
  });
  const { items } = store;
  const cards = new Map(items.map((item) => [item.item_id, itemCard(item, store, ctx.signal)]));
  const list = h('ul', { class: 'check-list', role: 'list' });
  const none = h('div', { hidden: true });
  const findings = findingsCard(store, ctx);
  /** @type {Filter} */
  let filter = 'all';

  const search = h('input', {
    type: 'search',
    'aria-label': t('check.search'),
    placeholder: t('check.search'),
    autocomplete: 'off',
    enterkeyhint: 'search',
    on: {
      input: () => sieve(),
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== 'Enter') return;
        // A scanner types here too when the field has the focus.
        const read = readCode(search.value, items, sheet.environment_id);
        if (read.kind !== 'item' || filterItems('all', search.value, items, draft).length > 1) return search.blur();
        const text = search.value;
        search.value = '';
        code(text);
      },
    },
  });
  const chips = FILTERS.map((one) =>
    h(
      'button',
      { type: 'button', class: 'chip', on: { click: () => choose(one) } },
      t(`check.filter.${one}`),
      h('span', { class: 'num' }),
    ),
  );
  /** @param {Filter} next */
  function choose(next) {
    filter = next;
    sieve();
  }
  /** What is shown changes only when it is asked for: a card never leaves from under a thumb. */
  function sieve() {
    const shown = filterItems(filter, search.value, items, draft);
    chips.forEach((chip, at) => chip.setAttribute('aria-pressed', String(FILTERS[at] === filter)));
    replace(list, ...shown.map((item) => cards.get(item.item_id)?.element ?? null));
    none.hidden = shown.length > 0;
    if (!shown.length)
      replace(
        none,
        items.length
          ? emptyState({
              icon: filter === 'unmarked' && !search.value ? 'check-circle' : 'search',
              title: t(filter === 'unmarked' && !search.value ? 'check.allMarked' : 'table.none'),
              action: { label: t('check.seeAll'), icon: 'list', run: () => clear() },
            })
          : emptyState({ icon: 'boxes', title: t('check.noItems'), hint: t('check.noItemsHint') }),
      );
  }
  function clear() {
    search.value = '';
    choose('all');
  }

  const done = h('p', { class: 'check-progress-word' });
  const bar = h('progress', { max: String(Math.max(1, items.length)), 'aria-label': t('check.progress') });
  const restButton = button({ label: t('check.rest'), icon: 'check-circle', class: 'check-rest', run: () => rest() });
  const sendButton = button({ label: t('check.send'), icon: 'forward', kind: 'primary', run: () => finish() });
  const foot = h(
    'div',
    { class: 'check-foot no-print' },
    h('div', { class: 'check-progress' }, done, bar),
    h(
      'div',
      { class: 'check-acts' },
      restButton,
      button({ label: t('check.scan'), icon: 'scan', class: 'check-scan-act', run: () => scanSheet(store, ctx, show) }),
      sendButton,
    ),
  );
  function draw() {
    const progress = progressOf(items, draft.marks);
    done.textContent = t('check.progressOf', { done: number(progress.done), total: number(progress.total) });
    bar.value = progress.done;
    restButton.hidden = !restOf(items, draft.marks).length;
    sendButton.classList.toggle('primary', progress.done === progress.total);
    const counts = [
      items.length,
      items.length - progress.done,
      items.filter((item) => {
        const mark = draft.marks[item.item_id];
        return hasNews(item, mark, draft.notes[item.item_id]) || (knownOf(item) && !mark);
      }).length,
    ];
    chips.forEach((chip, at) => {
      chip.lastElementChild?.replaceChildren(number(counts[at]));
    });
    findings.draw();
  }
  store.watch((ids) => {
    for (const id of ids) cards.get(id)?.draw();
    draw();
  });

  ctx.onLeave(() => store.hush());
  function rest() {
    const marked = store.rest();
    const left = items.filter((item) => !draft.marks[item.item_id]);
    const words = [
      t('check.restDone', { n: marked.length }),
      left.length ? t('check.restLeft', { n: left.length }) : '',
    ];
    store.say(words.join(' ').trim(), { undo: () => store.unmark(marked), seconds: 7 });
    if (left.length) choose('unmarked');
    if (left.length) list.scrollIntoView({ block: 'start' });
  }
  function finish() {
    summary(store, {
      confirms,
      onSend,
      onRest: rest,
      onUnmarked: () => (clear(), choose('unmarked'), scrollTo({ top: 0 })),
    });
  }
  /** @param {SheetItem} item */
  function show(item) {
    const card = cards.get(item.item_id)?.element;
    if (!card) return;
    if (!card.isConnected) clear();
    card.scrollIntoView({ block: 'center' });
    card.focus({ preventScroll: true });
    card.classList.add('is-found');
    setTimeout(() => card.classList.remove('is-found'), 2500);
  }
  /** @param {string} text */
  const code = (text) => takeCode(text, store, ctx, show);
  typedScanner((text) => void code(text), ctx.signal);

  sieve();
  draw();
  return h(
    'div',
    { class: 'check-page' },
    head,
    unkept,
    findings.element,
    h(
      'div',
      { class: 'check-tools' },
      h('div', { class: 'check-search' }, icon('search'), search),
      h('div', { class: 'chips', role: 'group', 'aria-label': t('check.show') }, ...chips),
    ),
    list,
    none,
    foot,
  );
}
