/** Two quiet charts that are lists first: bars, and one stacked bar with its legend. */
import { number } from '../kit/format.js';
import { h, icon } from './dom.js';

/** @type {Record<string, string>} */
const ICONS = { good: 'check-circle', warn: 'missing', bad: 'triangle', info: 'info', muted: 'minus' };
/** @param {number} share */
const width = (share) => (/** @type {HTMLElement} */ element) =>
  element.style.setProperty('--share', `${(share * 100).toFixed(1)}%`);

/** @param {{label: string, value: number, tone?: string, href?: string}[]} rows @param {{label: string, format?: (value: number) => string}} options */
export function bars(rows, { label, format = number }) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  return h(
    'ul',
    { class: 'bars', role: 'list', 'aria-label': label },
    ...rows.map((row) =>
      h(
        'li',
        { class: `bar ${row.tone ?? ''}` },
        row.href ? h('a', { href: row.href }, row.label) : h('span', {}, row.label),
        h('span', { class: 'bar-track', 'aria-hidden': 'true' }, h('span', { ref: width(row.value / most) })),
        h('span', { class: 'num strong' }, format(row.value)),
      ),
    ),
  );
}

/** @param {{label: string, value: number, tone: string, icon?: string}[]} parts */
export function split(parts) {
  const total = parts.reduce((sum, part) => sum + part.value, 0) || 1;
  return h(
    'div',
    { class: 'split-bar' },
    h(
      'div',
      { class: 'split-track', 'aria-hidden': 'true' },
      ...parts
        .filter((part) => part.value > 0)
        .map((part) => h('span', { class: part.tone, ref: width(part.value / total) })),
    ),
    h(
      'ul',
      { role: 'list' },
      ...parts.map((part) =>
        h(
          'li',
          {},
          icon(part.icon ?? ICONS[part.tone] ?? 'info', { class: `small tone-${part.tone}` }),
          h('span', { class: 'num strong' }, number(part.value)),
          h('span', { class: 'muted' }, part.label),
        ),
      ),
    ),
  );
}
