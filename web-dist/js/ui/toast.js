/** Short messages at the foot of the screen; they survive navigation, and stay while they are hovered or focused. */
import { t } from '../kit/words.js';
import { h, icon } from './dom.js';

/** @type {HTMLElement | null} */
let region = null;
/** @type {Record<string, string>} */
const ICONS = { good: 'check-circle', info: 'info', warn: 'triangle', bad: 'alert' };
const MAX = 3;

function place() {
  region ??= h('section', {
    class: 'toasts',
    'aria-label': t('toast.region'),
    'aria-live': 'polite',
    popover: 'manual',
  });
  const dialogs = document.querySelectorAll('dialog[open]');
  const host = dialogs.length ? dialogs[dialogs.length - 1] : document.body;
  if (region.parentElement !== host) host.append(region);
  if (region.matches(':popover-open')) region.hidePopover();
  region.showPopover(); // top layer: over an open dialog too
  return region;
}

/**
 * @param {string} text
 * @param {{tone?: 'good' | 'info' | 'warn' | 'bad', undo?: () => any, action?: {label: string, run: () => any}, seconds?: number}} [options]
 */
export function toast(text, { tone = 'good', undo, action, seconds } = {}) {
  const shown = undo ? { label: t('common.undo'), run: undo } : action;
  const life = (seconds ?? (shown ? 10 : tone === 'bad' ? 9 : 5)) * 1000;
  let timer = 0;
  const close = () => {
    clearTimeout(timer);
    element.remove();
    if (region && !region.hasChildNodes() && region.matches(':popover-open')) region.hidePopover();
  };
  const wait = () => {
    clearTimeout(timer);
    timer = window.setTimeout(close, life);
  };
  const run = async () => {
    close();
    try {
      await shown?.run();
    } catch (error) {
      toast(/** @type {any} */ (error)?.detail ?? t('error.unknown'), { tone: 'bad' });
    }
  };
  const element = h(
    'div',
    {
      class: `toast ${tone}`,
      on: {
        mouseenter: () => clearTimeout(timer),
        mouseleave: wait,
        focusin: () => clearTimeout(timer),
        focusout: wait,
      },
    },
    icon(ICONS[tone]),
    h('span', { class: 'toast-text', role: tone === 'bad' ? 'alert' : null }, text),
    shown ? h('button', { type: 'button', class: 'button toast-action', on: { click: run } }, shown.label) : null,
    h(
      'button',
      { type: 'button', class: 'button icon-only', 'aria-label': t('common.close'), on: { click: close } },
      icon('close'),
    ),
  );
  const home = place();
  while (home.childElementCount >= MAX) home.firstElementChild?.remove();
  home.append(element);
  wait();
  return { close };
}
