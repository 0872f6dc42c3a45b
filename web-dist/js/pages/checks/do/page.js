/** Doing the check of a room: which class it is for, whether it is this person's turn, and then the list. */
import { ApiError, api } from '../../../kit/api.js';
import { timeRange, today, wallClock } from '../../../kit/format.js';
import { h } from '../../../ui/dom.js';
import { badge, card, emptyState, isAbort, linkList } from '../../../ui/parts.js';
import { toast } from '../../../ui/toast.js';
import { keepSheet, keptSheet, leftOpen, onOtherTab, readCheck, tidyChecks } from './draft.js';
import { checkForm } from './form.js';
import { about, gone, kept, notGiven, rejected, taken } from './heads.js';
import { draftKey, mayDo, mergeMarks, newDraft } from './rules.js';
import { finish, onSent, startSending } from './send.js';
import { discard, goneText, leftBehind, waitingView } from './waiting.js';
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
  const go = (/** @type {string | null | undefined} */ id, /** @type {string} */ day) => {
    ctx.setQuery({ ambiente: room, clase: id ?? NO_CLASS, dia: day });
    return openCheck(ctx, room, id ?? null);
  };
  if (!turns.length) return go(null, today());
  const now = currentTurn(turns, wallClock().toISOString().slice(11, 19), today());
  if (now) return go(now.schedule_id, now.check_date);
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
  // Of another day there can only be what was begun on it.
  const asked = of.day === today() || readCheck(draftKey(of)) ? ctx.query.get('dia') : null;
  of.day = asked ?? today();
  // What is finished goes out as it is: for that nobody needs the list.
  const finished = readCheck(draftKey(of));
  const sheet = finished && finished.state !== 'open' ? null : await loadSheet(ctx, room, cls, asked, draftKey(of));
  // A check belongs to the day of its class, which past midnight the server knows best: a reload finds it by the address.
  if (sheet?.check_date) of.day = sheet.check_date;
  if (of.day !== ctx.query.get('dia')) ctx.setQuery({ ambiente: room, clase: cls ?? NO_CLASS, dia: of.day });
  const key = draftKey(of);
  onSent(({ draft, outcome, check_id, departures }) => {
    if (draftKey(draft) !== key || outcome === 'later') return;
    if (outcome === 'sent') {
      if (departures?.length) toast(`${t('check.sent')} ${goneText(departures)}`, { tone: 'warn', seconds: 12 });
      else toast(t('check.sent'));
      ctx.navigate(`/verificaciones/${check_id}`, { replace: true });
    } else ctx.reload();
  }, ctx.signal);
  onOtherTab((changed) => changed === key && ctx.reload(), ctx.signal);
  const before = readCheck(key);
  if (before && before.state !== 'open') {
    ctx.setTitle(before.room_name);
    return waitingView(ctx, before);
  }
  if (!sheet) {
    ctx.reload(); // it went out meanwhile
    return h('div');
  }
  const listed = keptSheet(key)?.items;
  keepSheet(key, sheet);
  ctx.setTitle(sheet.environment_name);
  const check = sheet.check_id ? await detail(sheet.check_id, ctx) : null;
  const may = mayDo(ctx.user.role, sheet.check_status, Boolean(check && check.student_id === ctx.user.id));
  const form = () => {
    const draft = before ?? newDraft({ ...of, room_name: sheet.environment_name });
    mergeMarks(draft, sheet.items, listed);
    return checkForm(ctx, sheet, draft, {
      head: [
        about(sheet),
        check?.status === 'rejected' ? rejected(check) : null,
        before ? kept(ctx, draft) : null,
        gone(draft),
        ...leftBehind(leftOpen(of.person, key), ctx),
      ],
      confirms: may === 'again' && staff,
      onSend: () => {
        finish(draft);
        ctx.reload();
      },
    });
  };
  if (may === 'start' && !before && sheet.is_given === false) return notGiven(sheet, form);
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

/**
 * Fresh from the server, or as it was last seen when there is no connection.
 * @param {PageContext} ctx @param {string} room @param {string | null} cls @param {string | null} day without one it is the server's to say
 * @param {string} key @returns {Promise<Sheet>}
 */
async function loadSheet(ctx, room, cls, day, key) {
  try {
    return await api.get('/api/inventory-checks/sheet', {
      query: { environment_id: room, schedule_id: cls, date: day },
      signal: ctx.signal,
    });
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
