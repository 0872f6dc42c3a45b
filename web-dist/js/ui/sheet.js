/** A form on a sheet over a page: for a short task. Leaving it asks first, and what was typed is kept as on a page. */
import { openDialog } from './dialog.js';
import { form } from './form.js';

/**
 * Answers what `onSubmit` answered, or undefined when the sheet was closed. `ctx` is the page behind it, which takes the sheet along
 * when it is left; `id` names the draft; `cancelLabel` is for a
 * sheet that itself cancels something.
 * @param {{ctx: {guard: (dirty: () => boolean) => void, onLeave: (fn: () => void) => void}, id: string, title: string, hint?: string, size?: 'small' | 'medium' | 'large', cancelLabel?: string}
 *   & Pick<import('./form.js').FormOptions, 'values' | 'again' | 'fields' | 'submitLabel' | 'submitIcon' | 'danger' | 'onSubmit'>} options
 * @returns {Promise<any>}
 */
export function formSheet({ ctx, id, title, hint, size, cancelLabel, ...rest }) {
  /** @type {ReturnType<typeof form>} */
  let written;
  const box = openDialog({
    title,
    hint,
    size,
    guard: () => written.dirty(),
    body: (close) => {
      written = form({ ...rest, id, compact: true, cancel: { label: cancelLabel, run: () => close() }, onDone: close });
      return written.element;
    },
  });
  ctx.guard(() => box.element.open && written.dirty());
  ctx.onLeave(() => box.element.open && box.close());
  return box.closed;
}
