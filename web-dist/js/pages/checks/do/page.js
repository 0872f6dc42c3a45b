/** Doing the check of a room: which class it is for, whether it is this person's turn, and then the list. */
import { ApiError, api } from '../../../kit/api.js';
import { dateTime, time, timeRange, today, wallClock } from '../../../kit/format.js';
import { h, icon } from '../../../ui/dom.js';
import { badge, button, card, emptyState, isAbort, linkList, notice } from '../../../ui/parts.js';
import { toast } from '../../../ui/toast.js';
import { keepSheet, keptSheet, onOtherTab, readCheck, tidyChecks } from './draft.js';
import { checkForm } from './form.js';
import { draftKey, mayDo, mergeMarks, newDraft } from './rules.js';
import { finish, onSent, startSending } from './send.js';
import { discard, waitingView } from './waiting.js';
import { checkState } from '../state.js';
import { currentTurn } from '../today.js';
import { t } from './words.js';

/** @typedef {import('../../../frame/router.js').PageContext} PageContext */
/** @typedef {import('wire').Sheet} Sheet */
/** @typedef {import('wire').CheckDetail} CheckDetail */
/** @typedef {import('./rules.js').Draft} Draft */

/** In the address: a check outside of any class. */
const NO_CLASS = 'ninguna';

/** @type {import('../../../frame/router.js').Page} */
export const make = {
  title: () => t('check.title'),
  render(ctx) {
    ctx.setBack('/verificaciones', t('nav.checks'));
    tidyChecks(ctx.user.id, today());
    startSending();
    const room = ctx.query.get('ambiente') ?? ctx.user.environment_id;
    if (!room)
      return emptyState({
        icon: 'qr',
        title: t('check.unlinked'),
        hint: t('check.noRoomHint'),
        action: { label: t('check.scanRoom'), icon: 'scan', href: '/escanear' },
      });
    const named = ctx.query.get('clase');
    return named ? openCheck(ctx, room, named === NO_CLASS ? null : named) : chooseClass(ctx, room);
  },
};

/** Without a class in the address: the one that is going on; else the person says which. @param {PageContext} ctx @param {string} room */
async function chooseClass(ctx, room) {
  const turns = (
    await api.get('/api/inventory-checks/today', { query: { environment_id: room }, signal: ctx.signal })
  ).filter((turn) => turn.schedule_id);
  const go = (/** @type {string | null | undefined} */ id) => {
    ctx.setQuery({ ambiente: room, clase: id ?? NO_CLASS });
    return openCheck(ctx, room, id ?? null);
  };
  if (!turns.length) return go(null);
  const now = currentTurn(turns, wallClock().toISOString().slice(11, 19));
  if (now) return go(now.schedule_id);
  ctx.setTitle(turns[0].environment_name);
  const path = (/** @type {string} */ id) => `/verificaciones/hacer?ambiente=${room}&clase=${id}`;
  return card(
    { title: t('check.whichClass'), icon: 'calendar', class: 'narrow-card' },
    linkList([
      ...turns.map((turn) => ({
        href: path(turn.schedule_id ?? NO_CLASS),
        icon: 'clock',
        title: timeRange(turn.start_time, turn.end_time),
        hint: [turn.program, turn.instructor_name].filter(Boolean).join(' · '),
        end: badge(checkState(turn.status)),
      })),
      { href: path(NO_CLASS), icon: 'room', title: t('check.noClass'), hint: t('check.noClassHint') },
    ]),
  );
}

/** @param {PageContext} ctx @param {string} room @param {string | null} cls */
async function openCheck(ctx, room, cls) {
  const staff = !ctx.can('student');
  const of = { person: ctx.user.id, staff, room, class: cls, day: ctx.query.get('dia') ?? today() };
  // Of another day there can only be what was not sent in time.
  if (of.day !== today() && !readCheck(draftKey(of))) of.day = today();
  const key = draftKey(of);
  onSent(({ draft, outcome, check_id }) => {
    if (draftKey(draft) !== key || outcome === 'later') return;
    if (outcome === 'sent') {
      toast(t('check.sent'));
      ctx.navigate(`/verificaciones/${check_id}`, { replace: true });
    } else ctx.reload();
  }, ctx.signal);
  onOtherTab((changed) => changed === key && ctx.reload(), ctx.signal);
  const before = readCheck(key);
  if (before && before.state !== 'open') {
    ctx.setTitle(before.room_name);
    return waitingView(ctx, before);
  }
  const sheet = await loadSheet(ctx, room, cls, key);
  ctx.setTitle(sheet.environment_name);
  const check = sheet.check_id ? await detail(sheet.check_id, ctx) : null;
  const may = mayDo(ctx.user.role, sheet.check_status, Boolean(check && check.student_id === ctx.user.id));
  const form = () => {
    const draft = before ?? newDraft({ ...of, room_name: sheet.environment_name });
    mergeMarks(draft, sheet.items);
    return checkForm(ctx, sheet, draft, {
      head: [about(sheet), check?.status === 'rejected' ? rejected(check) : null, before ? kept(ctx, draft) : null],
      confirms: may === 'again' && staff,
      onSend: () => {
        finish(draft);
        ctx.reload();
      },
    });
  };
  if (may === 'start') return form();
  const place = h('div', { class: 'stack' });
  place.append(
    taken(sheet, check, {
      own: check?.student_id === ctx.user.id,
      filled: before,
      // Outside of any class only who made it can send it again; the others confirm it where it is shown.
      again: may === 'again' && (cls || !staff) ? () => place.replaceChildren(form()) : null,
      drop: async () => {
        if (before && (await discard(before))) ctx.reload();
      },
    }),
  );
  return place;
}

