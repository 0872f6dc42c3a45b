/** The photos of an item: looked at by all, added, put in order, named and deleted by those who keep equipment. */
import { api } from '../../kit/api.js';
import { announce, h, icon, replace, uid } from '../../ui/dom.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { form } from '../../ui/form.js';
import { async, button, card, notice } from '../../ui/parts.js';
import { shrink } from '../../ui/photo.js';
import { sendingList } from '../../ui/sending.js';
import { toast } from '../../ui/toast.js';
import { descriptions } from '../descriptions/card.js';
import { mayWriteItems } from '../inventory/actions.js';
import { enlarge, slides } from './large.js';
import { isOurs, MOST, moved, orderOf, smallOf, within } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').ItemPicture} Picture */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {{id: string, name: string, updated_at: string, image_url?: string | null} & import('../descriptions/rules.js').Described} Of */

/**
 * Null where there is nothing to see and nothing to do.
 * @param {Of} item @param {PageContext} ctx @param {() => void} [onShown] the item shows another photo than before
 * @param {() => any} [onDescribed] something of the item was taken from a description
 */
export function picturesCard(item, ctx, onShown, onDescribed) {
  const writes = mayWriteItems(ctx.user);
  if (!writes && !isOurs(item.image_url)) return null;
  const load = () => api.get('/api/item-pictures', { query: { item_id: item.id }, signal: ctx.signal });
  return card(
    { title: t('pictures.title'), icon: 'camera', class: 'pictures', hint: writes ? t('pictures.hint') : undefined },
    async(load, (list) => gallery(item, list, { ctx, writes, onShown, onDescribed }), { lines: 4 }),
  );
}

/**
 * @param {Of} item @param {Picture[]} first @param {{ctx: PageContext, writes: boolean, onShown?: () => void, onDescribed?: () => any}} given
 */
function gallery(item, first, { ctx, writes, onShown, onDescribed }) {
  let list = first;
  let at = 0;
  const stage = h('div', {});
  const thumbs = h('ol', { class: 'picture-thumbs', role: 'list' });
  const tools = h('div', { class: 'picture-tools row' });
  /** @type {ReturnType<typeof slides> | null} */
  let shown = null;

  /** @param {Picture[]} next @param {number} to */
  function take(next, to) {
    const before = list[0]?.url;
    list = next;
    at = within(to, list.length);
    draw();
    if (before !== list[0]?.url) onShown?.();
  }
  const reload = async (/** @type {number} */ to) =>
    take(await api.get('/api/item-pictures', { query: { item_id: item.id }, signal: ctx.signal }), to);

  /** @param {Picture[]} next @param {number} to */
  async function arrange(next, to) {
    take(await api.put('/api/item-pictures/order', orderOf(item.id, next)), to);
  }
  /** @param {number} from @param {number} to */
  async function move(from, to) {
    if (to === from || to < 0 || to >= list.length) return;
    await arrange(moved(list, from, to), to);
    announce(t('pictures.movedTo', { n: to + 1, count: list.length }));
  }

  function draw() {
    if (list.length) {
      shown = slides(list, at, {
        name: item.name,
        onShow: (n) => {
          at = n;
          mark();
        },
        onOpen: (n) => enlarge(list, n, item.name, ctx.signal),
      });
      replace(stage, shown.element);
    } else {
      shown = null;
      replace(stage, h('p', { class: 'muted picture-none' }, t('pictures.none')));
    }
    thumbs.hidden = list.length < 2;
    replace(thumbs, ...(list.length < 2 ? [] : list.map(thumb)));
    mark();
    adding?.update(list.length);
  }
  /** @param {Picture} picture @param {number} n */
  function thumb(picture, n) {
    const node = h(
      'li',
      { draggable: writes ? 'true' : null },
      h(
        'button',
        {
          type: 'button',
          'aria-label': t('pictures.show', { n: n + 1, count: list.length }),
          on: { click: () => shown?.go(n) },
        },
        h('img', { loading: 'lazy', decoding: 'async', alt: '', draggable: 'false', src: smallOf(picture.url) }),
      ),
    );
    if (writes) drags(node, n);
    return node;
  }
  /** With a mouse a photo is put in its place by hand; the buttons do the same. @param {HTMLElement} node @param {number} n */
  function drags(node, n) {
    node.addEventListener('dragstart', (event) => {
      event.dataTransfer?.setData('text/plain', String(n));
      dragged = n;
    });
    node.addEventListener('dragover', (event) => {
      if (dragged !== null) event.preventDefault();
    });
    node.addEventListener('drop', (event) => {
      event.preventDefault();
      const from = dragged;
      dragged = null;
      if (from !== null) move(from, n).catch(fail);
    });
    node.addEventListener('dragend', () => {
      dragged = null;
    });
  }
  /** @type {number | null} */
  let dragged = null;

  /** What belongs to the photo that is shown. */
  function mark() {
    [...thumbs.children].forEach((node, n) => {
      const opener = /** @type {HTMLElement} */ (node.firstElementChild);
      if (n === at) opener.setAttribute('aria-current', 'true');
      else opener.removeAttribute('aria-current');
    });
    const picture = list[at];
    const focused = tools.contains(document.activeElement)
      ? /** @type {HTMLElement} */ (document.activeElement).getAttribute('aria-label')
      : null;
    replace(tools, ...(writes && picture ? acts(picture) : []));
    if (focused)
      /** @type {HTMLElement | null} */ (tools.querySelector(`[aria-label="${CSS.escape(focused)}"]`))?.focus();
  }
  /** @param {Picture} picture */
  function acts(picture) {
    const last = list.length - 1;
    const sign = (/** @type {string} */ label, /** @type {string} */ name, /** @type {() => any} */ run, off = false) =>
      button({ label, icon: name, iconOnly: true, kind: 'quiet', disabled: off, run });
    return [
      ...(last
        ? [
            sign(t('pictures.earlier'), 'back', () => move(at, at - 1), at === 0),
            sign(t('pictures.later'), 'forward', () => move(at, at + 1), at === last),
            sign(t('pictures.makeFirst'), 'star', () => move(at, 0), at === 0),
          ]
        : []),
      sign(t('pictures.caption'), 'edit', () => name(picture)),
      sign(t('pictures.remove'), 'trash', () => remove(picture)),
      describing?.act(picture) ?? null,
    ];
  }

  /** @param {Picture} picture */
  function name(picture) {
    const written = form({
      fields: [{ name: 'caption', label: t('pictures.caption'), hint: t('pictures.captionHint'), maxLength: 200 }],
      values: { caption: picture.caption ?? '' },
      compact: true,
      submitLabel: t('pictures.captionSave'),
      cancel: { run: () => box.close() },
      onSubmit: ({ caption }) =>
        arrange(
          list.map((one) => (one.id === picture.id ? { ...one, caption: caption || null } : one)),
          at,
        ),
      onDone: () => box.close(),
    });
    const box = openDialog({
      title: t('pictures.caption'),
      size: 'small',
      guard: () => written.dirty(),
      body: written.element,
    });
  }

  /** @param {Picture} picture */
  async function remove(picture) {
    const sure = await confirm({
      title: t('pictures.removeAsk'),
      text: picture.caption ?? undefined,
      loses: [t('pictures.loses')],
      confirmLabel: t('common.delete'),
      danger: true,
    });
    if (!sure) return;
    await api.del(`/api/item-pictures/${picture.id}`);
    toast(t('pictures.removed'));
    await reload(at);
  }
  const fail = (/** @type {unknown} */ error) => {
    console.error(error);
    toast(error instanceof Error ? error.message : t('error.unknown'), { tone: 'bad' });
  };
  const added = async () => {
    await reload(list.length);
    void describing?.update();
  };
  const adding = writes ? adder(item, ctx, added) : null;
  const given = { ctx, pictures: () => list, onAsked: () => mark(), onAccepted: onDescribed };
  const describing = writes ? descriptions(item, given) : null;
  draw();
  return [stage, thumbs, tools, describing?.element ?? null, adding?.element ?? null];
}

