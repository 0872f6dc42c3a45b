/** The categories of equipment: the nine that the app knows, and the centre's own. General admin only. */
import { api } from '../../kit/api.js';
import { activeState, number } from '../../kit/format.js';
import { confirm } from '../../ui/dialog.js';
import { h, icon } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { badge, button, card, facts, notice } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { toast } from '../../ui/toast.js';
import { lifeText } from '../inventory/worth.js';
import { categoryName } from '../inventory/words.js';
import { fieldsCard } from './fields.js';
import { t } from './words.js';

export { create, edit } from './form.js';

/** @typedef {import('wire').Category} Category */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** One of the nine is called as everywhere, in the language of the page. @param {Category} row */
export const nameOf = (row) => (row.is_builtin ? categoryName(row.word) : row.name);

/** @param {Category} row */
const life = (row) => (row.life_months ? lifeText(row.life_months) : t('categories.lifeOfWord'));

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('categories.title'),
  hint: () => t('categories.hint'),
  render(ctx) {
    ctx.setBack('/equipos', t('inventory.title'));
    ctx.setActions(button({ label: t('categories.new'), icon: 'plus', kind: 'primary', href: '/categorias/nuevo' }));
    return dataTable({
      ctx,
      name: 'categorias',
      caption: t('categories.title'),
      noun: (n) => t('categories.count', { n }),
      load: ({ signal }) => api.all('/api/categories', { signal }),
      columns: [
        {
          key: 'name',
          label: t('common.name'),
          card: 'title',
          value: nameOf,
          cell: (row) => h('span', { class: 'item-name' }, icon(row.icon), h('span', {}, nameOf(row))),
        },
        {
          key: 'is_builtin',
          label: t('categories.kind'),
          narrow: true,
          value: (row) => t(row.is_builtin ? 'categories.nine' : 'categories.own'),
        },
        { key: 'word', label: t('categories.word'), value: (row) => categoryName(row.word) },
        { key: 'life_months', label: t('categories.life'), hide: 'desktop', card: 'hidden', value: life },
        { key: 'items', label: t('categories.items'), align: 'end', narrow: true },
        {
          key: 'is_active',
          label: t('common.status'),
          card: 'badge',
          narrow: true,
          value: (row) => activeState(row.is_active).word,
          cell: (row) => badge(activeState(row.is_active)),
        },
      ],
      href: (row) => `/categorias/${row.id}`,
      rowTone: (row) => (row.is_active ? null : 'muted'),
      empty: { icon: 'boxes', title: t('categories.empty') },
    }).element;
  },
};

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('categories.one'),
  hint: () => t('categories.oneHint'),
  async render(ctx) {
    ctx.setBack('/categorias', t('categories.title'));
    /** @type {Category} */
    const row = await api.get(`/api/categories/${ctx.params.id}`, { signal: ctx.signal });
    ctx.setTitle(nameOf(row));
    if (!row.is_builtin) ctx.setActions(...acts(row, ctx));
    const choice = row.is_builtin ? row.word : row.id;
    return h(
      'div',
      { class: 'stack' },
      row.is_active ? null : notice({ tone: 'muted', icon: 'info', text: t('categories.inactive') }),
      row.is_builtin
        ? notice({
            tone: 'info',
            icon: 'info',
            text: t('categories.isNineText'),
            action: { label: t('categories.lives'), href: '/configuracion/depreciacion' },
          })
        : null,
      card(
        { title: t('categories.facts'), icon: row.icon },
        facts([
          [t('categories.kind'), t(row.is_builtin ? 'categories.nine' : 'categories.own')],
          [t('categories.word'), categoryName(row.word)],
          row.is_builtin ? null : [t('categories.life'), life(row)],
          [
            t('categories.items'),
            row.items
              ? h('a', { href: `/equipos?categoria=${choice}` }, t('inventory.count', { n: row.items }))
              : number(row.items),
          ],
          [t('common.status'), badge(activeState(row.is_active))],
        ]),
      ),
      fieldsCard(row, ctx),
    );
  },
};

/** @param {Category} row @param {PageContext} ctx */
const acts = (row, ctx) => [
  menu({
    label: t('common.more'),
    icon: 'more',
    items: [
      row.is_active
        ? { label: t('common.deactivate'), icon: 'eye-off', run: () => offer(row, false, ctx) }
        : { label: t('categories.activate'), icon: 'check-circle', run: () => offer(row, true, ctx) },
      { label: t('common.delete'), icon: 'trash', danger: true, run: () => remove(row, ctx) },
    ],
  }),
  button({ label: t('common.edit'), icon: 'edit', kind: 'primary', href: `/categorias/${row.id}/editar` }),
];

/** @param {Category} row @param {boolean} isOffered @param {PageContext} ctx */
async function offer(row, isOffered, ctx) {
  await api.put(`/api/categories/${row.id}`, { is_active: isOffered });
  toast(t(isOffered ? 'categories.activated' : 'categories.deactivated'));
  ctx.reload();
}

/** What equipment has is not deleted: putting it out of use is offered in its stead. @param {Category} row @param {PageContext} ctx */
async function remove(row, ctx) {
  if (row.items) {
    const instead = await confirm({
      title: t('categories.deactivateAsk', { name: row.name }),
      text: t('categories.deactivateText', { n: row.items, count: number(row.items) }),
      confirmLabel: t('common.deactivate'),
    });
    if (instead) await offer(row, false, ctx);
    return;
  }
  const sure = await confirm({
    title: t('categories.deleteAsk', { name: row.name }),
    text: t('categories.deleteText'),
    loses: [t('categories.losesData')],
    confirmLabel: t('common.delete'),
    danger: true,
  });
  if (!sure) return;
  const answer = await api.del(`/api/categories/${row.id}`);
  toast(answer.detail);
  ctx.navigate('/categorias', { replace: true });
}
