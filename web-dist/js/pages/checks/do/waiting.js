/** A finished check that is not with the server yet, or that the server refused: what is the matter, and what can be done. */
import { api } from '../../../kit/api.js';
import { date } from '../../../kit/format.js';
import { confirm } from '../../../ui/dialog.js';
import { h, icon, replace } from '../../../ui/dom.js';
import { button, notice } from '../../../ui/parts.js';
import { toast } from '../../../ui/toast.js';
import { dropCheck } from './draft.js';
import { isLate, onSent, sendWaiting, takeBack } from './send.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').Draft} Draft */
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
    const late = !refused && isLate(draft);
    const busy = sending && !refused && !late;
    replace(
      place,
      h(
        'section',
        { class: 'card check-waiting', role: 'status' },
        icon(refused ? 'alert' : late ? 'calendar' : sending ? 'spinner' : 'wifi-off', {
          class: busy ? 'large spin' : 'large',
        }),
        h('h2', {}, t(refused ? 'check.refused' : late ? 'check.late' : sending ? 'check.sending' : 'check.waiting')),
        h(
          'p',
          {},
          refused
            ? draft.fault
            : late
              ? t('check.lateText', { date: date(draft.day) })
              : t(sending ? 'check.sendingText' : 'check.waitingText'),
        ),
        refused || late
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
        late || busy ? null : back,
        refused || late ? away : null,
      ),
      refused || late ? null : notice({ tone: 'info', text: t('check.canLeave') }),
    );
  };
  onSent(({ draft: told, outcome }) => {
    if (told === draft && outcome !== 'sent') draw(false);
  }, ctx.signal);
  draw(navigator.onLine && draft.state === 'waiting');
  return place;
}
