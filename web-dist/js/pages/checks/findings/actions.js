/**
 * What was found that is not of the room: what it is, and what the warehouse or the supervisor does about it.
 */
import { api } from '../../../kit/api.js';
import { dateTime } from '../../../kit/format.js';
import { STAFF } from '../../../frame/places.js';
import { h, icon } from '../../../ui/dom.js';
import { menu } from '../../../ui/menu.js';
import { badge, button, facts } from '../../../ui/parts.js';
import { openDialog } from '../../../ui/dialog.js';
import { form } from '../../../ui/form.js';
import { toast } from '../../../ui/toast.js';
import { photoThumb } from '../../../ui/thumb.js';
import { t } from './words.js';

/** @typedef {import('wire').Finding} Finding */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */
/** @typedef {'moved' | 'noted' | 'dismissed'} Outcome */

/** @type {Record<Finding['status'], [string, import('../../../kit/format.js').Tone]>} */
const LOOK = {
  open: ['hourglass', 'warn'],
  moved: ['swap', 'good'],
  registered: ['check-circle', 'good'],
  noted: ['check', 'info'],
  dismissed: ['close', 'muted'],
};
export const FINDING_STATUSES = /** @type {Finding['status'][]} */ (Object.keys(LOOK));

/** @param {Finding['status']} status @returns {import('../../../kit/format.js').State} */
export const findingState = (status) => {
  const [sign, tone] = LOOK[status] ?? LOOK.open;
  return { word: t(`findings.status.${status}`), icon: sign, tone };
};
/** @param {Finding['kind']} kind @returns {import('../../../kit/format.js').State} */
export const findingKind = (kind) => ({
  word: t(`findings.kind.${kind}`),
  icon: kind === 'other_room' ? 'swap' : 'search',
  tone: 'info',
});

/** @param {Finding} finding */
export const findingName = (finding) => finding.item_name ?? finding.code;

/** "Es de Sistemas 2", or that nobody knows the code. @param {Finding} finding */
export const findingText = (finding) =>
  finding.kind === 'other_room'
    ? t('findings.belongs', { room: finding.expected_environment_name ?? t('findings.noRoom') })
    : t('findings.unknown');

/** Who settles findings. @param {PageContext} ctx */
export const maySettle = (ctx) => ctx.can(...STAFF);

/** The address of the form that registers it, filled in as far as it is known. @param {Finding} finding */
export const registerPath = (finding) =>
  `/equipos/nuevo?${new URLSearchParams({ codigo: finding.code.slice(0, 50), ambiente: finding.environment_id, hallazgo: finding.id })}`;

/**
 * What can still be done with a finding, the likeliest first.
 * @param {Finding} finding @param {() => any} onDone
 * @returns {{label: string, icon: string, href?: string, run?: () => any}[]}
 */
export function findingActs(finding, onDone) {
  if (finding.status !== 'open') return [];
  /** @param {Outcome} status @param {string} sign */
  const act = (status, sign) => ({
    label: t(`findings.act.${status}`),
    icon: sign,
    run: () => settleFinding(finding, status, onDone),
  });
  return [
    finding.kind === 'other_room' && finding.item_id
      ? act('moved', 'swap')
      : { label: t('findings.act.registered'), icon: 'plus', href: registerPath(finding) },
    act('noted', 'check'),
    act('dismissed', 'close'),
  ];
}

/** @param {Finding} finding @param {Outcome} status @param {() => any} onDone */
function settleFinding(finding, status, onDone) {
  const asking = form({
    compact: true,
    fields: [{ name: 'notes', label: t('review.note'), type: 'textarea', rows: 2, maxLength: 1000 }],
    submitLabel: t(`findings.act.${status}`),
    cancel: { run: () => box.close() },
    onSubmit: (values) =>
      api.put(`/api/inventory-check-findings/${finding.id}`, {
        status,
        ...(values.notes ? { notes: values.notes } : {}),
      }),
    onDone: () => {
      box.close();
      toast(t(`findings.done.${status}`, { name: findingName(finding), room: finding.environment_name }));
      return onDone();
    },
  });
  const box = openDialog({
    title: t(`findings.ask.${status}`),
    hint: t(`findings.askHint.${status}`, {
      name: findingName(finding),
      room: finding.environment_name,
      from: finding.expected_environment_name ?? t('findings.noRoom'),
    }),
    size: 'small',
    body: asking.element,
  });
}

