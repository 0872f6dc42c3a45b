/** One transfer: what, from where to where, how it is going, and what its reader may do with it. */
import { api } from '../../kit/api.js';
import { date, dateTime } from '../../kit/format.js';
import { h, icon, replace } from '../../ui/dom.js';
import { badge, button, card, columns, facts, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { quantity } from '../products/words.js';
import { opensCodes } from '../warehouses/open-code.js';
import { cancel, dispatch, receive } from './actions.js';
import { actsOf, stepsOf } from './rules.js';
import { t, transferState } from './words.js';

/** @typedef {import('wire').Transfer} Transfer */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @type {Record<ReturnType<typeof stepsOf>[number]['state'], [string, string]>} */
const LOOK = {
  done: ['check-circle', 'good'],
  now: ['hourglass', 'info'],
  later: ['minus', 'muted'],
  refused: ['undo', 'bad'],
};

/** @param {Transfer} row @param {ReturnType<typeof stepsOf>[number]} step */
function said(row, step) {
  if (step.state === 'later') return t('transfers.step.later');
  if (step.state === 'now')
    return step.key === 'dispatched'
      ? t('transfers.step.waitsDispatch', { name: row.source_warehouse_name })
      : t('transfers.step.waitsReceipt', { name: row.target_warehouse_name });
  return [step.name, dateTime(step.at)].filter(Boolean).join(' · ');
}

/** What somebody wrote at a step. @param {Transfer} row @param {string} key */
const wrote = (row, key) =>
  ({ created: row.notes, received: row.receipt_notes, cancelled: row.cancellation_reason })[key] ?? null;

/** @param {Transfer} row */
const progress = (row) =>
  h(
    'ol',
    { class: 'stages', 'aria-label': t('transfers.progress') },
    ...stepsOf(row).map((step) => {
      const [sign, tone] = LOOK[step.state];
      const words = wrote(row, step.key);
      return h(
        'li',
        { class: `stage ${tone}`, 'aria-current': step.state === 'now' ? 'step' : null },
        h('span', { class: 'stage-sign' }, icon(sign)),
        h(
          'div',
          {},
          h('p', { class: 'strong' }, t(`transfers.step.${step.key}`)),
          h('p', { class: 'muted small' }, said(row, step)),
          words ? h('p', { class: 'said' }, words) : null,
        ),
      );
    }),
  );

/** @param {Transfer} row */
const whatCard = (row) =>
  card(
    { title: t('transfers.about'), icon: 'package' },
    facts([
      [t('transfers.product'), h('a', { href: `/productos/${row.product_id}` }, row.product_name)],
      [t('transfers.batch'), h('span', { class: 'mono' }, row.batch_number)],
      [t('transfers.useBy'), row.use_by_date ? date(row.use_by_date) : t('transfers.noUseBy')],
      [t('transfers.sent'), quantity(row.quantity_sent, row.unit)],
      row.transport_reference ? [t('transfers.transport'), row.transport_reference] : null,
    ]),
  );

/** @param {string | null | undefined} id @param {string | null | undefined} code */
const binLink = (id, code) => (id && code ? h('a', { class: 'mono', href: `/ubicaciones/${id}` }, code) : null);

/** @param {Transfer} row */
const wayCard = (row) =>
  card(
    { title: t('transfers.way'), icon: 'truck' },
    facts([
      [t('transfers.from'), h('a', { href: `/bodegas/${row.source_warehouse_id}` }, row.source_warehouse_name)],
      [t('transfers.fromBin'), binLink(row.source_bin_id, row.source_bin_code)],
      [t('transfers.to'), h('a', { href: `/bodegas/${row.target_warehouse_id}` }, row.target_warehouse_name)],
      [
        row.status === 'received' ? t('transfers.liesIn') : t('transfers.plannedBin'),
        binLink(row.target_bin_id, row.target_bin_code) ??
          (row.status === 'received' ? null : t('transfers.plannedNone')),
      ],
      row.returned_bin_code ? [t('transfers.returnedTo'), h('span', { class: 'mono' }, row.returned_bin_code)] : null,
    ]),
  );

/** How it came. @param {Transfer} row */
function receiptCard(row) {
  if (row.status !== 'received') return null;
  const isShort = Boolean(row.quantity_damaged || row.quantity_lost);
  return card(
    { title: t('transfers.receipt'), icon: isShort ? 'triangle' : 'check-circle' },
    isShort ? notice({ tone: 'warn', text: t('transfers.shortText') }) : null,
    facts([
      [t('transfers.received'), quantity(row.quantity_received ?? 0, row.unit)],
      isShort ? [t('transfers.damaged'), quantity(row.quantity_damaged ?? 0, row.unit)] : null,
      isShort ? [t('transfers.lost'), quantity(row.quantity_lost ?? 0, row.unit)] : null,
      row.condition_on_receipt
        ? [t('transfers.condition'), t(`transfers.condition.${row.condition_on_receipt}`)]
        : null,
    ]),
  );
}

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('transfers.one'),
  hint: () => t('transfers.oneHint'),
  async render(ctx) {
    opensCodes(ctx);
    ctx.setBack('/traslados', t('transfers.title'));
    const path = /** @type {const} */ (`/api/transfers/${ctx.params.id}`);
    const box = h('div', { class: 'stack' });
    /** @param {string} words */
    const after = async (words) => {
      toast(words);
      draw(await api.get(path, { signal: ctx.signal }));
    };
    /** @param {Transfer} row */
    function draw(row) {
      const acts = actsOf(row, ctx.user);
      ctx.setTitle(t('transfers.titleOf', { quantity: quantity(row.quantity_sent, row.unit), name: row.product_name }));
      ctx.setActions(
        acts.cancel &&
          button({ label: t('transfers.cancel'), icon: 'undo', kind: 'danger', run: () => cancel(row, ctx, after) }),
        acts.dispatch &&
          button({ label: t('transfers.dispatch'), icon: 'truck', kind: 'primary', run: () => dispatch(row, after) }),
        acts.confirm &&
          button({
            label: t('transfers.confirm'),
            icon: 'check',
            kind: 'primary',
            run: () => receive(row, ctx, after),
          }),
      );
      replace(
        box,
        card({ title: t('transfers.progress'), icon: 'clock', actions: [badge(transferState(row))] }, progress(row)),
        columns([whatCard(row), receiptCard(row)], [wayCard(row)]),
      );
    }
    draw(await api.get(path, { signal: ctx.signal }));
    return box;
  },
};
