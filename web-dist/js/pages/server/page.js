/**
 * The box itself: where it is reached, what it has left, what needs a look. For the general administrator.
 */
import { api } from '../../kit/api.js';
import { bytes, dateTime, percent, relative } from '../../kit/format.js';
import { h, replace } from '../../ui/dom.js';
import { secure } from './secure.js';
import { async, badge, button, card, columns, errorText, facts, linkList, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').ServerDetails} Details */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('../../kit/format.js').State} Mark */

/** How loud a warning is; what is not listed is worth a look. @type {Record<string, string>} */
const TONES = { database_failing: 'bad', disk_low: 'bad', clock_behind: 'bad', name_taken: 'info' };
const LEVELS = ['error', 'warn', 'info', 'debug', 'trace'];

/** @param {string} code */
export const warningTone = (code) => TONES[code] ?? 'warn';

/** A time span in its two largest units. @param {number} seconds */
export function span(seconds) {
  const minutes = Math.floor(seconds / 60);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days) return t('server.daysHours', { days, hours });
  return hours ? t('server.hoursMinutes', { hours, minutes: minutes % 60 }) : t('server.minutes', { minutes });
}

/** @param {string} name */
export function jobName(name) {
  const word = t(`server.jobName.${name}`);
  return word.startsWith('server.') ? name : word;
}

/** How the announcement on the network stands. @param {string} state @returns {Mark} */
export function discoveryState(state) {
  /** @type {Record<string, Mark>} */
  const marks = {
    off: { tone: 'muted', icon: 'eye-off', word: t('server.discovery.off') },
    no_network: { tone: 'warn', icon: 'wifi-off', word: t('server.discovery.no_network') },
    starting: { tone: 'info', icon: 'hourglass', word: t('server.discovery.starting') },
    announced: { tone: 'good', icon: 'check-circle', word: t('server.discovery.announced') },
    failed: { tone: 'bad', icon: 'alert', word: t('server.discovery.failed') },
  };
  return marks[state] ?? { tone: 'muted', icon: 'info', word: state };
}

/** The name that phones should be told, if one is in force. @param {Details['discovery']} discovery */
export const bestName = (discovery) => discovery.names[0]?.url ?? null;

/** @param {Details} details */
function warnings(details) {
  if (!details.warnings.length)
    return notice({ tone: 'good', title: t('server.allWell'), text: t('server.allWellText') });
  return h(
    'div',
    { class: 'stack tight' },
    ...details.warnings.map((code) =>
      notice({
        tone: warningTone(code),
        title: t(`server.warning.${code}`),
        text: warningText(code, details),
        action: code.startsWith('backup') ? { label: t('nav.backups'), href: '/copias' } : null,
      }),
    ),
  );
}

/** The instant that a warning speaks of. @param {string} code @param {Details} details */
function whenOf(code, details) {
  if (code === 'clock_behind') return details.clock_behind ?? null;
  if (code === 'clock_leapt') return details.clock_leapt ?? null;
  return details.last_backup?.created_at ?? null;
}

/** What to do about it. @param {string} code @param {Details} details */
function warningText(code, details) {
  const failed = details.jobs.filter((job) => job.error).map((job) => jobName(job.name));
  return t(`server.todo.${code}`, {
    free: bytes(details.disk?.free ?? 0),
    when: dateTime(whenOf(code, details)),
    problem: details.database.problem ?? '',
    name: details.discovery.names[0]?.host ?? '',
    wanted: details.discovery.wanted ?? '',
    jobs: failed.join(', '),
  });
}

/** The code of an address, for the camera of a phone. @param {string} ip @param {string} url @param {PageContext} ctx */
const code = (ip, url, ctx) =>
  async(
    async () => {
      const drawing = URL.createObjectURL(await api.blob('/api/health/qr', { query: { ip }, signal: ctx.signal }));
      ctx.onLeave(() => URL.revokeObjectURL(drawing));
      return drawing;
    },
    (drawing) => h('img', { src: drawing, alt: t('server.codeOf', { url }), width: '200', height: '200' }),
  );

