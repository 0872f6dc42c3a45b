/** Maintenance on the home page: what waits for whoever looks after equipment, and the own reports of everybody else. */
import { api } from '../../kit/api.js';
import { number, relative } from '../../kit/format.js';
import { h, icon } from '../../ui/dom.js';
import { async, badge, button, card, linkList, stat, stats } from '../../ui/parts.js';
import { aboutOf, requestState, t } from '../maintenance/words.js';
import { foot } from './checks.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

const MOST = 5;

/** What nobody has taken on, what is one's own, and what is late. @param {PageContext} ctx */
export const maintenanceCard = (ctx) =>
  card(
    { title: t('maint.home'), icon: 'wrench', hint: t('maint.homeHint'), class: 'home-maintenance' },
    async(
      () =>
        Promise.all(
          [{ status: 'pending' }, { is_open: true, technician_id: ctx.user.id }, { is_late: true }].map((query) =>
            api
              .list('/api/maintenance-requests', { query: { ...query, limit: 1 }, signal: ctx.signal })
              .then(({ total }) => total),
          ),
        ),
      ([pending, mine, late]) => {
        return stats(
          stat({
            label: t('maint.homePending'),
            value: number(pending),
            icon: 'hourglass',
            tone: pending ? 'warn' : '',
            href: '/mantenimiento/lista?estado=pending',
          }),
          stat({
            label: t('maint.homeMine'),
            value: number(mine),
            icon: 'user',
            tone: mine ? 'info' : '',
            href: '/mantenimiento/lista?cuales=mias',
          }),
          stat({
            label: t('maint.homeLate'),
            value: number(late),
            icon: 'clock',
            tone: late ? 'bad' : '',
            href: '/mantenimiento/lista?cuales=atrasadas',
          }),
        );
      },
      { lines: 2 },
    ),
  );

/** What one has reported and is not done, and the way to report more. @param {PageContext} ctx */
export const ownReportsCard = (ctx) =>
  card(
    {
      title: t('maint.homeOwn'),
      icon: 'wrench',
      actions: [button({ label: t('maint.new'), icon: 'plus', kind: 'quiet', href: '/mantenimiento/nuevo' })],
    },
    async(
      () =>
        api.get('/api/maintenance-requests', {
          query: { is_open: true, user_id: ctx.user.id, limit: MOST },
          signal: ctx.signal,
        }),
      (own) =>
        own.length
          ? linkList(
              own.map((row) => ({
                href: `/mantenimiento/${row.id}`,
                title: row.title,
                hint: [aboutOf(row), relative(row.created_at)].filter(Boolean).join(' · '),
                end: badge(requestState(row.status)),
              })),
            )
          : h('p', { class: 'all-well' }, icon('check-circle'), t('maint.homeOwnNone')),
      { lines: 2 },
    ),
    foot(t('maint.homeSee'), 'wrench', '/mantenimiento'),
  );
