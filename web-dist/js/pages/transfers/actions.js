/** What may be done with a transfer on its page: let it leave, receive it, take it back. */
import { api, ApiError } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { newKey } from '../../kit/keys.js';
import { formSheet } from '../../ui/sheet.js';
import { quantity } from '../products/words.js';
import { findBins } from './find.js';
import { addsUp, conditionOf, rest, sum } from './rules.js';
import { CONDITIONS, t } from './words.js';

/** @typedef {import('wire').Transfer} Transfer */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {(said: string) => Promise<void>} After what the page does when it is done */
/** @typedef {Record<string, any>} Values */

/** @param {Transfer} row @param {After} after */
export async function dispatch(row, after) {
  await api.post(`/api/transfers/${row.id}/dispatch`, undefined);
  await after(t('transfers.dispatched', { name: row.target_warehouse_name }));
}

/** The bin of a warehouse that a text means. @param {string} text @param {string} warehouse @param {string} name @param {AbortSignal} signal */
async function binOf(text, warehouse, name, signal) {
  const bins = await findBins(text, signal);
  const own = bins.find((bin) => bin.warehouse_id === warehouse);
  if (own) return own.id;
  const detail = bins.length
    ? t('transfers.binElsewhere', { code: bins[0].code, name: bins[0].warehouse_name, wanted: name })
    : t('transfers.binUnknown', { text, name });
  throw new ApiError(400, 'ubicacion_desconocida', detail);
}

/** What of the receipt follows from what is typed: what is missing, and how it came. @param {Transfer} row @param {Values} values */
export function follows(row, { received, damaged }) {
  const lost = rest(row.quantity_sent, received, damaged);
  return { lost, condition: conditionOf({ damaged, lost }) };
}

/** As it stands in the fields: a number as people write it. @param {ReturnType<typeof follows>} parts */
const written = ({ lost, condition }) => ({ lost: number(lost), condition });

/** What is wrong with a receipt, if its parts don't add up. @param {Transfer} row @param {Values} values */
export function sumFault(row, { received, damaged, lost }) {
  if ([received, damaged, lost].some((part) => Number.isNaN(part))) return null;
  if (addsUp(row.quantity_sent, { received, damaged, lost })) return null;
  return t('transfers.sumFault', {
    sum: quantity(sum(received, damaged, lost), row.unit),
    sent: quantity(row.quantity_sent, row.unit),
  });
}

/** @param {Transfer} row @returns {import('../../ui/form.js').Field[]} */
const parts = (row) => [
  {
    name: 'received',
    label: t('transfers.received'),
    type: 'number',
    step: 'any',
    min: 0,
    required: true,
    width: 'third',
    implies: (values) => written(follows(row, values)),
  },
  {
    name: 'damaged',
    label: t('transfers.damaged'),
    type: 'number',
    step: 'any',
    min: 0,
    optional: false,
    width: 'third',
    implies: (values) => written(follows(row, values)),
  },
  {
    name: 'lost',
    label: t('transfers.lost'),
    type: 'number',
    step: 'any',
    min: 0,
    optional: false,
    width: 'third',
    implies: ({ damaged, lost }) => ({ condition: conditionOf({ damaged, lost }) }),
    validate: (_, values) => sumFault(row, values),
  },
];

/** Receives a transfer. @param {Transfer} row @param {PageContext} ctx @param {After} after */
export async function receive(row, ctx, after) {
  const key = newKey();
  const answer = await formSheet({
    ctx,
    id: `transfer-receive-${row.id}`,
    title: t('transfers.receiveTitle'),
    hint: t('transfers.receiveHint', {
      quantity: quantity(row.quantity_sent, row.unit),
      name: row.product_name,
      batch: row.batch_number,
    }),
    values: {
      bin: row.target_bin_code ?? '',
      received: number(row.quantity_sent),
      damaged: 0,
      lost: 0,
      condition: 'good',
    },
    fields: [
      {
        name: 'bin',
        label: t('transfers.bin'),
        hint: t('transfers.binHint', { name: row.target_warehouse_name }),
        maxLength: 200,
        optional: false,
        validate: (value, { received }) => (received > 0 && !value ? t('transfers.binMissing') : null),
      },
      ...parts(row),
      {
        name: 'condition',
        label: t('transfers.condition'),
        type: 'segmented',
        required: true,
        show: ({ damaged, lost }) => Boolean(damaged || lost),
        validate: (value, { damaged, lost }) =>
          (damaged || lost) && value === 'good' ? t('transfers.conditionFault') : null,
        options: CONDITIONS.filter((value) => value !== 'good').map((value) => ({
          value,
          label: t(`transfers.condition.${value}`),
        })),
      },
      { name: 'notes', label: t('common.notes'), type: 'textarea', rows: 2, maxLength: 1000 },
    ],
    submitLabel: t('transfers.receive'),
    submitIcon: 'check',
    onSubmit: async ({ bin, received, damaged, lost, condition, notes }) => {
      const target =
        received > 0 ? await binOf(bin, row.target_warehouse_id, row.target_warehouse_name, ctx.signal) : null;
      return api.post(
        `/api/transfers/${row.id}/confirm`,
        {
          target_bin_id: target,
          received_quantity: received,
          damaged_quantity: damaged ?? 0,
          lost_quantity: lost ?? 0,
          condition_on_receipt: damaged || lost ? condition : 'good',
          notes,
        },
        { key },
      );
    },
  });
  if (answer) await after(answer.message);
}

/** Takes a transfer back. Where its bin can't have it again, another is asked for. @param {Transfer} row @param {PageContext} ctx @param {After} after */
export async function cancel(row, ctx, after) {
  const key = newKey();
  const answer = await formSheet({
    ctx,
    id: `transfer-cancel-${row.id}`,
    title: t('transfers.cancelTitle'),
    hint: t('transfers.cancelHint', {
      quantity: quantity(row.quantity_sent, row.unit),
      name: row.product_name,
      code: row.source_bin_code,
    }),
    fields: [
      { name: 'reason', label: t('transfers.reason'), required: true, maxLength: 255 },
      { name: 'bin', label: t('transfers.returnBin'), hint: t('transfers.returnBinHint'), maxLength: 200 },
    ],
    submitLabel: t('transfers.cancelDo'),
    submitIcon: 'undo',
    danger: true,
    onSubmit: async ({ reason, bin }) => {
      const target = bin ? await binOf(bin, row.source_warehouse_id, row.source_warehouse_name, ctx.signal) : null;
      return api.post(`/api/transfers/${row.id}/cancel`, { reason, bin_id: target }, { key });
    },
  });
  if (answer) await after(t('transfers.cancelled', { code: answer.returned_bin_code ?? row.source_bin_code }));
}
