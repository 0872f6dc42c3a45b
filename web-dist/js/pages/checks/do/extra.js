/** The note and the photo of an item or of a finding. */
import { api } from '../../../kit/api.js';
import { h, icon, replace, uid } from '../../../ui/dom.js';
import { button } from '../../../ui/parts.js';
import { keptPhoto } from '../../../ui/photo-keep.js';
import { t } from './words.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./rules.js').Note} Note */

/**
 * @param {{note: Note, store: Store, label: string, signal: AbortSignal, onChange: () => void}} options
 */
export function noteAndPhoto({ note, store, label, signal, onChange }) {
  const id = uid('note');
  const text = h('textarea', {
    id,
    rows: '2',
    maxlength: '1000',
    value: note.text ?? '',
    placeholder: t('check.notePlaceholder'),
    on: {
      input: () => {
        note.text = text.value;
        onChange();
      },
    },
  });
  const fault = h(
    'p',
    { class: 'field-error', role: 'alert', hidden: true },
    icon('alert', { class: 'small' }),
    t('photo.bad'),
  );
  const view = h('div', { class: 'check-photo-view', hidden: true });
  const word = h('span', {}, t('check.photo'));
  let url = '';
  const forget = () => {
    if (url) URL.revokeObjectURL(url);
    url = '';
  };
  signal.addEventListener('abort', forget, { once: true });

  const file = h('input', {
    type: 'file',
    id: `${id}-photo`,
    accept: 'image/*',
    capture: 'environment',
    class: 'visually-hidden',
    'aria-label': t('check.photoOf', { name: label }),
    on: {
      change: async () => {
        const picked = file.files?.[0];
        file.value = '';
        if (!picked) return;
        fault.hidden = true;
        try {
          await store.photograph(note, picked);
          await show();
          onChange();
        } catch {
          fault.hidden = false;
        }
      },
    },
  });
  const remove = button({
    label: t('photo.remove'),
    icon: 'trash',
    kind: 'quiet',
    run: async () => {
      await store.unphotograph(note);
      await show();
      onChange();
      file.focus();
    },
  });
  remove.hidden = true;

  async function show() {
    forget();
    const { photo } = note;
    remove.hidden = !photo;
    view.hidden = !photo;
    word.textContent = t(photo ? 'photo.change' : 'check.photo');
    replace(view);
    if (!photo) return;
    const blob =
      (await keptPhoto(photo.local)) ??
      (photo.id
        ? await api.blob(`/api/photos/${photo.id}`, { query: { size: 'small' }, signal }).catch(() => null)
        : null);
    if (!blob || note.photo !== photo || signal.aborted) return;
    url = URL.createObjectURL(blob);
    replace(view, h('img', { src: url, alt: t('check.photoOf', { name: label }) }));
  }
  show();

  return {
    element: h(
      'div',
      { class: 'check-extra' },
      h('div', { class: 'field' }, h('label', { for: id }, t('check.note')), text),
      h(
        'div',
        { class: 'row check-photo' },
        view,
        h('span', { class: 'check-file' }, file, h('label', { class: 'button', for: file.id }, icon('camera'), word)),
        remove,
      ),
      fault,
    ),
    focus: () => text.focus(),
  };
}
