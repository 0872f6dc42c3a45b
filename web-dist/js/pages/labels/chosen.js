/** The items that were chosen to be labelled: carried over from a list, added by name or plate, taken out again. */
import { api } from '../../kit/api.js';
import { combobox } from '../../ui/combobox.js';
import { h, icon, replace, uid } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { t } from './words.js';

/** @typedef {import('wire').Item} Item */

const KEY = 'inventario.labels.chosen';

/** Takes a selection along to the designer. @param {string[]} ids */
export function carry(ids) {
  sessionStorage.setItem(KEY, JSON.stringify(ids));
}

/** What was taken along. @returns {string[]} */
export function carried() {
  try {
    const ids = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** How many names are shown before the rest is a number. */
const SHOWN = 12;

/**
 * @param {{items: Item[], first: string[], onChange: () => void}} given
 */
export function chosenItems({ items, first, onChange }) {
  const known = new Map(items.map((item) => [item.id, item]));
  /** @type {Set<string>} */
  const ids = new Set(first.filter((id) => known.has(id)));
  const gone = new Set(first).size - ids.size;
  const list = h('ul', { class: 'label-chosen', role: 'list' });
  const said = h('p', { class: 'muted small', role: 'status' });
  const id = uid('labels-add');
  let isWhole = false;
  const add = combobox({
    id,
    placeholder: t('labels.addPlaceholder'),
    onChange: () => {
      const item = add.get();
      if (!item) return;
      ids.add(item);
      add.set('');
      changed();
    },
  });
  add.setOptions(
    items.map((item) => ({
      value: item.id,
      label: item.name,
      hint: [item.internal_code, item.environment_name].filter(Boolean).join(' · '),
    })),
  );
  function changed() {
    carry([...ids]);
    render();
    onChange();
  }
  function render() {
    const all = [...ids].flatMap((one) => known.get(one) ?? []);
    const shown = isWhole ? all : all.slice(0, SHOWN);
    replace(
      list,
      shown.map((item) =>
        h(
          'li',
          {},
          h(
            'span',
            { class: 'label-chosen-name' },
            item.name,
            h('span', { class: 'mono small muted' }, item.internal_code),
          ),
          h(
            'button',
            {
              type: 'button',
              class: 'button quiet icon-only',
              'aria-label': t('labels.takeOut', { name: item.name }),
              on: {
                click: () => {
                  ids.delete(item.id);
                  changed();
                },
              },
            },
            icon('close'),
          ),
        ),
      ),
      all.length > shown.length
        ? h(
            'li',
            {},
            button({
              label: t('labels.showAll', { n: all.length }),
              kind: 'quiet',
              run: () => {
                isWhole = true;
                render();
              },
            }),
          )
        : null,
    );
    const counted = t('labels.chosen', { n: all.length });
    replace(said, gone ? `${counted}. ${t('labels.gone', { n: gone })}` : counted);
    empty.hidden = all.length < 2;
  }
  const empty = button({
    label: t('labels.takeOutAll'),
    icon: 'close',
    kind: 'quiet',
    run: () => {
      ids.clear();
      changed();
    },
  });
  render();
  return {
    element: h(
      'div',
      { class: 'stack tight' },
      h('label', { class: 'field-label', for: id }, t('labels.add')),
      add.element,
      h('div', { class: 'row between' }, said, empty),
      list,
    ),
    ids: () => [...ids],
  };
}

/** All items that somebody sees. @param {AbortSignal} signal @returns {Promise<Item[]>} */
export const allItems = (signal) => api.all('/api/inventory', { signal });

/** How many that the list hasn't are asked for one by one. */
const MOST_OTHERS = 100;

/**
 * All items to choose from: those that somebody sees, and of the chosen ones what isn't among them: what is lost, or was scanned elsewhere.
 * @param {string[]} chosen @param {AbortSignal} signal @returns {Promise<Item[]>}
 */
export async function itemsFor(chosen, signal) {
  const items = await allItems(signal);
  const seen = new Set(items.map(({ id }) => id));
  const others = chosen.filter((id) => !seen.has(id)).slice(0, MOST_OTHERS);
  const asked = await Promise.allSettled(others.map((id) => api.get(`/api/inventory/${id}`, { signal })));
  return [...items, ...asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))];
}
