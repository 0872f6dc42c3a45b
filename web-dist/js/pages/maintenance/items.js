/** Choosing some items: by name or code, or all of a room at once. */
import { api, ApiError } from '../../kit/api.js';
import { announce, h, icon, replace, uid } from '../../ui/dom.js';
import { button, isAbort } from '../../ui/parts.js';
import { parseCode } from '../../ui/scan-text.js';
import { itemOf } from '../scan/item-of.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').Chosen} Chosen */

/** @param {import('wire').Item} item @returns {Chosen} */
export const chosenOf = (item) => ({
  id: item.id,
  name: item.name,
  code: item.internal_code,
  room: item.environment_name ?? '',
});

/** How many a plan has at most. */
const MOST = 200;

/**
 * @param {{start: Chosen[], signal: AbortSignal, onChange: () => void}} options
 */
export function itemChoice({ start, signal, onChange }) {
  const id = uid('items');
  /** @type {Map<string, Chosen>} */
  const chosen = new Map(start.map((item) => [item.id, item]));
  /** @type {Chosen[]} */
  let found = [];
  let timer = 0;
  let turn = 0;
  const list = h('ul', { class: 'links maint-items', role: 'list' });
  const results = h('ul', { class: 'links maint-results', role: 'list' });
  const said = h('p', { class: 'muted small', role: 'status' });
  const nothing = h('p', { class: 'muted small', role: 'status' });
  const fault = h('p', { class: 'field-error', role: 'alert', hidden: true });
  const input = h('input', {
    id,
    type: 'search',
    autocomplete: 'off',
    placeholder: t('maint.itemSearch'),
    on: {
      input: () => {
        clearTimeout(timer);
        timer = window.setTimeout(look, 250);
      },
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault(); // a scanner ends with it: it adds the item that it means, and never sends the form
        clearTimeout(timer);
        void read(input.value.trim());
      },
    },
  });

  /** What is asked for by a part of its name. */
  async function look() {
    const mine = ++turn;
    const text = input.value.trim();
    // A label that is being typed is read when it has ended.
    if (!text || text.startsWith('{')) return show([], '');
    try {
      const { rows } = await api.list('/api/inventory', { query: { search: text, limit: 30 }, signal });
      if (mine === turn) show(rows.map(chosenOf), text);
    } catch (error) {
      if (mine === turn && !isAbort(error)) blame(t('form.optionsFailed'));
    }
  }

  /** What a label, a plate or a serial number means: exactly that item is added, and the field waits for the next. @param {string} text */
  async function read(text) {
    const mine = ++turn;
    if (!text) return;
    blame(null);
    // The next label may be read while this one is looked up.
    if (parseCode(text).id) input.value = '';
    try {
      const meant = await itemOf(text, signal);
      if ('item' in meant) return takeRead(chosenOf(meant.item), text);
      if ('room' in meant) return blame(t('maint.itemRoom'));
      if (mine !== turn) return;
      await look();
    } catch (error) {
      if (isAbort(error)) return;
      if (error instanceof ApiError && [404, 422].includes(error.status)) blame(t('maint.itemLost'));
      else blame(t('form.optionsFailed'));
    }
  }

  /** @param {Chosen} item @param {string} text what was typed for it */
  function takeRead(item, text) {
    if (input.value.trim() === text) input.value = '';
    found = [];
    const had = chosen.has(item.id);
    if (!had) add([item]);
    else drawFound();
    nothing.textContent = had ? t('maint.itemTwice', { name: item.name }) : '';
    if (chosen.has(item.id) && !had) announce(t('maint.itemAdded', { name: item.name }));
  }

  /** @param {Chosen[]} items @param {string} text what was looked for */
  function show(items, text) {
    found = items;
    drawFound();
    nothing.textContent = text && !items.length ? t('maint.itemNothing', { text: text.slice(0, 40) }) : '';
  }

  /** @param {Chosen[]} items */
  function add(items) {
    const room = Math.max(0, MOST - chosen.size);
    for (const item of items.slice(0, room)) chosen.set(item.id, item);
    changed();
    if (items.length > room) blame(t('maint.itemsMost', { n: MOST }));
  }
  function changed() {
    blame(null);
    draw();
    drawFound();
    onChange();
  }
  /** @param {string | null} text */
  function blame(text) {
    fault.hidden = !text;
    replace(fault, text ? icon('alert', { class: 'small' }) : null, text);
  }

  /** @param {Chosen} item @param {Node} end */
  const line = (item, end) =>
    h(
      'li',
      { class: 'link' },
      h(
        'span',
        { class: 'link-text' },
        h('span', { class: 'link-title strong' }, item.name),
        h('span', { class: 'link-hint' }, [item.code, item.room].filter(Boolean).join(' · ')),
      ),
      end,
    );
  function draw() {
    replace(
      list,
      ...[...chosen.values()].map((item) =>
        line(
          item,
          button({
            label: t('maint.itemDrop', { name: item.name }),
            icon: 'close',
            kind: 'quiet',
            iconOnly: true,
            run: () => {
              chosen.delete(item.id);
              changed();
              input.focus();
            },
          }),
        ),
      ),
    );
    said.textContent = chosen.size ? t('maint.itemsChosen', { n: chosen.size }) : t('maint.itemsNone');
  }
  function drawFound() {
    const left = found.filter((item) => !chosen.has(item.id));
    replace(
      results,
      ...left.slice(0, 8).map((item) =>
        line(
          item,
          button({
            label: t('maint.itemAdd', { name: item.name }),
            icon: 'plus',
            iconOnly: true,
            run: () => add([item]),
          }),
        ),
      ),
      left.length > 1
        ? h(
            'li',
            {},
            button({
              label: t('maint.itemAddAll', { n: left.length }),
              icon: 'plus',
              kind: 'quiet',
              run: () => add(left),
            }),
          )
        : null,
    );
  }
  draw();
  const element = h(
    'div',
    { class: 'stack tight maint-choice' },
    said,
    list,
    h('div', { class: 'field' }, h('label', { for: id }, t('maint.itemSearchLabel')), input, fault),
    nothing,
    results,
  );
  return {
    element,
    blame,
    ids: () => [...chosen.keys()],
    all: () => [...chosen.values()],
    /** Others instead: what a draft kept, or what the form began with. @param {Chosen[]} items */
    take(items) {
      chosen.clear();
      for (const item of items) chosen.set(item.id, item);
      draw();
      drawFound();
    },
  };
}
