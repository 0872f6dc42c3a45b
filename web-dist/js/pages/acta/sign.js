/** Signing an acta: who, how, and the signature itself. At the desk the phone or tablet goes from hand to hand. */
import { api, ApiError } from '../../kit/api.js';
import { h, replace } from '../../ui/dom.js';
import { openDialog } from '../../ui/dialog.js';
import { form } from '../../ui/form.js';
import { button, notice } from '../../ui/parts.js';
import { isDrawn, signaturePad } from '../../ui/signature.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').Acta} Acta */
/** @typedef {import('./card.js').HandedOver} HandedOver */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/**
 * Asks for a signature; answers the signed acta, or 'changed' when it says something else by now, or nothing.
 * @param {{acta: Acta, of: HandedOver, ctx: PageContext, read: () => any}} options
 * @returns {Promise<Acta | 'changed' | undefined>}
 */
export async function signActa({ acta, of, ctx, read }) {
  const leave = new AbortController();
  const { names } = of;
  const [first] = acta.may_sign;
  const several = acta.may_sign.length > 1;
  const fault = h('div', { class: 'form-place' });
  const pad = signaturePad({
    label: t('acta.padLabel'),
    signal: leave.signal,
    onChange: () => replace(fault),
  });
  const fields = [
    {
      name: 'side',
      label: t('acta.who'),
      type: several ? 'segmented' : 'hidden',
      required: true,
      options: acta.may_sign.map((side) => ({ value: side, label: of.sideName(acta.kind, side) })),
    },
    { name: 'name', label: t('acta.name'), hint: t('acta.nameHint'), required: true, minLength: 3, maxLength: 120 },
    {
      name: 'how',
      label: t('acta.how'),
      type: 'segmented',
      required: true,
      options: [
        { value: 'drawn', label: t('acta.how.drawn') },
        { value: 'typed', label: t('acta.how.typed') },
      ],
    },
    {
      section: t('acta.signature'),
      body: h('div', { class: 'stack' }, pad.element, fault),
      show: (/** @type {Record<string, any>} */ values) => values.how === 'drawn',
    },
    {
      section: t('acta.signature'),
      body: h('p', { class: 'muted small' }, t('acta.typedHint')),
      show: (/** @type {Record<string, any>} */ values) => values.how === 'typed',
    },
  ];
  const sheet = (/** @type {(answer?: any) => void} */ close) =>
    form({
      compact: true,
      values: { side: first, name: names[first], how: 'drawn' },
      fields,
      submitLabel: t('acta.sign'),
      submitIcon: 'edit',
      cancel: { run: () => close() },
      onSubmit: async ({ side, name, how }) => {
        if (how === 'drawn' && !isDrawn(pad.strokes())) {
          replace(fault, notice({ tone: 'bad', text: t('acta.empty') }));
          fault.scrollIntoView({ block: 'nearest' });
          return null;
        }
        try {
          return await api.post(
            /** @type {'/api/loans/{id}/acta/signatures'} */ (`${of.path}/acta/signatures`),
            /** @type {any} */ ({
              kind: acta.kind,
              side,
              content_hash: acta.content_hash,
              name,
              strokes: how === 'drawn' ? pad.strokes() : null,
            }),
          );
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== of.changed) throw error;
          toast(t('acta.changed'), { tone: 'warn' });
          return 'changed';
        }
      },
      onDone: (answer) => answer && close(answer),
    });
  const box = openDialog({
    title: t('acta.signTitle', { name: of.kindName(acta.kind) }),
    hint: t(of.signHint, { n: acta.version }),
    class: 'sign-sheet',
    body: (close) => {
      const made = sheet(close);
      follow(made.element);
      return h(
        'div',
        { class: 'stack' },
        h(
          'div',
          { class: 'row between' },
          h('span', { class: 'muted small' }, t('acta.readFirst')),
          button({ label: t('acta.open'), icon: 'open', kind: 'quiet', run: read }),
        ),
        made.element,
      );
    },
    guard: () => pad.strokes().length > 0,
  });
  /** Another side is another person: their name, and a clean sheet. @param {HTMLElement} element */
  function follow(element) {
    element.addEventListener('change', (event) => {
      const radio = event.target;
      if (!(radio instanceof HTMLInputElement) || !(radio.value in names)) return;
      const field = element.querySelector('input[name="name"]');
      if (field instanceof HTMLInputElement && Object.values(names).includes(field.value)) {
        field.value = names[radio.value];
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
      pad.clear();
    });
  }
  ctx.onLeave(() => box.element.open && box.close());
  const answer = await box.closed;
  leave.abort();
  if (answer && answer !== 'changed') toast(t('acta.done'));
  return answer;
}