/**
 * All that is known of a finding; beside the list, or in a dialog.
 * @param {Finding} finding @param {PageContext} ctx
 */
export const findingFacts = (finding, ctx) =>
  h(
    'div',
    { class: 'stack' },
    h('p', { class: 'row' }, badge(findingKind(finding.kind)), badge(findingState(finding.status))),
    facts([
      [t('findings.code'), h('span', { class: 'mono' }, finding.code)],
      finding.item_id
        ? [t('findings.item'), h('a', { href: `/equipos/${finding.item_id}` }, finding.item_name ?? finding.code)]
        : null,
      [t('findings.foundIn'), h('a', { href: `/ambientes/${finding.environment_id}` }, finding.environment_name)],
      finding.kind === 'other_room' && [
        t('findings.expectedIn'),
        finding.expected_environment_name ?? t('findings.noRoom'),
      ],
      [t('findings.by'), `${finding.found_by_name}, ${dateTime(finding.created_at)}`],
      finding.notes ? [t('review.note'), finding.notes] : null,
      finding.check_id
        ? [t('findings.check'), h('a', { href: `/verificaciones/${finding.check_id}` }, t('findings.openCheck'))]
        : null,
      finding.resolved_at
        ? [t('findings.settled'), `${finding.resolved_by_name ?? ''}, ${dateTime(finding.resolved_at)}`]
        : null,
      finding.resolution_notes ? [t('findings.resolution'), finding.resolution_notes] : null,
    ]),
    finding.move_requested && finding.status === 'open'
      ? h('p', { class: 'row' }, icon('swap'), t('findings.moveAsked'))
      : null,
    finding.photo_id ? photoThumb(finding.photo_id, findingName(finding), ctx) : null,
  );

/**
 * The findings of one check.
 * @param {Finding[]} findings @param {PageContext} ctx
 */
export const findingList = (findings, ctx) =>
  h(
    'ul',
    { class: 'review-items', role: 'list', 'aria-label': t('nav.findings') },
    findings.map((finding) => {
      const acts = maySettle(ctx) ? findingActs(finding, ctx.reload) : [];
      return h(
        'li',
        { class: 'review-item' },
        icon(findingKind(finding.kind).icon),
        h(
          'div',
          { class: 'review-item-text' },
          h('p', { class: 'strong' }, findingName(finding)),
          h(
            'p',
            { class: 'muted small' },
            finding.item_name ? h('span', { class: 'mono' }, `${finding.code} · `) : null,
            findingText(finding),
            finding.move_requested && finding.status === 'open' ? ` · ${t('findings.moveAsked')}` : null,
          ),
          finding.notes ? h('p', { class: 'said' }, finding.notes) : null,
        ),
        finding.photo_id ? photoThumb(finding.photo_id, findingName(finding), ctx) : null,
        h(
          'div',
          { class: 'review-item-end' },
          badge(findingState(finding.status)),
          acts.length
            ? menu({ label: t('table.rowActions', { name: findingName(finding) }), icon: 'more', items: acts })
            : null,
        ),
      );
    }),
  );

/** The same acts as buttons. @param {Finding} finding @param {() => any} onDone */
export const findingButtons = (finding, onDone) =>
  h(
    'div',
    { class: 'row' },
    ...findingActs(finding, onDone).map((act, at) => button({ ...act, kind: at ? 'plain' : 'primary' })),
  );
