/**
 * Findings: codes that nobody knows and equipment of another room, to be moved, registered, noted or dismissed.
 */
import { api } from '../../../kit/api.js';
import { h, icon } from '../../../ui/dom.js';
import { room, state, when } from '../../../ui/columns.js';
import { openDialog } from '../../../ui/dialog.js';
import { dataTable } from '../../../ui/table.js';
import { roomFilter } from '../../environments/options.js';
import {
  FINDING_STATUSES,
  findingActs,
  findingButtons,
  findingFacts,
  findingKind,
  findingName,
  findingState,
  findingText,
} from './actions.js';
import { t } from './words.js';

/** @typedef {import('./actions.js').Finding} Finding */

/** @type {import('../../../frame/router.js').Page} */
export const list = {
  title: () => t('nav.findings'),
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
      exports: { list: 'findings' },
      caption: t('nav.findings'),
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
        room(t('findings.foundIn'), { hide: 'aside' }),
        { key: 'found_by_name', label: t('findings.by'), hide: 'aside' },
        when(t('findings.when'), { hide: 'aside' }),
        { key: 'notes', label: t('review.note'), hide: 'desktop' },
        state('status', t('common.status'), (row) => findingState(row.status), { card: 'badge' }),
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
        roomFilter(t('findings.foundIn')),
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
