/**
 * Backups: what there is, one now, and the plan for every day. For the general administrator.
 */
import { api } from '../../kit/api.js';
import { bytes, dateTime, number, relative } from '../../kit/format.js';
import { wait } from '../../kit/wait.js';
import { h, replace } from '../../ui/dom.js';
import { badge, button, card, facts, isAbort, notice, saveFile } from '../../ui/parts.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { dataTable } from '../../ui/table.js';
import { toast } from '../../ui/toast.js';
import { encryption, encryptionCard } from './passphrase.js';
import { backupState, fileName, folderOf, isOwn, planForm, targetState, warningTone } from './plan.js';
import { t } from './words.js';

/** @typedef {import('wire').Backup} Backup */
/** @typedef {import('wire').BackupStatus} Status */
/** @typedef {import('wire').BackupPlan} Plan */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** How often it is asked how far a backup is, in milliseconds. */
const LOOK = 1000;

/** What has to be looked after, or that all is well. @param {Status} status */
function banner(status) {
  if (!status.warnings.length && status.last_good_at)
    return notice({
      tone: 'good',
      title: t('backups.allWell'),
      text: t('backups.lastGood', { when: relative(status.last_good_at) }),
    });
  if (!status.warnings.length) return notice({ tone: 'info', title: t('backups.none'), text: t('backups.noneHint') });
  return h(
    'div',
    { class: 'stack tight' },
    ...status.warnings.map((warning) =>
      notice({ tone: warningTone(warning.kind), title: t(`backups.warning.${warning.kind}`), text: warning.text }),
    ),
  );
}

/** @param {Status} status */
const place = (status) =>
  card(
    { title: t('backups.place'), icon: 'package' },
    facts([
      [t('backups.database'), bytes(status.database_bytes)],
      !status.total_bytes
        ? null
        : [
            t('backups.free'),
            t('backups.freeOf', { free: bytes(status.free_bytes ?? 0), total: bytes(status.total_bytes ?? 0) }),
          ],
      [t('backups.second'), badge(targetState(status.second_target))],
    ]),
  );

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('nav.backups'),
  hint: () => t('backups.hint'),
  async render(ctx) {
    const top = h('div', { class: 'stack', role: 'status' });
    const side = h('div', { class: 'stack' });
    const lock = h('div', { class: 'stack' });
    /** @param {Status} status */
    const show = (status) => {
      replace(top, status.running ? running(status.progress) : banner(status));
      replace(side, place(status));
    };
    /** @param {Plan} plan @returns {void} */
    const showLock = (plan) => {
      replace(
        lock,
        encryptionCard(ctx, plan, async () => showLock(await planOf(ctx))),
      );
    };
    const status = () => api.get('/api/backups/status', { signal: ctx.signal });
    const after = async () => {
      show(await status());
      table.close();
      await table.reload();
    };
    /** Shows how far it is, until it is done. */
    const follow = async () => {
      for (;;) {
        await wait(LOOK, ctx.signal);
        if (ctx.signal.aborted) return;
        const now = await status();
        show(now);
        if (!now.running) return;
      }
    };
    const make = async () => {
      replace(top, running(0));
      const made = api.post('/api/backups', undefined, { signal: ctx.signal });
      const watched = follow();
      try {
        await made;
        await watched;
        toast(t('backups.made'), { tone: 'good' });
      } finally {
        await watched.catch(() => undefined);
        if (!ctx.signal.aborted) await after();
      }
    };
    ctx.setActions(
      button({ label: t('backups.plan'), icon: 'settings', run: () => change(ctx, after) }),
      button({ label: t('backups.now'), icon: 'download', kind: 'primary', run: make }),
    );
    /** @type {ReturnType<typeof dataTable<Backup>>} */
    const table = dataTable({
      ctx,
      name: 'copias',
      caption: t('nav.backups'),
      noun: (n) => t('backups.count', { n, count: number(n) }),
      load: ({ signal }) => api.all('/api/backups', { signal }),
      columns: [
        {
          key: 'created_at',
          label: t('backups.when'),
          card: 'title',
          cell: (row) => h('time', { datetime: row.created_at }, dateTime(row.created_at)),
        },
        {
          key: 'reason',
          label: t('backups.reason'),
          card: 'subtitle',
          value: (row) => t(`backups.reason.${row.reason}`),
        },
        {
          key: 'is_encrypted',
          label: t('backups.encryption'),
          narrow: true,
          value: (row) => encryption(row).word,
          cell: (row) => badge(encryption(row)),
        },
        {
          key: 'size',
          label: t('backups.size'),
          narrow: true,
          align: 'end',
          cell: (row) => (row.size === null || row.size === undefined ? '—' : bytes(row.size)),
        },
        {
          key: 'error',
          label: t('common.status'),
          card: 'badge',
          narrow: true,
          value: (row) => backupState(row).word,
          cell: (row) => badge(backupState(row)),
        },
      ],
      search: false,
      open: (row) => {
        const box = openDialog({ title: dateTime(row.created_at), body: (close) => whole(row, after, close) });
        ctx.onLeave(() => box.element.open && box.close());
      },
      actions: (row) => [
        isOwn(row) && { label: t('backups.download'), icon: 'download', run: () => download(row) },
        { label: t('backups.delete'), icon: 'trash', danger: true, run: () => remove(row, after) },
      ],
      empty: { icon: 'package', title: t('backups.none'), hint: t('backups.noneHint') },
    });
    const [now, plan] = await Promise.all([status(), planOf(ctx)]);
    show(now);
    showLock(plan);
    if (now.running)
      follow()
        .then(after)
        .catch((error) => {
          if (!isAbort(error)) toast(t('error.network'), { tone: 'bad' });
        });
    return h(
      'div',
      { class: 'stack' },
      top,
      table.element,
      lock,
      side,
      notice({ tone: 'info', icon: 'key', text: t('backups.secret') }),
    );
  },
};

