/** Which lots go out first, and why others don't: what the desk shows beside the form. */
import { date } from '../../../kit/format.js';
import { h, icon } from '../../../ui/dom.js';
import { badge, button, notice } from '../../../ui/parts.js';
import { quantity } from '../../products/words.js';
import { expiryText, lotState } from '../words.js';
import { t } from './words.js';

/** @typedef {import('wire').Schemas['FefoRecommendation']} Recommendation */
/** @typedef {Recommendation['recommendations'][number]} Line */
/** @typedef {Recommendation['skipped'][number]} Skipped */

/** More that are skipped are folded away. */
const FEW = 6;

/** @param {{use_by_date?: string | null, days_until_expiry?: number | null}} lot */
const expiry = ({ use_by_date: day, days_until_expiry: days }) =>
  day && days !== null && days !== undefined ? `${expiryText(days)} (${date(day)})` : t('desk.undated');

/**
 * @param {Line} line @param {number} at @param {Recommendation} all
 * @param {{wanted: number | null, chosen: string | null, choose: (lot: string) => unknown}} options
 */
function next(line, at, { unit }, { wanted, chosen, choose }) {
  const isChosen = line.lot_id === chosen;
  return h(
    'li',
    { class: `fefo-lot ${isChosen ? 'chosen' : ''}` },
    h('span', { class: 'fefo-place num', 'aria-hidden': 'true' }, String(at + 1)),
    h(
      'div',
      { class: 'fefo-what' },
      h(
        'p',
        {},
        h('a', { class: 'strong mono', href: `/existencias/${line.lot_id}` }, line.batch_number),
        ' ',
        isChosen ? badge({ word: t('desk.thisOne'), icon: 'check', tone: 'info' }) : null,
      ),
      h(
        'p',
        { class: line.warning ? 'tone-bad' : 'muted' },
        line.warning ? icon('triangle', { class: 'small' }) : null,
        expiry(line),
      ),
      h('p', { class: 'fefo-where' }, icon('map-pin', { class: 'small' }), h('span', { class: 'mono' }, line.bin_code)),
    ),
    h(
      'div',
      { class: 'fefo-much' },
      wanted
        ? h('span', { class: 'strong nowrap' }, t('desk.take', { count: quantity(line.suggested_quantity, unit) }))
        : null,
      h(
        'span',
        { class: 'muted small nowrap' },
        t('desk.freeHere', { count: quantity(line.available_quantity, unit) }),
      ),
      isChosen
        ? null
        : button({
            label: t('desk.takeThis'),
            kind: 'quiet',
            run: () => choose(line.lot_id),
          }),
    ),
  );
}

/** @param {Skipped} lot @param {Recommendation} all */
const skipped = (lot, { unit }) =>
  h(
    'li',
    { class: 'fefo-skipped' },
    icon(lotState(lot.state).icon, { class: `small tone-${lotState(lot.state).tone}` }),
    h(
      'span',
      {},
      h('a', { class: 'mono', href: `/existencias/${lot.lot_id}` }, lot.batch_number),
      ` · ${lot.bin_code} · ${quantity(lot.quantity, unit)}: `,
      h('strong', {}, lot.reason),
    ),
  );

/**
 * @param {Recommendation} all @param {{wanted: number | null, chosen: string | null, choose: (lot: string) => unknown}} options
 *   `wanted`: how much is asked for, if that is known; `chosen`: the lot that was read
 */
export function recommendation(all, options) {
  const { recommendations: lines, skipped: others, unit } = all;
  const passed = others.map((lot) => skipped(lot, all));
  const whole = (/** @type {number} */ amount) => quantity(amount, unit);
  return h(
    'div',
    { class: 'stack tight fefo' },
    options.wanted && all.missing_quantity
      ? notice({
          tone: 'bad',
          title: t('desk.short', { count: whole(all.total_available) }),
          text: t('desk.shortText', { count: whole(all.missing_quantity) }),
        })
      : null,
    lines.length
      ? h('ol', { class: 'fefo-lots' }, ...lines.map((line, at) => next(line, at, all, options)))
      : notice({ tone: 'warn', icon: 'missing', text: t('desk.noneOut', { name: all.product_name }) }),
    lines.length ? h('p', { class: 'muted small' }, t('desk.total', { count: whole(all.total_available) })) : null,
    passed.length
      ? passed.length > FEW
        ? h(
            'details',
            {},
            h('summary', {}, t('desk.skippedMany', { n: passed.length })),
            h('ul', { role: 'list', class: 'fefo-others' }, ...passed),
          )
        : [
            h('h3', { class: 'fefo-head' }, t('desk.skipped')),
            h('ul', { role: 'list', class: 'fefo-others' }, ...passed),
          ]
      : null,
  );
}
