/**
 * The actas of a loan: what state each is in, who has signed, to read and to sign. A card on the page of the loan.
 */
import { api } from '../../kit/api.js';
import { dateTime } from '../../kit/format.js';
import { h, icon } from '../../ui/dom.js';
import { async, badge, button, card, saveFile } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { arranged, stateOf } from './rules.js';
import { signActa } from './sign.js';
import { sideName, t } from './words.js';

/** @typedef {import('wire').Loan} Loan */
/** @typedef {import('wire').LoanActa} Acta */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @type {Record<ReturnType<typeof stateOf>, [string, import('../../kit/format.js').Tone]>} */
const STATE = {
  draft: ['print', 'muted'],
  unsigned: ['edit', 'warn'],
  partly: ['hourglass', 'warn'],
  signed: ['check-circle', 'good'],
  replaced: ['history', 'muted'],
};

/** @param {Acta} acta @param {AbortSignal} signal */
const fetched = (acta, signal) =>
  api.blob(/** @type {'/api/loans/{id}/acta'} */ (`/api/loans/${acta.loan_id}/acta`), {
    query: { kind: acta.kind, version: acta.version },
    signal,
  });

/** @param {Acta} acta */
const fileOf = (acta) => `acta-${acta.kind === 'loan' ? 'prestamo' : 'devolucion'}-v${acta.version}.pdf`;

/** Shows the pages in another tab; where the browser won't, they are downloaded. @param {Acta} acta @param {PageContext} ctx */
async function open(acta, ctx) {
  // The tab belongs to the click: a browser allows none later.
  const tab = window.open('', '_blank');
  let pdf;
  try {
    pdf = await fetched(acta, ctx.signal);
  } catch (error) {
    tab?.close();
    throw error;
  }
  if (!tab) {
    saveFile(pdf, fileOf(acta));
    toast(t('acta.blocked'), { tone: 'info' });
    return;
  }
  const url = URL.createObjectURL(pdf);
  tab.location.href = url;
  ctx.onLeave(() => URL.revokeObjectURL(url));
}

/** @param {Acta} acta @param {Acta['signatures'][number]} signature */
const signed = (acta, signature) =>
  h(
    'li',
    {},
    icon('check'),
    h(
      'span',
      {},
      `${sideName(acta.kind, signature.side)}: `,
      h('span', { class: 'strong' }, signature.name),
      h(
        'span',
        { class: 'muted small' },
        ` · ${[dateTime(signature.signed_at), signature.is_drawn ? null : t('acta.typed')].filter(Boolean).join(' · ')}`,
      ),
    ),
  );

/**
 * @param {Acta} acta @param {Loan} loan @param {PageContext} ctx @param {() => void} again
 */
function line(acta, loan, ctx, again) {
  const state = stateOf(acta, loan.quantity_handed_over > 0);
  const [sign, tone] = STATE[state];
  const name = t(`acta.kind.${acta.kind}`);
  const named = { name, n: acta.version };
  return h(
    'li',
    { class: 'acta' },
    h(
      'div',
      { class: 'row between' },
      h(
        'span',
        { class: 'link-text' },
        h('span', { class: 'strong' }, name),
        h('span', { class: 'link-hint' }, `${t('acta.version', { n: acta.version })} · ${dateTime(acta.created_at)}`),
      ),
      badge({ word: t(`acta.state.${state}`), icon: sign, tone }),
    ),
    acta.signatures.length
      ? h('ul', { class: 'acta-signatures', role: 'list' }, ...acta.signatures.map((one) => signed(acta, one)))
      : null,
    state === 'draft' ? h('p', { class: 'muted small' }, t('acta.draftHint')) : null,
    h(
      'div',
      { class: 'row' },
      acta.may_sign.length
        ? button({
            label: t('acta.sign'),
            icon: 'edit',
            kind: 'primary',
            run: async () => {
              const answer = await signActa({ acta, loan, ctx, read: () => open(acta, ctx) });
              if (answer) again();
            },
          })
        : null,
      button({ label: t('acta.open'), icon: 'open', run: () => open(acta, ctx) }),
      button({
        label: t('acta.downloadOf', named),
        icon: 'download',
        iconOnly: true,
        run: async () => saveFile(await fetched(acta, ctx.signal), fileOf(acta)),
      }),
    ),
  );
}

/** @param {Acta} acta @param {PageContext} ctx */
const earlierLine = (acta, ctx) =>
  h(
    'li',
    { class: 'row between' },
    h(
      'span',
      { class: 'small' },
      `${t('acta.version', { n: acta.version })} · ${dateTime(acta.created_at)}`,
      h('span', { class: 'muted' }, acta.signatures.map((one) => ` · ${one.name}`).join('')),
    ),
    button({
      label: t('acta.openOf', { name: t(`acta.kind.${acta.kind}`), n: acta.version }),
      icon: 'open',
      iconOnly: true,
      kind: 'quiet',
      run: () => open(acta, ctx),
    }),
  );

/**
 * The card of a loan's actas. It asks anew for them whenever the page draws it.
 * @param {Loan} loan @param {PageContext} ctx @returns {HTMLElement | null} nothing as long as nobody has approved the loan
 */
export function actaCard(loan, ctx) {
  if (loan.status === 'pending' || loan.status === 'rejected') return null;
  const place = h('div', {});
  const draw = () =>
    place.replaceChildren(
      async(
        () => api.get(/** @type {'/api/loans/{id}/actas'} */ (`/api/loans/${loan.id}/actas`), { signal: ctx.signal }),
        (actas) =>
          actas.length
            ? h(
                'ul',
                { class: 'actas', role: 'list' },
                ...arranged(actas).flatMap(({ acta, earlier }) => [
                  line(acta, loan, ctx, draw),
                  earlier.length
                    ? h(
                        'li',
                        {},
                        h(
                          'details',
                          {},
                          h('summary', {}, t('acta.earlier', { n: earlier.length })),
                          h('ul', { role: 'list' }, ...earlier.map((one) => earlierLine(one, ctx))),
                        ),
                      )
                    : null,
                ]),
              )
            : h('p', { class: 'muted' }, t('acta.none')),
      ),
    );
  draw();
  return card({ title: t('acta.title'), icon: 'edit', hint: t('acta.hint') }, place);
}
