/** What a sheet is of: an item, looked for by its name or code; a check, by its room and day. */
import { ApiError, api } from '../../kit/api.js';
import { date, timeRange, today } from '../../kit/format.js';
import { h, icon, replace, uid } from '../../ui/dom.js';
import { badge, button, errorText, isAbort, notice, skeleton } from '../../ui/parts.js';
import { checkState } from '../checks/state.js';
import { t } from './words.js';

/** @typedef {import('wire').Item} Item */
/** @typedef {import('wire').Check} Check */
/** @typedef {{value: string, label: string}} Option */
/** @typedef {{id: string, name: string}} Room */
/**
 * @typedef {{element: HTMLElement, current: () => string | null, clear: () => void}} Picker
 * @typedef {{signal: AbortSignal, own: Room | null, start: string | null, onChange: (id: string | null) => void}} Given
 *   `own`: the room that somebody's reports are bound to; `start`: what the address asks for
 */

/** How many are shown; one more says that there are more. */
const MOST = 8;

/**
 * Something that is looked for, then stands there until it is changed.
 * @template {{id: string}} Of
 * @param {Given & {read: (id: string) => Promise<Of>, text: (one: Of) => {title: string, hint: string, end?: Node}, search: (choose: (one: Of) => void) => Node[], focus: () => void}} given
 * @returns {Picker}
 */
function picker({ start, onChange, read, text, search, focus }) {
  const element = h('div', { class: 'stack tight' });
  /** @type {string | null} */
  let current = null;
  /** @param {Node | null} [before] */
  const look = (before = null) => {
    current = null;
    replace(element, before, search(choose));
  };
  /** @param {Of} one */
  const show = (one) => {
    current = one.id;
    const { title, hint, end } = text(one);
    replace(
      element,
      h(
        'div',
        { class: 'report-chosen' },
        h(
          'span',
          { class: 'link-text' },
          h('span', { class: 'strong' }, title),
          h('span', { class: 'link-hint' }, hint),
        ),
        end ?? null,
        button({
          label: t('reports.change'),
          icon: 'swap',
          run: () => {
            look();
            onChange(null);
            focus();
          },
        }),
      ),
    );
  };
  /** @param {Of} one */
  function choose(one) {
    show(one);
    onChange(one.id);
    element.querySelector('button')?.focus();
  }
  if (start) {
    replace(element, skeleton(1));
    read(start).then(
      (one) => {
        show(one);
        onChange(one.id);
      },
      (error) => {
        if (isAbort(error)) return;
        // An address that was cut short names nothing either.
        const lost = error instanceof ApiError && [404, 422].includes(error.status);
        look(notice({ tone: 'warn', text: lost ? t('reports.outOfReach') : errorText(error) }));
        onChange(null);
      },
    );
  } else look();
  return { element, current: () => current, clear: () => look() };
}

/** What was found, each a button. @template Of @param {Of[]} rows @param {(one: Of) => {title: string, hint: string, end?: Node}} text @param {(one: Of) => void} choose @param {string} label */
const results = (rows, text, choose, label) =>
  h(
    'ul',
    { class: 'report-found', role: 'list', 'aria-label': label },
    ...rows.map((one) => {
      const { title, hint, end } = text(one);
      return h(
        'li',
        {},
        h(
          'button',
          { type: 'button', on: { click: () => choose(one) } },
          h(
            'span',
            { class: 'link-text' },
            h('span', { class: 'strong' }, title),
            h('span', { class: 'link-hint' }, hint),
          ),
          end ?? null,
        ),
      );
    }),
  );

/** @param {Item} item */
const itemText = (item) => ({
  title: item.name,
  hint: [item.internal_code, [item.brand, item.model].filter(Boolean).join(' '), item.environment_name]
    .filter(Boolean)
    .join(' · '),
});

