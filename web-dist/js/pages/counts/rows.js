/** The lines while they are counted: by bin, each a button that takes the quantity. */
import { date, number } from '../../kit/format.js';
import { h, icon, replace } from '../../ui/dom.js';
import { button, emptyState, notice } from '../../ui/parts.js';
import { looseOf } from './rules.js';
import { amount, t } from './words.js';

/** @typedef {import('./rules.js').Row} Row */
/** @typedef {import('./rules.js').Entry} Entry */

/**
 * @param {{choose: (row: Row) => void, undo: (row: Row) => Promise<any>, mine: (row: Row) => Promise<any>, theirs: (row: Row) => any, loose: (entry: Entry) => void}} acts
 */
export function rowList(acts) {
  let isOpenOnly = false;
  const place = h('div', { class: 'count-rows' });
  const only = h('button', {
    type: 'button',
    class: 'chip',
    'aria-pressed': 'false',
    on: {
      click: () => {
        isOpenOnly = !isOpenOnly;
        only.setAttribute('aria-pressed', String(isOpenOnly));
        again();
      },
    },
  });
  only.textContent = t('counts.onlyOpen');
  /** @type {() => void} */
  let again = () => {};

  /** @param {Row} row @param {boolean} isChosen */
  function one(row, isChosen) {
    const { lot, line, pending, quantity } = row;
    const by = line?.counted_by_name;
    const state = pending?.refused
      ? h('span', { class: 'badge bad' }, icon('alert'), t('counts.refused'))
      : pending
        ? h('span', { class: 'badge warn' }, icon('upload'), t('counts.waiting'))
        : null;
    return h(
      'li',
      { class: ['count-row', isChosen ? 'chosen' : '', quantity === null ? 'open' : 'done'].join(' ') },
      h(
        'button',
        {
          type: 'button',
          class: 'count-pick',
          dataset: { key: row.key },
          'aria-pressed': String(isChosen),
          on: { click: () => acts.choose(row) },
        },
        icon(quantity === null ? 'box' : 'check-circle', { class: quantity === null ? 'muted' : 'good' }),
        h(
          'span',
          { class: 'count-what' },
          h('span', { class: 'strong' }, lot.product_name),
          h(
            'span',
            { class: 'muted' },
            [
              t('counts.lot', { batch: lot.batch_number }),
              lot.use_by_date ? t('counts.useBy', { day: date(lot.use_by_date) }) : '',
              line?.is_found ? t('counts.isFound') : '',
              line ? '' : t('counts.arrived'),
              by && quantity !== null && !pending ? by : '',
            ]
              .filter(Boolean)
              .join(' · '),
          ),
        ),
        h(
          'span',
          { class: 'count-figure num' },
          quantity === null ? h('span', { class: 'muted' }, t('counts.notYet')) : amount(quantity, lot.unit),
        ),
      ),
      state,
      quantity !== null && !pending?.refused
        ? button({ label: t('common.undo'), icon: 'undo', kind: 'quiet', iconOnly: true, run: () => acts.undo(row) })
        : null,
      pending?.refused
        ? h(
            'div',
            { class: 'count-conflict' },
            notice({ tone: 'bad', text: pending.refused }),
            h(
              'div',
              { class: 'row' },
              button({ label: t('counts.keepTheirs'), icon: 'undo', run: () => acts.theirs(row) }),
              button({
                label: t('counts.keepMine', { n: amount(pending.quantity, lot.unit) }),
                icon: 'check',
                kind: 'primary',
                run: () => acts.mine(row),
              }),
            ),
          )
        : null,
    );
  }

  /** What was found and isn't sent yet. @param {Entry} entry */
  const found = (entry) =>
    h(
      'li',
      { class: 'count-row done' },
      h(
        'div',
        { class: 'count-pick' },
        icon('plus'),
        h(
          'span',
          { class: 'count-what' },
          h('span', { class: 'strong' }, entry.label),
          h('span', { class: 'muted' }, t('counts.isFound')),
        ),
        h('span', { class: 'count-figure num' }, number(entry.quantity)),
      ),
      entry.refused
        ? h('div', { class: 'count-conflict' }, notice({ tone: 'bad', text: entry.refused }))
        : h('span', { class: 'badge warn' }, icon('upload'), t('counts.waiting')),
      button({ label: t('counts.drop'), icon: 'trash', kind: 'quiet', iconOnly: true, run: () => acts.loose(entry) }),
    );

  return {
    element: h(
      'section',
      { class: 'stack tight', 'aria-label': t('counts.lines') },
      h('div', { class: 'row' }, only),
      place,
    ),
    /** @param {Row[]} rows @param {Entry[]} entries @param {string | null} chosen */
    draw(rows, entries, chosen) {
      again = () => this.draw(rows, entries, chosen);
      const focused = place.contains(document.activeElement)
        ? /** @type {HTMLElement} */ (document.activeElement).dataset.key
        : undefined;
      const shown = isOpenOnly ? rows.filter((row) => row.quantity === null || row.pending?.refused) : rows;
      /** @type {Map<string, Row[]>} */
      const bins = new Map();
      for (const row of shown) bins.set(row.lot.bin_code, [...(bins.get(row.lot.bin_code) ?? []), row]);
      const loose = looseOf(entries, rows);
      replace(
        place,
        loose.length ? h('ul', { class: 'count-list', role: 'list' }, ...loose.map(found)) : null,
        ...[...bins].map(([bin, of]) =>
          h(
            'section',
            { class: 'count-bin' },
            h(
              'h2',
              {},
              icon('map-pin', { class: 'small' }),
              h('span', { class: 'mono' }, bin),
              h(
                'span',
                { class: 'muted num' },
                t('counts.ofLines', { n: of.filter((row) => row.quantity !== null).length, all: of.length }),
              ),
            ),
            h('ul', { class: 'count-list', role: 'list' }, ...of.map((row) => one(row, row.key === chosen))),
          ),
        ),
        !shown.length && !loose.length
          ? emptyState({
              icon: rows.length ? 'check-circle' : 'box',
              title: t(rows.length ? 'counts.allDone' : 'counts.nothingHere'),
              hint: t(rows.length ? 'counts.allDoneHint' : 'counts.nothingHereHint'),
            })
          : null,
      );
      // Who goes through the lines by keyboard stays where they are.
      if (focused)
        /** @type {HTMLElement | undefined} */ (
          [...place.querySelectorAll('button')].find((node) => node.dataset.key === focused)
        )?.focus({ preventScroll: true });
    },
  };
}
