/** One import, step by step: read, columns, preview, applied, undone. */
import { ApiError, api } from '../../kit/api.js';
import { capital, date } from '../../kit/format.js';
import { wait } from '../../kit/wait.js';
import { confirm } from '../../ui/dialog.js';
import { announce, h, icon, replace } from '../../ui/dom.js';
import { button, errorState, errorText, isAbort, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { columnsForm } from './columns.js';
import { counts, previewTable } from './preview.js';
import { effect, isWorking, STEPS, stepOf } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').ImportDetail} Detail */
/** @typedef {Detail['columns'][number]['field']} Field */

/** How often it is asked how far the server is, in milliseconds. */
const LOOK = 600;

/** @param {Detail} now */
function stepList(now) {
  const at = STEPS.indexOf(
    stepOf(
      now,
      now.columns.map(({ field }) => field),
    ),
  );
  return h(
    'ol',
    { class: 'import-steps', role: 'list', 'aria-label': t('imports.steps') },
    ...STEPS.map((step, n) => {
      const past = n < at || (n === at && step === 'done');
      return h(
        'li',
        { class: past ? 'past' : n === at ? 'now' : '', 'aria-current': n === at ? 'step' : null },
        h('span', { class: 'import-step-mark', 'aria-hidden': 'true' }, past ? icon('check') : String(n + 1)),
        t(`imports.step.${step}`),
      );
    }),
  );
}

/** A bar that says what is being done and how far it is. @param {string} word */
function progress(word) {
  const bar = h('progress', { max: '100', 'aria-label': word });
  const share = h('span', { class: 'num' });
  const show = (/** @type {number} */ percent) => {
    bar.value = percent;
    share.textContent = t('imports.progress', { percent });
  };
  show(0);
  const element = h(
    'div',
    { class: 'card import-working', role: 'status' },
    h('p', { class: 'strong' }, word),
    h('div', { class: 'import-bar' }, bar, share),
    h('p', { class: 'muted small' }, t('imports.workingHint')),
  );
  return { element, show };
}

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('imports.title'),
  async render(ctx) {
    const { signal } = ctx;
    ctx.setBack('/importaciones', t('imports.toList'));
    const path = /** @type {'/api/imports/{id}'} */ (`/api/imports/${ctx.params.id}`);
    const place = h('div', { class: 'stack' });
    const look = () => api.get(path, { signal });

    /** Draws it as it is, and follows the server while it works. @param {Detail} [given] */
    async function show(given) {
      const now = given ?? (await look());
      ctx.setTitle(now.file_name);
      ctx.setHint(
        [capital(now.source ?? ''), now.preset === 'other' ? null : t(`imports.preset.${now.preset}`)]
          .filter(Boolean)
          .join(' · '),
      );
      if (isWorking(now)) return follow(now);
      if (now.status === 'failed') {
        const text = now.error ?? '';
        const action = { label: t('imports.other'), icon: 'upload', href: '/importaciones' };
        replace(place, stepList(now), notice({ tone: 'bad', title: t('imports.failedTitle'), text, action }));
        return;
      }
      replace(place, stepList(now), now.status === 'ready' ? ready(now) : settled(now), previewTable(ctx, now));
    }

    /** @param {Detail} now */
    async function follow(now) {
      let bar = progress(t(`imports.working.${now.status}`));
      replace(place, stepList(now), bar.element);
      let { status } = now;
      for (;;) {
        bar.show(now.progress);
        await wait(LOOK, signal);
        if (signal.aborted) return;
        try {
          now = await look();
        } catch (error) {
          if (isAbort(error)) return;
          if (error instanceof ApiError && error.status !== 0) throw error;
          continue; // out of reach for a moment
        }
        if (!isWorking(now)) break;
        if (now.status !== status) {
          ({ status } = now);
          bar = progress(t(`imports.working.${status}`));
          replace(place, stepList(now), bar.element);
        }
      }
      await show(now);
      announce(t(`imports.status.${now.status}`));
    }

    /** Does something long, and shows how far it is meanwhile. @template T @param {string} word @param {() => Promise<T>} work */
    async function during(word, work) {
      const bar = progress(word);
      const before = [...place.childNodes];
      replace(place, bar.element);
      const turn = new AbortController();
      const stop = () => turn.abort();
      signal.addEventListener('abort', stop);
      void (async () => {
        while (!turn.signal.aborted) {
          await wait(LOOK, turn.signal);
          const now = await look().catch(() => null);
          if (now && !turn.signal.aborted && now.progress < 100) bar.show(now.progress);
        }
      })();
      try {
        return await work();
      } catch (error) {
        replace(place, ...before);
        throw error;
      } finally {
        stop();
        signal.removeEventListener('abort', stop);
      }
    }

    /** @param {Field[]} fields */
    async function judge(fields) {
      await api.put(/** @type {'/api/imports/{id}/columns'} */ (`${path}/columns`), { fields });
      ctx.setQuery({ resultado: null, pagina: null });
      await show();
    }

    /** What is asked before it is applied. @param {Detail} now */
    function ready(now) {
      const fields = now.columns.map(({ field }) => field);
      const n = effect(now);
      const refused = now.refused_count;
      const agree = h('input', { type: 'checkbox', id: 'import-leave-out', on: { change: tell } });
      const go = button({ label: t('imports.apply', { n }), icon: 'check', kind: 'primary', run: apply });
      function tell() {
        /** @type {HTMLButtonElement} */ (go).disabled = refused > 0 && !agree.checked;
      }
      tell();

      async function apply() {
        try {
          await during(t('imports.working.applying'), () =>
            api.post(/** @type {'/api/imports/{id}/apply'} */ (`${path}/apply`), { leave_out: agree.checked }),
          );
          await show();
          announce(t('imports.appliedTitle'));
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== 'importacion_desactualizada') throw error;
          // Somebody has changed an item that was shown: the rows are looked at once more, and nothing was imported.
          toast(errorText(error), { tone: 'bad', seconds: 20 });
          await judge(fields);
        }
      }

      return h(
        'div',
        { class: 'stack' },
        columnsForm(now.columns, judge),
        h('h2', {}, t('imports.preview')),
        counts(now),
        n === 0
          ? notice({ tone: refused ? 'bad' : 'info', text: t(refused ? 'imports.allRefused' : 'imports.nothing') })
          : h(
              'div',
              { class: 'card import-apply' },
              refused
                ? h(
                    'div',
                    {},
                    h(
                      'label',
                      { class: 'check', for: 'import-leave-out' },
                      agree,
                      t('imports.leaveOut', { n: refused }),
                    ),
                    h('p', { class: 'muted small' }, t('imports.leaveOutHint')),
                  )
                : null,
              go,
            ),
      );
    }

    /** What came of it. @param {Detail} now */
    function settled(now) {
      if (now.status === 'undone')
        return notice({ tone: 'muted', icon: 'undo', title: t('imports.undoneTitle'), text: t('imports.undoneText') });
      const text = [
        t('imports.applied', {
          made: t('imports.made', { n: now.create_count }),
          changed: t('imports.changed', { n: now.change_count }),
        }),
        now.refused_count ? t('imports.leftOut', { n: now.refused_count }) : null,
        t('imports.until', { date: date(now.expires_at) }),
      ]
        .filter(Boolean)
        .join(' ');
      const undo = button({
        label: t('imports.undo'),
        icon: 'undo',
        run: async () => {
          const sure = await confirm({
            title: t('imports.undoAsk'),
            text: [
              now.create_count ? t('imports.undoMade', { n: now.create_count }) : null,
              now.change_count ? t('imports.undoChanged', { n: now.change_count }) : null,
              t('imports.undoUnless'),
            ]
              .filter(Boolean)
              .join(' '),
            confirmLabel: t('imports.undo'),
            danger: true,
            icon: 'undo',
          });
          if (!sure) return;
          try {
            await during(t('imports.working.undoing'), () =>
              api.post(/** @type {'/api/imports/{id}/undo'} */ (`${path}/undo`)),
            );
          } catch (error) {
            if (isAbort(error) || !(error instanceof ApiError)) throw error;
            replace(trouble, h('div', { role: 'alert' }, notice({ tone: 'bad', text: error.detail })));
            return;
          }
          toast(t('imports.undone'));
          await show();
        },
      });
      const trouble = h('div', {});
      return h(
        'div',
        { class: 'stack' },
        notice({ tone: 'good', title: t('imports.appliedTitle'), text }),
        h(
          'div',
          { class: 'row' },
          button({ label: t('imports.see'), icon: 'boxes', kind: 'primary', href: '/equipos' }),
          undo,
        ),
        trouble,
        h('h2', {}, t('imports.previewDone')),
      );
    }

    const first = await look();
    // What the server is still at work at is followed after the page is there.
    void show(first).catch((error) => {
      if (!isAbort(error))
        replace(
          place,
          errorState(error, () => ctx.reload()),
        );
    });
    return place;
  },
};
