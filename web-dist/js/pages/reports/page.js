/** Reports: asking for one, and one's own with their files. */
import { api } from '../../kit/api.js';
import { announce, h, replace } from '../../ui/dom.js';
import { card, notice } from '../../ui/parts.js';
import { askForm } from './ask.js';
import { chosenKind, kindList } from './choose.js';
import { historyOf } from './history.js';
import { MATERIALS, asked, kindsOf, patchOf } from './kinds.js';
import { scheduledOf } from './scheduled.js';
import { t } from './words.js';

/** @typedef {import('./kinds.js').Kind} Kind */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** The only room that somebody's reports are of: an instructor's, and the warehouse that somebody keeps. @param {PageContext} ctx */
async function ownRoom({ user, signal }) {
  if (!user.environment_id || (user.role !== 'instructor' && user.role !== 'admin')) return null;
  const room = await api.get(`/api/environments/${user.environment_id}`, { signal });
  return user.role === 'instructor' || room.is_warehouse ? { id: room.id, name: room.name } : null;
}

/** @type {import('../../frame/router.js').Page} */
export const overview = {
  title: () => t('reports.title'),
  async render(ctx) {
    const { user } = ctx;
    const own = await ownRoom(ctx);
    ctx.setHint(own ? t('reports.hintRoom', { room: own.name }) : t('reports.hint'));
    const past = historyOf(ctx, onAsked);
    const mine = h(
      'section',
      { class: 'stack', 'aria-labelledby': 'reports-mine' },
      h(
        'div',
        {},
        h('h2', { id: 'reports-mine', tabindex: '-1' }, t('reports.mine')),
        h('p', { class: 'muted small' }, t('reports.mineHint')),
      ),
      past.element,
    );
    const place = h('div', { class: 'stack' });
    // Without a room an instructor has the reports of materials, which are the centre's.
    const bound = user.role === 'instructor' && !user.environment_id;
    const kinds = bound ? MATERIALS : kindsOf(user.role);
    const head = () => place.closest('.card')?.querySelector('.card-head p');

    /** @param {boolean} focus */
    const offer = (focus) => {
      replace(
        place,
        kindList(user.role, (kind) => void open(kind, null, true), kinds),
      );
      const hint = head();
      if (hint instanceof HTMLElement) hint.hidden = false;
      if (focus) place.querySelector('button')?.focus();
    };
    /** @param {Kind} kind @param {string | null} subject @param {boolean} focus */
    const open = async (kind, subject, focus) => {
      if (focus) ctx.setQuery(patchOf(kind));
      const written = await askForm(ctx, kind, { own, subject, onAsked });
      const other = () => {
        ctx.setQuery(patchOf(null));
        offer(true);
      };
      replace(place, chosenKind(kind, user.role, other), written.element);
      const hint = head();
      if (hint instanceof HTMLElement) hint.hidden = true;
      if (!focus) return;
      written.focus();
      place.scrollIntoView({ block: 'nearest' });
    };
    /** @param {import('wire').Report} report */
    async function onAsked(report) {
      await past.reload();
      mine.scrollIntoView({ block: 'start' });
      mine.querySelector('h2')?.focus({ preventScroll: true });
      announce(t('reports.asked', { title: report.title }));
    }

    const first = asked(ctx.query, kinds);
    const link = bound
      ? notice({
          tone: 'info',
          icon: 'qr',
          title: t('reports.unlinked'),
          text: t('reports.unlinkedHint'),
          action: { label: t('reports.scanRoom'), icon: 'scan', href: '/escanear' },
        })
      : null;
    const ask = card(
      { title: t('reports.new'), icon: 'print', hint: t('reports.newHint'), class: 'report-new' },
      place,
    );
    first.kind ? await open(first.kind, first.subject, false) : offer(false);
    return h('div', { class: 'stack loose' }, link, ask, scheduledOf(ctx, own, kinds), mine);
  },
};
