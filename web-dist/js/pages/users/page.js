/**
 * Accounts, for the general admin: who there is, who waits for activation, who may do what.
 */
import { api } from '../../kit/api.js';
import { dateTime, number, relative, roleName, ROLES } from '../../kit/format.js';
import { timeOf } from '../../ui/columns.js';
import { h, replace } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { avatar, badge, button, card, columns, facts, notice, stat, stats } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { personAssignments } from '../assignments/card.js';
import { mayAsk } from '../loans/rules.js';
import { suspensionCard } from '../suspensions/card.js';
import { activateUser, resetPassword } from './actions.js';
import { deactivateUser } from './deactivate.js';
import { handOverCode } from './recovery.js';
import { userState, t } from './words.js';

export { create, edit } from './form.js';

/** @typedef {import('wire').User} Person */

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {Person} person */
const waits = (person) => person.activation_requested && !person.is_active;

/**
 * The acts that the row menu and the page of a person share.
 * @param {Person} person
 * @param {PageContext} ctx
 * @param {() => void} after
 */
const acts = (person, ctx, after) => [
  ...(person.is_active ? [{ label: t('users.code'), icon: 'print', run: () => handOverCode(person) }] : []),
  { label: t('users.password'), icon: 'key', run: () => resetPassword(person) },
  ...(person.is_active
    ? person.id === ctx.user.id
      ? []
      : [{ label: t('common.deactivate'), icon: 'lock', danger: true, run: () => deactivateUser(person, after) }]
    : [{ label: t('common.activate'), icon: 'check-circle', run: () => activateUser(person, after) }]),
];

