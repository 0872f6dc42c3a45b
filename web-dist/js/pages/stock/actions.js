/** What can be done to a lot from more than one page: put its quantity right, throw it away, hold it back, let it go. */
import { api } from '../../kit/api.js';
import { confirm } from '../../ui/dialog.js';
import { notice } from '../../ui/parts.js';
import { formSheet } from '../../ui/sheet.js';
import { toast } from '../../ui/toast.js';
import { quantity } from '../products/words.js';
import { mayKeep } from '../warehouses/options.js';
import { reasonFields, reasonOf, storedReason } from './reasons.js';
import { actsOn } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').Lot} Lot */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {{label: string, icon: string, href?: string, run?: () => any, danger?: boolean}} Act */

/** A lot as it stands now. @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('wire').LotDetail>} */
export const lotNow = (id, signal) => api.get(`/api/stock/lots/${id}`, { signal });

/** What reservations hold of a lot, and what that means for who wants to take from it. @param {Lot} lot @param {string} text */
const promised = (lot, text) =>
  lot.reserved_quantity
    ? [{ section: '', body: notice({ tone: 'warn', icon: 'lock', text: t(text, { count: reserved(lot) }) }) }]
    : [];
/** @param {Lot} lot */
const reserved = (lot) => quantity(lot.reserved_quantity, lot.unit);

/** The lot of a sheet, in its headline. @param {Lot} lot */
const named = (lot) => ({ name: lot.product_name, batch: lot.batch_number, bin: lot.bin_code });

/** @returns {import('../../ui/form.js').Field[]} */
const papers = () => [
  { name: 'reference_number', label: t('stock.paper'), maxLength: 100, hint: t('stock.paperHint') },
  { name: 'notes', label: t('common.notes'), type: 'textarea', rows: 2, maxLength: 1000 },
];

/**
 * Sets what a lot really holds; answers true when it was changed.
 * @param {Lot} lot @param {PageContext} ctx @param {{new_quantity?: number, mistake?: boolean}} [start]
 */
export async function adjust(lot, ctx, { new_quantity = lot.quantity, mistake = false } = {}) {
  const done = await formSheet({
    ctx,
    id: `lot-adjust-${lot.id}`,
    title: t('stock.adjustTitle', named(lot)),
    hint: t('stock.adjustHint', { count: quantity(lot.quantity, lot.unit) }),
    values: { new_quantity, reason: mistake ? storedReason('mistake') : null },
    fields: [
      ...promised(lot, 'stock.adjustPromised'),
      {
        name: 'new_quantity',
        label: t('stock.newQuantity', { unit: lot.unit }),
        type: 'number',
        step: 'any',
        min: 0,
        max: 99_999_999.99,
        required: true,
        validate: (value) => (value === lot.quantity ? t('stock.sameQuantity') : null),
      },
      ...reasonFields('adjust'),
      ...papers(),
    ],
    submitLabel: t('stock.adjust'),
    submitIcon: 'edit',
    onSubmit: (values) =>
      api.post('/api/stock/adjust', {
        lot_id: lot.id,
        new_quantity: values.new_quantity,
        reason: reasonOf(values),
        reference_number: values.reference_number,
        notes: values.notes,
      }),
  });
  if (done) toast(done.message);
  return Boolean(done);
}

/** Throws a lot away; answers true when it was. @param {Lot} lot @param {PageContext} ctx */
export async function scrap(lot, ctx) {
  const done = await formSheet({
    ctx,
    id: `lot-scrap-${lot.id}`,
    title: t('stock.scrapTitle', named(lot)),
    hint: t('stock.scrapHint', { count: quantity(lot.quantity, lot.unit), bin: lot.bin_code }),
    values: { reason: lot.state === 'expired' ? storedReason('expired') : null },
    fields: [...promised(lot, 'stock.scrapPromised'), ...reasonFields('scrap'), ...papers()],
    submitLabel: t('stock.scrapAll', { count: quantity(lot.quantity, lot.unit) }),
    submitIcon: 'trash',
    danger: true,
    onSubmit: (values) =>
      api.post('/api/stock/scrap', {
        lot_id: lot.id,
        reason: reasonOf(values),
        reference_number: values.reference_number,
        notes: values.notes,
      }),
  });
  if (done) toast(done.message);
  return Boolean(done);
}

/** Holds a lot back; answers true when it was. @param {Lot} lot @param {PageContext} ctx */
export async function hold(lot, ctx) {
  const done = await formSheet({
    ctx,
    id: `lot-hold-${lot.id}`,
    title: t('stock.holdTitle', named(lot)),
    hint: t('stock.holdHint'),
    fields: [
      ...promised(lot, 'stock.holdPromised'),
      {
        name: 'reason',
        label: t('stock.holdWhy'),
        required: true,
        maxLength: 200,
        placeholder: t('stock.holdExample'),
      },
    ],
    submitLabel: t('stock.hold'),
    submitIcon: 'hourglass',
    onSubmit: ({ reason }) => api.post(`/api/stock/lots/${lot.id}/hold`, { reason }),
  });
  if (done) toast(t('stock.heldNow', named(lot)));
  return Boolean(done);
}

/** Lets a lot go again; answers true when it was. @param {Lot} lot */
export async function release(lot) {
  const sure = await confirm({
    title: t('stock.releaseTitle', named(lot)),
    text: t('stock.releaseText', { reason: lot.hold_reason ?? '—' }),
    confirmLabel: t('stock.release'),
  });
  if (!sure) return false;
  await api.post(`/api/stock/lots/${lot.id}/release`);
  toast(t('stock.releasedNow', named(lot)));
  return true;
}

/**
 * What a person may do with a lot, as entries of a menu; nothing for who doesn't keep its warehouse.
 * @param {Pick<Lot, 'id' | 'warehouse_id' | 'state' | 'status' | 'quantity'> & {bin_id?: string}} lot as much of it as the decision needs @param {PageContext} ctx @param {() => unknown} changed @returns {Act[]}
 */
export function actsFor(lot, ctx, changed) {
  if (!mayKeep(ctx.user, lot.warehouse_id)) return [];
  const may = actsOn(lot);
  /** @param {(now: Lot) => Promise<boolean>} act */
  const run = (act) => async () => {
    // What a list shows may be older than what somebody took meanwhile.
    if (await act(await lotNow(lot.id, ctx.signal))) changed();
  };
  return [
    ...(may.issue ? [{ label: t('stock.issue'), icon: 'upload', href: `/existencias/salida?lote=${lot.id}` }] : []),
    ...(may.move ? [{ label: t('stock.transfer'), icon: 'truck', href: `/traslados/nuevo?lote=${lot.id}` }] : []),
    ...(may.count && lot.bin_id
      ? [
          {
            label: t('stock.countBin'),
            icon: 'list',
            href: `/conteos/nuevo?bodega=${lot.warehouse_id}&ubicacion=${lot.bin_id}`,
          },
        ]
      : []),
    ...(may.adjust ? [{ label: t('stock.adjust'), icon: 'edit', run: run((now) => adjust(now, ctx)) }] : []),
    ...(may.hold ? [{ label: t('stock.hold'), icon: 'hourglass', run: run((now) => hold(now, ctx)) }] : []),
    ...(may.release ? [{ label: t('stock.release'), icon: 'check-circle', run: run(release) }] : []),
    ...(may.scrap
      ? [{ label: t('stock.scrap'), icon: 'trash', danger: true, run: run((now) => scrap(now, ctx)) }]
      : []),
  ];
}
