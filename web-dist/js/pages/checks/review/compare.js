/**
 * This check beside the one before of the same room: the answers, the pieces, and each item whose result changed.
 */
import { api, ApiError } from '../../../kit/api.js';
import { date, number } from '../../../kit/format.js';
import { h, icon } from '../../../ui/dom.js';
import { async, badge, card } from '../../../ui/parts.js';
import { countText, resultBadges } from '../detail/items.js';
import { TICKS, answerState } from '../detail/parts.js';
import { compareItems } from './rules.js';
import { checkState } from '../state.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').CheckDetail} CheckDetail */
/** @typedef {import('./rules.js').CheckItem} CheckItem */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */

/** @type {Record<ReturnType<typeof compareItems>[number]['kind'], import('../../../kit/format.js').State>} */
const KINDS = {
  worse: { word: 'review.worse', icon: 'down', tone: 'bad' },
  better: { word: 'review.better', icon: 'up', tone: 'good' },
  changed: { word: 'review.changed', icon: 'swap', tone: 'info' },
  new: { word: 'review.newItem', icon: 'plus', tone: 'info' },
  gone: { word: 'review.goneItem', icon: 'minus', tone: 'warn' },
};

/**
 * One line of the comparison. The roles are written out: on a phone the cells leave the shape of a table.
 * @param {{title: import('../../../ui/dom.js').Child, before: import('../../../ui/dom.js').Child, now: import('../../../ui/dom.js').Child, differs: boolean | 'better', words: [string, string]}} line
 */
const row = ({ title, before, now, differs, words }) =>
  h(
    'tr',
    { role: 'row', class: differs ? `differs ${differs === 'better' ? 'better' : ''}` : '' },
    h('th', { role: 'rowheader', scope: 'row' }, title),
    h('td', { role: 'cell' }, h('span', { class: 'compare-when phone-only', 'aria-hidden': 'true' }, words[0]), before),
    h('td', { role: 'cell' }, h('span', { class: 'compare-when phone-only', 'aria-hidden': 'true' }, words[1]), now),
  );

/** @param {string} caption @param {[string, string]} words @param {Node[]} rows */
const sideBySide = (caption, words, rows) =>
  h(
    'table',
    { class: 'compare', role: 'table' },
    h('caption', {}, caption),
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        h('th', { role: 'columnheader', scope: 'col' }, h('span', { class: 'visually-hidden' }, t('review.what'))),
        ...words.map((word) => h('th', { role: 'columnheader', scope: 'col' }, word)),
      ),
    ),
    h('tbody', { role: 'rowgroup' }, rows),
  );

/** @param {CheckItem | null} item */
const result = (item) =>
  item
    ? h(
        'span',
        { class: 'compare-result' },
        resultBadges(item),
        countText(item) ? h('span', { class: 'muted small' }, countText(item)) : null,
      )
    : h('span', { class: 'muted' }, t('review.notInCheck'));

/** @param {CheckDetail} check @param {CheckDetail} before */
function comparison(check, before) {
  /** @type {[string, string]} */
  const words = [
    t('review.before', { date: date(before.check_date) }),
    t('review.now', { date: date(check.check_date) }),
  ];
  const changed = compareItems(check.items, before.items);
  /** @type {['items_good' | 'items_damaged' | 'items_missing', string][]} */
  const figures = [
    ['items_good', t('review.goodMany')],
    ['items_damaged', t('review.damagedMany')],
    ['items_missing', t('review.missingMany')],
  ];
  return h(
    'div',
    { class: 'stack' },
    changed.length
      ? sideBySide(
          t('review.changedItems', { n: changed.length }),
          words,
          changed.map((one) => {
            const kind = KINDS[one.kind];
            return row({
              title: [
                h('span', { class: 'strong' }, one.name),
                ' ',
                badge({ ...kind, word: t(kind.word) }),
                h('span', { class: 'cell-sub mono' }, one.code),
              ],
              before: result(one.before),
              now: result(one.now),
              differs: one.kind === 'better' ? 'better' : true,
              words,
            });
          }),
        )
      : h('p', { class: 'row tone-good strong' }, icon('check-circle'), t('review.nothingChanged')),
    sideBySide(t('review.wholeCheck'), words, [
      row({
        title: t('common.status'),
        before: badge(checkState(before.status)),
        now: badge(checkState(check.status)),
        differs: false,
        words,
      }),
      ...TICKS.map((name) =>
        row({
          title: t(`review.tick.${name}`),
          before: badge(answerState(before[name])),
          now: badge(answerState(check[name])),
          differs: (before[name] ?? null) !== (check[name] ?? null),
          words,
        }),
      ),
      ...figures.map(([name, title]) =>
        row({
          title,
          before: h('span', { class: 'num' }, number(before[name])),
          now: h('span', { class: 'num' }, number(check[name])),
          differs: before[name] !== check[name],
          words,
        }),
      ),
    ]),
  );
}

/** @param {CheckDetail} check @param {PageContext} ctx */
export function compareCard(check, ctx) {
  const { previous_id } = check;
  return card(
    { title: t('review.compare'), icon: 'swap', hint: t('review.compareHint'), class: 'compare-card' },
    previous_id
      ? async(
          () =>
            api.get(`/api/inventory-checks/${previous_id}`, { signal: ctx.signal }).catch((error) => {
              if (error instanceof ApiError && error.status === 404) return null; // it was another room's or is gone
              throw error;
            }),
          (before) => (before ? comparison(check, before) : h('p', { class: 'muted' }, t('review.noPrevious'))),
        )
      : h('p', { class: 'muted' }, t('review.noPrevious')),
  );
}
