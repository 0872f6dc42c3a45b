/** Reading a code with a phone on the pages of the warehouse of materials: one sheet, one code. */
import { api } from '../../kit/api.js';
import { openDialog } from '../../ui/dialog.js';
import { on } from '../../ui/dom.js';
import { button, errorText, isAbort } from '../../ui/parts.js';
import { scanner } from '../../ui/scan.js';
import { written } from '../../ui/scan-text.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/**
 * Opens the sheet; it closes with the first code, which `take` gets.
 * @param {PageContext} ctx @param {(text: string) => Promise<unknown> | unknown} take @param {string} [hint]
 */
export function scanSheet(ctx, take, hint) {
  const reader = scanner({
    decode: (blob, query) => api.upload('/api/qr/decode', blob, { query }),
    placeholder: t('warehouses.scanExample'),
    onCode: async (text) => {
      box.close();
      await box.closed;
      try {
        await take(text);
      } catch (error) {
        // The sheet is gone, and with it its place for faults.
        if (!isAbort(error)) toast(errorText(error), { tone: 'bad' });
      }
    },
  });
  const box = openDialog({ title: t('warehouses.scan'), hint: hint ?? t('warehouses.scanHint'), body: reader.element });
  // A scanner types wherever the focus is: its letters belong in the field.
  on(box.element, 'keydown', (/** @type {KeyboardEvent} */ event) => {
    const busy = event.target instanceof Element && event.target.closest('input, textarea');
    if (busy || !written(event).trim()) return;
    /** @type {HTMLInputElement | null} */ (reader.element.querySelector('input[type="text"]'))?.focus();
  });
  ctx.onLeave(() => box.element.open && box.close());
  void box.closed.then(() => reader.stop());
}

/** The button for it, on what is held in the hand. @param {PageContext} ctx @param {(text: string) => Promise<unknown> | unknown} take @param {string} [hint] */
export const scanButton = (ctx, take, hint) =>
  button({ label: t('warehouses.scan'), icon: 'scan', class: 'touch-only', run: () => scanSheet(ctx, take, hint) });