/**
 * Photos from the camera or the files; each is made small, sent and given to the item before the next.
 * @param {Of} item @param {PageContext} ctx @param {() => Promise<void>} onAdded
 */
function adder(item, ctx, onAdded) {
  const id = uid('picture');
  let present = 0;
  const sending = sendingList(
    async (row, told) => {
      if (!row.kept) {
        const small = await shrink(row.file);
        row.kept = await api.upload('/api/photos', small, {
          signal: ctx.signal,
          onProgress: (done, all) => told(done / Math.max(1, all)),
        });
      }
      // Sent again after a lost answer, it is there once.
      await api.post('/api/item-pictures', { item_id: item.id, photo_id: row.kept.id }, { signal: ctx.signal });
      toast(t('pictures.added'));
      await onAdded();
    },
    () => update(present),
  );
  ctx.guard(() => sending.any());
  const input = (/** @type {string} */ key, /** @type {object} */ more) =>
    h('input', {
      type: 'file',
      id: `${id}-${key}`,
      accept: 'image/jpeg,image/png,image/webp,image/*',
      ...more,
      on: {
        change: (/** @type {Event} */ event) => {
          const from = /** @type {HTMLInputElement} */ (event.currentTarget);
          const files = [...(from.files ?? [])];
          from.value = '';
          void sending.add(files);
        },
      },
    });
  const inputs = [
    input('take', { class: 'visually-hidden phone-only', capture: 'environment' }),
    input('pick', { class: 'visually-hidden', multiple: true }),
  ];
  const full = notice({ tone: 'info', text: t('pictures.full') });
  const acts = h(
    'div',
    { class: 'row' },
    inputs[0],
    h('label', { class: 'button phone-only', for: `${id}-take` }, icon('camera'), t('pictures.take')),
    inputs[1],
    h('label', { class: 'button', for: `${id}-pick` }, icon('plus'), t('pictures.pick')),
  );
  /** @param {number} count */
  function update(count) {
    present = count;
    const is = present + sending.count() >= MOST;
    full.hidden = !is;
    acts.hidden = is;
  }
  return { element: h('div', { class: 'stack tight' }, sending.element, full, acts), update };
}
