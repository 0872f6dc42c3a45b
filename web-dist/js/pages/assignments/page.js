/** Equipment in charge: what everybody has, for those who keep equipment; and one's own, for everybody. */
import { api } from '../../kit/api.js';
import { date, number } from '../../kit/format.js';
import { room, state } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { button, notice } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { ownCenter, roomOptions } from '../environments/options.js';
import { give } from './actions.js';
import { keeps, mayGive } from './rules.js';
import { assignmentState, t } from './words.js';

export { detail } from './detail.js';

/** @typedef {import('./words.js').Assignment} Assignment */
/** @typedef {import('../../ui/table.js').TableColumn<Assignment>} Column */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

const STATUSES = /** @type {const} */ (['open', 'unsigned', 'inactive', 'returned']);

/** @type {() => Column} */
const itemColumn = () => ({
  key: 'item_name',
  label: t('assignments.item'),
  card: 'title',
  sortable: false,
  cell: (row) => h('span', {}, row.item_name, h('span', { class: 'cell-sub mono' }, row.internal_code)),
});

/** @type {() => Column} */
const sinceColumn = () => ({
  key: 'started_at',
  label: t('assignments.since'),
  narrow: true,
  sortable: false,
  cell: (row) =>
    h(
      'span',
      { class: 'nowrap' },
      row.ended_at
        ? t('assignments.fromTo', { from: date(row.started_at), to: date(row.ended_at) })
        : date(row.started_at),
    ),
});

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('assignments.title'),
  hint: () => t('assignments.hint'),
  async render(ctx) {
    if (mayGive(ctx.user) && keeps(ctx.user, await ownCenter(ctx.user), null))
      ctx.setActions(
        button({
          label: t('assignments.giveOne'),
          icon: 'plus',
          kind: 'primary',
          run: async () => {
            const made = await give(ctx, null);
            if (made) ctx.navigate(`/equipos-a-cargo/${made.id}`);
          },
        }),
      );
    const rooms = await roomOptions();
    const query = (
      /** @type {{search: string, sort: string | null, desc: boolean, filters: Record<string, string>}} */
      { search, desc, filters },
    ) => ({
      search,
      status: filters.estado,
      environment_id: filters.ambiente,
      order: desc ? 'started' : 'oldest',
    });
    /** @type {ReturnType<typeof dataTable<Assignment>>} */
    const table = dataTable({
      ctx,
      name: 'equipos-a-cargo',
      exports: { list: 'assignments', filters: query },
      caption: t('assignments.title'),
      noun: (n) => t('assignments.count', { n, count: number(n) }),
      perPage: 25,
      loadPage: async ({ page, perPage, signal, ...asked }) => {
        const answer = await api.get('/api/assignments', {
          query: { page, page_size: perPage, ...query(asked) },
          signal,
        });
        return { rows: answer.items, total: answer.total };
      },
      columns: [
        itemColumn(),
        {
          key: 'holder_name',
          label: t('assignments.holder'),
          card: 'subtitle',
          sortable: false,
          cell: (row) =>
            h(
              'span',
              {},
              row.holder_name,
              h(
                'span',
                { class: 'cell-sub' },
                row.user_id
                  ? (row.holder_document ?? '')
                  : [t('assignments.noAccount'), row.holder_document].filter(Boolean).join(' · '),
              ),
            ),
        },
        { ...room(t('assignments.room')), sortable: false },
        { ...sinceColumn(), sortable: true, serverSort: true },
        { key: 'assigned_by_name', label: t('assignments.by'), card: 'hidden', hide: 'aside', sortable: false },
        { ...state('is_open', t('common.status'), assignmentState, { card: 'badge' }), sortable: false },
      ],
      filters: [
        {
          key: 'estado',
          label: t('common.status'),
          type: 'chips',
          value: 'open',
          options: [
            ...STATUSES.map((value) => ({ value, label: t(`assignments.only.${value}`) })),
            { value: '', label: t('assignments.only.all') },
          ],
        },
        { key: 'ambiente', label: t('assignments.room'), type: 'select', options: rooms },
      ],
      search: { placeholder: t('assignments.search') },
      sort: { key: 'started_at', desc: true },
      href: (row) => `/equipos-a-cargo/${row.id}`,
      rowTone: (row) => (row.is_open && row.holder_is_active === false ? 'bad' : null),
      empty: { icon: 'user', title: t('assignments.empty'), hint: t('assignments.emptyHint') },
    });
    return table.element;
  },
};

/** How many wait for one's signature: as many as the list has that the notice leads to. @param {AbortSignal} signal */
const toSign = async (signal) => {
  const { total } = await api.get('/api/assignments', {
    query: { own: true, status: 'to_sign', page_size: 1 },
    signal,
  });
  return total;
};

/** @type {import('../../frame/router.js').Page} */
export const mine = {
  title: () => t('assignments.mine'),
  hint: () => t('assignments.mineHint'),
  render(ctx) {
    const head = h('div', {});
    // It isn't another one with each letter of a search.
    /** @type {Promise<number> | null} */
    let counted = null;
    const waitingOnes = () =>
      (counted ??= toSign(ctx.signal).catch((error) => {
        counted = null;
        throw error;
      }));
    /** @type {ReturnType<typeof dataTable<Assignment>>} */
    const table = dataTable({
      ctx,
      name: 'mis-equipos',
      exports: {
        list: 'assignments',
        filters: ({ search, filters }) => ({ search, status: filters.estado, user_id: ctx.user.id }),
      },
      caption: t('assignments.mine'),
      noun: (n) => t('assignments.count', { n, count: number(n) }),
      perPage: 25,
      loadPage: async ({ page, perPage, search, filters, signal }) => {
        if (!search) counted = null;
        const [answer, waiting] = await Promise.all([
          api.get('/api/assignments', {
            query: { own: true, page, page_size: perPage, search, status: filters.estado },
            signal,
          }),
          waitingOnes(),
        ]);
        head.replaceChildren(
          ...(waiting
            ? [
                notice({
                  tone: 'warn',
                  icon: 'edit',
                  title: t('assignments.mineUnsigned', { n: waiting }),
                  text: t('assignments.mineUnsignedHint'),
                  action:
                    filters.estado === 'to_sign'
                      ? null
                      : { label: t('assignments.mineUnsignedSee'), href: '/mis-equipos?estado=to_sign' },
                }),
              ]
            : []),
        );
        return { rows: answer.items, total: answer.total };
      },
      columns: [
        itemColumn(),
        { ...room(t('assignments.room')), sortable: false },
        sinceColumn(),
        { key: 'assigned_by_name', label: t('assignments.by'), sortable: false },
        { ...state('is_open', t('common.status'), assignmentState, { card: 'badge' }), sortable: false },
      ],
      filters: [
        {
          key: 'estado',
          label: t('common.status'),
          type: 'chips',
          value: 'open',
          options: [
            { value: 'open', label: t('assignments.only.mineOpen') },
            { value: 'to_sign', label: t('assignments.only.to_sign') },
            { value: 'returned', label: t('assignments.only.mineReturned') },
            { value: '', label: t('assignments.only.all') },
          ],
        },
      ],
      search: { placeholder: t('assignments.mineSearch') },
      href: (row) => `/equipos-a-cargo/${row.id}`,
      empty: { icon: 'user', title: t('assignments.mineEmpty'), hint: t('assignments.mineEmptyHint') },
    });
    return h('div', { class: 'stack' }, head, table.element);
  },
};
