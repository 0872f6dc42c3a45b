/** Receiving material, made for a scanner: product, bin, batch, days, quantity, and at once the next. */
import { api } from '../../../kit/api.js';
import { newKey } from '../../../kit/keys.js';
import { today } from '../../../kit/format.js';
import { h, icon, replace } from '../../../ui/dom.js';
import { form } from '../../../ui/form.js';
import { button, notice } from '../../../ui/parts.js';
import { toast } from '../../../ui/toast.js';
import { quantity, unitName } from '../../products/words.js';
import { takesCodes } from '../../warehouses/open-code.js';
import { mayKeep } from '../../warehouses/options.js';
import { scanButton } from '../../warehouses/scan-sheet.js';
import { lotNow } from '../actions.js';
import { numberless, suggestedUseBy } from '../rules.js';
import { arriving, binFaultText, receiving } from './lookup.js';
import { codeReader, go, walks } from './reader.js';
import { recentMovements } from './recent.js';
import { t } from './words.js';

/** @typedef {import('wire').Lot} Lot */
/** @typedef {import('wire').Bin} Bin */
/** @typedef {import('wire').Product} Product */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */
/** @typedef {{supplier_id?: string | null, reference_number?: string | null, unit_price?: number | null, priceOf?: string}} Kept what stays from one receipt to the next; the price as long as it is of the same product */

/** @param {PageContext} ctx @returns {() => Promise<import('../../../ui/form.js').Field['options'] & {value: string, label: string, hint?: string}[]>} */
const suppliers = (ctx) => async () =>
  (await api.pages('/api/suppliers', { query: { is_active: true }, signal: ctx.signal })).map(
    ({ id, company_name: label, tax_number: hint }) => ({ value: id, label, hint: hint ?? undefined }),
  );

/** A product that is about to be put away. @param {Product} product */
const ofProduct = (product) =>
  h(
    'p',
    { class: 'desk-thing' },
    icon('check-circle', { class: 'small' }),
    h('span', { class: 'strong' }, product.name),
    h('span', {}, t('desk.keptIn', { unit: unitName(product.default_unit) })),
    h('span', { class: 'muted' }, t('desk.thereIs', { count: quantity(product.quantity, product.default_unit) })),
  );

/** @param {Bin} bin */
const ofBin = (bin) =>
  h(
    'p',
    { class: 'desk-thing' },
    icon('check-circle', { class: 'small' }),
    h('span', { class: 'strong mono' }, bin.code),
    h('span', {}, bin.warehouse_name),
    h('span', { class: 'muted' }, bin.product_name ? t('desk.binHas', { name: bin.product_name }) : t('desk.binFree')),
  );

/**
 * The form of one receipt.
 * @param {PageContext} ctx @param {Kept} kept @param {(kept: Kept, said: string) => void} done
 */
