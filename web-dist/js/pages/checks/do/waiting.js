/** A finished check that is not with the server yet, or that the server refused: what is the matter, and what can be done. */
import { api } from '../../../kit/api.js';
import { date, today } from '../../../kit/format.js';
import { confirm } from '../../../ui/dialog.js';
import { h, icon, replace } from '../../../ui/dom.js';
import { button, notice } from '../../../ui/parts.js';
import { toast } from '../../../ui/toast.js';
import { checksOf, dropCheck } from './draft.js';
import { onSent, sendWaiting, takeBack } from './send.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').Draft} Draft */
/** @typedef {import('wire').Departure} Departure */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */

/** Asks, and drops what was filled. @param {Draft} draft @returns {Promise<boolean>} */
export async function discard(draft) {
  const n = Object.keys(draft.marks).length;
  const sure = await confirm({
    title: t('check.discardAsk'),
    text: t('check.discardText', { room: draft.room_name }),
    loses: [
      t('check.losesMarks', { n }),
      ...(draft.findings.length ? [t('check.findingsN', { n: draft.findings.length })] : []),
    ],
    confirmLabel: t('check.discard'),
    danger: true,
    icon: 'trash',
  });
  if (sure) dropCheck(draft);
  return sure;
}

/** What was begun and not finished, each with the way back to it. @param {Draft[]} drafts @param {PageContext} ctx */
export const leftBehind = (drafts, ctx) =>
  drafts.map((draft) =>
    notice({
      tone: 'info',
      icon: 'history',
      title: t('check.unfinished', { n: Object.keys(draft.marks).length }),
      text: `${draft.room_name}, ${date(draft.day)}`,
      action: { label: t('check.unfinishedGo'), icon: 'forward', run: () => ctx.navigate(draftPath(draft)) },
    }),
  );

/** What is finished and not with the server. @param {string} person */
export const waitingNotices = (person) =>
  checksOf(person)
    .filter((draft) => draft.state !== 'open')
    .map((draft) =>
      notice({
        tone: draft.state === 'refused' ? 'bad' : 'warn',
        icon: draft.state === 'refused' ? 'alert' : 'wifi-off',
        title: t(draft.state === 'refused' ? 'check.refused' : 'check.waiting'),
        text: draft.day === today() ? draft.room_name : `${draft.room_name}, ${date(draft.day)}`,
        action: { label: t('check.act.waiting'), icon: 'forward', href: draftPath(draft) },
      }),
    );

/** Where a draft is gone on with: its room, its class and its day. @param {Draft} draft */
export const draftPath = (draft) =>
  `/verificaciones/hacer?ambiente=${draft.room}&clase=${draft.class ?? 'ninguna'}&dia=${draft.day}`;

/** How many have left, and which, each with where it went: "…: Portátil 3 (Bodega)". @param {Departure[]} departures */
export const goneText = (departures) =>
  [
    t('check.goneN', { n: departures.length }),
    departures
      .map(({ item_name, moved_to_name }) => (moved_to_name ? `${item_name} (${moved_to_name})` : item_name))
      .join(', '),
  ].join(' ');

/** The check that somebody else began first. @param {Draft} draft @param {PageContext} ctx */
async function openExisting(draft, ctx) {
  const rows = await api.get('/api/inventory-checks', {
    query: { environment_id: draft.room, date: draft.day, schedule_id: draft.class },
    signal: ctx.signal,
  });
  const [check] = draft.class ? rows : rows.filter((row) => !row.schedule_id);
  if (check) ctx.navigate(`/verificaciones/${check.id}`);
  else toast(t('check.notYours'), { tone: 'info' });
}

/**
 * @param {PageContext} ctx @param {Draft} draft
 */
export function waitingView(ctx, draft) {
  const place = h('div', { class: 'stack narrow-card' });
  const back = button({
    label: t('check.backToList'),
    icon: 'edit',
    run: () => {
      takeBack(draft);
      ctx.reload();
    },
  });
  const away = button({
    label: t('check.discard'),
    icon: 'trash',
    kind: 'danger',
    run: async () => {
      if (await discard(draft)) ctx.navigate('/verificaciones', { replace: true });
    },
  });
  /** @param {boolean} sending */
  const draw = (sending) => {
    const refused = draft.state === 'refused';
    const busy = sending && !refused;
    replace(
      place,
      h(
        'section',
        { class: 'card check-waiting', role: 'status' },
        icon(refused ? 'alert' : sending ? 'spinner' : 'wifi-off', {
          class: busy ? 'large spin' : 'large',
        }),
        h('h2', {}, t(refused ? 'check.refused' : sending ? 'check.sending' : 'check.waiting')),
        h('p', {}, refused ? draft.fault : t(sending ? 'check.sendingText' : 'check.waitingText')),
        refused
          ? null
          : button({
              label: t('check.tryNow'),
              icon: 'refresh',
              kind: 'primary',
              run: () => (draw(true), sendWaiting()),
            }),
        refused
          ? button({
              label: t('check.openExisting'),
              icon: 'forward',
              kind: 'primary',
              run: () => openExisting(draft, ctx),
            })
          : null,
        busy ? null : back,
        refused ? away : null,
      ),
      refused ? null : notice({ tone: 'info', text: t('check.canLeave') }),
    );
  };
  onSent(({ draft: told, outcome }) => {
    if (told === draft && outcome !== 'sent') draw(false);
  }, ctx.signal);
  draw(navigator.onLine && draft.state === 'waiting');
  return place;
}
