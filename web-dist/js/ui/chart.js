/**
 * Charts. Two are lists first: bars, and one stacked bar with its legend. The others are drawn: bars, stacked bars and lines over an
 * axis, and a ring. Each drawn one has a title, a description and the table behind it; the keys of the arrows go from place to
 * place, as a finger does, and what is there is said below it. Where its parts lie: chart-scale.js; what they are
 * drawn with: chart-draw.js.
 */
import { number, percent } from '../kit/format.js';
import { t } from '../kit/words.js';
import { behind, draw, legend, paint, patterns, spoken } from './chart-draw.js';
import { layout, moved, path, placeAt, slices } from './chart-scale.js';
import { h, icon, uid } from './dom.js';

/** @type {Record<string, string>} */
const ICONS = { good: 'check-circle', warn: 'missing', bad: 'triangle', info: 'info', muted: 'minus' };
/** @param {number} share */
const width = (share) => (/** @type {HTMLElement} */ element) =>
  element.style.setProperty('--share', `${(share * 100).toFixed(1)}%`);

/** `text` stands for the value; `most`: what a full bar is; `long`: the words stand above their bars. @param {{label: string, value: number, tone?: string, href?: string, text?: string}[]} rows @param {{label: string, format?: (value: number) => string, most?: number, long?: boolean}} options */
export function bars(
  rows,
  { label, format = number, most = Math.max(1, ...rows.map((row) => row.value)), long = false },
) {
  return h(
    'ul',
    { class: long ? 'bars long' : 'bars', role: 'list', 'aria-label': label },
    ...rows.map((row) =>
      h(
        'li',
        { class: `bar ${row.tone ?? ''}` },
        row.href ? h('a', { href: row.href }, row.label) : h('span', {}, row.label),
        h('span', { class: 'bar-track', 'aria-hidden': 'true' }, h('span', { ref: width(row.value / most) })),
        h('span', { class: 'num strong' }, row.text ?? format(row.value)),
      ),
    ),
  );
}

/** @param {{label: string, value: number, tone: string, icon?: string}[]} parts */
export function split(parts) {
  const total = parts.reduce((sum, part) => sum + part.value, 0) || 1;
  return h(
    'div',
    { class: 'split-bar' },
    h(
      'div',
      { class: 'split-track', 'aria-hidden': 'true' },
      ...parts
        .filter((part) => part.value > 0)
        .map((part) => h('span', { class: part.tone, ref: width(part.value / total) })),
    ),
    h(
      'ul',
      { role: 'list' },
      ...parts.map((part) =>
        h(
          'li',
          {},
          icon(part.icon ?? ICONS[part.tone] ?? 'info', { class: `small tone-${part.tone}` }),
          h('span', { class: 'num strong' }, number(part.value)),
          h('span', { class: 'muted' }, part.label),
        ),
      ),
    ),
  );
}

/** @typedef {import('./chart-scale.js').Series} Series */
/**
 * @typedef {object} Drawn
 * @property {import('./chart-scale.js').Kind} kind
 * @property {string} title what it shows
 * @property {string} [about] what is to be seen in it, in a sentence
 * @property {string} head what the places are: "Mes"
 * @property {{name: string, full?: string}[]} places
 * @property {Series[]} series a stack from the ground up
 * @property {(value: number) => string} [format]
 * @property {(value: number) => string} [axis] the same, shorter, beside the axis
 * @property {boolean} [whole] whether only whole steps mean something
 */

const HEIGHT = 220;
/**
 * Bars, stacked bars or lines. @param {Drawn} chart
 */