function receiptForm(ctx, kept, done) {
  const { priceOf, ...values } = kept;
  let key = newKey();
  let sent = '';
  let suggested = /** @type {string | null} */ (null);
  const product = () => goods.thing()?.product ?? null;
  const goods = codeReader({
    name: 'product',
    find: arriving(ctx),
    textOf: ({ product: { sku, name } }) => sku ?? name,
    show: ({ product }) => [ofProduct(product), places],
    onThing: (thing) => fit(thing?.product ?? null, thing?.lot),
  });
  const shelf = codeReader({
    name: 'bin',
    find: receiving(ctx, product),
    textOf: (/** @type {Bin} */ bin) => bin.code,
    show: ofBin,
    onThing: () => {},
  });
  /** Where the product lies already. */
  const places = h('div', { class: 'desk-places' });
  const days = h('div', {});
  const written = form({
    ctx,
    id: 'stock-receive',
    values,
    fields: [
      { name: 'product', label: t('desk.product'), required: true, maxLength: 300, hint: t('desk.productHint') },
      goods.section,
      { name: 'bin', label: t('desk.bin'), required: true, maxLength: 300, hint: t('desk.binHint') },
      shelf.section,
      { name: 'batch_number', label: t('desk.batch'), required: true, maxLength: 100, width: 'half' },
      { name: 'use_by_date', label: t('desk.useBy'), type: 'date', width: 'half' },
      {
        section: '',
        body: h(
          'div',
          { class: 'row between desk-days' },
          button({
            label: t('desk.numberless'),
            kind: 'quiet',
            run: () => {
              written.set('batch_number', numberless(today()));
              go(written, 'use_by_date');
            },
          }),
          days,
        ),
      },
      {
        name: 'quantity',
        label: t('desk.quantity'),
        type: 'number',
        step: 'any',
        min: 0.01,
        max: 99_999_999.99,
        required: true,
        width: 'half',
      },
      {
        name: 'unit_price',
        label: t('desk.price'),
        type: 'number',
        step: 'any',
        min: 0,
        width: 'half',
        hint: t('desk.priceHint'),
      },
      { section: t('desk.keptTitle'), hint: t('desk.keptHint') },
      { name: 'supplier_id', label: t('desk.supplier'), type: 'combobox', width: 'half', options: suppliers(ctx) },
      { name: 'reference_number', label: t('desk.invoice'), maxLength: 100, width: 'half' },
      { name: 'more', label: t('desk.more'), type: 'checkbox' },
      {
        name: 'best_before_date',
        label: t('desk.bestBefore'),
        type: 'date',
        width: 'half',
        show: ({ more }) => more,
        validate: (value, { use_by_date: end }) => (value && end && value > end ? t('desk.bestBeforeLate') : null),
      },
      {
        name: 'freeze_date',
        label: t('desk.frozen'),
        type: 'date',
        max: today(),
        width: 'half',
        show: ({ more }) => more,
      },
      { name: 'notes', label: t('common.notes'), type: 'textarea', rows: 2, maxLength: 1000, show: ({ more }) => more },
    ],
    submitLabel: t('desk.receive'),
    submitIcon: 'download',
    onReset() {
      goods.clear();
      shelf.clear();
    },
    async onSubmit(values) {
      await Promise.all([goods.settle(), shelf.settle()]);
      const unread = [goods, shelf].find((reader) => !reader.thing());
      if (unread) {
        unread.focus();
        throw new DOMException('', 'AbortError');
      }
      const { product: _, bin: __, more: ___, ...rest } = values;
      const body = { ...rest, product_id: product()?.id, bin_id: shelf.thing()?.id };
      // Sent again as it is, it is done once.
      if (sent && sent !== JSON.stringify(body)) key = newKey();
      sent = JSON.stringify(body);
      return api.post('/api/stock/receive', /** @type {any} */ (body), { key });
    },
    onDone: ({ message, lot }) => {
      const { supplier_id, reference_number, unit_price } = written.values();
      done({ supplier_id, reference_number, unit_price, priceOf: lot.product_id }, message);
    },
  });
  /** What is known of a product goes into the other fields. @param {Product | null} product @param {Lot} [lot] more of which has come */
  async function fit(product, lot) {
    replace(places);
    replace(days);
    const amount = written.element.querySelector('[name="quantity"]');
    amount?.setAttribute('placeholder', product ? unitName(product.default_unit) : '');
    if (!product) return;
    const { use_by_date: end } = written.values();
    if (!end || end === suggested) {
      suggested = lot ? (lot.use_by_date ?? null) : suggestedUseBy(product, today());
      written.set('use_by_date', suggested);
    }
    if (suggested && !lot)
      replace(days, h('span', { class: 'muted small' }, t('desk.suggested', { n: product.shelf_life_days })));
    if (priceOf !== product.id) written.set('unit_price', product.unit_price ?? null);
    if (lot) {
      written.set('batch_number', lot.batch_number);
      const bin = await api.get(`/api/bins/${lot.bin_id}`, { signal: ctx.signal });
      // Why it takes nothing is told in its place.
      await (binFaultText(bin, product, ctx.user) ? shelf.take(bin.code) : shelf.accept(bin));
      return;
    }
    void shelf.settle();
    await lies(product);
  }
  /** The bins that have it already, to choose from. @param {Product} product */
  async function lies(product) {
    const query = { product_id: product.id, page_size: 50 };
    const { items } = await api.get('/api/stock/lots', { query, signal: ctx.signal });
    const own = items.filter((lot) => mayKeep(ctx.user, lot.warehouse_id) && lot.state !== 'blocked');
    const codes = [...new Map(own.map((lot) => [lot.bin_id, lot])).values()].slice(0, 4);
    if (goods.thing()?.product !== product || !codes.length) return;
    replace(
      places,
      h('span', { class: 'muted small' }, t('desk.liesIn')),
      ...codes.map((lot) =>
        button({
          label: lot.bin_code,
          icon: 'map-pin',
          kind: 'quiet',
          run: async () => {
            await shelf.take(lot.bin_code);
            go(written, shelf.thing() ? 'batch_number' : null);
          },
        }),
      ),
    );
  }
  const after = {
    product: async () => {
      await goods.settle();
      if (!goods.thing()) return (goods.focus(), null);
      return goods.thing()?.lot && shelf.thing() ? 'quantity' : 'bin';
    },
    bin: async () => {
      await shelf.settle();
      return shelf.thing() ? 'batch_number' : (shelf.focus(), null);
    },
    batch_number: () => (product()?.shelf_life_days || !product() ? 'use_by_date' : 'quantity'),
    use_by_date: () => 'quantity',
    quantity: () => (void written.submit(), null),
    unit_price: () => (void written.submit(), null),
    reference_number: () => (void written.submit(), null),
  };
  goods.attach(written, async () => go(written, await after.product()));
  shelf.attach(written, async () => go(written, await after.bin()));
  walks(written, after);
  return {
    element: written.element,
    focus: () => go(written, 'product'),
    /** A code that came without a field goes into the first that is empty. @param {string} text */
    async take(text) {
      const { product: code, bin, batch_number: batch } = written.values();
      const empty = !code || !product() ? 'product' : !bin || !shelf.thing() ? 'bin' : batch ? null : 'batch_number';
      if (empty === null) return void toast(t('desk.full'), { tone: 'warn' });
      if (empty === 'batch_number') written.set('batch_number', text.trim());
      else await (empty === 'product' ? goods : shelf).take(text);
      go(written, await after[empty]());
    },
    goods,
    shelf,
  };
}

