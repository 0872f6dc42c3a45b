/**
 * What a warehouse can lend on some days, to choose one from: models with several machines as "any of them", each machine behind it.
 */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { narrow } from '../../ui/combobox.js';
import { announce, h, icon, replace, uid } from '../../ui/dom.js';
import { button, emptyState, errorState, isAbort, notice, skeleton } from '../../ui/parts.js';
import { byModel, supplyOf } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').Available} Available */
/** @typedef {import('./rules.js').Wanted} Wanted */

/** More than these are found by their name. */
const MOST = 40;

/** @param {Available} item */
const brandOf = (item) => [item.brand, item.model].filter(Boolean).join(' ');

/**
 * @param {{signal: AbortSignal, choose: (item: Available | null, any: boolean) => void}} options `choose` is told of each choice, and of one that is gone
 */
export function picker({ signal, choose }) {
  const element = h('div', { class: 'stack tight loan-pick' });
  /** What the list was asked for. */
  let asked = '';
  let turn = 0;
  /** @type {Available[]} */
  let rows = [];
  let loaded = false;
  let text = '';
  let byHours = false;
  /** @type {Wanted} */
  let wanted = { item_id: null, any: false };
  let lost = '';

  const supply = () => (loaded ? supplyOf(rows, wanted) : null);
  /** By the hour something may be free that isn't on the whole day. @param {number} free @param {number} capacity */
  const canHave = (free, capacity) => free > 0 || (byHours && capacity > 0);

  /** @param {Available | null} item @param {boolean} any */
  function take(item, any) {
    wanted = { item_id: item?.item_id ?? null, any };
    lost = '';
    choose(item, any);
    draw();
    /** @type {HTMLElement | null} */ (element.querySelector(item ? '.loan-chosen button' : 'input'))?.focus();
    if (item) announce(`${t('loans.chosen')}: ${item.name}`);
  }

  /** @param {number} free @param {number} capacity @param {string[]} [missing] inductions */
  const freeMark = (free, capacity, missing = []) =>
    missing.length
      ? h(
          'span',
          { class: 'loan-free tone-warn' },
          icon('lock', { class: 'small' }),
          t('loans.needsInduction', { name: missing.join(', ') }),
        )
      : h(
          'span',
          { class: `loan-free ${free > 0 ? 'tone-good' : 'tone-muted'}` },
          icon(free > 0 ? 'check-circle' : 'minus', { class: 'small' }),
          free > 0
            ? t('loans.freeOf', { n: free, total: number(capacity) })
            : canHave(free, capacity)
              ? t('loans.partlyTaken')
              : t('loans.noneFree'),
        );

  /** @param {{item: Available, any: boolean, title: string, hint: string, free: number, capacity: number}} one */
  const choice = ({ item, any, title, hint, free, capacity }) =>
    h(
      'button',
      {
        type: 'button',
        class: 'loan-choice',
        disabled: !canHave(free, capacity) || item.missing_inductions.length > 0,
        on: { click: () => take(item, any) },
      },
      h('span', { class: 'link-text' }, h('span', { class: 'strong' }, title), h('span', { class: 'link-hint' }, hint)),
      freeMark(free, capacity, item.missing_inductions),
    );

  /** @param {Available} item @param {string} [title] */
  const one = (item, title = item.name) =>
    choice({
      item,
      any: false,
      title,
      hint: [item.internal_code, title === item.name ? brandOf(item) : ''].filter(Boolean).join(' · '),
      free: item.free,
      capacity: item.capacity,
    });

  /** @param {ReturnType<typeof byModel>[number]} model */
  function modelLine({ items, free, capacity }) {
    const [first] = items;
    if (items.length === 1) return h('li', {}, one(first));
    return h(
      'li',
      {},
      choice({
        item: items.find((item) => item.free > 0 && !item.missing_inductions.length) ?? first,
        any: true,
        title: first.name,
        hint: [t('loans.any', { n: number(items.length) }), brandOf(first)].filter(Boolean).join(' · '),
        free,
        capacity,
      }),
      h(
        'details',
        { class: 'loan-each', open: Boolean(text) },
        h('summary', {}, t('loans.oneOfThem')),
        h('ul', { role: 'list' }, ...items.map((item) => h('li', {}, one(item, item.internal_code)))),
      ),
    );
  }

  function drawList() {
    const options = rows.map((row) => ({
      value: row.item_id,
      label: row.name,
      hint: [row.internal_code, row.brand, row.model].filter(Boolean).join(' '),
      row,
    }));
    const found = /** @type {typeof options} */ (narrow(options, text)).map((option) => option.row);
    const models = byModel(found).sort((a, b) => Number(b.free > 0) - Number(a.free > 0));
    if (!found.length) return h('p', { class: 'muted', role: 'status' }, t('loans.pickNone', { text }));
    return [
      h(
        'ul',
        { class: 'loan-choices', role: 'list', 'aria-label': t('loans.pick') },
        ...models.slice(0, MOST).map(modelLine),
      ),
      models.length > MOST ? h('p', { class: 'muted small' }, t('loans.more', { n: models.length - MOST })) : null,
    ];
  }

  function draw() {
    const now = supply();
    if (now) {
      const { item, free, capacity, alike } = now;
      replace(
        element,
        h(
          'div',
          { class: 'loan-chosen' },
          h(
            'span',
            { class: 'link-text' },
            h('span', { class: 'strong' }, item.name),
            h(
              'span',
              { class: 'link-hint' },
              [wanted.any ? t('loans.any', { n: number(alike) }) : item.internal_code, brandOf(item)]
                .filter(Boolean)
                .join(' · '),
            ),
            freeMark(free, capacity),
          ),
          button({ label: t('loans.change'), icon: 'swap', run: () => take(null, false) }),
        ),
      );
      return;
    }
    const id = uid('pick');
    const list = h('div', { class: 'stack tight' }, drawList());
    const input = h('input', {
      id,
      type: 'search',
      placeholder: t('loans.pickSearch'),
      autocomplete: 'off',
      'aria-label': t('loans.pickSearch'),
      value: text,
      on: {
        input: () => {
          text = input.value.trim();
          replace(list, drawList());
        },
        // Enter looks, it doesn't send the form.
        keydown: (/** @type {KeyboardEvent} */ event) => event.key === 'Enter' && event.preventDefault(),
        change: (/** @type {Event} */ event) => event.stopPropagation(),
      },
    });
    replace(
      element,
      lost ? notice({ tone: 'warn', text: t('loans.gone', { name: lost }) }) : null,
      rows.length
        ? [h('div', { class: 'check-search' }, icon('search'), input), list]
        : emptyState({ icon: 'warehouse', title: t('loans.pickEmpty'), hint: t('loans.pickEmptyHint') }),
    );
  }

  /** @param {Record<string, any>} query */
  async function load(query) {
    const mine = ++turn;
    const before = supply()?.item.name ?? '';
    if (!before) replace(element, skeleton(4));
    try {
      const found = await api.get('/api/loans/availability', { query, signal });
      if (mine !== turn) return;
      rows = found;
      loaded = true;
      const now = supplyOf(rows, wanted);
      if (wanted.item_id && !(now && canHave(now.free, now.capacity))) {
        lost = now?.item.name ?? before;
        wanted = { item_id: null, any: false };
        choose(null, false);
      }
      draw();
    } catch (error) {
      if (mine !== turn || isAbort(error)) return;
      loaded = false;
      replace(
        element,
        errorState(error, () => load(query)),
      );
    }
  }

  return {
    element,
    supply,
    /** Shows what is free for what is written in the form. @param {Record<string, any>} values */
    follow(values) {
      const { environment_id, start_date, end_date } = values;
      const { start_time, end_time } = values.by_hours ? values : {};
      const timed = Boolean(start_time && end_time);
      // While the hours are still to be written, what is taken on part of the day may be had.
      const hours = Boolean(values.by_hours) && !timed;
      element.hidden = Boolean(values.unlisted);
      const other = values.item_id !== wanted.item_id;
      wanted = { item_id: values.item_id, any: values.any_of_model === 'true' };
      if (!environment_id || !start_date || !end_date || start_date > end_date) {
        turn += 1;
        asked = '';
        loaded = false;
        replace(element, h('p', { class: 'muted' }, t('loans.pickFirst')));
        return;
      }
      const query = { environment_id, start_date, end_date, ...(timed ? { start_time, end_time } : {}) };
      const print = JSON.stringify(query);
      if (print !== asked) {
        asked = print;
        byHours = hours;
        void load(query);
      } else if (loaded && (other || hours !== byHours)) {
        byHours = hours;
        draw();
      }
    },
  };
}
