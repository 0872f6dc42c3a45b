/** Many bins at once: a range for each part of the code, and beside it what will be created and what clashes. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { h, replace } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { card, columns, errorText, isAbort, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { mayKeep, warehouses } from '../warehouses/options.js';
import { measures } from './form.js';
import { readRange } from './ranges.js';
import { warehouseChoice } from './which.js';
import { t } from './words.js';

/** @typedef {import('wire').BinTemplate} Template */
/** @typedef {Record<string, any>} Values */

/** @param {string} name */
const rangeField = (name) => `range:${name}`;

/** What is wrong with a range, as a sentence. @param {string | null} text @param {boolean} required @returns {string | null} */
export function rangeFault(text, required) {
  const read = readRange(text ?? '');
  if ('range' in read) return null;
  if (read.fault === 'empty') return required ? t('bins.range.empty') : null;
  return t(`bins.range.${read.fault}`, { text: read.text });
}

/** The ranges of a form, if all of them can be read. @param {Template} template @param {Values} values */
function rangesIn(template, values) {
  /** @type {Record<string, import('./ranges.js').Range>} */
  const ranges = {};
  for (const { name, required } of template.fields) {
    const read = readRange(values[rangeField(name)] ?? '');
    if ('range' in read) ranges[name] = read.range;
    else if (required || read.fault !== 'empty') return null;
  }
  return ranges;
}

/** What the server would make of ranges. @param {import('wire').Schemas['BulkBinPreview']} seen */
const drawn = (seen) =>
  h(
    'div',
    { class: 'stack tight' },
    h('p', { class: 'strong' }, t('bins.previewCount', { n: seen.count, count: number(seen.count) })),
    seen.conflicts.length
      ? notice({
          tone: 'bad',
          title: t('bins.clashes', { n: seen.conflicts.length, count: number(seen.conflicts.length) }),
          text: `${t('bins.clashesText')} ${seen.conflicts.slice(0, 20).join(', ')}${seen.conflicts.length > 20 ? '…' : ''}`,
        })
      : null,
    h('ul', { class: 'bin-sample mono' }, ...seen.sample_codes.map((code) => h('li', {}, code))),
    seen.count > seen.sample_codes.length
      ? h('p', { class: 'muted' }, t('bins.previewMore', { count: number(seen.count - seen.sample_codes.length) }))
      : null,
  );

/** The preview, which follows what is typed. @param {string} warehouse @param {Template} template @param {AbortSignal} signal */
function previewOf(warehouse, template, signal) {
  const box = h('div', { 'aria-live': 'polite' }, h('p', { class: 'muted' }, t('bins.previewNone')));
  let timer = 0;
  let turn = 0;
  /** @param {Values} values */
  function soon(values) {
    clearTimeout(timer);
    timer = window.setTimeout(() => ask(values), 300);
  }
  /** @param {Values} values */
  async function ask(values) {
    turn += 1;
    const mine = turn;
    const ranges = rangesIn(template, values);
    if (!ranges) return replace(box, h('p', { class: 'muted' }, t('bins.previewNone')));
    try {
      const seen = await api.post('/api/bins/bulk/preview', { warehouse_id: warehouse, ranges }, { signal });
      if (mine === turn) replace(box, drawn(seen));
    } catch (error) {
      if (mine === turn && !isAbort(error)) replace(box, notice({ tone: 'bad', text: errorText(error) }));
    }
  }
  return { element: card({ title: t('bins.preview'), icon: 'eye' }, box), soon };
}

/** @type {import('../../frame/router.js').Page} */
export const many = {
  title: () => t('bins.manyTitle'),
  hint: () => t('bins.manyHint'),
  async render(ctx) {
    ctx.setBack('/ubicaciones', t('bins.title'));
    const known = (await warehouses(ctx.signal)).filter((one) => one.is_active && mayKeep(ctx.user, one.id));
    const warehouse = known.find(({ id }) => id === ctx.query.get('bodega')) ?? known[0];
    if (!warehouse) return notice({ tone: 'warn', icon: 'warehouse', text: t('bins.noWarehouse') });
    const template = warehouse.bin_structure_template;
    const preview = previewOf(warehouse.id, template, ctx.signal);
    const written = form({
      ctx,
      id: `bins-${warehouse.id}`,
      onReset: () => preview.soon({}),
      fields: [
        { section: t('bins.ranges') },
        ...template.fields.map(
          ({ name, label, required }) =>
            /** @type {import('../../ui/form.js').Field} */ ({
              name: rangeField(name),
              label,
              required,
              hint: required ? t('bins.rangeHint') : t('bins.rangeLeave'),
              width: 'half',
              validate: (value) => rangeFault(value, required),
              implies: (values) => {
                preview.soon(values);
                return {};
              },
            }),
        ),
        { section: t('bins.defaults') },
        ...measures(),
      ],
      submitLabel: t('bins.createMany'),
      submitIcon: 'plus',
      cancel: { href: `/bodegas/${warehouse.id}` },
      onSubmit: ({ max_weight, max_height, accessibility, ...values }) =>
        api.post('/api/bins/bulk', {
          warehouse_id: warehouse.id,
          ranges: rangesIn(template, values) ?? {},
          defaults: { max_weight, max_height, accessibility },
        }),
      onDone: (made) => {
        toast(made.message, { tone: 'good' });
        ctx.navigate(`/bodegas/${warehouse.id}`, { replace: true });
      },
    });
    preview.soon(written.values());
    const choice = warehouseChoice(known, warehouse, (other) => ctx.navigate(`/ubicaciones/varias?bodega=${other}`));
    return h('div', { class: 'stack' }, choice, columns(written.element, preview.element));
  },
};