/** How far a backup is. @param {number} percent */
const running = (percent) =>
  h(
    'div',
    { class: 'check-progress' },
    h('span', { class: 'check-progress-word' }, t('backups.running', { percent })),
    h('progress', { value: String(percent), max: '100', 'aria-label': t('backups.now') }),
  );

/** @param {Backup} row @param {() => Promise<void>} after @param {() => void} close */
const whole = (row, after, close) =>
  h(
    'div',
    { class: 'stack' },
    h('div', { class: 'row' }, badge(backupState(row)), row.size ? badge(encryption(row)) : null),
    row.error ? notice({ tone: 'bad', text: row.error }) : null,
    facts([
      [t('backups.reason'), t(`backups.reason.${row.reason}`)],
      [t('backups.size'), row.size === null || row.size === undefined ? null : bytes(row.size)],
      [t('backups.folder'), h('span', { class: 'mono' }, folderOf(row))],
      [t('backups.file'), isOwn(row) ? h('span', { class: 'mono' }, fileName(row)) : null],
      [t('backups.verified'), row.verified_at ? dateTime(row.verified_at) : null],
      [t('backups.sum'), row.sha256 ? h('span', { class: 'mono small' }, row.sha256) : null],
    ]),
    h(
      'div',
      { class: 'row dialog-actions' },
      button({
        label: t('backups.delete'),
        icon: 'trash',
        run: async () => {
          close();
          await remove(row, after);
        },
      }),
      isOwn(row)
        ? button({ label: t('backups.download'), icon: 'download', kind: 'primary', run: () => download(row) })
        : null,
    ),
  );

/** @param {Backup} row */
async function download(row) {
  saveFile(await api.blob(`/api/backups/${row.id}/download`), fileName(row));
}

/** @param {Backup} row @param {() => Promise<void>} after */
async function remove(row, after) {
  const sure = await confirm({
    title: t('backups.deleteAsk'),
    text: t('backups.deleteText', { when: dateTime(row.created_at) }),
    confirmLabel: t('backups.delete'),
    danger: true,
    icon: 'trash',
  });
  if (!sure) return;
  const answer = await api.del(`/api/backups/${row.id}`);
  toast(answer.detail, { tone: 'good' });
  await after();
}

/** @param {PageContext} ctx @returns {Promise<Plan>} */
const planOf = (ctx) => api.get('/api/settings/backup', { signal: ctx.signal });

/** The plan, in a form. @param {PageContext} ctx @param {() => Promise<void>} after */
async function change(ctx, after) {
  const plan = await planOf(ctx);
  const box = openDialog({
    title: t('backups.plan'),
    hint: t('backups.planHint'),
    body: (close) =>
      planForm(plan, close, async () => {
        close();
        toast(t('backups.planSaved'), { tone: 'good' });
        await after();
      }),
  });
  ctx.onLeave(() => box.element.open && box.close());
}
