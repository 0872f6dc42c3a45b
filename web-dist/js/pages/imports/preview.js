/** The rows of an import: what each does, field by field, and why it can't. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { badge, stat, stats } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { fieldName, fieldValue } from '../audit/words.js';
import '../inventory/words.js';
import { t, verdictState } from './words.js';

/** @typedef {import('wire').Import} Import */
/** @typedef {import('wire').ImportRow} Row */

/** @type {Row['verdict'][]} */
const VERDICTS = ['create', 'change', 'unchanged', 'refused'];

/** @param {string} field @param {string | null | undefined} value */
const said = (field, value) =>
  value === null || value === undefined
    ? t('imports.emptyCell')
    : field === 'purchase_price'
      ? // In its currency, as it is written on paper.
        value
      : fieldValue('inventory_item', field, value);

/** @param {string} field */
const label = (field) => h('span', { class: 'muted' }, `${fieldName('inventory_item', field)}: `);

/** "Marca: HP → Lenovo", what a new one has, or why not. @param {Row} row */
function what(row) {
  const reasons = row.reasons.map((reason) => h('li', { class: row.verdict === 'refused' ? 'tone-bad' : '' }, reason));
  const changes = row.changes.map(({ field, before, after }) =>
    row.verdict === 'create'
      ? h('span', {}, label(field), said(field, after))
      : h('li', {}, label(field), h('del', {}, said(field, before)), ' → ', h('ins', {}, said(field, after))),
  );
  const lines = row.verdict === 'create' && changes.length ? [h('li', { class: 'import-new' }, ...changes)] : changes;
  return reasons.length || lines.length ? h('ul', { role: 'list', class: 'import-what' }, ...reasons, ...lines) : null;
}

/** @param {Import} import_ */
export const counts = (import_) =>
  stats(
    stat({ label: t('imports.create'), value: number(import_.create_count), icon: 'plus', tone: 'good' }),
    stat({ label: t('imports.change'), value: number(import_.change_count), icon: 'edit' }),
    stat({ label: t('imports.unchanged'), value: number(import_.unchanged_count), icon: 'check', tone: 'muted' }),
    stat({
      label: t('imports.refused'),
      value: number(import_.refused_count),
      icon: 'alert',
      tone: import_.refused_count ? 'bad' : 'muted',
    }),
  );

/** @param {import('../../frame/router.js').PageContext} ctx @param {Import} import_ */
export function previewTable(ctx, import_) {
  /** @type {ReturnType<typeof dataTable<Row>>} */
  const table = dataTable({
    ctx,
    name: 'filas',
    caption: t('imports.preview'),
    noun: (n) => t('imports.rowCount', { n }),
    loadPage: async ({ page, perPage, filters, signal }) => {
      const query = { verdict: filters.resultado || null, limit: perPage, skip: (page - 1) * perPage };
      return api.list(/** @type {'/api/imports/{id}/rows'} */ (`/api/imports/${import_.id}/rows`), { query, signal });
    },
    perPage: 50,
    columns: [
      { key: 'number', label: t('imports.row'), narrow: true, align: 'end', card: 'meta' },
      {
        key: 'verdict',
        label: t('imports.verdict'),
        narrow: true,
        card: 'badge',
        value: (row) => verdictState(row.verdict).word,
        cell: (row) => badge(verdictState(row.verdict)),
      },
      {
        key: 'internal_code',
        label: t('imports.code'),
        narrow: true,
        card: 'subtitle',
        cell: (row) => h('span', { class: 'mono' }, row.internal_code ?? '—'),
      },
      { key: 'name', label: t('common.name'), card: 'title', value: (row) => row.name ?? '—' },
      { key: 'what', label: t('imports.what'), value: () => '', cell: what },
    ],
    filters: [
      {
        key: 'resultado',
        label: t('imports.verdict'),
        type: 'chips',
        test: () => true,
        options: VERDICTS.filter((verdict) => import_[`${verdict}_count`]).map((value) => ({
          value,
          label: `${verdictState(value).word} (${number(import_[`${value}_count`])})`,
        })),
      },
    ],
    search: false,
    rowTone: (row) => (row.verdict === 'refused' ? 'bad' : null),
    empty: { icon: 'list', title: t('imports.noRows') },
  });
  table.element.classList.add('import-rows');
  return table.element;
}
