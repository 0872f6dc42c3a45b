/** One report in a dialog: what was asked for, why it failed, its file. */
import { api } from '../../kit/api.js';
import { bytes, date, dateTime, number } from '../../kit/format.js';
import { openDialog } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { async, badge, facts, notice } from '../../ui/parts.js';
import { categoryName } from '../inventory/words.js';
import { peopleOf, statusWord } from './fields.js';
import { subjectMember } from './rules.js';
import { formatName, kindName, reportState, t } from './words.js';

/** @typedef {import('wire').Report} Report */
/** @typedef {import('wire').ReportParameters} Parameters */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** The days in words. @param {Parameters} parameters */
function daysText({ start_date: from, end_date: until }) {
  if (from && until) return t('reports.periodOf', { from: date(from), until: date(until) });
  if (from) return t('reports.since', { day: date(from) });
  return until ? t('reports.upTo', { day: date(until) }) : null;
}

/** What was asked for, with names in place of ids; what is gone has none. @param {Report} report @param {Parameters} parameters @param {AbortSignal} signal */
async function contents(report, parameters, signal) {
  const { environment_id: room, user_id: person, category, status, product_category: materials, days } = parameters;
  const own = parameters.category_id;
  const [roomName, personName, ownName] = await Promise.all([
    room && subjectMember(report.report_type) !== 'environment_id'
      ? api.get(`/api/environments/${room}`, { signal }).then(
          ({ name }) => name,
          () => '—',
        )
      : null,
    person
      ? peopleOf(report.report_type).then(
          (people) => people.find(({ value }) => value === person)?.label ?? '—',
          () => '—',
        )
      : null,
    own
      ? api.get(`/api/categories/${own}`, { signal }).then(
          ({ name }) => name,
          () => '—',
        )
      : null,
  ]);
  return [
    daysText(parameters) ?? (report.report_type === 'statistics' ? t('reports.twelveMonths') : null),
    roomName,
    category ? categoryName(category) : ownName,
    materials ?? null,
    days ? `${t('reports.ahead')}: ${number(days)}` : null,
    status ? statusWord(report.report_type, status) : null,
    personName,
  ].filter((part) => part !== null);
}

/** @param {Report} row @param {PageContext} ctx */
export function showReport(row, ctx) {
  const { signal } = ctx;
  const box = openDialog({
    title: row.title,
    body: h(
      'div',
      { class: 'stack' },
      h('div', { class: 'row' }, badge(reportState(row.status))),
      row.error ? notice({ tone: 'bad', text: row.error }) : null,
      async(
        async () => {
          const { parameters } = await api.get(`/api/reports/${row.id}`, { signal });
          return contents(row, parameters, signal);
        },
        (parts) =>
          facts([
            [t('reports.kind'), kindName(row.report_type)],
            subjectMember(row.report_type) && !parts.length
              ? null
              : [t('reports.contents'), parts.length ? parts.join(' · ') : t('reports.everything')],
            [t('reports.format'), formatName(row.file_format)],
            [t('reports.when'), dateTime(row.created_at)],
            [t('reports.rowCount'), typeof row.row_count === 'number' ? number(row.row_count) : null],
            [t('reports.size'), row.file_size ? bytes(row.file_size) : null],
            [t('reports.downloads'), number(row.download_count)],
            [t('reports.kept'), dateTime(row.expires_at)],
            row.sha256 ? [t('reports.sum'), h('span', { class: 'mono small' }, row.sha256)] : null,
          ]),
        { lines: 6 },
      ),
    ),
  });
  ctx.onLeave(() => box.element.open && box.close());
}
