/**
 * Pieces of one check: the three stages, the three ticks, the pieces counted, the story and where it led.
 */
import { date, dateTime, number, relative, roleName, timeRange } from '../../../kit/format.js';
import { timeOf } from '../../../ui/columns.js';
import { h, icon } from '../../../ui/dom.js';
import { badge, card, facts, linkList } from '../../../ui/parts.js';
import { split } from '../../../ui/chart.js';
import { stagesOf } from '../review/rules.js';
import { t } from './words.js';

/** @typedef {import('../review/rules.js').Check} Check */
/** @typedef {import('../review/rules.js').CheckDetail} CheckDetail */
/** @typedef {import('../review/rules.js').Stage} Stage */

/** @type {Record<Stage['state'], [string, string]>} */
const STAGE_LOOK = {
  done: ['check-circle', 'good'],
  now: ['hourglass', 'info'],
  later: ['minus', 'muted'],
  skipped: ['forward', 'muted'],
  issues: ['triangle', 'warn'],
  rejected: ['close', 'bad'],
};

/** Who has spoken, whose turn it is, who is still to come. @param {Check} check */
export const progress = (check) =>
  h(
    'ol',
    { class: 'stages', 'aria-label': t('review.progress') },
    ...stagesOf(check).map((stage) => {
      const [sign, tone] = STAGE_LOOK[stage.state];
      return h(
        'li',
        { class: `stage ${tone}`, 'aria-current': stage.state === 'now' ? 'step' : null },
        h('span', { class: 'stage-sign' }, icon(sign)),
        h(
          'div',
          {},
          h('p', { class: 'strong' }, roleName(stage.key)),
          h(
            'p',
            { class: 'muted small' },
            [stage.name, stage.at ? dateTime(stage.at) : t(`review.stage.${stage.state}`)].filter(Boolean).join(' · '),
          ),
          stage.state === 'issues' || stage.state === 'rejected'
            ? h('p', { class: `small strong tone-${tone}` }, t(`review.stage.${stage.state}`))
            : null,
          stage.comment ? h('p', { class: 'said' }, stage.comment) : null,
        ),
      );
    }),
  );

/** More than these are folded away. */
const SHOWN_REQUESTS = 2;

/** The three questions of each check, in the order of the wire. */
export const TICKS = /** @type {const} */ (['is_clean', 'is_organized', 'inventory_complete']);

/** Yes, no or not answered, as icon and word. @param {boolean | null | undefined} answer @returns {import('../../../kit/format.js').State} */
export const answerState = (answer) =>
  answer === true
    ? { word: t('common.yes'), icon: 'check-circle', tone: 'good' }
    : answer === false
      ? { word: t('common.no'), icon: 'close', tone: 'bad' }
      : { word: t('review.unanswered'), icon: 'minus', tone: 'muted' };

/** What was counted; the answers too, unless they stand in the review. @param {Check} check @param {boolean} answers */
export function resultCard(check, answers) {
  return card(
    { title: t('review.result'), icon: 'list', hint: t('review.piecesOf', { n: check.total_items }) },
    split([
      { label: t('review.goodW', { n: check.items_good }), value: check.items_good, tone: 'good' },
      { label: t('review.damagedW', { n: check.items_damaged }), value: check.items_damaged, tone: 'bad' },
      { label: t('review.missingW', { n: check.items_missing }), value: check.items_missing, tone: 'warn' },
    ]),
    answers
      ? h(
          'ul',
          { class: 'ticks', role: 'list', 'aria-label': t('review.answers') },
          ...TICKS.map((name) => h('li', {}, h('span', {}, t(`review.tick.${name}`)), badge(answerState(check[name])))),
        )
      : null,
    check.cleaning_notes ? h('p', { class: 'said' }, t('review.cleaning'), ' ', check.cleaning_notes) : null,
  );
}

/** @param {CheckDetail} check */
export const aboutCard = (check) =>
  card(
    { title: t('review.about'), icon: 'info' },
    facts([
      [t('review.room'), h('a', { href: `/ambientes/${check.environment_id}` }, check.environment_name)],
      [t('review.class'), classText(check)],
      [t('review.when'), dateTime(`${check.check_date.slice(0, 10)}T${check.check_time}`)],
      check.round > 1 && [t('review.round'), t('review.roundN', { n: check.round })],
      check.blind_checks && [
        t('review.count'),
        badge({ word: t('environments.blind'), icon: 'eye-off', tone: 'muted' }),
      ],
    ]),
    followUps(check),
  );

/** "ADSO · Ficha 2558963 · 7:00 – 9:00 a. m.", or that there was no class. @param {Check} check */
export const classText = (check) =>
  [
    check.program,
    check.ficha ? t('common.ofGroup', { ficha: check.ficha }) : null,
    check.start_time && check.end_time ? timeRange(check.start_time, check.end_time) : null,
  ]
    .filter(Boolean)
    .join(' · ') || t('review.noClass');

/** Its alert, its requests for maintenance, the other checks of the room. @param {CheckDetail} check */
function followUps(check) {
  const { alert_id, maintenance_ids: requests } = check;
  const end = () => icon('forward');
  /** @param {string} id @param {number} at */
  const request = (id, at) => ({
    href: `/mantenimiento/${id}`,
    icon: 'wrench',
    title: requests.length > 1 ? t('review.seeMaintenanceN', { at: number(at + 1) }) : t('review.seeMaintenance'),
    end: end(),
  });
  return [
    linkList([
      ...(alert_id
        ? [{ href: `/alertas?ver=${alert_id}`, icon: 'alert', title: t('review.seeAlert'), end: end() }]
        : []),
      ...(requests.length > SHOWN_REQUESTS ? [] : requests.map(request)),
      ...(check.previous_id
        ? [
            {
              href: `/verificaciones/${check.previous_id}`,
              icon: 'back',
              title: t('review.seePrevious'),
              end: end(),
            },
          ]
        : []),
      {
        href: `/verificaciones/historial?ambiente=${check.environment_id}&mes=${check.check_date.slice(0, 7)}`,
        icon: 'calendar',
        title: t('review.seeHistory'),
        end: end(),
      },
    ]),
    requests.length > SHOWN_REQUESTS
      ? h(
          'details',
          { class: 'fold' },
          h('summary', {}, t('review.requests'), ' ', h('span', { class: 'muted num' }, number(requests.length))),
          linkList(requests.map(request)),
        )
      : null,
  ];
}

/**
 * Each step with who, when, what was said; from where is for those who answer for the centre.
 * @param {CheckDetail} check @param {boolean} addresses
 */
export const storyCard = (check, addresses) =>
  card(
    { title: t('review.story'), icon: 'history' },
    check.steps.length
      ? h(
          'ol',
          { class: 'timeline' },
          check.steps.map((step) =>
            h(
              'li',
              {},
              h('p', { class: 'strong' }, t(`review.step.${step.action}`)),
              h(
                'p',
                { class: 'muted small' },
                `${step.user_name} (${roleName(step.user_role).toLowerCase()}) · `,
                timeOf(step.created_at),
                addresses && step.ip_address
                  ? h(
                      'span',
                      { title: step.user_agent ?? null },
                      ` · ${t('review.from', { address: step.ip_address })}`,
                    )
                  : null,
              ),
              step.comments ? h('p', { class: 'said' }, step.comments) : null,
            ),
          ),
        )
      : h('p', { class: 'muted' }, t('review.noStory')),
  );

/** The day and the class under the title. @param {Check} check */
export const headline = (check) => `${date(check.check_date)} · ${classText(check)}`;
