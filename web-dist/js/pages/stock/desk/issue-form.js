/** The form of one issue: what leaves, how much, what for; and who answers for a lot that is not in turn. */
import { api, ApiError } from '../../../kit/api.js';
import { newKey } from '../../../kit/keys.js';
import { h, icon, replace } from '../../../ui/dom.js';
import { form } from '../../../ui/form.js';
import { notice } from '../../../ui/parts.js';
import { quantity, unitName } from '../../products/words.js';
import { mayKeep } from '../../warehouses/options.js';
import { lotNow } from '../actions.js';
import { reasonFields, reasonOf, storedReason } from '../reasons.js';
import { expiryText } from '../words.js';
import { leaving } from './lookup.js';
import { codeReader, go, walks } from './reader.js';
import { t } from './words.js';

/** @typedef {import('wire').Lot} Lot */
/** @typedef {import('wire').LotDetail} LotDetail */
/** @typedef {import('wire').Product} Product */
/** @typedef {import('wire').Schemas['Issued'] | import('wire').Schemas['IssuedProduct']} Gone */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */
/** @typedef {{reason?: string, other_reason?: string | null, reference_number?: string | null, warehouse_id?: string | null}} Kept what stays from one issue to the next */
/** @typedef {{product_id: string, warehouse_id: string | null, wanted: number | null, lot_id: string | null}} Asked what the recommendation is asked for */
/** @typedef {import('./lookup.js').Leaves} Leaves */

/** What was read, below its field. @param {Leaves} thing */
const found = (thing) =>
  'lot' in thing
    ? h(
        'p',
        { class: 'desk-thing' },
        icon('box', { class: 'small' }),
        h('span', { class: 'strong' }, thing.lot.product_name),
        h('span', {}, t('desk.lot', { batch: thing.lot.batch_number, bin: thing.lot.bin_code })),
        h(
          'span',
          { class: 'muted' },
          [
            t('desk.freeHere', { count: quantity(thing.lot.free_quantity, thing.lot.unit) }),
            typeof thing.lot.days_until_expiry === 'number' ? expiryText(thing.lot.days_until_expiry) : '',
          ]
            .filter(Boolean)
            .join(' · '),
        ),
      )
    : h(
        'p',
        { class: 'desk-thing' },
        icon('package', { class: 'small' }),
        h('span', { class: 'strong' }, thing.product.name),
        h('span', {}, t('desk.allLots')),
        h(
          'span',
          { class: 'muted' },
          t('desk.thereIs', { count: quantity(thing.product.quantity, thing.product.default_unit) }),
        ),
      );

/**
 * @param {PageContext} ctx @param {Kept} kept @param {import('../options.js').Option[]} stores the warehouses to choose from, for who works in more than one
 * @param {{changed: (asked: Asked | null) => void, done: (kept: Kept, gone: Gone) => void}} tells
 */
