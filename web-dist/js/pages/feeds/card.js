/** Where people come to subscribe: a button for one calendar, and a card with all that a person has. */
import { button, card } from '../../ui/parts.js';
import { h } from '../../ui/dom.js';
import { kindsOf } from './rules.js';
import { nameOf, subscribe } from './sheet.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {import('./sheet.js').Wanted | (() => import('./sheet.js').Wanted)} wanted @param {PageContext} ctx */
export const subscribeButton = (wanted, ctx) =>
  button({
    label: t('feeds.subscribe'),
    icon: 'calendar',
    run: () => void subscribe(typeof wanted === 'function' ? wanted() : wanted, ctx),
  });

/** @param {PageContext} ctx */
export const feedsCard = (ctx) =>
  card(
    { title: t('feeds.title'), icon: 'calendar', hint: t('feeds.cardHint') },
    h(
      'div',
      { class: 'stack' },
      ...kindsOf(ctx.user).map((kind) =>
        button({ label: nameOf({ kind }), icon: 'calendar', class: 'wide', run: () => void subscribe({ kind }, ctx) }),
      ),
    ),
  );