/** @param {Details} details @param {PageContext} ctx */
function reach(details, ctx) {
  const [best] = details.addresses;
  const place = h('div', { class: 'qr-large' });
  /** @param {Details['addresses'][number]} address */
  const show = (address) =>
    replace(place, code(address.ip, address.url, ctx), h('p', { class: 'mono strong' }, address.url));
  if (best) show(best);
  const name = bestName(details.discovery);
  return card(
    { title: t('server.reach'), hint: t('server.reachHint'), icon: 'qr' },
    best ? place : notice({ tone: 'warn', icon: 'wifi-off', text: t('server.noAddress') }),
    linkList(
      details.addresses.map((address) => ({
        title: h('span', { class: 'mono' }, address.url),
        hint: [address.secure_url !== address.url && address.secure_url, address.interface].filter(Boolean).join(' · '),
        end:
          details.addresses.length > 1
            ? button({
                label: t('server.codeOf', { url: address.url }),
                icon: 'qr',
                kind: 'quiet',
                iconOnly: true,
                run: () => show(address),
              })
            : null,
      })),
    ),
    facts([
      [t('server.name'), name ? h('span', { class: 'mono' }, name) : t('server.noName')],
      [t('server.discovery'), badge(discoveryState(details.discovery.state))],
      details.discovery.error ? [t('server.why'), details.discovery.error] : null,
    ]),
    h('p', { class: 'muted small' }, t('server.nameHint')),
  );
}

/** @param {Details} details */
function storage(details) {
  const { disk, database } = details;
  return card(
    { title: t('server.storage'), icon: 'package' },
    facts([
      disk
        ? [
            t('server.disk'),
            t('server.diskFree', {
              free: bytes(disk.free),
              total: bytes(disk.total),
              share: percent(disk.total ? disk.free / disk.total : 0),
            }),
          ]
        : null,
      [t('server.database'), bytes(database.size)],
      [t('server.log'), bytes(database.log_size)],
      [
        t('server.backup'),
        details.last_backup
          ? h(
              'span',
              { title: dateTime(details.last_backup.created_at) },
              t('server.backupMade', {
                when: relative(details.last_backup.created_at),
                size: bytes(details.last_backup.size ?? 0),
              }),
            )
          : t('server.noBackup'),
      ],
    ]),
  );
}

/** @param {Details} details */
function program(details) {
  return card(
    { title: t('server.program'), icon: 'monitor' },
    facts([
      [t('server.version'), details.version],
      [t('server.uptime'), span(details.uptime_seconds)],
      details.memory ? [t('server.memory'), bytes(details.memory)] : null,
      [t('server.clock'), `${dateTime(details.now)} · ${details.time_zone}`],
      ...details.jobs
        .filter((job) => job.error)
        .map(
          (job) =>
            /** @type {[string, Node]} */ ([
              t('server.job', { name: jobName(job.name) }),
              h(
                'span',
                {},
                badge({ word: relative(job.finished_at), icon: 'alert', tone: 'bad' }),
                h('span', { class: 'cell-sub' }, job.error),
              ),
            ]),
        ),
    ]),
    linkList([{ href: '/tareas', icon: 'refresh', title: t('nav.jobs'), hint: t('server.jobsHint') }]),
  );
}

/** What is written to the log, until the next start. @param {PageContext} ctx */
function logLevel(ctx) {
  return async(
    () => api.get('/api/settings/log', { signal: ctx.signal }),
    ({ filter }) => {
      const known = LEVELS.includes(filter) ? LEVELS : [filter, ...LEVELS];
      const choice = /** @type {HTMLSelectElement} */ (
        h(
          'select',
          { id: 'log-level', class: 'input' },
          ...known.map((level) => h('option', { value: level, selected: level === filter }, level)),
        )
      );
      const save = async () => {
        try {
          await api.put('/api/settings/log', { filter: choice.value });
          toast(t('server.logSaved', { level: choice.value }));
        } catch (error) {
          toast(errorText(error), { tone: 'bad' });
        }
      };
      return card(
        { title: t('server.logLevel'), hint: t('server.logHint'), icon: 'list' },
        h(
          'div',
          { class: 'row' },
          h('label', { for: 'log-level' }, t('server.logLevel')),
          choice,
          button({ label: t('common.save'), icon: 'check', kind: 'plain', run: save }),
        ),
      );
    },
  );
}

/** @type {import('../../frame/router.js').Page} */
export const overview = {
  title: () => t('nav.server'),
  hint: () => t('server.hint'),
  async render(ctx) {
    /** @type {Details} */
    const details = await api.get('/api/health/details', { signal: ctx.signal });
    return h(
      'div',
      { class: 'stack' },
      warnings(details),
      columns(
        h('div', { class: 'stack' }, storage(details), program(details), logLevel(ctx)),
        h('div', { class: 'stack' }, reach(details, ctx), secure(details)),
      ),
    );
  },
};
