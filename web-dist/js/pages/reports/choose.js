/** Choosing a kind of report: each with a line of what it holds. */
import { h, icon, uid } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { KINDS } from './kinds.js';
import { kindName, t } from './words.js';

/** @typedef {import('./kinds.js').Kind} Kind */

/** @param {Kind} kind @param {(kind: Kind) => void} choose */
const choice = (kind, choose) =>
  h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'report-kind', dataset: { kind }, on: { click: () => choose(kind) } },
      icon(KINDS[kind].icon),
      h(
        'span',
        {},
        h('span', { class: 'strong' }, kindName(kind)),
        h('span', { class: 'report-kind-hint' }, t(`reports.about.${kind}`)),
      ),
    ),
  );

/** @param {Kind[]} kinds @param {(kind: Kind) => void} choose */
export function kindList(kinds, choose) {
  const groups = [
    { title: t('reports.lists'), of: kinds.filter((kind) => !KINDS[kind].subject) },
    { title: t('reports.sheets'), of: kinds.filter((kind) => KINDS[kind].subject) },
  ];
  return h(
    'div',
    { class: 'stack' },
    ...groups.map(({ title, of }) => {
      const id = uid('kinds');
      return h(
        'div',
        { class: 'report-group' },
        h('h3', { id }, title),
        h(
          'ul',
          { class: 'report-kinds', role: 'list', 'aria-labelledby': id },
          ...of.map((kind) => choice(kind, choose)),
        ),
      );
    }),
  );
}

/** The one that was chosen, above its form. @param {Kind} kind @param {() => void} other */
export const chosenKind = (kind, other) =>
  h(
    'div',
    { class: 'report-chosen' },
    icon(KINDS[kind].icon),
    h(
      'span',
      { class: 'link-text' },
      h('span', { class: 'strong' }, kindName(kind)),
      h('span', { class: 'link-hint' }, t(`reports.about.${kind}`)),
    ),
    button({ label: t('reports.other'), icon: 'swap', run: other }),
  );
