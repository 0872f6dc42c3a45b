/**
 * Inductions: what is lent only to whoever has had one; and of each, who has.
 */
import { api, ApiError } from '../../kit/api.js';
import { date } from '../../kit/format.js';
import { state } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { button } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { atDesk } from '../loans/rules.js';
import { views } from '../loans/views.js';
import { demand, drop, forget, note, rename } from './actions.js';
import { demandedBy, personState, t } from './words.js';

/** @typedef {import('./words.js').Induction} Induction */
/** @typedef {import('./words.js').Inducted} Inducted */

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('inductions.title'),
  hint: () => t('inductions.hint'),
  render(ctx) {
    if (atDesk(ctx.user))
      ctx.setActions(
        button({
          label: t('inductions.new'),
          icon: 'plus',
          kind: 'primary',
          run: () => demand(ctx, null, (made) => ctx.navigate(`/inducciones/${made.id}`)),
        }),
      );
    /** @type {ReturnType<typeof dataTable<Induction>>} */
    const table = dataTable({
      ctx,
      name: 'inducciones',
      exports: { list: 'inductions' },
      caption: t('inductions.title'),
      noun: (n) => t('inductions.count', { n }),
      load: ({ signal }) => api.all('/api/inductions', { signal }),
      columns: [
        { key: 'name', label: t('inductions.name'), card: 'title' },
        { key: 'of', label: t('inductions.of'), card: 'subtitle', value: (row) => demandedBy(row) },
        {
          key: 'people',
          label: t('inductions.peopleTitle'),
          searchable: false,
          cell: (row) => t('inductions.people', { n: row.people }),
        },
      ],
      search: { placeholder: t('inductions.search') },
      sort: { key: 'name' },
      href: (row) => `/inducciones/${row.id}`,
      empty: { icon: 'shield', title: t('inductions.empty'), hint: t('inductions.emptyHint') },
    });
    return h('div', { class: 'stack' }, views(ctx.user, '/inducciones'), table.element);
  },
};

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('inductions.one'),
  hint: () => t('inductions.oneHint'),
  async render(ctx) {
    ctx.setBack('/inducciones', t('inductions.title'));
    const find = async () => {
      const all = await api.all('/api/inductions', { signal: ctx.signal });
      return all.find((/** @type {Induction} */ one) => one.id === ctx.params.id);
    };
    /** @type {Induction | undefined} */
    let induction = await find();
    if (!induction) {
      // The server says that there is no such induction, unless it was made in between.
      await api.get(`/api/inductions/${ctx.params.id}/people`, { signal: ctx.signal });
      induction = await find();
    }
    if (!induction) throw new ApiError(404, 'no_encontrado', t('error.notFoundText'));
    const shown = induction;
    const desk = atDesk(ctx.user);
    ctx.setTitle(shown.name);
    const fixed = desk && !shown.may_change && t('inductions.ofAllCenters');
    ctx.setHint([demandedBy(shown), fixed].filter(Boolean).join('. '));
    const refresh = () => table.reload();
    if (desk)
      ctx.setActions(
        shown.may_change
          ? menu({
              label: t('common.more'),
              icon: 'more',
              items: [
                { label: t('inductions.rename'), icon: 'edit', run: () => rename(ctx, shown, () => ctx.reload()) },
                {
                  label: t('inductions.delete'),
                  icon: 'trash',
                  danger: true,
                  run: () => drop(shown, () => ctx.navigate('/inducciones', { replace: true })),
                },
              ],
            })
          : null,
        button({
          label: t('inductions.note'),
          icon: 'user-plus',
          kind: 'primary',
          run: () => note(ctx, shown, null, refresh),
        }),
      );
    /** @type {ReturnType<typeof dataTable<Inducted & {id: string}>>} */
    const table = dataTable({
      ctx,
      name: 'inducidos',
      caption: t('inductions.peopleTitle'),
      noun: (n) => t('inductions.peopleCount', { n }),
      load: async ({ signal }) => {
        const people = await api.all(`/api/inductions/${shown.id}/people`, { signal });
        return people.map((/** @type {Inducted} */ person) => ({ ...person, id: person.user_id }));
      },
      columns: [
        { key: 'user_name', label: t('inductions.who'), card: 'title' },
        { key: 'given_by', label: t('inductions.givenBy'), card: 'subtitle' },
        {
          key: 'given_on',
          label: t('inductions.givenOn'),
          narrow: true,
          searchable: false,
          cell: (person) => h('span', { class: 'nowrap' }, date(person.given_on)),
        },
        {
          key: 'valid_until',
          label: t('inductions.validUntil'),
          narrow: true,
          searchable: false,
          cell: (person) =>
            h('span', { class: 'nowrap' }, person.valid_until ? date(person.valid_until) : t('inductions.forGood')),
        },
        state('is_valid', t('common.status'), (/** @type {Inducted} */ person) => personState(person), {
          card: 'badge',
        }),
      ],
      search: { placeholder: t('inductions.peopleSearch') },
      sort: { key: 'user_name' },
      rowTone: (person) => (person.is_valid ? null : 'warn'),
      actions: desk
        ? (person) => [
            { label: t('inductions.renew'), icon: 'refresh', run: () => note(ctx, shown, person, refresh) },
            {
              label: t('inductions.forget'),
              icon: 'trash',
              danger: true,
              run: () => forget(shown, person, refresh),
            },
          ]
        : undefined,
      empty: { icon: 'users', title: t('inductions.peopleEmpty'), hint: t('inductions.peopleEmptyHint') },
    });
    return table.element;
  },
};
