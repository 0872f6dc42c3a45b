/** Dialogs on <dialog>: a question before something is lost, and a sheet for a short task. */
import { t } from '../kit/words.js';
import { h, icon, uid } from './dom.js';
import { button } from './parts.js';

/**
 * @param {{title: string, hint?: string, body: Node | Node[] | ((close: (value?: any) => void) => Node | Node[]), size?: 'small' | 'medium' | 'large', closeLabel?: string, dismissable?: boolean, guard?: () => boolean, class?: string, role?: string}} options
 * @returns {{element: HTMLDialogElement, close: (value?: any) => void, closed: Promise<any>}}
 */
export function openDialog({
  title,
  hint,
  body,
  size = 'medium',
  closeLabel,
  dismissable = true,
  guard,
  role,
  class: extra = '',
}) {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const id = uid('dialog');
  /** @type {any} */
  let answer;
  const close = (/** @type {any} */ value) => {
    answer = value;
    element.close();
  };
  const leave = async () => {
    if (
      guard?.() &&
      !(await confirm({
        title: t('app.leave'),
        text: t('app.leaveText'),
        confirmLabel: t('app.leaveGo'),
        cancelLabel: t('app.leaveStay'),
        danger: true,
      }))
    )
      return;
    close(undefined);
  };
  const element = h(
    'dialog',
    { class: `dialog ${size} ${extra}`, 'aria-labelledby': id, role, 'aria-describedby': hint ? `${id}-hint` : null },
    h(
      'div',
      { class: 'dialog-head' },
      h('div', {}, h('h2', { id, tabindex: '-1' }, title), hint ? h('p', { id: `${id}-hint` }, hint) : null),
      dismissable
        ? h(
            'button',
            {
              type: 'button',
              class: 'button quiet icon-only',
              'aria-label': closeLabel ?? t('common.close'),
              on: { click: leave },
            },
            icon('close'),
          )
        : null,
    ),
    h('div', { class: 'dialog-body' }, ...[typeof body === 'function' ? body(close) : body].flat()),
  );
  element.addEventListener('cancel', (event) => {
    if (event.target !== element) return;
    event.preventDefault();
    if (dismissable) leave();
  });
  let pressed = false;
  element.addEventListener('pointerdown', (event) => {
    pressed = event.target === element;
  });
  element.addEventListener('click', (event) => {
    if (dismissable && pressed && event.target === element) leave();
  });
  /** @type {Promise<any>} */
  const closed = new Promise((done) => {
    element.addEventListener('close', (event) => {
      if (event.target !== element) return;
      const toasts = element.querySelector('.toasts');
      if (toasts instanceof HTMLElement) {
        document.body.append(toasts);
        if (toasts.hasChildNodes()) toasts.showPopover();
      }
      element.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
      done(answer);
    });
  });
  document.body.append(element);
  element.showModal();
  const first = element.querySelector(
    '.dialog-body [autofocus], .dialog-body :is(input, select, textarea):not([type="hidden"], [type="file"], [disabled], [readonly])',
  );
  if (first instanceof HTMLElement) first.focus();
  else element.querySelector('h2')?.focus();
  return { element, close, closed };
}

/**
 * Asks; false is the safe answer (Escape, cancel). `loses` says what will be gone.
 * @param {{title: string, text?: string, loses?: string[], confirmLabel?: string, cancelLabel?: string, danger?: boolean, icon?: string}} options
 * @returns {Promise<boolean>}
 */
export async function confirm({
  title,
  text,
  loses = [],
  confirmLabel = t('common.continue'),
  cancelLabel = t('common.cancel'),
  danger = false,
  icon: name,
}) {
  const answer = await openDialog({
    title,
    size: 'small',
    role: 'alertdialog',
    body: (close) => {
      const yes = button({
        label: confirmLabel,
        icon: name,
        kind: danger ? 'danger' : 'primary',
        class: danger ? 'fill' : '',
        run: () => {
          close(true);
        },
      });
      const no = button({
        label: cancelLabel,
        run: () => {
          close(false);
        },
      });
      (danger ? no : yes).setAttribute('autofocus', '');
      return h(
        'div',
        {},
        text ? h('p', {}, text) : null,
        loses.length
          ? h('ul', { class: 'loses', 'aria-label': t('dialog.loses') }, ...loses.map((lost) => h('li', {}, lost)))
          : null,
        h('div', { class: 'dialog-foot' }, no, yes),
      );
    },
  }).closed;
  return answer === true;
}