/** @type {import('../../../frame/router.js').Page} */
export const receive = {
  title: () => t('desk.receiveTitle'),
  hint: () => t('desk.receiveHint'),
  async render(ctx) {
    ctx.setBack('/existencias', t('desk.back'));
    const said = h('div', { role: 'status' });
    const place = h('div', {});
    const recent = recentMovements(ctx, 'receipt');
    /** @param {Kept} kept */
    function begin(kept) {
      const made = receiptForm(ctx, kept, (next, message) => {
        replace(said, notice({ tone: 'good', icon: 'check-circle', text: message }));
        void recent.reload();
        current = begin(next);
        current.focus();
      });
      replace(place, made.element);
      return made;
    }
    let current = begin({});
    const take = (/** @type {string} */ text) => current.take(text);
    takesCodes(ctx, take);
    ctx.setActions(scanButton(ctx, take, t('desk.receiveScan')));
    const { query, signal } = ctx;
    const lot = query.get('lote');
    if (lot) {
      const now = await lotNow(lot, signal);
      const product = await api.get(`/api/products/${now.product_id}`, { signal });
      await current.goods.accept({ product, lot: now });
    } else if (query.get('producto'))
      await current.goods.accept({ product: await api.get(`/api/products/${query.get('producto')}`, { signal }) });
    if (query.get('ubicacion'))
      await current.shelf.accept(await api.get(`/api/bins/${query.get('ubicacion')}`, { signal }));
    // A scanner's keys go where the focus is; a finger would only get the keyboard in its way.
    if (!matchMedia('(pointer: coarse)').matches)
      requestAnimationFrame(() => (current.goods.thing() ? amountOf(current)?.focus() : current.focus()));
    return h('div', { class: 'stock-desk' }, h('div', { class: 'stack' }, said, place), recent.element);
  },
};

/** @param {{element: HTMLElement}} current */
const amountOf = ({ element }) => /** @type {HTMLElement | null} */ (element.querySelector('[name="quantity"]'));
