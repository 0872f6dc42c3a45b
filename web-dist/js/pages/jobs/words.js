/** What the scheduled work is called, when it is done, and how it stands. */
import { describe } from '../../kit/entities.js';
import { number, time } from '../../kit/format.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').ScheduledJob} Job */
/** @typedef {import('wire').JobRun} Run */
/** @typedef {import('../../kit/format.js').State} State */

/** When a job is done. @param {Pick<Job, 'every_seconds' | 'daily_at'>} job */
export function schedule({ every_seconds: seconds, daily_at: at }) {
  if (at) return t('jobs.daily', { time: time(at) });
  const every = seconds ?? 0;
  if (every && every % 3600 === 0) return t('jobs.everyHours', { n: every / 3600, count: number(every / 3600) });
  if (every && every % 60 === 0) return t('jobs.everyMinutes', { n: every / 60, count: number(every / 60) });
  return t('jobs.everySeconds', { count: number(every) });
}

/** How a job stands. @param {Pick<Job, 'running_since' | 'failures' | 'last_run'>} job @returns {State} */
export function jobState(job) {
  if (job.running_since) return { word: t('jobs.state.running'), icon: 'hourglass', tone: 'info' };
  if (job.failures) return { word: t('jobs.state.failing'), icon: 'alert', tone: 'bad' };
  if (job.last_run) return { word: t('jobs.state.well'), icon: 'check-circle', tone: 'good' };
  return { word: t('jobs.state.waiting'), icon: 'clock', tone: 'muted' };
}

/** How long a run took. @param {number} ms */
export const duration = (ms) =>
  ms < 1000 ? t('jobs.ms', { count: number(ms) }) : t('jobs.seconds', { count: number(Math.round(ms / 100) / 10) });

/** What came of a run. @param {Pick<Run, 'error' | 'count'>} run */
export function result({ error, count }) {
  if (error) return error;
  return count ? t('jobs.things', { n: count, count: number(count) }) : t('jobs.nothing');
}

/** What is said when a run that somebody asked for has ended. @param {Job} job */
export function ending({ title, last_run: run }) {
  if (run?.error) return t('jobs.failed', { title, why: run.error });
  const count = run?.count ?? 0;
  return count ? t('jobs.done', { title, n: count, count: number(count) }) : t('jobs.doneNothing', { title });
}

export const entities = describe({ job: { word: 'jobs.one', many: 'jobs.many' } });