/** @param {Given} given */
export function itemPicker(given) {
  const { signal, own } = given;
  const id = uid('item');
  const found = h('div', { class: 'stack tight', role: 'status' });
  let timer = 0;
  let turn = 0;
  const input = h('input', { id, type: 'search', autocomplete: 'off', placeholder: t('reports.itemSearch') });
  /** @param {(item: Item) => void} choose */
  const look = async (choose) => {
    const mine = ++turn;
    const search = input.value.trim();
    if (!search) return replace(found);
    try {
      const query = { search, limit: MOST + 1, ...(own ? { environment_id: own.id } : {}) };
      const rows = await api.get('/api/inventory', { query, signal });
      if (mine !== turn) return;
      replace(
        found,
        rows.length
          ? results(rows.slice(0, MOST), itemText, choose, t('reports.item'))
          : h('p', { class: 'muted' }, t('reports.itemNone', { text: search })),
        rows.length > MOST ? h('p', { class: 'muted small' }, t('reports.itemMore')) : null,
      );
    } catch (error) {
      if (!isAbort(error) && mine === turn) replace(found, notice({ tone: 'bad', text: errorText(error) }));
    }
  };
  return picker({
    ...given,
    read: (one) => api.get(`/api/inventory/${one}`, { signal }),
    text: itemText,
    focus: () => input.focus(),
    search: (choose) => {
      input.value = '';
      replace(found);
      input.oninput = () => {
        clearTimeout(timer);
        timer = window.setTimeout(() => look(choose), 250);
      };
      // A scanner ends with it: it looks, and never sends the form.
      input.onkeydown = (event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        clearTimeout(timer);
        void look(choose);
      };
      input.onchange = (event) => event.stopPropagation();
      return [
        h(
          'div',
          { class: 'field' },
          h('label', { for: id, class: 'visually-hidden' }, t('reports.itemSearch')),
          h('div', { class: 'check-search' }, icon('search'), input),
        ),
        found,
      ];
    },
  });
}

/** @param {Check} check */
const checkText = (check) => ({
  title: [
    date(check.check_date),
    check.start_time && check.end_time ? timeRange(check.start_time, check.end_time) : null,
  ]
    .filter(Boolean)
    .join(', '),
  hint: [check.environment_name, check.program, check.ficha ? t('common.ofGroup', { ficha: check.ficha }) : null]
    .filter(Boolean)
    .join(' · '),
  end: badge(checkState(check.status)),
});

/** @param {Given & {rooms: Option[]}} given */
export function checkPicker(given) {
  const { signal, own, rooms } = given;
  const [roomId, dayId] = [uid('room'), uid('day')];
  const found = h('div', { class: 'stack tight', role: 'status' });
  let turn = 0;
  const stop = (/** @type {Event} */ event) => event.stopPropagation();
  const room = h(
    'select',
    { id: roomId, on: { change: stop } },
    h('option', { value: '' }, t('form.pick')),
    ...rooms.map(({ value, label }) => h('option', { value }, label)),
  );
  const day = h('input', { id: dayId, type: 'date', max: today(), on: { change: stop } });
  /** @param {(check: Check) => void} choose */
  const look = async (choose) => {
    const mine = ++turn;
    const environment = own?.id ?? room.value;
    if (!environment) return replace(found, h('p', { class: 'muted' }, t('reports.checkFirst')));
    try {
      const query = { environment_id: environment, date: day.value, limit: day.value ? 100 : MOST };
      const rows = await api.get('/api/inventory-checks', { query, signal });
      if (mine !== turn) return;
      replace(
        found,
        rows.length
          ? [
              h('p', { class: 'muted small' }, t(day.value ? 'reports.checkOfDay' : 'reports.checkLatest')),
              results(rows, checkText, choose, t('reports.check')),
            ]
          : h('p', { class: 'muted' }, t('reports.checkNone')),
      );
    } catch (error) {
      if (!isAbort(error) && mine === turn) replace(found, notice({ tone: 'bad', text: errorText(error) }));
    }
  };
  return picker({
    ...given,
    read: async (one) => /** @type {Check} */ (await api.get(`/api/inventory-checks/${one}`, { signal })),
    text: checkText,
    focus: () => (own ? day : room).focus(),
    search: (choose) => {
      room.onchange = day.onchange = () => void look(choose);
      void look(choose);
      return [
        h(
          'div',
          { class: 'report-where' },
          own ? null : h('div', { class: 'field' }, h('label', { for: roomId }, t('reports.room')), room),
          h('div', { class: 'field' }, h('label', { for: dayId }, t('reports.checkDay')), day),
        ),
        found,
      ];
    },
  });
}
