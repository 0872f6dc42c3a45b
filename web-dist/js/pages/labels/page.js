/** The label designer: what to label, on which paper and how, with what will come out beside it. */
import { api, ApiError } from '../../kit/api.js';
import { today } from '../../kit/format.js';
import { isStaff } from '../../frame/places.js';
import { h } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { button, card, columns, saveFile } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { printPages } from './browser-print.js';
import { allItems, carried, chosenItems } from './chosen.js';
import { deleteDesign, ownDesigns, saveDesign } from './designs.js';
import { fields } from './fields.js';
import { preview } from './preview.js';
import { askedOf, BROWSER_PAGES, designOf, fieldsOf, FIRST, wishOf } from './rules.js';
import { ownRuns, reserve } from './runs.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

const LOOK = 'inventario.labels.look';

/** How labels looked the last time in this tab, so that a reload costs nothing. @returns {Parameters<typeof fieldsOf>[0] | null} */
function lastLook() {
  try {
    const look = JSON.parse(sessionStorage.getItem(LOOK) ?? 'null');
    return Array.isArray(look?.lines) && typeof look.paper === 'string' ? look : null;
  } catch {
    return null;
  }
}

/** @param {ReturnType<typeof designOf>} look */
const keepLook = (look) => sessionStorage.setItem(LOOK, JSON.stringify(look));

/** All that the designer needs to know. @param {PageContext} ctx */
async function known({ signal, user }) {
  const mayReserve = isStaff(user);
  const [papers, designs, items, rooms, runs] = await Promise.all([
    api.get('/api/labels/papers', { signal }),
    ownDesigns(signal),
    allItems(signal),
    api.all('/api/environments', { query: { is_active: true }, signal }),
    mayReserve ? ownRuns(signal) : [],
  ]);
  return { papers, designs, items, rooms: rooms.map((room) => room.id), runs, mayReserve };
}

/** @type {import('../../frame/router.js').Page} */
export const designer = {
  title: () => t('labels.title'),
  hint: () => t('labels.hint'),
  async render(ctx) {
    const { papers, designs, items, rooms, runs, mayReserve } = await known(ctx);
    const item = ctx.query.get('equipo');
    const chosen = chosenItems({ items, first: item ? [item] : carried(), onChange: () => view.soon() });
    const reserving = button({
      label: t('labels.reserve'),
      icon: 'plus',
      run: async () => {
        const run = await reserve(ctx);
        if (run) ctx.navigate(`/etiquetas?tanda=${run.id}`);
      },
    });
    const own = designs.find((design) => design.is_default);
    const last = lastLook();
    const run = ctx.query.get('tanda');
    const written = form({
      values: {
        copies: 1,
        start: 1,
        dots: '203',
        ...fieldsOf(last ?? own ?? FIRST),
        design: last ? null : (own?.id ?? null),
        ...askedOf(ctx.query),
        ...(run && mayReserve ? { source: 'run', run_id: run } : {}),
      },
      fields: fields({ papers, designs, runs, mayReserve, chosen: chosen.element, reserve: reserving, today: today() }),
      submitLabel: t('labels.pdf'),
      submitIcon: 'download',
      onSubmit: () => download('pdf'),
      onDone: () => undefined,
    });
    const wished = () => wishOf(written.values(), { items: chosen.ids(), rooms });
    const view = preview(ctx.signal, wished);

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
      const count = pages[0].pages;
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
        if (design && (await deleteDesign(design))) await ctx.reload();
      },
    });
    const save = button({
      label: t('labels.save'),
      icon: 'star',
      kind: 'quiet',
      run: async () => {
        if (await saveDesign(ctx, designOf(written.values()), chosenDesign(), designs)) await ctx.reload();
      },
    });
    let design = written.values().design;
    function changed() {
      const values = written.values();
      if (values.design !== design) {
        design = values.design;
        for (const [name, value] of Object.entries(fieldsOf(chosenDesign() ?? FIRST))) written.set(name, value);
      }
      zpl.hidden = !papers.some((paper) => paper.paper === values.paper && paper.is_roll);
      remove.hidden = !chosenDesign();
      keepLook(designOf(written.values()));
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