/** Fresh from the server, or as it was last seen when there is no connection. @param {PageContext} ctx @param {string} room @param {string | null} cls @param {string} key @returns {Promise<Sheet>} */
async function loadSheet(ctx, room, cls, key) {
  try {
    const sheet = await api.get('/api/inventory-checks/sheet', {
      query: { environment_id: room, schedule_id: cls },
      signal: ctx.signal,
    });
    keepSheet(key, sheet);
    return sheet;
  } catch (error) {
    const kept = error instanceof ApiError && error.status === 0 ? keptSheet(key) : null;
    if (!kept) throw error;
    return kept;
  }
}

/** An apprentice may not read another's check: then there is nothing to say about it. @param {string} id @param {PageContext} ctx @returns {Promise<CheckDetail | null>} */
async function detail(id, ctx) {
  try {
    return await api.get(`/api/inventory-checks/${id}`, { signal: ctx.signal });
  } catch (error) {
    if (isAbort(error)) throw error;
    return null;
  }
}

/** Another class than the one that is going on is easily taken by mistake. @param {Sheet} sheet */
const early = (sheet) => Boolean(sheet.start_time && sheet.start_time > wallClock().toISOString().slice(11, 19));

/** Where and when. @param {Sheet} sheet */
const about = (sheet) =>
  h(
    'div',
    { class: 'check-about' },
    h(
      'p',
      { class: 'row' },
      icon(sheet.schedule_id ? 'clock' : 'room'),
      h(
        'span',
        { class: 'strong' },
        sheet.schedule_id ? timeRange(sheet.start_time, sheet.end_time) : t('check.noClass'),
      ),
      h(
        'span',
        { class: 'muted' },
        [sheet.program, sheet.ficha ? t('common.ofGroup', { ficha: sheet.ficha }) : sheet.location]
          .filter(Boolean)
          .join(' · '),
      ),
    ),
    early(sheet)
      ? notice({ tone: 'warn', icon: 'clock', text: t('check.early', { time: time(sheet.start_time) }) })
      : null,
    sheet.blind_checks ? notice({ tone: 'info', icon: 'eye-off', text: t('check.blind') }) : null,
  );

/** @param {CheckDetail} check */
const rejected = (check) =>
  notice({
    tone: 'bad',
    icon: 'undo',
    title: t('check.rejectedBy', { name: check.supervisor_name ?? t('role.supervisor') }),
    text: check.supervisor_comments ?? undefined,
  });

/** @param {PageContext} ctx @param {Draft} draft */
const kept = (ctx, draft) =>
  h(
    'p',
    { class: 'row between small muted check-kept' },
    t('check.restored'),
    button({
      label: t('check.startOver'),
      kind: 'quiet',
      run: async () => {
        if (await discard(draft)) ctx.reload();
      },
    }),
  );

/**
 * The check is there already, and in other hands.
 * @param {Sheet} sheet @param {CheckDetail | null} check
 * @param {{own: boolean, filled: Draft | null, again: (() => void) | null, drop: () => void}} acts
 */
function taken(sheet, check, { own, filled, again, drop }) {
  const path = `/verificaciones/${sheet.check_id}`;
  const state = checkState(sheet.check_status);
  return h(
    'div',
    { class: 'stack narrow-card' },
    about(sheet),
    card(
      { title: t(own ? 'check.takenOwn' : 'check.taken'), icon: 'check-circle' },
      h('p', { class: 'row' }, badge(state)),
      check
        ? h(
            'p',
            { class: 'muted' },
            t('check.takenBy', {
              name: check.student_name,
              time: dateTime(check.student_confirmed_at ?? check.created_at),
            }),
          )
        : h('p', { class: 'muted' }, t('check.takenByOther')),
      h(
        'div',
        { class: 'row' },
        check ? button({ label: t('check.see'), icon: 'forward', kind: 'primary', href: path }) : null,
        again ? button({ label: t(own ? 'check.correct' : 'check.walkAgain'), icon: 'list', run: again }) : null,
        check ? null : button({ label: t('check.toToday'), icon: 'back', kind: 'primary', href: '/verificaciones' }),
      ),
    ),
    filled && Object.keys(filled.marks).length
      ? notice({
          tone: 'warn',
          text: t('check.filledToo', { n: Object.keys(filled.marks).length }),
          action: { label: t('check.discard'), icon: 'trash', run: drop },
        })
      : null,
  );
}
