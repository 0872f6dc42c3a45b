/**
 * Training centres: the top of the tree that rooms hang from. General admin only.
 */
import { api } from '../../kit/api.js';
import { learnCenter } from '../../frame/brand.js';
import { activeState, dateTime, number } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { badge, button, card, columns, emptyState, facts, linkList, notice } from '../../ui/parts.js';
import { confirm } from '../../ui/dialog.js';
import { dataTable } from '../../ui/table.js';
import { form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { logoCard } from './logo.js';
import { takeCard } from './take.js';
import { zoneCard } from '../server/time-zone.js';
import { t } from './words.js';

/** @typedef {import('wire').Center} Center */

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('centers.title'),
  hint: () => t('centers.hint'),
  render(ctx) {
    const admin = ctx.can('admin_general');
    if (admin)
      ctx.setActions(button({ label: t('centers.new'), icon: 'plus', kind: 'primary', href: '/centros/nuevo' }));
    const table = dataTable({
      ctx,
      name: 'centros',
      exports: { list: 'centers' },
      caption: t('centers.title'),
      noun: (n) => t('centers.count', { n }),
      load: ({ signal }) => api.all('/api/centers', { signal }),
      columns: [
        { key: 'name', label: t('common.name'), card: 'title' },
        { key: 'code', label: t('centers.code'), card: 'subtitle', narrow: true },
        { key: 'city', label: t('centers.city') },
        { key: 'region', label: t('centers.region') },
        { key: 'environments', label: t('centers.rooms'), align: 'end', narrow: true },
        {
          key: 'is_active',
          label: t('common.status'),
          card: 'badge',
          narrow: true,
          value: (row) => activeState(row.is_active).word,
          cell: (row) => badge(activeState(row.is_active)),
        },
      ],
      sort: { key: 'name' },
      href: (row) => `/centros/${row.id}`,
      rowTone: (row) => (row.is_active ? null : 'muted'),
      empty: {
        icon: 'building',
        title: t('centers.empty'),
        hint: admin ? t('centers.emptyHint') : '',
        action: admin ? { label: t('centers.new'), icon: 'plus', href: '/centros/nuevo' } : null,
      },
    }).element;
    return admin ? h('div', { class: 'stack' }, table, zoneCard(ctx)) : table;
  },
};

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('centers.one'),
  hint: () => t('centers.oneHint'),
  async render(ctx) {
    ctx.setBack('/centros', t('centers.title'));
    const [center, rooms] = await Promise.all([
      /** @type {Promise<Center>} */ (api.get(`/api/centers/${ctx.params.id}`, { signal: ctx.signal })),
      api.all('/api/environments', { query: { center_id: ctx.params.id }, signal: ctx.signal }),
    ]);
    ctx.setTitle(center.name);
    if (ctx.can('admin_general')) {
      ctx.setActions(
        menu({
          label: t('common.more'),
          icon: 'more',
          items: [
            center.is_active
              ? { label: t('common.delete'), icon: 'trash', danger: true, run: () => remove(center, ctx) }
              : { label: t('centers.activate'), icon: 'check-circle', run: () => activate(center, ctx) },
          ],
        }),
        button({ label: t('common.edit'), icon: 'edit', kind: 'primary', href: `/centros/${center.id}/editar` }),
      );
    }
    return h(
      'div',
      { class: 'stack' },
      center.is_active ? null : notice({ tone: 'muted', icon: 'info', text: t('centers.inactive') }),
      columns(
        card(
          { title: t('centers.rooms'), icon: 'room' },
          rooms.length
            ? linkList(
                rooms.map((room) => ({
                  href: `/ambientes/${room.id}`,
                  title: room.name,
                  hint: room.location,
                  icon: room.is_warehouse ? 'package' : 'room',
                })),
              )
            : emptyState({ icon: 'room', title: t('centers.noRooms'), hint: t('centers.noRoomsHint') }),
        ),
        h(
          'div',
          { class: 'stack' },
          logoCard(center, ctx),
          card(
            { title: t('centers.facts'), icon: 'building' },
            facts([
              [t('centers.code'), center.code],
              [t('centers.address'), center.address ?? null],
              [t('centers.city'), center.city ?? null],
              [t('centers.region'), center.region ?? null],
              [t('common.phone'), center.phone ?? null],
              [t('common.status'), badge(activeState(center.is_active))],
              [t('common.updated'), dateTime(center.updated_at)],
            ]),
          ),
          takeCard(center, rooms, ctx),
        ),
      ),
    );
  },
};

/**
 * @param {Center} center
 * @param {import('../../frame/router.js').PageContext} ctx
 */
async function remove(center, ctx) {
  const sure = await confirm({
    title: t('centers.deleteAsk', { name: center.name }),
    text: center.environments ? t('centers.deleteKeeps') : t('centers.deleteText'),
    loses: center.environments
      ? [t('centers.losesRooms', { n: center.environments, count: number(center.environments) })]
      : [t('centers.losesData')],
    confirmLabel: center.environments ? t('common.deactivate') : t('common.delete'),
    danger: true,
  });
  if (!sure) return;
  const answer = await api.del(`/api/centers/${center.id}`);
  toast(answer.detail);
  void learnCenter();
  if (answer.status === 'deleted') ctx.navigate('/centros', { replace: true });
  else ctx.reload();
}

/**
 * @param {Center} center
 * @param {import('../../frame/router.js').PageContext} ctx
 */
async function activate(center, ctx) {
  await api.put(`/api/centers/${center.id}`, { is_active: true });
  toast(t('centers.activated'));
  void learnCenter();
  ctx.reload();
}

/** @returns {import('../../ui/form.js').Field[]} */
const fields = () => [
  {
    name: 'code',
    label: t('centers.code'),
    required: true,
    maxLength: 20,
    width: 'third',
    hint: t('centers.codeHint'),
  },
  { name: 'name', label: t('common.name'), required: true, maxLength: 150 },
  { name: 'address', label: t('centers.address'), maxLength: 200 },
  { name: 'city', label: t('centers.city'), maxLength: 100, width: 'half' },
  { name: 'region', label: t('centers.region'), maxLength: 100, width: 'half' },
  { name: 'phone', label: t('common.phone'), type: 'tel', maxLength: 30, width: 'half' },
];

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('centers.new'),
  hint: () => t('centers.newHint'),
  render(ctx) {
    ctx.setBack('/centros', t('centers.title'));
    return form({
      ctx,
      id: 'center-new',
      fields: fields(),
      submitLabel: t('centers.create'),
      cancel: { href: '/centros' },
      onSubmit: (values) => api.post('/api/centers', values),
      onDone: (center) => {
        toast(t('centers.created'));
        void learnCenter();
        ctx.navigate(`/centros/${center.id}`, { replace: true });
      },
    }).element;
  },
};

/** @type {import('../../frame/router.js').Page} */
export const edit = {
  title: () => t('centers.edit'),
  hint: () => t('centers.editHint'),
  async render(ctx) {
    const center = await api.get(`/api/centers/${ctx.params.id}`, { signal: ctx.signal });
    const page = `/centros/${center.id}`;
    ctx.setBack(page, center.name);
    return form({
      ctx,
      id: `center-${center.id}`,
      values: center,
      again: () => api.get(`/api/centers/${center.id}`),
      fields: fields(),
      submitLabel: t('common.save'),
      cancel: { href: page },
      onSubmit: (_, { changed, match }) => api.put(`/api/centers/${center.id}`, changed, { match }),
      onDone: () => {
        toast(t('centers.saved'));
        void learnCenter();
        ctx.navigate(page, { replace: true });
      },
    }).element;
  },
};
