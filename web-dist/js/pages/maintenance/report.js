/** Reporting a fault: of an item, whose label was scanned or which was chosen, or of a room. For everybody, on a phone first. */
import { api } from '../../kit/api.js';
import { newKey } from '../../kit/keys.js';
import { h, replace } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { button, isAbort, linkList, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { roomOptions } from '../environments/options.js';
import { itemChoice } from './items.js';
import { photoList } from './photos.js';
import { keptItems, mayWork, readItems, reportBody } from './rules.js';
import { CATEGORIES, PRIORITIES, TYPES, categoryWord, priorityState, t, typeState } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {import('wire').Item} Item */

/** The item that is reported. @param {Item} item */
const chosen = (item) =>
  h(
    'div',
    { class: 'maint-chosen' },
    h(
      'span',
      { class: 'link-text' },
      h('span', { class: 'strong' }, item.name),
      h('span', { class: 'link-hint' }, [item.internal_code, item.environment_name].filter(Boolean).join(' · ')),
    ),
    button({ label: t('maint.otherItem'), icon: 'scan', kind: 'quiet', href: '/escanear' }),
  );

/** What is open for the item already: nobody needs to report it twice. @param {Item} item @param {PageContext} ctx */
function alreadyOpen(item, ctx) {
  const place = h('div', { class: 'stack tight' });
  api
    .get('/api/maintenance-requests', { query: { item_id: item.id, is_open: true, limit: 3 }, signal: ctx.signal })
    .then((rows) => {
      if (!rows.length) return;
      replace(
        place,
        notice({ tone: 'info', title: t('maint.alreadyOpen', { n: rows.length }), text: t('maint.alreadyOpenText') }),
        linkList(rows.map((row) => ({ href: `/mantenimiento/${row.id}`, title: row.title, icon: 'wrench' }))),
      );
    })
    .catch((error) => {
      if (!isAbort(error)) console.error(error); // it is only a hint
    });
  return place;
}

/**
 * @param {PageContext} ctx @param {Item | null} item @param {HTMLElement} photos
 * @param {ReturnType<typeof itemChoice> | null} more who looks after equipment asks for several at once
 * @returns {(import('../../ui/form.js').Field | import('../../ui/form.js').Section)[]}
 */
const fieldsOf = (ctx, item, photos, more) => [
  ...(item
    ? []
    : [
        {
          name: 'environment_id',
          label: t('maint.room'),
          type: 'combobox',
          required: true,
          options: roomOptions,
          hint: t('maint.roomHint'),
          show: () => !more?.ids().length,
        },
        {
          name: 'category',
          label: t('maint.category'),
          type: 'select',
          required: true,
          options: CATEGORIES.map((value) => ({ value, label: categoryWord(value) })),
          show: () => !more?.ids().length,
        },
      ]),
  {
    name: 'title',
    label: t('maint.whatHappens'),
    required: true,
    maxLength: 200,
    placeholder: t(item ? 'maint.whatExample' : 'maint.whatExampleRoom'),
  },
  {
    name: 'description',
    label: t('maint.tellMore'),
    type: 'textarea',
    rows: 3,
    required: true,
    maxLength: 5000,
    hint: t('maint.tellMoreHint'),
  },
  {
    name: 'quantity_affected',
    label: t('maint.howMany'),
    type: 'number',
    required: true,
    min: 1,
    max: item?.quantity ?? 1,
    show: () => item?.item_type === 'group',
    width: 'half',
  },
  {
    name: 'priority',
    label: t('maint.priority'),
    type: 'segmented',
    required: true,
    options: PRIORITIES.toReversed().map((value) => ({ value, label: priorityState(value).word })),
    hint: t('maint.priorityHint'),
  },
  {
    name: 'maintenance_type',
    label: t('maint.kind'),
    type: 'segmented',
    required: true,
    options: TYPES.map((value) => ({ value, label: typeState(value).word })),
    show: () => mayWork(ctx.user),
  },
  { name: 'location', label: t('maint.place'), maxLength: 200, placeholder: t('maint.placeExample') },
  { section: t('maint.photos'), body: photos },
  ...(more
    ? [
        { section: t(item ? 'maint.moreItems' : 'maint.theItems'), hint: t('maint.moreItemsHint'), body: more.element },
        { name: 'chosen', label: t('maint.planItems'), type: 'hidden' },
      ]
    : []),
];

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('maint.new'),
  hint: () => t('maint.newHint'),
  async render(ctx) {
    const id = ctx.query.get('equipo');
    /** @type {Item | null} */
    const item = id ? await api.get(`/api/inventory/${id}`, { signal: ctx.signal }) : null;
    ctx.setBack(item ? `/equipos/${item.id}` : '/mantenimiento', item ? item.name : t('nav.maintenance'));
    const photos = photoList({ signal: ctx.signal });
    // A press twice, or a phone that lost the answer, reports once.
    const key = newKey();
    let sent = false;
    ctx.guard(() => !sent && photos.any());
    const more = mayWork(ctx.user)
      ? itemChoice({
          start: [],
          signal: ctx.signal,
          onChange: () => written.set('chosen', keptItems(more?.all() ?? [])),
        })
      : null;
    const written = form({
      ctx,
      id: `maint-new-${item?.id ?? 'room'}`,
      values: {
        environment_id: ctx.query.get('ambiente') ?? ctx.user.environment_id ?? null,
        category: null,
        priority: 'medium',
        maintenance_type: 'corrective',
        quantity_affected: 1,
      },
      fields: fieldsOf(ctx, item, photos.element, more),
      submitLabel: t('maint.send'),
      submitIcon: 'check',
      cancel: { href: item ? `/equipos/${item.id}` : '/mantenimiento' },
      onReset: follow,
      onSubmit: async (values) => {
        const ids = [item?.id, ...(more?.ids() ?? [])].filter((one) => one !== undefined);
        const others = [...new Set(ids)].slice(1);
        const body = reportBody({ ...values, item_id: ids[0], more: others }, await photos.addresses());
        return api.post('/api/maintenance-requests', body, { key: `${key}-${bodyMark(body)}` });
      },
      onDone: (request) => {
        sent = true;
        toast(t('maint.sent'), { tone: 'good' });
        ctx.navigate(`/mantenimiento/${request.id}`, { replace: true });
      },
    });
    /** What is chosen follows what the draft holds. */
    function follow() {
      more?.take(readItems(written.values().chosen));
    }
    follow();
    written.show();
    return h(
      'div',
      { class: 'stack maint-report' },
      item
        ? [chosen(item), alreadyOpen(item, ctx)]
        : notice({
            tone: 'info',
            icon: 'scan',
            text: t('maint.scanHint'),
            action: { label: t('maint.scan'), icon: 'scan', href: '/escanear' },
          }),
      written.element,
    );
  },
};

/** Another content needs another key. @param {unknown} body */
const bodyMark = (body) =>
  [...JSON.stringify(body)].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
