/** Creating and changing an item. One piece with its serial number, or a group that is counted. */
import { api } from '../../kit/api.js';
import { form } from '../../ui/form.js';
import { errorText } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { fromWritten, loadKinds, withWritten } from '../categories/kinds.js';
import { fromChoice, withChoice } from '../categories/options.js';
import { differing, fields, group, itemPayload } from './fields.js';
import { fromWhole } from './parts.js';
import { t } from './words.js';

/** @typedef {import('./fields.js').Values} Values */

/** What one more of the same kind takes over. */
const LIKE = [
  'name',
  'category',
  'category_id',
  'environment_id',
  'item_type',
  'quantity',
  'brand',
  'model',
  'purchase_date',
  'purchase_price',
  'currency',
  'supplier_name',
  'supplier_nit',
  'invoice_number',
  'description',
  'warranty_expiry',
  'next_maintenance',
  'notes',
  'custom_fields',
];

/**
 * What a new item starts with: a copy of another one without what must be unique, or the room it was opened from.
 * @param {import('../../frame/router.js').PageContext} ctx @param {import('../categories/kinds.js').Kinds} kinds
 * @returns {Promise<Values>}
 */
async function startValues(ctx, kinds) {
  const base = {
    item_type: 'individual',
    status: 'available',
    quantity: 1,
    quantity_damaged: 0,
    quantity_missing: 0,
    currency: 'COP',
  };
  const like = ctx.query.get('como');
  if (!like)
    return {
      ...base,
      parent_code: ctx.query.get('parte-de'),
      environment_id: ctx.query.get('ambiente') ?? (ctx.can('admin') ? ctx.user.environment_id : null),
      internal_code: ctx.query.get('codigo'),
    };
  /** @type {Record<string, any>} */
  const row = await api.get(`/api/inventory/${like}`, { signal: ctx.signal });
  return withWritten(withChoice({ ...base, ...Object.fromEntries(LIKE.map((name) => [name, row[name]])) }), kinds);
}

/**
 * What goes over the wire of the category, its fields and what the item is a part of.
 * @param {Values} values @param {import('../categories/kinds.js').Kinds} kinds
 * @param {import('wire').Item['custom_fields']} [written] what is there, of an item that is
 */
const sent = (values, kinds, written) => fromWhole(fromChoice(fromWritten(values, kinds, written), !written));

/** The unknown code that led here is settled: what was found is registered now. @param {string} finding */
async function settleFinding(finding) {
  try {
    await api.put(`/api/inventory-check-findings/${finding}`, { status: 'registered' });
  } catch (error) {
    toast(errorText(error), { tone: 'warn' }); // the item is there all the same; the finding stays open
  }
}

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('inventory.new'),
  hint: () => t('inventory.newHint'),
  async render(ctx) {
    const finding = ctx.query.get('hallazgo');
    const origin = finding ? '/hallazgos' : '/equipos';
    ctx.setBack(origin, finding ? t('nav.findings') : t('inventory.title'));
    const kinds = await loadKinds(ctx.signal);
    return form({
      ctx,
      id: finding ? `item-new-${finding}` : 'item-new',
      values: await startValues(ctx, kinds),
      fields: fields(true, kinds),
      submitLabel: t('inventory.create'),
      cancel: { href: origin },
      onSubmit: (values) => api.post('/api/inventory', sent(itemPayload(values), kinds)),
      onDone: async (item) => {
        if (finding) await settleFinding(finding);
        toast(t('inventory.created', { name: item.name }), {
          tone: 'good',
          seconds: 10,
          action: { label: t('inventory.another'), run: () => ctx.navigate(`/equipos/nuevo?como=${item.id}`) },
        });
        ctx.navigate(`/equipos/${item.id}`, { replace: true });
      },
    }).element;
  },
};

/** @type {import('../../frame/router.js').Page} */
export const edit = {
  title: () => t('inventory.edit'),
  hint: () => t('inventory.editHint'),
  async render(ctx) {
    const kinds = await loadKinds(ctx.signal);
    const shown = (/** @type {import('wire').Item} */ row) => withWritten(withChoice(row), kinds);
    let item = shown(await api.get(`/api/inventory/${ctx.params.id}`, { signal: ctx.signal }));
    const page = `/equipos/${item.id}`;
    ctx.setBack(page, item.name);
    return form({
      ctx,
      id: `item-${item.id}`,
      values: item,
      again: async () => (item = shown(await api.get(`/api/inventory/${item.id}`))),
      fields: fields(false, kinds, item),
      submitLabel: t('common.save'),
      cancel: { href: page },
      onSubmit: (values, { changed, match }) => {
        const touched = 'status' in changed || 'item_type' in changed;
        return api.put(
          `/api/inventory/${item.id}`,
          differing(sent(group(values) || touched ? itemPayload(values) : values, kinds, item.custom_fields), item),
          { match },
        );
      },
      onDone: () => {
        toast(t('inventory.saved'), { tone: 'good' });
        ctx.navigate(page, { replace: true });
      },
    }).element;
  },
};