/** @param {import('wire').Users} numbers */
const figures = (numbers) =>
  stats(
    stat({
      label: t('users.total'),
      value: number(numbers.total_users),
      icon: 'users',
      hint: t('users.recent', { n: numbers.recent_registrations, count: number(numbers.recent_registrations) }),
    }),
    stat({ label: t('users.active'), value: number(numbers.active_users), icon: 'check-circle', tone: 'good' }),
    stat({ label: t('users.inactive'), value: number(numbers.inactive_users), icon: 'lock', tone: 'muted' }),
    stat({
      label: t('users.waiting'),
      value: number(numbers.pending_activation),
      icon: 'hourglass',
      tone: numbers.pending_activation ? 'warn' : 'muted',
    }),
  );

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('users.title'),
  hint: () => t('users.hint'),
  render(ctx) {
    ctx.setActions(button({ label: t('users.new'), icon: 'user-plus', kind: 'primary', href: '/usuarios/nuevo' }));
    const head = h('div', {});
    const count = () =>
      api
        .get('/api/users/stats', { signal: ctx.signal })
        .then((numbers) => replace(head, figures(numbers)))
        .catch(() => undefined);
    const refresh = () => {
      void count();
      table.reload();
    };
    const table = dataTable({
      ctx,
      name: 'usuarios',
      exports: { list: 'users' },
      caption: t('users.title'),
      noun: (n) => t('users.count', { n, count: number(n) }),
      load: ({ signal }) => api.all('/api/users', { signal }),
      columns: [
        {
          key: 'name',
          label: t('common.name'),
          card: 'title',
          cell: (row) => h('span', {}, row.name, h('span', { class: 'cell-sub desktop-only' }, row.email)),
        },
        { key: 'email', label: t('common.email'), card: 'subtitle', hide: 'desktop' },
        { key: 'role', label: t('users.role'), value: (row) => roleName(row.role) },
        { key: 'ficha', label: t('users.ficha'), card: 'hidden', hide: 'desktop' },
        { key: 'environment_name', label: t('users.room') },
        {
          key: 'last_login',
          label: t('users.lastLogin'),
          card: 'hidden',
          narrow: true,
          searchable: false,
          cell: (row) => (row.last_login ? timeOf(row.last_login) : t('users.never')),
        },
        {
          key: 'is_active',
          label: t('common.status'),
          card: 'badge',
          narrow: true,
          value: (row) => userState(row).word,
          cell: (row) => badge(userState(row)),
        },
      ],
      filters: [
        {
          key: 'estado',
          label: t('common.status'),
          type: 'chips',
          options: [
            { value: 'activos', label: t('users.onlyActive') },
            { value: 'espera', label: t('users.onlyWaiting') },
            { value: 'inactivos', label: t('users.onlyInactive') },
          ],
          test: (row, value) =>
            value === 'espera' ? waits(row) : value === 'activos' ? row.is_active : !row.is_active && !waits(row),
        },
        {
          key: 'rol',
          label: t('users.role'),
          type: 'select',
          options: ROLES.map((value) => ({ value, label: roleName(value) })),
          test: (row, value) => row.role === value,
        },
      ],
      search: { placeholder: t('users.search') },
      sort: { key: 'name' },
      href: (row) => `/usuarios/${row.id}`,
      actions: (row) => [
        { label: t('common.edit'), icon: 'edit', href: `/usuarios/${row.id}/editar` },
        ...acts(row, ctx, refresh),
      ],
      rowTone: (row) => (waits(row) ? 'warn' : row.is_active ? null : 'muted'),
      empty: { icon: 'users', title: t('users.empty'), hint: t('users.emptyHint') },
    });
    void count();
    return h('div', { class: 'stack' }, head, table.element);
  },
};

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('users.one'),
  hint: () => t('users.oneHint'),
  async render(ctx) {
    ctx.setBack('/usuarios', t('users.title'));
    /** @type {Person} */
    const person = await api.get(`/api/users/${ctx.params.id}`, { signal: ctx.signal });
    const after = () => ctx.reload();
    ctx.setTitle(person.name);
    ctx.setActions(
      menu({ label: t('common.more'), icon: 'more', items: acts(person, ctx, after) }),
      button({ label: t('common.edit'), icon: 'edit', kind: 'primary', href: `/usuarios/${person.id}/editar` }),
    );
    return h(
      'div',
      { class: 'stack' },
      waits(person)
        ? notice({
            tone: 'warn',
            icon: 'hourglass',
            title: t('users.asksAs', { role: roleName(person.role).toLowerCase() }),
            text: t('users.asksText'),
            action: { label: t('common.activate'), run: () => activateUser(person, after) },
          })
        : null,
      person.id === ctx.user.id ? notice({ tone: 'info', icon: 'info', text: t('users.itsYou') }) : null,
      columns(
        card(
          {},
          h(
            'div',
            { class: 'row person-head' },
            avatar(person.name),
            h('div', {}, h('p', { class: 'strong' }, person.name), badge(userState(person))),
          ),
          facts([
            [t('common.email'), h('a', { href: `mailto:${person.email}` }, person.email)],
            [t('common.phone'), person.phone ? h('a', { href: `tel:${person.phone}` }, person.phone) : null],
            [t('users.role'), roleName(person.role)],
            [
              t('users.room'),
              person.environment_id
                ? h('a', { href: `/ambientes/${person.environment_id}` }, person.environment_name ?? '')
                : t('users.noRoom'),
            ],
            [t('users.center'), person.center_name ?? t('users.noCenter')],
            ...(person.role === 'student'
              ? [
                  /** @type {[string, string | null]} */ ([t('users.program'), person.program ?? null]),
                  /** @type {[string, string | null]} */ ([t('users.ficha'), person.ficha ?? null]),
                ]
              : []),
          ]),
        ),
        [
          card(
            { title: t('users.account'), icon: 'shield' },
            facts([
              [t('users.lastLogin'), person.last_login ? dateTime(person.last_login) : t('users.never')],
              [t('users.since'), dateTime(person.created_at)],
            ]),
            h('p', {}, h('a', { href: `/auditoria?persona=${person.id}` }, t('users.whatDid'))),
          ),
          personAssignments(person, ctx),
          person.is_active && mayAsk(person) ? suspensionCard(person, ctx) : null,
        ],
      ),
    );
  },
};
