/** The person's own reports: how far those are that are being made, their files, and asking again. */
import { ApiError, api } from '../../kit/api.js';
import { bytes, date, number } from '../../kit/format.js';
import { wait } from '../../kit/wait.js';
import { exactly, when } from '../../ui/columns.js';
import { confirm } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { badge, button, isAbort, saveFile } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { toast } from '../../ui/toast.js';
import { showReport } from './detail.js';
import { ALL, STATUSES } from './kinds.js';
import { chosenOf, fileName } from './rules.js';
import { formatName, kindName, reportState, t } from './words.js';

/** @typedef {import('wire').Report} Report */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** How often it is asked how far a report is, in milliseconds. */
const LOOK = 1000;

/** How far a report is; the same element while it is made, however often the list is drawn. @param {Report} report */
function progressBar(report) {
  const word = h('span', { class: 'num' }, t('reports.progress', { percent: 0 }));
  const bar = h('progress', { max: '100', 'aria-label': t('reports.progressOf', { title: report.title }) });
  bar.value = 0;
  return {
    element: h('span', { class: 'report-progress' }, bar, word),
    /** @param {number} percent */
    show(percent) {
      bar.value = percent;
      word.textContent = t('reports.progress', { percent });
    },
  };
}

/** "Préstamos · PDF · 53 filas"; what the title says already is not said twice. @param {Report} row */
const about = ({ title, report_type: kind, file_format: format, row_count: rows }) =>
  [
    title.startsWith(kindName(kind)) ? null : kindName(kind),
    formatName(format),
    typeof rows === 'number' ? t('reports.rows', { n: rows, count: number(rows) }) : null,
  ]
    .filter(Boolean)
    .join(' · ');

