/** A person's suspension: on their page, at the desk, and where they ask for a loan. */
import { api } from '../../kit/api.js';
import { date } from '../../kit/format.js';
import { h, icon } from '../../ui/dom.js';
import { async, button, card, notice } from '../../ui/parts.js';
import { actsOf, suspend } from './actions.js';
import { t } from './words.js';

/** @typedef {import('./words.js').Suspension} Suspension */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** What is to be known of one that counts, with what may be done about it. @param {PageContext} ctx @param {Suspension} row @param {() => void} after */
export const currentNotice = (ctx, row, after) => [
  notice({
    tone: 'bad',
    icon: 'lock',
    title: t('suspensions.isUntil', { date: date(row.until) }),
    text: `${row.reason} · ${row.created_by_name}`,
  }),
  h('div', { class: 'row' }, ...actsOf(ctx, row, after).map((act) => button(act))),
];

/** A person on their own page. @param {{id: string, name: string}} person @param {PageContext} ctx */
export const suspensionCard = (person, ctx) =>
  card(
    { title: t('suspensions.cardTitle'), icon: 'swap' },
    async(
      () => api.all('/api/loan-suspensions', { query: { user_id: person.id }, signal: ctx.signal }),
      (/** @type {Suspension[]} */ rows) => {
        const after = () => ctx.reload();
        const current = rows.find((row) => row.is_current);
        const before = rows.filter((row) => !row.is_current).length;
        return [
          ...(current
            ? currentNotice(ctx, current, after)
            : [
                h('p', { class: 'all-well' }, icon('check-circle'), t('suspensions.none')),
                h(
                  'div',
                  { class: 'row' },
                  button({ label: t('suspensions.new'), icon: 'lock', run: () => suspend(ctx, person, after) }),
                ),
              ]),
          before ? h('p', { class: 'muted small' }, t('suspensions.before', { n: before })) : null,
        ];
      },
    ),
  );

/** The own suspension, where one would ask for a loan; null when there is none. @param {PageContext} ctx */
export async function ownSuspension(ctx) {
  const rows = await api.get('/api/loan-suspensions', {
    query: { user_id: ctx.user.id, is_current: true, limit: 1 },
    signal: ctx.signal,
  });
  const [row] = rows;
  return row
    ? notice({
        tone: 'bad',
        icon: 'lock',
        title: t('suspensions.yours', { date: date(row.until) }),
        text: t('suspensions.yoursHint', { reason: row.reason.replace(/\.+$/, '') }),
      })
    : null;
}
