/**
 * First start: with a backup. The file travels to the server and is checked there; what is in it is shown before anything is
 * replaced; then this page waits until the server has gone on with it.
 */
import { ApiError, api, sendFile } from '../../kit/api.js';
import { bytes, dateTime, number } from '../../kit/format.js';
import { mayBeRefused } from '../../frame/secure.js';
import { h, icon, replace } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { button, errorText, facts, isAbort, notice } from '../../ui/parts.js';
import { afterCheck, comesBack, shareOf } from './rules.js';
import { t } from './words.js';

/** @typedef {import('./steps.js').Assistant} Assistant */
/** @typedef {import('wire').FoundBackup} Found */

const PAUSE = 700;
/** After this many milliseconds it is said that it takes long; a large database on a small box does. */
const LONG = 60_000;

/** The way here, at the foot of another step. @param {(step: 'restore') => void} go */
export const restoreHint = (go) =>
  h(
    'div',
    { class: 'setup-other' },
    h('p', { class: 'muted small' }, t('setup.restoreAsk')),
    button({ label: t('setup.restoreGo'), icon: 'history', kind: 'quiet', run: () => go('restore') }),
  );

/** @param {Assistant} assistant @returns {import('./steps.js').Drawn} */
export function restoreStep(assistant) {
  const { typed, server, back, ask } = assistant;
  const { code } = typed;
  const box = h('div', { class: 'stack' });
  /** @type {string | null} */
  let upload = null;
  let focus = () => {};
  /** @type {(text: string | null) => void} */
  let setTop = () => {};

  /** @param {string | null} [fault] */
  function choose(fault = null) {
    const fileId = 'restore-file';
    const name = h('p', { class: 'strong small', 'aria-live': 'polite' });
    const input = h('input', {
      type: 'file',
      id: fileId,
      accept: '.tar,.age,application/x-tar',
      class: 'visually-hidden',
      on: {
        change: () => {
          name.textContent = input.files?.[0] ? `${input.files[0].name} · ${bytes(input.files[0].size)}` : '';
        },
      },
      'aria-describedby': `${fileId}-hint`,
    });
    const made = form({
      fields: [],
      submitLabel: t('setup.restoreSend'),
      submitIcon: 'upload',
      cancel: { label: t('setup.back'), run: back },
      onSubmit() {
        const file = input.files?.[0];
        if (!file) throw new ApiError(0, 'sin_archivo', t('setup.restoreNoFile'));
        if (server && file.size > server.largest_backup)
          throw new ApiError(
            413,
            'copia_sin_espacio',
            t('setup.restoreTooLarge', { size: bytes(file.size), largest: bytes(server.largest_backup) }),
          );
        return file;
      },
      onDone: (file) => void send(file),
    });
    replace(
      /** @type {HTMLElement} */ (made.element.querySelector('.form-fields')),
      h(
        'div',
        { class: 'field' },
        h('span', { class: 'field-label' }, t('setup.restoreFile')),
        h(
          'div',
          { class: 'row' },
          input,
          h('label', { class: 'button', for: fileId }, icon('package'), t('setup.restorePick')),
        ),
        name,
        h('p', { class: 'field-hint', id: `${fileId}-hint` }, t('setup.restoreFileHint')),
      ),
    );
    replace(box, made.element);
    made.setTop(fault);
    ({ setTop } = made);
    focus = () => input.focus();
  }

  /** @param {string} word @param {Node | null} [more] */
  function wait(word, more = null) {
    const progress = h('progress', { max: '100', 'aria-label': word });
    const text = h('p', { role: 'status' }, word);
    replace(box, h('div', { class: 'setup-wait' }, text, progress, more));
    return { progress, text };
  }

  /** @param {File} file */
  async function send(file) {
    const stop = new AbortController();
    const cancel = button({ label: t('common.cancel'), icon: 'close', run: () => stop.abort() });
    const { progress, text } = wait(t('setup.restoreSending', { percent: 0 }), cancel);
    try {
      const sent = await ask(() =>
        sendFile('/api/setup/backup', file, {
          headers: { 'X-Setup-Code': code },
          signal: stop.signal,
          onProgress(done, all) {
            // Another step is shown: nobody waits for it.
            if (!box.isConnected) stop.abort();
            progress.value = shareOf(done, all);
            text.textContent = t('setup.restoreSending', { percent: shareOf(done, all) });
          },
        }),
      );
      if (!sent) return;
      ({ upload } = /** @type {import('wire').Upload} */ (sent));
      await check(null);
    } catch (error) {
      choose(isAbort(error) ? t('setup.restoreStopped') : errorText(error));
    }
  }

  /** @param {string | null} passphrase */
  async function check(passphrase) {
    wait(t('setup.restoreChecking'));
    try {
      const found = await ask(() =>
        api.post('/api/setup/backup/check', { code, upload: upload ?? '', passphrase }, { open: true }),
      );
      if (found) show(found);
    } catch (error) {
      const is = error instanceof ApiError ? error.code : '';
      const next = afterCheck(error instanceof ApiError ? error.status : 0, is);
      if (next === 'passphrase') askPassphrase(is === 'falta_contrasena_de_copia' ? null : errorText(error));
      else if (next === 'again') checkAgain(errorText(error), passphrase);
      else choose(errorText(error));
    }
  }

  /** The server has the file still: it needs not be sent again. @param {string} fault @param {string | null} passphrase */
  function checkAgain(fault, passphrase) {
    const again = button({
      label: t('setup.restoreCheckAgain'),
      icon: 'refresh',
      kind: 'primary',
      run: () => check(passphrase),
    });
    replace(
      box,
      h('div', { role: 'alert' }, notice({ tone: 'bad', text: fault })),
      h('div', { class: 'setup-foot' }, button({ label: t('setup.restoreOther'), run: () => choose() }), again),
    );
    again.focus();
  }

  /** @param {string | null} fault */
  function askPassphrase(fault) {
    const made = form({
      fields: [
        {
          name: 'passphrase',
          label: t('setup.restorePassphrase'),
          type: 'password',
          required: true,
          maxLength: 256,
          autocomplete: 'off',
          hint: t('setup.restorePassphraseHint'),
        },
      ],
      submitLabel: t('setup.restoreOpen'),
      submitIcon: 'key',
      cancel: { label: t('setup.restoreOther'), run: () => choose() },
      onSubmit: (values) => values,
      onDone: ({ passphrase }) => void check(passphrase),
    });
    replace(box, made.element);
    made.setTop(fault);
    made.focus();
  }

  /** @param {Found} found */
  function show(found) {
    const title = h('h2', { tabindex: '-1' }, t('setup.restoreFound'));
    replace(
      box,
      title,
      facts([
        [t('setup.restoreCenters'), found.centers.join(', ') || t('setup.restoreNoCenter')],
        [t('setup.restoreDate'), dateTime(found.created_at)],
        [t('nav.users'), number(found.users)],
        [t('nav.environments'), number(found.environments)],
        [t('nav.inventory'), number(found.items)],
        [t('nav.checks'), number(found.checks)],
        [t('setup.restorePhotos'), number(found.photos)],
        [t('setup.restoreVersion'), `${found.version} · ${bytes(found.size)}`],
      ]),
      found.doubt ? notice({ tone: 'warn', text: found.doubt }) : null,
      notice({ tone: 'info', text: t('setup.restoreKeeps') }),
      h(
        'div',
        { class: 'setup-foot' },
        button({ label: t('setup.restoreOther'), run: () => choose() }),
        button({ label: t('setup.restoreNow'), icon: 'history', kind: 'primary', run: restore }),
      ),
    );
    title.focus();
  }

  async function restore() {
    try {
      if (!(await ask(() => api.post('/api/setup/restore', { code, upload: upload ?? '' }, { open: true })))) return;
    } catch (error) {
      // The answer may be lost when the server goes: then asking how it stands tells.
      if (!(error instanceof ApiError) || error.status !== 0) return choose(errorText(error));
    }
    await follow();
  }

  /** Until the server is there again, whichever way it ended. */
  async function follow() {
    const { text } = wait(t('setup.restoring'));
    const begun = Date.now();
    let isSaid = false;
    while (box.isConnected) {
      await new Promise((done) => {
        setTimeout(done, PAUSE);
      });
      if (Date.now() - begun > LONG) text.textContent = t('setup.restoringLong');
      const answer = await api
        .post('/api/setup/check', { code }, { open: true })
        .catch((/** @type {unknown} */ error) => error);
      const status = answer instanceof ApiError ? answer.status : answer instanceof Error ? 0 : 200;
      if (!isSaid && mayBeRefused(location.protocol, status, Date.now() - begun)) {
        isSaid = true;
        const again = button({ label: t('setup.restoreReload'), icon: 'history', run: () => location.reload() });
        box.append(notice({ tone: 'info', text: t('setup.restoreOtherCertificate') }), again);
      }
      const next = comesBack(status);
      if (next === 'done') return assistant.restored();
      if (next === 'code') return assistant.again(t('setup.restoreNewCode'));
      if (next === 'failed') {
        const greeting = /** @type {import('wire').Greeting} */ (answer);
        return choose(greeting.restore_fault ?? t('setup.restoreFailed'));
      }
    }
  }

  choose();
  return { element: box, focus: () => focus(), setTop: (text) => setTop(text) };
}
