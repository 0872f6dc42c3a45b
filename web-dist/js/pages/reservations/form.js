/** Reserving: a material, how much of it and what of it is free, for which ficha, and until when it is kept. */
import { api } from '../../kit/api.js';
import { today, wallClock } from '../../kit/format.js';
import { newKey } from '../../kit/keys.js';
import { h } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { emptyState } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { unitName } from '../products/words.js';
import { mayKeep, warehouses } from '../warehouses/options.js';
import { fichasOf, isAhead, isQuantity, nextEnd, OTHER, payload, someTime } from './rules.js';
import { taking } from './take.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('./rules.js').Class} Class */
/** @typedef {import('../../ui/form.js').Field | import('../../ui/form.js').Section} Part */
/** @typedef {{products: import('wire').Product[], places: import('wire').Warehouse[], classes: Class[]}} Known */

const half = /** @type {const} */ ('half');
const now = () => wallClock().toISOString().slice(0, 19);

/** @param {Known} known @returns {Part[]} */
const whatFields = ({ products, places }) => [
  { section: t('reservations.sectionWhat') },
  {
    name: 'product_id',
    label: t('reservations.product'),
    type: 'combobox',
    required: true,
    placeholder: t('reservations.productPlaceholder'),
    options: products.map((one) => ({
      value: one.id,
      label: one.name,
      hint: [one.sku, unitName(one.default_unit)].filter(Boolean).join(' · '),
    })),
  },
  {
    name: 'warehouse_id',
    label: t('reservations.warehouse'),
    type: 'select',
    required: true,
    width: half,
    options: places.map((one) => ({ value: one.id, label: one.name })),
  },
  {
    name: 'quantity',
    label: t('reservations.quantity'),
    type: 'number',
    step: 'any',
    required: true,
    width: half,
    validate: (value) => (value === null || isQuantity(value) ? null : t('reservations.quantityFault')),
  },
];

/** For which ficha: one of the own classes, or another that is written. @param {Known} known @param {{value: string, label: string}[]} fichas @returns {Part[]} */
const fichaFields = ({ classes }, fichas) => [
  ...(fichas.length
    ? [
        /** @type {Part} */ ({
          name: 'ficha',
          label: t('reservations.ficha'),
          type: 'select',
          required: true,
          hint: t('reservations.fichaHint'),
          options: [...fichas, { value: OTHER, label: t('reservations.fichaOther') }],
          implies: ({ ficha }) => nextEnd(classes, ficha, now()) ?? {},
        }),
      ]
    : []),
  {
    name: 'order_reference',
    label: t('reservations.reference'),
    required: true,
    maxLength: 100,
    hint: t('reservations.referenceHint'),
    show: ({ ficha }) => !fichas.length || ficha === OTHER,
  },
];

/** @returns {Part[]} */
const untilFields = () => [
  {
    name: 'until_date',
    label: t('reservations.untilDay'),
    type: 'date',
    required: true,
    width: half,
    validate: (value) => (value && value < today() ? t('reservations.untilPast') : null),
  },
  {
    name: 'until_time',
    label: t('reservations.untilHour'),
    type: 'time',
    required: true,
    width: half,
    validate: (value, values) =>
      value && values.until_date === today() && !isAhead(values, now()) ? t('reservations.untilPast') : null,
  },
  {
    name: 'notes',
    label: t('reservations.notes'),
    type: 'textarea',
    rows: 2,
    maxLength: 1000,
    hint: t('reservations.notesHint'),
  },
];

/** What has to be known before anything is chosen. @param {PageContext} ctx @returns {Promise<Known>} */
async function knownTo(ctx) {
  const { user, signal } = ctx;
  const own = user.role === 'instructor';
  const [products, places, classes] = await Promise.all([
    api.pages('/api/products', { query: { is_active: true }, signal }),
    warehouses(signal),
    own ? api.all('/api/schedules', { query: { instructor_id: user.id, is_active: true }, signal }) : [],
  ]);
  return {
    products: products.sort((a, b) => a.name.localeCompare(b.name, 'es', { numeric: true })),
    places: places.filter((one) => one.is_active && (own || mayKeep(user, one.id))),
    classes,
  };
}

/** What the form begins with: what the address says, else what there is one of. @param {PageContext} ctx @param {Known} known @param {{value: string}[]} fichas */
function begin({ query, user }, { places, products, classes }, fichas) {
  const named = (/** @type {string} */ key) => query.get(key);
  const place = places.find((one) => one.id === (named('bodega') ?? user.warehouse_id));
  const asked = named('para');
  const ficha = fichas.find((one) => one.value === asked) ?? (fichas.length === 1 && !asked ? fichas[0] : null);
  const product = products.find((one) => one.id === named('producto'));
  const amount = Number(named('cantidad'));
  return {
    product_id: product?.id ?? null,
    warehouse_id: place?.id ?? (places.length === 1 ? places[0].id : null),
    quantity: isQuantity(amount) ? amount : null,
    ficha: ficha?.value ?? (asked && fichas.length ? OTHER : null),
    order_reference: ficha ? null : asked,
    ...((ficha && nextEnd(classes, ficha.value, now())) || someTime(now())),
  };
}

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('reservations.new'),
  hint: () => t('reservations.newHint'),
  async render(ctx) {
    ctx.setBack('/reservas', t('reservations.title'));
    const known = await knownTo(ctx);
    if (!known.places.length)
      return emptyState({
        icon: 'warehouse',
        title: t('reservations.noWarehouse'),
        hint: t('reservations.noWarehouseHint'),
      });
    if (!known.products.length)
      return emptyState({ icon: 'package', title: t('reservations.noProduct'), hint: t('reservations.noProductHint') });
    const own = ctx.user.role === 'instructor';
    const fichas = fichasOf(known.classes, today());
    const take = taking(ctx, known.places);
    // Sent again after a lost connection it is the same reservation; changed, it is another.
    let sent = { body: '', key: '' };
    const written = form({
      ctx,
      id: 'reservation-new',
      values: begin(ctx, known, fichas),
      fields: [
        ...whatFields(known),
        { section: t('reservations.sectionTake'), body: take.element },
        { section: t('reservations.sectionFor') },
        ...fichaFields(known, fichas),
        ...(own
          ? []
          : [
              {
                name: 'customer_name',
                label: t('reservations.customer'),
                maxLength: 255,
                hint: t('reservations.customerHint'),
              },
            ]),
        ...untilFields(),
      ],
      submitLabel: t('reservations.reserve'),
      submitIcon: 'lock',
      cancel: { href: '/reservas' },
      onSubmit: (values) => {
        const body = payload(values);
        const text = JSON.stringify(body);
        if (text !== sent.body) sent = { body: text, key: newKey() };
        return api.post('/api/reservations', body, { key: sent.key });
      },
      onDone: (made) => {
        toast(made.is_partial ? made.message : t(own ? 'reservations.done' : 'reservations.doneOwn'), {
          tone: made.is_partial ? 'warn' : 'good',
        });
        ctx.navigate(`/reservas/${made.id}`, { replace: true });
      },
    });
    const follow = () => take.follow(written.values());
    for (const kind of ['input', 'change', 'click']) written.element.addEventListener(kind, follow);
    follow();
    return h('div', { class: 'stack' }, written.element);
  },
};
