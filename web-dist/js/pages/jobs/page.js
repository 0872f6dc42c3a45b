/**
 * The scheduled work of the server: how each job went, when it is done again, and doing it now. For the general administrator.
 */
import { api } from '../../kit/api.js';
import { dateTime, number, relative } from '../../kit/format.js';
import { wait } from '../../kit/wait.js';
import { timeOf } from '../../ui/columns.js';
import { openDialog } from '../../ui/dialog.js';
import { h, replace } from '../../ui/dom.js';
import { async, badge, button, facts, isAbort, linkList, notice } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { toast } from '../../ui/toast.js';
import { duration, ending, jobState, result, schedule, t } from './words.js';

/** @typedef {import('wire').ScheduledJob} Job */
/** @typedef {import('wire').JobRun} Run */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** How often it is asked whether a job has ended, in milliseconds. */
const LOOK = 1000;

/** When it is done again. @param {Job} job */
const nextTime = (job) => (job.next_run ? timeOf(job.next_run) : t('jobs.now'));

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('nav.jobs'),
  hint: () => t('jobs.hint'),
  render(ctx) {
    ctx.setBack('/servidor', t('nav.server'));
    const top = h('div', { role: 'status' });
    /** @param {{signal: AbortSignal}} options */
    const load = async ({ signal }) => {
      const jobs = await api.get('/api/jobs', { signal });
      const failing = jobs.filter((/** @type {Job} */ job) => job.failures).length;
      replace(
        top,
        failing
          ? notice({
              tone: 'bad',
              title: t('jobs.failing', { n: failing, count: number(failing) }),
              text: t('jobs.failingText'),
            })
          : null,
      );
      return jobs;
    };
    /** @type {ReturnType<typeof dataTable<Job>>} */
    const table = dataTable({
      ctx,
      name: 'tareas',
      caption: t('nav.jobs'),
      noun: (n) => t('jobs.count', { n, count: number(n) }),
      load,
      columns: [
        {
          key: 'title',
          label: t('jobs.title'),
          card: 'title',
          cell: (row) => h('span', {}, row.title, h('span', { class: 'cell-sub desktop-only' }, row.purpose)),
        },
        { key: 'every_seconds', label: t('jobs.every'), card: 'subtitle', value: schedule, cell: schedule },
        {
          key: 'failures',
          label: t('jobs.state'),
          card: 'badge',
          narrow: true,
          value: (row) => jobState(row).word,
          cell: (row) => badge(jobState(row)),
        },
        {
          key: 'last_run',
          label: t('jobs.last'),
          value: (row) => row.last_run?.finished_at ?? '',
          cell: (row) => (row.last_run ? timeOf(row.last_run.finished_at) : t('jobs.never')),
        },
        { key: 'next_run', label: t('jobs.next'), cell: nextTime },
      ],
      search: false,
      open: (row) => {
        const box = openDialog({ title: row.title, body: (close) => whole(row, ctx, after, close) });
        ctx.onLeave(() => box.element.open && box.close());
      },
      actions: (row) => [{ label: t('jobs.run'), icon: 'refresh', run: () => runNow(row, ctx, after) }],
      rowTone: (row) => (row.failures ? 'bad' : null),
      sort: { key: 'title' },
    });
    const after = async () => {
      table.close();
      await table.reload();
    };
    return h('div', { class: 'stack' }, top, table.element);
  },
};

/** Does a job now, and says how it ended. @param {Job} row @param {PageContext} ctx @param {() => Promise<void>} after */
async function runNow(row, ctx, after) {
  let job = await api.post(`/api/jobs/${row.name}/run`, undefined, { signal: ctx.signal });
  if (job.running_since) {
    toast(t('jobs.running'));
    await after();
  }
  while (job.running_since && !ctx.signal.aborted) {
    await wait(LOOK, ctx.signal);
    job = await api.get(`/api/jobs/${row.name}`, { signal: ctx.signal });
  }
  if (ctx.signal.aborted) return;
  toast(ending(job), { tone: job.last_run?.error ? 'bad' : 'good' });
  await after();
}

/** @param {Job} row @param {PageContext} ctx @param {() => Promise<void>} after @param {() => void} close */
const whole = (row, ctx, after, close) =>
  h(
    'div',
    { class: 'stack' },
    h('p', {}, row.purpose),
    h('div', { class: 'row' }, badge(jobState(row))),
    row.last_run?.error ? notice({ tone: 'bad', text: row.last_run.error }) : null,
    facts([
      [t('jobs.every'), schedule(row)],
      [t('jobs.last'), row.last_run ? dateTime(row.last_run.finished_at) : t('jobs.never')],
      row.last_run ? [t('jobs.duration'), duration(row.last_run.duration_ms)] : null,
      row.last_run ? [t('jobs.cause'), t(`jobs.cause.${row.last_run.cause}`)] : null,
      row.succeeded_at ? [t('jobs.succeeded'), dateTime(row.succeeded_at)] : null,
      row.failures ? [t('jobs.failures'), number(row.failures)] : null,
      [t('jobs.next'), row.next_run ? dateTime(row.next_run) : t('jobs.now')],
    ]),
    h('h3', {}, t('jobs.history')),
    h('p', { class: 'muted small' }, t('jobs.historyHint')),
    async(() => api.get(`/api/jobs/${row.name}/runs`, { query: { limit: 10 }, signal: ctx.signal }), history),
    h(
      'div',
      { class: 'row dialog-actions' },
      button({
        label: t('jobs.run'),
        icon: 'refresh',
        kind: 'primary',
        run: async () => {
          close();
          await runNow(row, ctx, after).catch((error) => {
            if (!isAbort(error)) throw error;
          });
        },
      }),
    ),
  );

/** @param {Run[]} runs */
const history = (runs) =>
  runs.length
    ? linkList(
        runs.map((run) => ({
          title: dateTime(run.finished_at),
          hint: `${result(run)} · ${t(`jobs.cause.${run.cause}`)} · ${duration(run.duration_ms)}`,
          icon: run.error ? 'alert' : 'check-circle',
        })),
      )
    : h('p', { class: 'muted' }, t('jobs.never'));
