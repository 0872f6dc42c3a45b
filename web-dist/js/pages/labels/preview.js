/** What will come out, page by page, while it is designed. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { h, icon, replace } from '../../ui/dom.js';
import { button, errorText, isAbort, notice } from '../../ui/parts.js';
import { drawPage } from './drawing.js';
import { t } from './words.js';

/** @typedef {import('wire').Schemas['LabelPrint']} LabelPrint */
/** @typedef {import('wire').Schemas['LabelPreview']} LabelPreview */

/** Milliseconds without a change before it is drawn. */
const PAUSE = 300;

/**
 * @param {AbortSignal} signal
 * @param {() => {wish: LabelPrint} | {missing: string}} wished what is wanted now
 * @param {() => any} leaveOut wants it without what doesn't fit
 */
export function preview(signal, wished, leaveOut) {
  const place = h('div', { class: 'label-preview' });
  const said = h('p', { class: 'strong', role: 'status' });
  const warned = h('div', { class: 'stack tight' });
  const pager = h('div', { class: 'row', hidden: true });
  let timer = 0;
  let turn = 0;
  let page = 1;
  let shown = '';

  async function look() {
    const now = wished();
    const print = JSON.stringify([now, page]);
    if (print === shown) return;
    shown = print;
    const mine = ++turn;
    if ('missing' in now) {
      replace(said, t(now.missing));
      replace(warned);
      pager.hidden = true;
      place.setAttribute('aria-busy', 'false');
      return replace(place, h('div', { class: 'label-none' }, icon('qr')));
    }
    place.setAttribute('aria-busy', 'true');
    try {
      const drawn = await api.post('/api/labels/preview', { ...now.wish, page }, { signal });
      if (mine === turn) show(drawn, Boolean(now.wish.leave_out));
    } catch (error) {
      if (isAbort(error) || mine !== turn) return;
      shown = '';
      replace(said);
      pager.hidden = true;
      replace(place, notice({ tone: 'warn', icon: 'info', text: errorText(error) }));
    } finally {
      if (mine === turn) place.setAttribute('aria-busy', 'false');
    }
  }
  /** @param {LabelPreview} drawn @param {boolean} isLeftOut */
  function show(drawn, isLeftOut) {
    page = drawn.page;
    const pages = { page: number(drawn.page), pages: number(drawn.pages) };
    replace(
      said,
      t('labels.counted', {
        labels: t('labels.count', { n: drawn.labels }),
        pages: t('labels.pages', { n: drawn.pages }),
      }),
    );
    replace(warned, warnings(drawn, isLeftOut));
    const sheet = drawPage(drawn, { label: t('labels.previewAlt', pages), slots: true });
    sheet.classList.toggle('wide', drawn.paper.page_width > drawn.paper.page_height);
    replace(place, sheet);
    pager.hidden = drawn.pages < 2;
    /** @param {number} to */
    const go = (to) => () => {
      page = to;
      return look();
    };
    replace(
      pager,
      button({
        label: t('labels.previous'),
        icon: 'back',
        iconOnly: true,
        disabled: page <= 1,
        run: go(page - 1),
      }),
      h('span', {}, t('labels.pageOf', pages)),
      button({
        label: t('labels.next'),
        icon: 'forward',
        iconOnly: true,
        disabled: page >= drawn.pages,
        run: go(page + 1),
      }),
    );
  }
  /** @param {LabelPreview} drawn @param {boolean} isLeftOut */
  function warnings({ unfit, unfit_plates, cut_short, past_edge, paper }, isLeftOut) {
    const plates = `${unfit_plates.join(', ')}${unfit > unfit_plates.length ? '…' : ''}`;
    const edge = paper.is_roll ? 'labels.rollEdge' : 'labels.sheetEdge';
    return [
      unfit
        ? notice({
            tone: isLeftOut ? 'info' : 'warn',
            icon: 'info',
            text: t(isLeftOut ? 'labels.leftOut' : 'labels.unfit', { n: unfit, plates }),
            action: isLeftOut ? null : { label: t('labels.leaveOut', { n: unfit }), run: leaveOut },
          })
        : null,
      cut_short ? notice({ tone: 'warn', icon: 'info', text: t('labels.cutShort') }) : null,
      past_edge ? notice({ tone: 'warn', icon: 'info', text: t(edge, { n: past_edge }) }) : null,
    ];
  }
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, PAUSE);
  };
  return {
    element: h('div', { class: 'stack tight' }, said, warned, place, pager),
    soon,
    now: look,
    stop: () => clearTimeout(timer),
  };
}
