/** Who has an item, on the item's page; and what a person has, on theirs. */
import { api } from '../../kit/api.js';
import { date } from '../../kit/format.js';
import { h, icon } from '../../ui/dom.js';
import { async, badge, button, card, linkList, notice } from '../../ui/parts.js';
import { give, passOn, takeBack } from './actions.js';
import { centerOfRoom, ownCenter } from '../environments/options.js';
import { keeps, mayGive, readsOthers } from './rules.js';
import { assignmentState, t } from './words.js';

/** @typedef {import('./words.js').Assignment} Assignment */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** How many of those who had it before are shown. */
const SHOWN = 20;

/** @param {Assignment} row */
const before = (row) => ({
  href: `/equipos-a-cargo/${row.id}`,
  title: row.holder_name,
  hint: t('assignments.fromTo', { from: date(row.started_at), to: date(row.ended_at ?? row.started_at) }),
  end: badge(assignmentState(row)),
});

/** @param {Assignment} row */
const current = (row) =>
  linkList([
    {
      href: `/equipos-a-cargo/${row.id}`,
      icon: 'user',
      title: row.holder_name,
      hint: [
        row.holder_document ? t('assignments.documentOf', { n: row.holder_document }) : null,
        row.user_id ? null : t('assignments.noAccount'),
        t('assignments.sinceDay', { date: date(row.started_at) }),
      ]
        .filter(Boolean)
        .join(' · '),
      end: badge(assignmentState(row)),
    },
  ]);

/**
 * Who has an item and who had it, with what may be done about it. Nothing for those who see only what is theirs, unless it is.
 * @param {import('wire').Item} item @param {PageContext} ctx
 */
export function itemAssignments(item, ctx) {
  const place = h('div', { class: 'stack' });
  const box = card({ title: t('assignments.cardTitle'), icon: 'user' }, place);
  // Who sees only what is theirs sees no card of what isn't.
  box.hidden = !readsOthers(ctx.user);
  /** @param {Assignment | undefined} made */
  const next = (made) => made && ctx.navigate(`/equipos-a-cargo/${made.id}`);
  /** @param {[Assignment[], string | null, string | null]} read */
  const drawn = ([rows, own, center]) => {
    if (rows.length) box.hidden = false;
    const open = rows.find((row) => row.is_open);
    const gives = keeps(ctx.user, own, open ? open.center_id : center);
    const past = rows.filter((row) => !row.is_open);
    return [
      open ? current(open) : h('p', { class: 'muted' }, t('assignments.cardNobody')),
      gives
        ? h(
            'div',
            { class: 'row' },
            ...(open
              ? [
                  button({
                    label: t('assignments.takeBack'),
                    icon: 'check',
                    run: async () => next(await takeBack(ctx, open)),
                  }),
                  open.is_gone
                    ? null
                    : button({
                        label: t('assignments.passOn'),
                        icon: 'swap',
                        run: async () => next(await passOn(ctx, open)),
                      }),
                ]
              : [
                  button({
                    label: t('assignments.give'),
                    icon: 'user',
                    run: async () => next(await give(ctx, item)),
                  }),
                ]),
          )
        : null,
      past.length
        ? h(
            'details',
            {},
            h('summary', {}, `${t('assignments.cardBefore')} (${past.length})`),
            linkList(past.map(before)),
          )
        : null,
    ];
  };
  place.replaceChildren(
    async(
      () =>
        Promise.all([
          api
            .get('/api/assignments', { query: { item_id: item.id, page_size: SHOWN + 1 }, signal: ctx.signal })
            .then((answer) => answer.items),
          mayGive(ctx.user) ? ownCenter(ctx.user) : null,
          mayGive(ctx.user) ? centerOfRoom(item.environment_id, ctx.signal) : null,
        ]),
      drawn,
      { lines: 2 },
    ),
  );
  return box;
}

/** What a person has in charge. @param {{id: string, name: string, is_active: boolean}} person @param {PageContext} ctx */
export const personAssignments = (person, ctx) =>
  card(
    { title: t('assignments.personTitle'), icon: 'boxes' },
    async(
      () =>
        api.get('/api/assignments', {
          query: { user_id: person.id, status: 'open', page_size: 50 },
          signal: ctx.signal,
        }),
      ({ items, total }) => [
        total && !person.is_active ? notice({ tone: 'warn', text: t('assignments.personInactive') }) : null,
        total
          ? linkList(
              items.map((row) => ({
                href: `/equipos-a-cargo/${row.id}`,
                title: row.item_name,
                hint: `${row.internal_code} · ${t('assignments.sinceDay', { date: date(row.started_at) })}`,
                end: badge(assignmentState(row)),
              })),
            )
          : h('p', { class: 'all-well' }, icon('check-circle'), t('assignments.personNone')),
        h(
          'p',
          {},
          h(
            'a',
            { href: `/equipos-a-cargo?q=${encodeURIComponent(person.name)}&estado=todos` },
            t('assignments.personAll'),
          ),
        ),
      ],
      { lines: 2 },
    ),
  );

/** How many items somebody has in charge, in words; nothing if none. @param {string} userId */
export async function leftBehind(userId) {
  const { total } = await api.get('/api/assignments', {
    query: { user_id: userId, status: 'open', page_size: 1 },
  });
  return total ? [t('assignments.leaves', { n: total })] : [];
}