export function issueForm(ctx, kept, stores, { changed, done }) {
  let key = newKey();
  let sent = '';
  /** The lot of which was told last what stands in its way. @type {string | undefined} */
  let warned;
  const lot = () => {
    const thing = goods.thing();
    return thing && 'lot' in thing ? thing.lot : null;
  };
  const product = () => {
    const thing = goods.thing();
    return thing && 'product' in thing ? thing.product : null;
  };
  const isLate = () => Boolean(lot()?.first_lot_id);

  const goods = codeReader({
    name: 'code',
    find: leaving(ctx),
    textOf: (/** @type {Leaves} */ thing) =>
      'lot' in thing ? thing.lot.batch_number : (thing.product.sku ?? thing.product.name),
    show: found,
    onThing: () => {
      warn();
      tell();
    },
  });
  /** Why the lot that was read doesn't go, or not yet. */
  const turn = h('div', { class: 'stack tight', role: 'alert' });
  /** Where the recommendation stands on what is narrow. */
  const inner = h('div', {});

  const written = form({
    ctx,
    id: 'stock-issue',
    values: { reason: storedReason('class'), warehouse_id: stores.length === 1 ? stores[0].value : null, ...kept },
    fields: [
      { name: 'code', label: t('desk.code'), required: true, maxLength: 300, hint: t('desk.codeHint') },
      goods.section,
      {
        name: 'warehouse_id',
        label: t('desk.from'),
        type: 'select',
        required: true,
        options: stores,
        show: () => stores.length > 0 && product() !== null,
      },
      {
        name: 'quantity',
        label: t('desk.quantity'),
        type: 'number',
        step: 'any',
        min: 0.01,
        max: 99_999_999.99,
        required: true,
      },
      { section: '', body: turn, show: () => turn.hasChildNodes() },
      {
        name: 'force',
        label: t('desk.force'),
        type: 'checkbox',
        hint: t('desk.forceHint'),
        show: isLate,
        validate: (value) => (value ? null : t('desk.forceNeeded')),
      },
      {
        name: 'override_reason',
        label: t('desk.forceWhy'),
        type: 'textarea',
        rows: 2,
        required: true,
        maxLength: 500,
        placeholder: t('desk.forceExample'),
        show: ({ force }) => isLate() && Boolean(force),
      },
      { section: '', body: inner },
      { section: t('desk.whatFor'), hint: t('desk.whatForHint') },
      ...reasonFields('issue').map((field) => ({ ...field, width: /** @type {const} */ ('half') })),
      { name: 'reference_number', label: t('desk.ficha'), maxLength: 100, width: 'half', hint: t('desk.fichaHint') },
      { name: 'notes', label: t('common.notes'), type: 'textarea', rows: 2, maxLength: 1000 },
    ],
    submitLabel: t('desk.issue'),
    submitIcon: 'upload',
    onReset: () => goods.clear(),
    async onSubmit(values) {
      await goods.settle();
      if (!goods.thing()) {
        goods.focus();
        throw new DOMException('', 'AbortError');
      }
      const common = {
        quantity: values.quantity,
        reason: reasonOf(values),
        reference_number: values.reference_number,
        notes: values.notes,
      };
      const one = lot();
      const body = one
        ? {
            ...common,
            lot_id: one.id,
            ...(isLate() && values.force ? { force_non_fefo: true, override_reason: values.override_reason } : {}),
          }
        : { ...common, product_id: product()?.id ?? '', warehouse_id: values.warehouse_id || null };
      // Sent again as it is, it is done once.
      if (sent && sent !== JSON.stringify(body)) key = newKey();
      sent = JSON.stringify(body);
      try {
        return 'lot_id' in body
          ? await api.post('/api/stock/issue', body, { key })
          : await api.post('/api/stock/issue-by-product', body, { key });
      } catch (error) {
        // Somebody was faster, or something came in meanwhile: the lot is shown as it is now.
        if (one && error instanceof ApiError && error.status > 0)
          await goods.accept({ lot: await lotNow(one.id, ctx.signal) });
        throw error;
      }
    },
    onDone: (/** @type {Gone} */ gone) => {
      const { reason, other_reason, reference_number, warehouse_id } = written.values();
      done({ reason, other_reason, reference_number, warehouse_id }, gone);
    },
  });

  /** What stands in the way of the lot that was read. */
  function warn() {
    const one = lot();
    const unit = one?.unit ?? product()?.default_unit;
    written.element.querySelector('[name="quantity"]')?.setAttribute('placeholder', unit ? unitName(unit) : '');
    replace(turn, one ? obstacle(one) : null);
    // Who answers for a lot does so for that one.
    if (one?.id !== warned) written.set('force', false);
    warned = one?.id;
    written.show();
  }
  /** @param {LotDetail} one */
  function obstacle(one) {
    if (!mayKeep(ctx.user, one.warehouse_id))
      return notice({ tone: 'bad', text: t('desk.elsewhere', { warehouse: one.warehouse_name }) });
    if (one.first_lot_id)
      return notice({
        tone: 'warn',
        icon: 'clock',
        title: t('desk.notItsTurn'),
        text: one.explanation,
        action: {
          label: t('desk.takeFirst'),
          icon: 'swap',
          run: async () => {
            await goods.accept({ lot: await lotNow(one.first_lot_id ?? '', ctx.signal) });
            next();
          },
        },
      });
    if (one.explanation)
      return notice({
        tone: 'bad',
        title: t('desk.cannotGo', { batch: one.batch_number }),
        text: `${one.explanation[0].toLocaleUpperCase('es')}${one.explanation.slice(1)}.`,
        action: { label: t('desk.openLot'), icon: 'forward', href: `/existencias/${one.id}` },
      });
    return null;
  }
  function tell() {
    const thing = goods.thing();
    if (!thing) return changed(null);
    const one = lot();
    const { quantity: wanted, warehouse_id } = written.values();
    changed({
      product_id: one ? one.product_id : (product()?.id ?? ''),
      warehouse_id: one ? one.warehouse_id : warehouse_id || ctx.user.warehouse_id || null,
      // Whoever has read a lot wants to see where in the row it stands.
      wanted: !one && typeof wanted === 'number' && wanted > 0 ? wanted : null,
      lot_id: one?.id ?? null,
    });
  }
  written.element.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLElement && ['quantity', 'warehouse_id'].includes(target.getAttribute('name') ?? ''))
      tell();
  });
  const next = () => (goods.thing() ? go(written, 'quantity') : goods.focus());
  goods.attach(written, next);
  walks(written, {
    code: async () => {
      await goods.settle();
      next();
      return null;
    },
    quantity: () => (void written.submit(), null),
    other_reason: () => (void written.submit(), null),
    reference_number: () => (void written.submit(), null),
  });
  return {
    element: written.element,
    inner,
    next,
    focus: () => go(written, 'code'),
    take: goods.take,
    accept: goods.accept,
  };
}
