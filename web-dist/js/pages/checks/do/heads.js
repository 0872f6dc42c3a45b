/** What stands over the list of a check, or in its place: where and when, what is kept, what left, who was first. */
import { date, dateTime, time, timeRange, today, wallClock, weekday } from '../../../kit/format.js';
import { h, icon } from '../../../ui/dom.js';
import { badge, button, card, notice } from '../../../ui/parts.js';
import { discard } from './waiting.js';
import { checkState } from '../state.js';
import { t } from './words.js';

/** @typedef {import('../../../frame/router.js').PageContext} PageContext */
/** @typedef {import('wire').Sheet} Sheet */
/** @typedef {import('wire').CheckDetail} CheckDetail */
/** @typedef {import('./rules.js').Draft} Draft */

/** A class of another day: it may be meant, but nobody begins it without having been asked. @param {Sheet} sheet @param {() => HTMLElement} form */
export function notGiven(sheet, form) {
  const place = h('div', { class: 'stack narrow-card' });
  place.append(
    about(sheet),
    card(
      { title: t('check.notGiven'), icon: 'calendar' },
      h(
        'p',
        {},
        t('check.notGivenText', {
          ficha: sheet.ficha ?? '',
          day: weekday(sheet.day_of_week ?? 1),
          time: timeRange(sheet.start_time, sheet.end_time),
          date: date(sheet.check_date),
        }),
      ),
      h(
        'div',
        { class: 'row' },
        button({
          label: t('check.otherClass'),
          icon: 'back',
          kind: 'primary',
          href: `/verificaciones/hacer?ambiente=${sheet.environment_id}`,
        }),
        button({ label: t('check.notGivenGo'), icon: 'list', run: () => place.replaceWith(form()) }),
      ),
    ),
  );
  return place;
}

/** What was marked here and is elsewhere by now. @param {Draft} draft */
export function gone(draft) {
  const left = Object.values(draft.left ?? {});
  return left.length
    ? notice({
        tone: 'warn',
        icon: 'swap',
        title: t('check.leftN', { n: left.length }),
        text: t('check.leftText', {
          names: left.map(({ name, code }) => name || code || t('check.leftUnknown')).join(', '),
        }),
      })
    : null;
}

/** Another class than the one that is going on is easily taken by mistake. @param {Sheet} sheet */
const early = (sheet) =>
  Boolean(
    sheet.is_given &&
    sheet.check_date === today() &&
    sheet.start_time &&
    sheet.start_time > wallClock().toISOString().slice(11, 19),
  );

/** Where and when. @param {Sheet} sheet */
export const about = (sheet) =>
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
        [
          sheet.check_date === today() ? '' : date(sheet.check_date),
          sheet.program,
          sheet.ficha ? t('common.ofGroup', { ficha: sheet.ficha }) : sheet.location,
        ]
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
export const rejected = (check) =>
  notice({
    tone: 'bad',
    icon: 'undo',
    title: t('check.rejectedBy', { name: check.supervisor_name ?? t('role.supervisor') }),
    text: check.supervisor_comments ?? undefined,
  });

/** @param {PageContext} ctx @param {Draft} draft */
export const kept = (ctx, draft) =>
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
export function taken(sheet, check, { own, filled, again, drop }) {
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
