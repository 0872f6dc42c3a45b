/** Choosing some items: by name or code, or all of a room at once. */
import { api } from '../../kit/api.js';
import { h, icon, replace, uid } from '../../ui/dom.js';
import { button, isAbort } from '../../ui/parts.js';
import { t } from './words.js';

/** @typedef {{id: string, name: string, code: string, room: string}} Chosen */

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
        event.preventDefault(); // a scanner ends with it: it adds what it found, and never sends the form
        clearTimeout(timer);
        void look().then(() => {
          const left = found.filter((item) => !chosen.has(item.id));
          if (left.length === 1) add(left);
        });
      },
    },
  });

  async function look() {
    const mine = ++turn;
    const text = input.value.trim();
    if (!text) {
      found = [];
      return drawFound();
    }
    try {
      const { rows } = await api.list('/api/inventory', { query: { search: text, limit: 30 }, signal });
      if (mine !== turn) return;
      found = rows.map((item) => ({
        id: item.id,
        name: item.name,
        code: item.internal_code,
        room: item.environment_name ?? '',
      }));
      drawFound();
    } catch (error) {
      if (!isAbort(error)) blame(t('form.optionsFailed'));
    }
  }

  /** @param {Chosen[]} items */
  function add(items) {
    for (const item of items) {
      if (chosen.size >= MOST) {
        blame(t('maint.itemsMost', { n: MOST }));
        break;
      }
      chosen.set(item.id, item);
    }
    changed();
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
    results,
  );
  return { element, blame, ids: () => [...chosen.keys()] };
}
