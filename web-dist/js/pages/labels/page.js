/** The label designer: what to label, on which paper and how, with what will come out beside it. */
import { api, ApiError } from '../../kit/api.js';
import { today } from '../../kit/format.js';
import { isStaff } from '../../frame/places.js';
import { h } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { button, card, columns, saveFile } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { seenRooms } from '../environments/options.js';
import { warehouses } from '../warehouses/options.js';
import { printPages } from './browser-print.js';
import { carried, chosenItems, itemsFor } from './chosen.js';
import { deleteDesign, ownDesigns, saveDesign } from './designs.js';
import { fields } from './fields.js';
import { askedMaterials } from './materials.js';
import { preview } from './preview.js';
import { askedOf, beginning, BROWSER_PAGES, designOf, fieldsOf, FIRST, LINES, lineOf, wishOf } from './rules.js';
import { ownRuns, reserve } from './runs.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

const LOOK = 'inventario.labels.look';

/** How somebody changed the look in this tab, so that a reload costs nothing. @returns {Parameters<typeof beginning>[0]} */
function lastLook() {
  try {
    const look = JSON.parse(sessionStorage.getItem(LOOK) ?? 'null');
    return Array.isArray(look?.lines) && typeof look.paper === 'string' ? look : null;
  } catch {
    return null;
  }
}

/** Keeps a look with the design that it comes of; none, if it is the one that the page begins with. @param {ReturnType<typeof lastLook>} look */
const keepLook = (look) =>
  look ? sessionStorage.setItem(LOOK, JSON.stringify(look)) : sessionStorage.removeItem(LOOK);

/** What was in the fields when the page was drawn anew for its own sake. @type {{values: Record<string, any>, items: string[]} | null} */
let resumed = null;

/** All that the designer needs to know. @param {PageContext} ctx @param {string[]} first the items that were chosen already */
async function known({ signal, user }, first) {
  const mayReserve = isStaff(user);
  const [papers, designs, items, rooms, runs] = await Promise.all([
    api.get('/api/labels/papers', { signal }),
    ownDesigns(signal),
    itemsFor(first, signal),
    api.all('/api/environments', { signal }),
    mayReserve ? ownRuns(signal) : [],
  ]);
  const seen = new Set(seenRooms(user, rooms).map((room) => room.id));
  return { papers, designs, items, seen, runs, mayReserve };
}

