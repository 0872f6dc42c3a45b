/** On an item's page: the inductions that it asks for, and whether who reads has had them. */
import { api } from '../../kit/api.js';
import { h } from '../../ui/dom.js';
import { async, badge, button, card, linkList } from '../../ui/parts.js';
import { atDesk } from '../loans/rules.js';
import { demand } from './actions.js';
import { t } from './words.js';

/** @typedef {import('./words.js').Induction} Induction */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {Induction} row @param {boolean} desk */
const line = (row, desk) => ({
  href: desk ? `/inducciones/${row.id}` : undefined,
  icon: 'shield',
  title: row.name,
  hint: t('inductions.people', { n: row.people }),
  end: desk
    ? null
    : badge(
        row.is_mine
          ? { word: t('inductions.mine'), icon: 'check-circle', tone: 'good' }
          : { word: t('inductions.notMine'), icon: 'lock', tone: 'warn' },
      ),
});

/** @param {{id: string}} item @param {PageContext} ctx */
export function inductionsCard(item, ctx) {
  const desk = atDesk(ctx.user);
  const box = h('div', {});
  const draw = () =>
    box.replaceChildren(
      async(
        () => api.get('/api/inductions', { query: { item_id: item.id }, signal: ctx.signal }),
        (/** @type {Induction[]} */ rows) =>
          rows.length
            ? linkList(rows.map((row) => line(row, desk)))
            : h('p', { class: 'muted' }, t('inductions.cardNone')),
        { lines: 2 },
      ),
    );
  draw();
  return card(
    { title: t('inductions.cardTitle'), icon: 'shield' },
    box,
    desk
      ? h(
          'div',
          { class: 'row' },
          button({ label: t('inductions.cardDemand'), icon: 'plus', run: () => demand(ctx, item, draw) }),
        )
      : null,
  );
}