export function plot(chart) {
  const { title, about = '', places, series, format = number, axis = format } = chart;
  const base = uid('chart');
  const count = places.length;
  const full = places.map((place) => place.full ?? place.name);
  const says = (/** @type {number} */ at) =>
    `${full[at]}: ${series
      .map((one) => {
        const value = one.values[at];
        const said = value === null || value === undefined ? t('chart.none') : format(value);
        return series.length > 1 ? `${one.name.toLowerCase()} ${said}` : said;
      })
      .join(', ')}`;
  let at = count - 1;
  const reading = h('p', { class: 'chart-reading', 'aria-hidden': 'true' }, says(at));
  const cursor = h('div', {
    class: 'chart-cursor',
    role: 'slider',
    tabindex: '0',
    'aria-label': `${title}. ${t('chart.keys')}`,
    'aria-valuemin': '1',
    'aria-valuemax': String(count),
  });
  const frame = h('div', { class: 'chart-frame' });
  /** @type {{drawing: SVGElement, mark: Element, made: ReturnType<typeof layout>} | null} */
  let now = null;

  const show = (/** @type {number} */ to) => {
    at = to;
    reading.textContent = says(at);
    cursor.setAttribute('aria-valuenow', String(at + 1));
    cursor.setAttribute('aria-valuetext', says(at));
    now?.mark.setAttribute('x', String(now.made.places[at] - now.made.slot / 2));
  };
  const redraw = (/** @type {number} */ wide) => {
    const names = places.map((place) => place.name);
    const made = layout({ ...chart, width: wide, height: HEIGHT, names, format: axis });
    const mark = draw('rect', { class: 'chart-mark', y: made.plot.y, width: made.slot, height: made.plot.height });
    const drawing = draw(
      'svg',
      { viewBox: `0 0 ${wide} ${HEIGHT}`, role: 'img', 'aria-labelledby': `${base}-title ${base}-about` },
      ...spoken(base, title, about || says(at)),
      patterns(
        base,
        series.map((one) => one.tone),
      ),
      mark,
      ...made.grid.flatMap(({ value, y }) => [
        draw('line', { class: 'chart-line', x1: made.plot.x, x2: wide, y1: y, y2: y }),
        draw('text', { class: 'chart-text', x: made.plot.x - 6, y: y + 4, 'text-anchor': 'end' }, axis(value)),
      ]),
      ...made.labels.map(({ name, x }) =>
        draw('text', { class: 'chart-text', x, y: HEIGHT - 6, 'text-anchor': 'middle' }, name),
      ),
      ...made.bars.map((bar) =>
        draw('rect', {
          ...paint(base, series[bar.series].tone),
          ...{ x: bar.x, y: bar.y, width: bar.width, height: bar.height, rx: Math.min(2, bar.width / 4) },
        }),
      ),
      ...made.lines.flatMap((runs, n) =>
        runs.flatMap((points) => [
          draw('path', { class: `chart-path line-${series[n].tone}`, d: path(points) }),
          ...(points.length * 3 > count && count > 40 ? [] : points).map(({ x, y }) =>
            draw('circle', { class: `fill-${series[n].tone}`, cx: x, cy: y, r: 3 }),
          ),
        ]),
      ),
    );
    now?.drawing.remove();
    frame.prepend(drawing);
    now = { drawing: /** @type {SVGElement} */ (drawing), mark, made };
    show(at);
  };
  const follow = (/** @type {PointerEvent} */ event) => {
    if (now) show(placeAt(event.clientX - frame.getBoundingClientRect().left, now.made.plot, count));
  };
  cursor.addEventListener('pointermove', follow);
  cursor.addEventListener('pointerdown', follow);
  cursor.addEventListener('keydown', (event) => {
    const to = moved(event.key, at, count);
    if (to === null) return;
    event.preventDefault();
    show(to);
  });
  frame.append(cursor);
  redraw(640);
  new ResizeObserver(([entry]) => {
    const wide = Math.round(entry.contentRect.width);
    if (wide > 0) redraw(wide);
  }).observe(frame);
  return h(
    'figure',
    { class: 'chart', 'aria-label': title },
    series.length > 1 ? legend(series) : null,
    frame,
    reading,
    behind(
      title,
      [chart.head, ...series.map((one) => one.name)],
      full.map((name, n) => [
        name,
        ...series.map(({ values }) => (values[n] === null ? t('chart.none') : format(values[n] ?? 0))),
      ]),
    ),
  );
}

/**
 * A ring of shares, with its list beside it. @param {{title: string, about?: string, head: string, unit: string, parts: {label: string, value: number, tone: string}[], format?: (value: number) => string}} chart
 */
export function donut({ title, about, head, unit, parts, format = number }) {
  const base = uid('chart');
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  const ring = slices(parts.map((part) => part.value));
  const line = (/** @type {number} */ n) => `${parts[n].label}: ${format(parts[n].value)} (${percent(ring[n].share)})`;
  return h(
    'figure',
    { class: 'chart donut', 'aria-label': title },
    h(
      'div',
      { class: 'donut-both' },
      draw(
        'svg',
        { viewBox: '-100 -100 200 200', role: 'img', 'aria-labelledby': `${base}-title ${base}-about` },
        ...spoken(base, title, about ?? parts.map((_, n) => line(n)).join(', ')),
        patterns(
          base,
          parts.map((part) => part.tone),
        ),
        draw(
          'g',
          {},
          ...ring.map((slice, n) =>
            draw('path', {
              ...paint(base, parts[n].tone),
              d: slice.path,
            }),
          ),
        ),
        draw('text', { class: 'donut-total', y: 6, 'text-anchor': 'middle' }, format(total)),
        draw('text', { class: 'chart-text', y: 26, 'text-anchor': 'middle' }, unit),
      ),
      h(
        'ul',
        { class: 'donut-parts', role: 'list' },
        ...parts.map((part, n) =>
          h(
            'li',
            {},
            h('span', { class: `chart-key key-${part.tone}`, 'aria-hidden': 'true' }),
            h('span', {}, part.label),
            h('span', { class: 'num strong' }, format(part.value)),
            h('span', { class: 'num muted' }, percent(ring[n].share)),
          ),
        ),
      ),
    ),
    behind(
      title,
      [head, unit, '%'],
      parts.map((part, n) => [part.label, format(part.value), percent(ring[n].share)]),
    ),
  );
}
