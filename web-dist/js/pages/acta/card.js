/**
 * Actas of something that is handed over: what state each is in, who has signed, to read and to sign. A card on its page: of a loan, or of
 * equipment that somebody has in charge.
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
/** @typedef {import('./rules.js').Acta} Acta */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/**
 * What is handed over, as far as its actas need it.
 * @typedef {object} HandedOver
 * @property {string} path its address in the API
 * @property {boolean} isDue whether there is something to sign yet
 * @property {(kind: string) => string} kindName
 * @property {(kind: string, side: string) => string} sideName
 * @property {Record<string, string>} names who signs as what
 * @property {(acta: Acta) => string} file what a downloaded one is called
 * @property {string} signHint what is said of a signature, with the version as `n`: a key of words
 * @property {string} changed the code of the refusal when it says something else by now
 * @property {string} hint what the card is for
 * @property {() => void} [onSigned] what the page does when somebody has signed, instead of drawing the card anew
 * @property {string} none what is said while there is none
 */

/** @type {Record<ReturnType<typeof stateOf>, [string, import('../../kit/format.js').Tone]>} */
const STATE = {
  draft: ['print', 'muted'],
  unsigned: ['edit', 'warn'],
  partly: ['hourglass', 'warn'],
  signed: ['check-circle', 'good'],
  replaced: ['history', 'muted'],
};

/** @param {Acta} acta @param {AbortSignal} signal */
const fetched = (acta, signal) => api.blob(/** @type {'/api/loans/{id}/acta'} */ (acta.pdf_path), { signal });

/** Shows the pages in another tab; where the browser won't, they are downloaded. @param {Acta} acta @param {HandedOver} of @param {PageContext} ctx */
async function open(acta, of, ctx) {
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
    saveFile(pdf, of.file(acta));
    toast(t('acta.blocked'), { tone: 'info' });
    return;
  }
  const url = URL.createObjectURL(pdf);
  tab.location.href = url;
  ctx.onLeave(() => URL.revokeObjectURL(url));
}

/** @param {Acta} acta @param {HandedOver} of @param {Acta['signatures'][number]} signature */
const signed = (acta, of, signature) =>
  h(
    'li',
    {},
    icon('check'),
    h(
      'span',
      {},
      `${of.sideName(acta.kind, signature.side)}: `,
      h('span', { class: 'strong' }, signature.name),
      h(
        'span',
        { class: 'muted small' },
        ` · ${[dateTime(signature.signed_at), signature.is_drawn ? null : t('acta.typed')].filter(Boolean).join(' · ')}`,
      ),
    ),
  );

/**
 * @param {Acta} acta @param {HandedOver} of @param {PageContext} ctx @param {() => void} again
 */
function line(acta, of, ctx, again) {
  const state = stateOf(acta, of.isDue);
  const [sign, tone] = STATE[state];
  const name = of.kindName(acta.kind);
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
      ? h('ul', { class: 'acta-signatures', role: 'list' }, ...acta.signatures.map((one) => signed(acta, of, one)))
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
              const answer = await signActa({ acta, of, ctx, read: () => open(acta, of, ctx) });
              if (answer) (of.onSigned ?? again)();
            },
          })
        : null,
      button({ label: t('acta.open'), icon: 'open', run: () => open(acta, of, ctx) }),
      button({
        label: t('acta.downloadOf', named),
        icon: 'download',
        iconOnly: true,
        run: async () => saveFile(await fetched(acta, ctx.signal), of.file(acta)),
      }),
    ),
  );
}

/** @param {Acta} acta @param {HandedOver} of @param {PageContext} ctx */
const earlierLine = (acta, of, ctx) =>
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
      label: t('acta.openOf', { name: of.kindName(acta.kind), n: acta.version }),
      icon: 'open',
      iconOnly: true,
      kind: 'quiet',
      run: () => open(acta, of, ctx),
    }),
  );

/**
 * The card of the actas of something. It asks anew for them whenever the page draws it.
 * @param {HandedOver} of @param {PageContext} ctx
 */
export function actasCard(of, ctx) {
  const place = h('div', {});
  const draw = () =>
    place.replaceChildren(
      async(
        () => api.get(/** @type {'/api/loans/{id}/actas'} */ (`${of.path}/actas`), { signal: ctx.signal }),
        (/** @type {Acta[]} */ actas) =>
          actas.length
            ? h(
                'ul',
                { class: 'actas', role: 'list' },
                ...arranged(actas).flatMap(({ acta, earlier }) => [
                  line(acta, of, ctx, draw),
                  earlier.length
                    ? h(
                        'li',
                        {},
                        h(
                          'details',
                          {},
                          h('summary', {}, t('acta.earlier', { n: earlier.length })),
                          h('ul', { role: 'list' }, ...earlier.map((one) => earlierLine(one, of, ctx))),
                        ),
                      )
                    : null,
                ]),
              )
            : h('p', { class: 'muted' }, of.none),
      ),
    );
  draw();
  return card({ title: t('acta.title'), icon: 'edit', hint: of.hint }, place);
}

/**
 * The card of a loan's actas.
 * @param {Loan} loan @param {PageContext} ctx @returns {HTMLElement | null} nothing as long as nobody has approved the loan
 */
export function actaCard(loan, ctx) {
  if (loan.status === 'pending' || loan.status === 'rejected') return null;
  return actasCard(
    {
      path: `/api/loans/${loan.id}`,
      isDue: loan.quantity_handed_over > 0,
      kindName: (kind) => t(`acta.kind.${kind}`),
      sideName,
      names: { borrower: loan.instructor_name, warehouse: ctx.user.name },
      file: (acta) => `acta-${acta.kind === 'loan' ? 'prestamo' : 'devolucion'}-v${acta.version}.pdf`,
      signHint: 'acta.signHint',
      changed: 'acta_cambiada',
      hint: t('acta.hint'),
      none: t('acta.none'),
    },
    ctx,
  );
}
