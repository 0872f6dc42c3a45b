/** Pages of labels as SVG, from the measures that the server prints with: what is seen is what comes out. */
import { draw } from '../../ui/chart-draw.js';
import { mm } from './rules.js';

/** @typedef {import('wire').Schemas['LabelPreview']} Preview */

/** To a micrometre: sums of fractions are written out at length else. */
const round = (/** @type {number} */ size) => Math.round(size * 1000) / 1000;

/** @param {Preview['drawn'][number]} label */
function drawLabel({ code, texts }) {
  const place = `translate(${round(mm(code.x))} ${round(mm(code.y))}) scale(${mm(code.module_width)} ${mm(code.module_height)})`;
  return draw(
    'g',
    {},
    // Strokes a module thick; without smoothing, since edges would fade into hairlines between rows.
    draw('path', { class: 'label-code', d: code.path, transform: place, 'shape-rendering': 'crispEdges' }),
    ...texts.map((line) =>
      draw(
        'text',
        {
          x: round(mm(line.x)),
          y: round(mm(line.y)),
          'font-size': round(mm(line.size)),
          'font-weight': line.is_bold ? 700 : 400,
          // The page has another type than the print: it is as wide as it will be.
          textLength: line.text ? round(mm(line.width)) : null,
          lengthAdjust: 'spacingAndGlyphs',
        },
        line.text,
      ),
    ),
  );
}

/**
 * A page; with its slots, if it is to be looked at. What is printed on paper without cuts has lines for scissors, as the document.
 * @param {Preview} page @param {{label?: string, slots?: boolean}} [options]
 */
export function drawPage(page, { label, slots = false } = {}) {
  const { paper } = page;
  const outline = slots ? 'label-slot' : paper.is_uncut ? 'label-cut' : null;
  const [width, height] = [mm(paper.page_width), mm(paper.page_height)];
  const outlines = outline
    ? page.slots_x.map((x, at) =>
        draw('rect', {
          class: outline,
          x: round(mm(x)),
          y: round(mm(page.slots_y[at])),
          width: mm(paper.width),
          height: mm(paper.height),
          rx: paper.is_roll || !slots ? 0 : 1,
        }),
      )
    : [];
  return draw(
    'svg',
    {
      class: 'label-sheet',
      viewBox: `0 0 ${width} ${height}`,
      role: label ? 'img' : null,
      'aria-label': label,
      'aria-hidden': label ? null : 'true',
    },
    draw('rect', { class: 'label-ground', width, height }),
    ...outlines,
    ...page.drawn.map(drawLabel),
  );
}
