/** What is done to a count as a whole, and the camera. */
import { api } from '../../kit/api.js';
import { openDialog } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { scanner } from '../../ui/scan.js';
import { toast } from '../../ui/toast.js';
import { subject, t } from './words.js';

/** @typedef {import('wire').CountDetail} CountDetail */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {CountDetail} count @param {PageContext} ctx */
export function cancelCount(count, ctx) {
  openDialog({
    title: t('counts.cancelTitle', { what: subject(count) }),
    hint: t('counts.cancelHint', { n: count.counted_lines }),
    size: 'small',
    body: (close) =>
      form({
        compact: true,
        danger: true,
        fields: [{ name: 'reason', label: t('counts.why'), type: 'textarea', rows: 2, maxLength: 1000 }],
        submitLabel: t('counts.cancel'),
        cancel: { label: t('counts.keep'), run: () => close() },
        onSubmit: (values) => api.post(`/api/counts/${count.id}/cancel`, /** @type {any} */ (values)),
        onDone: () => {
          close();
          toast(t('counts.cancelled'));
          ctx.reload();
        },
      }).element,
  });
}

/** @param {CountDetail} count @param {string[]} lines those that are counted again @param {PageContext} ctx @param {() => void} done */
export function sendBack(count, lines, ctx, done) {
  openDialog({
    title: t('counts.returnTitle'),
    hint: lines.length ? t('counts.returnSome', { n: lines.length }) : t('counts.returnAll'),
    size: 'small',
    body: (close) =>
      form({
        id: `count-return-${count.id}`,
        compact: true,
        fields: [
          { name: 'notes', label: t('counts.returnWhat'), type: 'textarea', rows: 3, maxLength: 1000, required: true },
        ],
        submitLabel: t('counts.return'),
        cancel: { run: () => close() },
        onSubmit: ({ notes }) => api.post(`/api/counts/${count.id}/return`, { notes, line_ids: lines }),
        onDone: () => {
          close();
          done();
          toast(t('counts.returned'));
          ctx.reload();
        },
      }).element,
  });
}

/** A phone's camera, or a photo, for one code. @param {PageContext} ctx @param {(text: string) => void} take */
export function cameraDialog(ctx, take) {
  const reader = scanner({
    decode: (blob, query) => api.upload('/api/qr/decode', blob, { query }),
    placeholder: t('counts.codePlaceholder'),
    onCode: (text) => {
      box.close(text);
    },
  });
  const box = openDialog({ title: t('counts.camera'), body: h('div', { class: 'stack' }, reader.element) });
  ctx.onLeave(() => box.element.open && box.close());
  box.closed.then((text) => {
    reader.stop();
    if (text) take(text);
  });
}
