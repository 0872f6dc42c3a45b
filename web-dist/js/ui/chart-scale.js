/** Where the parts of a chart lie: steps of an axis, bars, lines, names that don't overlap, slices. No DOM. */

/**
 * @typedef {'bar' | 'stack' | 'line'} Kind
 * @typedef {{name: string, tone: string, values: (number | null)[]}} Series
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {Box & {series: number, at: number}} Bar
 */

/** What a letter of an axis takes, in pixels, at the size that the style sheet gives it. */
const LETTER = 6.6;
const NAMES = 22;
const ABOVE = 8;

/**
 * Round steps from 0 to at least `most`; whole ones where only whole ones mean something.
 * @param {number} most @param {{count?: number, whole?: boolean}} [options]
 */
export function steps(most, { count = 4, whole = true } = {}) {
  if (!(most > 0)) return [0, 1];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((step) => step >= rough * 0.999) ?? rough;
  const step = whole ? Math.max(1, Math.ceil(nice)) : nice;
  const made = Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, at) => at * step);
  return made.map((value) => Number(value.toPrecision(12)));
}

/** The highest value of a chart: of a stack, of what lies on one another. @param {Kind} kind @param {Series[]} series */
export function highest(kind, series) {
  const length = Math.max(0, ...series.map((one) => one.values.length));
  const at = (/** @type {number} */ n) => series.map((one) => one.values[n] ?? 0);
  const tops = Array.from({ length }, (_, n) =>
    kind === 'stack' ? at(n).reduce((sum, value) => sum + value, 0) : Math.max(...at(n)),
  );
  return Math.max(0, ...tops);
}

/**
 * Every how manieth name is written so that none touches the next; the last one always is.
 * @param {string[]} names @param {number} slot how wide one place is @returns {number[]}
 */
export function shownNames(names, slot) {
  const widest = Math.max(1, ...names.map((name) => name.length)) * LETTER + 10;
  const every = Math.max(1, Math.ceil(widest / Math.max(slot, 1)));
  return names.map((_, at) => at).filter((at) => (names.length - 1 - at) % every === 0);
}

/**
 * @param {{kind: Kind, width: number, height: number, names: string[], series: Series[], format: (value: number) => string, whole?: boolean}} chart
 */
export function layout({ kind, width, height, names, series, format, whole = true }) {
  const marks = steps(highest(kind, series), { whole });
  const top = marks[marks.length - 1];
  const left = Math.ceil(Math.max(...marks.map((value) => format(value).length)) * LETTER) + 8;
  const plot = { x: left, y: ABOVE, width: Math.max(1, width - left - 4), height: height - ABOVE - NAMES };
  const slot = plot.width / Math.max(1, names.length);
  const middle = (/** @type {number} */ at) => plot.x + slot * (at + 0.5);
  const up = (/** @type {number} */ value) => plot.y + plot.height * (1 - value / top);
  const grid = marks.map((value) => ({ value, y: up(value) }));
  const labels = shownNames(names, slot).map((at) => ({ at, name: names[at], x: edge(names[at], middle(at), width) }));
  return {
    plot,
    slot,
    grid,
    labels,
    places: names.map((_, at) => middle(at)),
    bars: kind === 'line' ? [] : bars(kind, series, { slot, middle, up, ground: plot.y + plot.height }),
    lines: kind === 'line' ? series.map((one) => runs(one.values, middle, up)) : [],
  };
}

/** A name at the edge is moved in, so that nothing of it is cut off. @param {string} name @param {number} x @param {number} width */
function edge(name, x, width) {
  const half = (name.length * LETTER) / 2;
  return Math.min(Math.max(x, half), width - half);
}

/**
 * @param {Kind} kind @param {Series[]} series
 * @param {{slot: number, middle: (at: number) => number, up: (value: number) => number, ground: number}} scale
 */
function bars(kind, series, { slot, middle, up, ground }) {
  /** @type {Bar[]} */
  const made = [];
  const wide = Math.min(slot * 0.72, kind === 'stack' ? 40 : 40 * series.length);
  const each = kind === 'stack' ? wide : wide / series.length;
  const length = Math.max(0, ...series.map((one) => one.values.length));
  for (let at = 0; at < length; at += 1) {
    let below = 0;
    series.forEach((one, n) => {
      const value = one.values[at] ?? 0;
      if (value <= 0) return;
      const x = middle(at) - wide / 2 + (kind === 'stack' ? 0 : each * n);
      const y = up(below + value);
      made.push({ series: n, at, x, y, width: each, height: (kind === 'stack' ? up(below) : ground) - y });
      if (kind === 'stack') below += value;
    });
  }
  return made;
}

/**
 * A line in pieces: where a value is missing, it is broken off. @param {(number | null)[]} values
 * @param {(at: number) => number} middle @param {(value: number) => number} up @returns {{x: number, y: number}[][]}
 */
function runs(values, middle, up) {
  /** @type {{x: number, y: number}[][]} */
  const made = [];
  let open = false;
  values.forEach((value, at) => {
    if (value === null) {
      open = false;
      return;
    }
    if (!open) made.push([]);
    open = true;
    made[made.length - 1].push({ x: middle(at), y: up(value) });
  });
  return made;
}

/** @param {number} n */
const short = (n) => Number(n.toFixed(2));

/** The path through some points. @param {{x: number, y: number}[]} points */
export const path = (points) => points.map(({ x, y }, at) => `${at ? 'L' : 'M'}${short(x)} ${short(y)}`).join('');

/** Which place a pointer is over. @param {number} x @param {{x: number, width: number}} plot @param {number} count */
export const placeAt = (x, plot, count) =>
  Math.min(count - 1, Math.max(0, Math.floor(((x - plot.x) / plot.width) * count)));

/** Where a key leads to; nowhere else with other keys. @param {string} key @param {number} at @param {number} count */
export function moved(key, at, count) {
  const to = /** @type {Record<string, number>} */ ({
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    Home: 0,
    End: count - 1,
    PageUp: at + 5,
    PageDown: at - 5,
  })[key];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}

/**
 * The slices of a ring around 0 from the top on, each with its share of the whole. @param {number[]} values
 * @param {{radius?: number, hole?: number}} [size] of the ring, and of what is left empty within it
 */
export function slices(values, { radius = 98, hole = 60 } = {}) {
  const whole = values.reduce((sum, value) => sum + value, 0);
  let from = 0;
  return values.map((value) => {
    const share = whole > 0 ? value / whole : 0;
    const start = from;
    from += share;
    return { share, path: share > 0 ? ring(start, from, radius, hole) : '' };
  });
}

/** @param {number} from @param {number} to parts of a turn @param {number} radius @param {number} hole @returns {string} */
function ring(from, to, radius, hole) {
  // An arc that ends where it began is none: a whole ring is two halves.
  if (to - from > 0.9999) return ring(from, from + 0.5, radius, hole) + ring(from + 0.5, from + 0.9998, radius, hole);
  const point = (/** @type {number} */ turn, /** @type {number} */ far) => {
    const angle = turn * 2 * Math.PI;
    return `${short(Math.sin(angle) * far)} ${short(-Math.cos(angle) * far)}`;
  };
  const large = to - from > 0.5 ? 1 : 0;
  const outer = `M${point(from, radius)}A${radius} ${radius} 0 ${large} 1 ${point(to, radius)}`;
  return `${outer}L${point(to, hole)}A${hole} ${hole} 0 ${large} 0 ${point(from, hole)}Z`;
}
