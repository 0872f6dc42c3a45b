/**
 * Findings: codes that nobody knows and equipment of another room, to be moved, registered, noted or dismissed.
 */
import { api } from '../api.js';
import { t } from '../i18n.js';
import { dateTime, relative } from '../format.js';
import { h, icon } from '../ui/dom.js';
import { badge } from '../ui/parts.js';
import { openDialog } from '../ui/dialog.js';
import { dataTable } from '../ui/table.js';
import {
  FINDING_STATUSES,
  findingActs,
  findingButtons,
  findingFacts,
  findingKind,
  findingName,
  findingState,
  findingText,
} from './findings-actions.js';

/** @typedef {import('./findings-actions.js').Finding} Finding */

/** Each room once, by name. @param {Finding[]} rows */
export const roomsOf = (rows) =>
  [...new Map(rows.map((row) => [row.environment_id, row.environment_name]))]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, 'es', { numeric: true }));

/** @type {import('../router.js').Page} */
export const list = {
  title: () => t('findings.title'),
  hint: () => t('findings.hint'),
  render(ctx) {
    const changed = () => {
      table.close();
      return table.reload();
    };
    /** @param {Finding} row @param {() => void} [close] */
    const whole = (row, close) =>
      h(
        'div',
        { class: 'stack' },
        findingFacts(row, ctx),
        findingButtons(row, () => {
          close?.();
          return changed();
        }),
      );
    /** @type {ReturnType<typeof dataTable<Finding>>} */
    const table = dataTable({
      ctx,
      name: 'hallazgos',
      caption: t('findings.title'),
      noun: (n) => t('findings.count', { n }),
      load: ({ signal }) => api.all('/api/inventory-check-findings', { signal }),
      columns: [
        {
          key: 'code',
          label: t('findings.what'),
          card: 'title',
          value: (row) => findingName(row),
          cell: (row) =>
            h(
              'span',
              { class: 'item-name' },
              icon(findingKind(row.kind).icon),
              h('span', {}, findingName(row), row.item_name ? h('span', { class: 'cell-sub mono' }, row.code) : null),
            ),
        },
        {
          key: 'kind',
          label: t('findings.why'),
          card: 'subtitle',
          value: (row) => findingText(row),
        },
        { key: 'environment_name', label: t('findings.foundIn'), hide: 'aside' },
        { key: 'found_by_name', label: t('findings.by'), hide: 'aside' },
        {
          key: 'created_at',
          label: t('findings.when'),
          hide: 'aside',
          narrow: true,
          cell: (row) =>
            h(
              'time',
              { class: 'nowrap', datetime: row.created_at, title: dateTime(row.created_at) },
              relative(row.created_at),
            ),
          csv: (row) => row.created_at,
        },
        { key: 'notes', label: t('review.note'), hide: 'desktop' },
        {
          key: 'status',
          label: t('common.status'),
          card: 'badge',
          narrow: true,
          value: (row) => findingState(row.status).word,
          cell: (row) => badge(findingState(row.status)),
        },
      ],
      filters: [
        {
          key: 'estado',
          label: t('common.status'),
          type: 'select',
          value: 'open',
          options: FINDING_STATUSES.map((value) => ({ value, label: findingState(value).word })),
          test: (row, value) => row.status === value,
        },
        {
          key: 'clase',
          label: t('findings.why'),
          type: 'select',
          options: /** @type {Finding['kind'][]} */ (['unknown_code', 'other_room']).map((value) => ({
            value,
            label: findingKind(value).word,
          })),
          test: (row, value) => row.kind === value,
        },
        {
          key: 'ambiente',
          label: t('findings.foundIn'),
          type: 'select',
          options: roomsOf,
          test: (row, value) => row.environment_id === value,
        },
      ],
      search: { placeholder: t('findings.search') },
      sort: { key: 'created_at', desc: true },
      open: (row) => {
        const box = openDialog({ title: findingName(row), body: (close) => whole(row, close) });
        ctx.onLeave(() => box.element.open && box.close());
      },
      aside: (row) => h('div', { class: 'stack' }, h('h2', {}, findingName(row)), whole(row)),
      actions: (row) => findingActs(row, changed),
      empty: { icon: 'check-circle', title: t('findings.empty'), hint: t('findings.emptyHint') },
    });
    return table.element;
  },
};
