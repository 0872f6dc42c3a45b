/** What each column of a file brings, as it was recognised and as a person says it. */
import { h, replace } from '../../ui/dom.js';
import { button, notice } from '../../ui/parts.js';
import { FIELDS, hasCode, twice, used } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').ImportColumn} Column */
/** @typedef {Column['field']} Field */

/** @param {Column} column @param {number} at */
const headingOf = (column, at) => column.heading || t('imports.column', { n: at + 1 });

/**
 * @param {Column[]} columns
 * @param {(fields: Field[]) => Promise<void>} save judges the rows by what the columns bring then
 */
export function columnsForm(columns, save) {
  const chosen = columns.map(({ field }) => field);
  const said = h('div', { role: 'status' });
  const foot = h('div', { class: 'row' });
  const check = button({ label: t('imports.check'), icon: 'refresh', kind: 'primary', run: () => save([...chosen]) });

  function tell() {
    const double = twice(chosen);
    const changed = chosen.some((field, at) => field !== columns[at].field);
    replace(
      said,
      double
        ? notice({ tone: 'bad', text: t('imports.twice', { field: t(`imports.fieldName.${double}`) }) })
        : hasCode(chosen)
          ? null
          : notice({ tone: 'warn', text: t('imports.noCode') }),
    );
    replace(foot, changed && !double ? check : null);
  }

  /** @param {Column} column @param {number} at */
  const line = (column, at) => {
    const id = `import-column-${at}`;
    const heading = headingOf(column, at);
    const select = h(
      'select',
      {
        id,
        value: column.field,
        'aria-label': t('imports.brings', { heading }),
        on: {
          change: () => {
            chosen[at] = /** @type {Field} */ (select.value);
            item.classList.toggle('unused', chosen[at] === 'nothing');
            tell();
          },
        },
      },
      ...FIELDS.map((field) => h('option', { value: field }, t(`imports.fieldName.${field}`))),
    );
    const item = h(
      'li',
      { class: column.field === 'nothing' ? 'unused' : '' },
      h(
        'div',
        {},
        h('span', { class: 'strong' }, heading),
        h(
          'span',
          { class: 'muted small' },
          column.example ? t('imports.example', { text: column.example }) : t('imports.noExample'),
        ),
      ),
      select,
    );
    return item;
  };

  tell();
  return h(
    'details',
    { class: 'card import-columns', open: !hasCode(chosen) },
    h(
      'summary',
      {},
      h('span', { class: 'strong' }, t('imports.columns')),
      h('span', { class: 'muted small' }, t('imports.columnsSummary', { used: used(chosen), all: columns.length })),
    ),
    h('p', { class: 'muted small' }, t('imports.columnsHint')),
    h('ul', { role: 'list', class: 'import-columns-list' }, ...columns.map(line)),
    said,
    foot,
  );
}
