/** Choosing a kind of report: each with a line of what it holds. */
import { h, icon, uid } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { KINDS, MATERIALS, kindsOf } from './kinds.js';
import { kindHint, kindName, t } from './words.js';

/** @typedef {import('./kinds.js').Kind} Kind */

/** @param {Kind} kind @param {string} role @param {(kind: Kind) => void} choose */
const choice = (kind, role, choose) =>
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
        h('span', { class: 'report-kind-hint' }, kindHint(kind, role)),
      ),
    ),
  );

/** @param {string} role @param {(kind: Kind) => void} choose @param {Kind[]} [kinds] those that are offered */
export function kindList(role, choose, kinds = kindsOf(role)) {
  const groups = [
    { title: t('reports.lists'), of: kinds.filter((kind) => !KINDS[kind].subject && !MATERIALS.includes(kind)) },
    { title: t('reports.materials'), of: kinds.filter((kind) => MATERIALS.includes(kind)) },
    { title: t('reports.sheets'), of: kinds.filter((kind) => KINDS[kind].subject) },
  ];
  return h(
    'div',
    { class: 'stack' },
    ...groups
      .filter(({ of }) => of.length)
      .map(({ title, of }) => {
        const id = uid('kinds');
        return h(
          'div',
          { class: 'report-group' },
          h('h3', { id }, title),
          h(
            'ul',
            { class: 'report-kinds', role: 'list', 'aria-labelledby': id },
            ...of.map((kind) => choice(kind, role, choose)),
          ),
        );
      }),
  );
}

/** The one that was chosen, above its form. @param {Kind} kind @param {string} role @param {() => void} other */
export const chosenKind = (kind, role, other) =>
  h(
    'div',
    { class: 'report-chosen' },
    icon(KINDS[kind].icon),
    h(
      'span',
      { class: 'link-text' },
      h('span', { class: 'strong' }, kindName(kind)),
      h('span', { class: 'link-hint' }, kindHint(kind, role)),
    ),
    button({ label: t('reports.other'), icon: 'swap', run: other }),
  );