/** @type {import('../../frame/router.js').Page} */
export const designer = {
  title: () => t('labels.title'),
  hint: () => t('labels.hint'),
  async render(ctx) {
    const again = resumed;
    resumed = null;
    const item = ctx.query.get('equipo');
    const first = again?.items ?? (item ? [item] : carried());
    const { papers, designs, items, seen, runs, mayReserve } = await known(ctx, first);
    const chosen = chosenItems({ items, first, onChange: () => view.soon() });
    /** Draws the page anew with what is in the fields. @param {Record<string, any>} changed @param {() => any} go */
    const anew = (changed, go) => {
      resumed = { values: { ...written.values(), ...changed }, items: chosen.ids() };
      return go();
    };
    const reserving = button({
      label: t('labels.reserve'),
      icon: 'plus',
      run: async () => {
        const run = await reserve(ctx);
        if (run) anew({ source: 'run', run_id: run.id }, () => ctx.navigate(`/etiquetas?tanda=${run.id}`));
      },
    });
    const materials = askedMaterials(ctx.query);
    const run = ctx.query.get('tanda');
    const written = form({
      values: {
        copies: 1,
        start: 1,
        dots: '203',
        ...beginning(lastLook(), designs),
        ...askedOf(ctx.query),
        ...(materials ? { source: materials.source } : {}),
        ...(run && mayReserve ? { source: 'run', run_id: run } : {}),
        ...again?.values,
      },
      fields: fields({
        papers,
        designs,
        runs,
        seen,
        mayReserve,
        chosen: chosen.element,
        materials,
        // With lots goes their source: without a selection there are none.
        dropMaterials: () =>
          anew(materials?.source === 'lots' ? { source: 'products' } : {}, () =>
            ctx.navigate('/etiquetas', { replace: true }),
          ),
        warehouses: () => warehouses(ctx.signal),
        reserve: reserving,
        today: today(),
      }),
      submitLabel: t('labels.pdf'),
      submitIcon: 'download',
      onSubmit: () => download('pdf'),
      onDone: () => undefined,
    });
    /** What is wanted without those that don't fit: it holds until anything else is wanted. */
    let fitting = '';
    const wished = () => {
      const now = wishOf(written.values(), { items: chosen.ids(), materials });
      return 'missing' in now || JSON.stringify(now.wish) !== fitting
        ? now
        : { wish: { ...now.wish, leave_out: true } };
    };
    const view = preview(ctx.signal, wished, () => {
      const now = wished();
      if ('wish' in now) fitting = JSON.stringify(now.wish);
      return view.now();
    });

    /** What is wanted, or the sentence of what is missing. */
    const wish = () => {
      const now = wished();
      if ('missing' in now) throw new ApiError(400, 'falta', t(now.missing));
      return now.wish;
    };
    /** @param {'pdf' | 'zpl'} kind */
    async function download(kind) {
      const { blob } = await api.file(`/api/labels/${kind}`, { body: wish(), signal: ctx.signal });
      saveFile(blob, `etiquetas-${today()}.${kind}`);
    }
    async function print() {
      const wanted = wish();
      const pages = [await api.post('/api/labels/preview', { ...wanted, page: 1 }, { signal: ctx.signal })];
      const { pages: count, unfit } = pages[0];
      if (unfit && !wanted.leave_out) return toast(t('labels.unfitFirst', { n: unfit }), { tone: 'warn' });
      if (count > BROWSER_PAGES) return toast(t('labels.tooManyPages', { n: count }), { tone: 'warn' });
      for (let page = 2; page <= count; page += 1)
        pages.push(await api.post('/api/labels/preview', { ...wanted, page }, { signal: ctx.signal }));
      printPages(pages);
    }
    const zpl = button({ label: t('labels.zpl'), icon: 'download', run: () => download('zpl') });
    zpl.title = t('labels.zplHint');
    const chosenDesign = () => designs.find((design) => design.id === written.values().design);
    const remove = button({
      label: t('labels.deleteDesign'),
      icon: 'trash',
      kind: 'quiet',
      run: async () => {
        const design = chosenDesign();
        if (design && (await deleteDesign(design))) await anew({ design: null }, ctx.reload);
      },
    });
    const save = button({
      label: t('labels.save'),
      icon: 'star',
      kind: 'quiet',
      run: async () => {
        const saved = await saveDesign(ctx, designOf(written.values()), chosenDesign(), designs);
        if (saved) await anew({ design: saved.id }, ctx.reload);
      },
    });
    let design = written.values().design;
    function changed() {
      const values = written.values();
      if (values.design !== design) {
        design = values.design;
        for (const [name, value] of Object.entries(fieldsOf(chosenDesign() ?? FIRST))) written.set(name, value);
      }
      for (const line of LINES) {
        const box = written.element.querySelector(`[name="line_${line}"]`);
        const says = lineOf(values.source, line);
        if (box instanceof HTMLInputElement && says) box.labels?.[0]?.replaceChildren(t(`labels.line.${says}`));
      }
      zpl.hidden = !papers.some((paper) => paper.paper === values.paper && paper.is_roll);
      remove.hidden = !chosenDesign();
      const look = { ...designOf(written.values()), design: written.values().design ?? null };
      const { design: own, ...usual } = beginning(null, designs);
      const isUsual =
        look.design === own && JSON.stringify(designOf(usual)) === JSON.stringify(designOf(fieldsOf(look)));
      keepLook(isUsual ? null : look);
      view.soon();
    }
    for (const type of ['input', 'change', 'click']) written.element.addEventListener(type, changed);
    ctx.onLeave(() => view.stop());
    changed();
    void view.now();
    return h(
      'div',
      { class: 'label-designer' },
      columns(
        [written.element],
        card(
          { title: t('labels.preview'), icon: 'eye', class: 'label-view' },
          view.element,
          h('p', { class: 'muted small' }, t('labels.howTo')),
          h(
            'div',
            { class: 'row' },
            button({ label: t('labels.print'), icon: 'print', run: print }),
            zpl,
            save,
            remove,
          ),
        ),
      ),
    );
  },
};