/** @param {PageContext} ctx @param {(report: Report) => Promise<void>} onAsked what follows when one is asked for again */
export function historyOf(ctx, onAsked) {
  const { signal } = ctx;
  /** Those that are being made. @type {Set<string>} */
  const making = new Set();
  /** @type {Map<string, ReturnType<typeof progressBar>>} */
  const bars = new Map();
  let watching = false;

  /** @param {Report} report */
  const barOf = (report) => {
    const known = bars.get(report.id) ?? progressBar(report);
    bars.set(report.id, known);
    return known.element;
  };

  /** Asks about once a second, while one is being made and the page is there. */
  async function watch() {
    if (watching) return;
    watching = true;
    while (making.size && !signal.aborted) {
      await wait(LOOK, signal);
      for (const id of [...making]) {
        if (signal.aborted) break;
        try {
          const now = await api.get(`/api/reports/${id}`, { signal });
          bars.get(id)?.show(now.progress);
          if (now.status !== 'generating') await ended(now);
        } catch (error) {
          if (isAbort(error)) break;
          // Out of reach for a moment it is asked again; deleted elsewhere it is gone.
          if (error instanceof ApiError && error.status === 404) await gone(id);
        }
      }
    }
    watching = false;
  }
  /** @param {string} id */
  async function gone(id) {
    making.delete(id);
    await table.reload();
  }
  /** @param {Report} report */
  async function ended(report) {
    await gone(report.id);
    const { title } = report;
    if (report.status === 'completed') toast(t('reports.ready', { title }));
    else toast(t('reports.failed', { title, why: report.error ?? t('reports.failedWhy') }), { tone: 'bad' });
  }

  /** @param {Report} report */
  async function download(report) {
    saveFile(await api.blob(`/api/reports/${report.id}/download`, { signal }), fileName(report));
    await table.reload();
  }
  /** The same once more, of what there is today; it takes the place of one that failed. @param {Report} report */
  async function again(report) {
    const { report_type, file_format, title, parameters } = await api.get(`/api/reports/${report.id}`, { signal });
    const asked = { report_type, file_format, title, parameters: chosenOf(parameters) };
    const made = await api.post('/api/reports/generate', asked);
    // The new one is being made already, whatever becomes of the old one.
    if (report.status === 'failed') await api.del(`/api/reports/${report.id}`).catch(() => null);
    await onAsked(made);
  }
  /** @param {Report} report */
  async function remove(report) {
    const { title } = report;
    const sure = await confirm({
      title: t('reports.deleteAsk'),
      text: t(report.status === 'generating' ? 'reports.deleteRunning' : 'reports.deleteText', { title }),
      confirmLabel: t('reports.delete'),
      danger: true,
      icon: 'trash',
    });
    if (!sure) return;
    const answer = await api.del(`/api/reports/${report.id}`);
    toast(answer.message);
    await gone(report.id);
  }

  /** What is done with a report most. @param {Report} report */
  function mainAct(report) {
    if (report.status === 'generating') return barOf(report);
    const act = button(
      report.status === 'failed'
        ? { label: t('reports.retry'), icon: 'refresh', run: () => again(report) }
        : {
            label: t('reports.downloadSize', { size: bytes(report.file_size ?? 0) }),
            icon: 'download',
            run: () => download(report),
          },
    );
    act.classList.add('report-act');
    act.dataset.focus = `act-${report.id}`;
    act.setAttribute('aria-description', report.title);
    if (report.status === 'completed') return act;
    return h(
      'span',
      { class: 'report-failed' },
      h('span', { class: 'desktop-only' }, badge(reportState(report.status))),
      act,
    );
  }

  /** @type {ReturnType<typeof dataTable<Report>>} */
  const table = dataTable({
    ctx,
    name: 'reportes',
    caption: t('reports.mine'),
    noun: (n) => t('reports.count', { n, count: number(n) }),
    load: () => api.all('/api/reports', { signal }),
    columns: [
      {
        key: 'title',
        label: t('reports.titleField'),
        card: 'title',
        cell: (row) =>
          h(
            'span',
            {},
            row.title,
            h('span', { class: 'cell-sub desktop-only' }, about(row)),
            row.error ? h('span', { class: 'cell-sub tone-bad desktop-only' }, row.error) : null,
          ),
      },
      { key: 'about', label: t('reports.kind'), card: 'subtitle', hide: 'desktop', value: about },
      {
        key: 'error',
        label: t('reports.field.error'),
        hide: 'desktop',
        cell: (row) => (row.error ? h('span', { class: 'report-why tone-bad' }, row.error) : null),
      },
      when(t('reports.when')),
      { key: 'download_count', label: t('reports.downloads'), narrow: true, align: 'end' },
      {
        key: 'expires_at',
        label: t('reports.kept'),
        narrow: true,
        cell: (row) => date(row.expires_at),
      },
      {
        key: 'status',
        label: t('common.status'),
        card: 'badge',
        hide: 'desktop',
        value: (row) => reportState(row.status).word,
        cell: (row) => badge(reportState(row.status)),
      },
      {
        key: 'file',
        label: t('reports.file'),
        narrow: true,
        sortable: false,
        searchable: false,
        value: () => '',
        cell: mainAct,
      },
    ],
    sort: { key: 'created_at', desc: true },
    filters: [
      exactly('de', 'report_type', t('reports.kind'), (rows) =>
        ALL.filter((kind) => rows.some((row) => row.report_type === kind)).map((value) => ({
          value,
          label: kindName(value),
        })),
      ),
      exactly(
        'estado',
        'status',
        t('common.status'),
        STATUSES.map((value) => ({ value, label: reportState(value).word })),
      ),
    ],
    open: (row) => showReport(row, ctx),
    actions: (row) => [
      row.status === 'completed' && { label: t('reports.again'), icon: 'refresh', run: () => again(row) },
      { label: t('reports.delete'), icon: 'trash', danger: true, run: () => remove(row) },
    ],
    onRows: (rows) => {
      tools(rows.length > 0);
      for (const row of rows) if (row.status === 'generating') making.add(row.id);
      void watch();
    },
    empty: { icon: 'print', title: t('reports.empty'), hint: t('reports.emptyHint') },
  });
  table.element.classList.add('report-history');
  /** In a list with nothing in it there is nothing to look for. @param {boolean} shown */
  function tools(shown) {
    for (const part of table.element.querySelectorAll('.data-tools, .data-status'))
      /** @type {HTMLElement} */ (part).hidden = !shown;
  }
  return { element: table.element, reload: table.reload };
}
