/** The bins of a warehouse as blocks of rows and columns, by the parts of their codes. Pure. */

/**
 * @typedef {{code: string, structure_data: Record<string, string>}} Placed
 * @typedef {{name: string, label: string}} Part
 */
/**
 * @template {Placed} Bin
 * @typedef {{title: {label: string, value: string}[], rows: string[], columns: string[], bins: Bin[], at: (row: string, column: string) => Bin[]}} Block
 */

const natural = new Intl.Collator('es', { numeric: true }).compare;

/** What a part that a bin hasn't got stands as. */
const NONE = '';

/**
 * Blocks: the parts but for the last two name a block, the last but one its rows, the last its columns. Bins whose parts are not these
 * (they were named by another template) are the others.
 * @template {Placed} Bin
 * @param {Part[]} parts in their order @param {Bin[]} bins
 * @returns {{blocks: Block<Bin>[], others: Bin[]}}
 */
export function gridOf(parts, bins) {
  const known = new Set(parts.map(({ name }) => name));
  const fits = (/** @type {Bin} */ bin) => {
    const names = Object.keys(bin.structure_data);
    return names.length > 0 && names.every((name) => known.has(name));
  };
  const [leading, row, column] =
    parts.length > 1
      ? [parts.slice(0, -2), parts[parts.length - 2].name, parts[parts.length - 1].name]
      : [[], null, parts[0]?.name ?? ''];
  /** @param {Bin} bin @param {string | null} name */
  const part = (bin, name) => (name === null ? NONE : (bin.structure_data[name] ?? NONE));
  /** @type {Map<string, Bin[]>} */
  const groups = new Map();
  for (const bin of bins.filter(fits)) {
    const key = JSON.stringify(leading.map(({ name }) => part(bin, name)));
    groups.set(key, [...(groups.get(key) ?? []), bin]);
  }
  const blocks = [...groups.entries()]
    .map(([key, group]) => ({ values: /** @type {string[]} */ (JSON.parse(key)), group }))
    .sort((a, b) => compareAll(a.values, b.values))
    .map(({ values, group }) => {
      /** @type {Map<string, Bin[]>} */
      const cells = new Map();
      for (const bin of group) {
        const key = JSON.stringify([part(bin, row), part(bin, column)]);
        cells.set(key, [...(cells.get(key) ?? []), bin]);
      }
      const sorted = (/** @type {string | null} */ name) =>
        [...new Set(group.map((bin) => part(bin, name)))].sort(natural);
      return {
        title: leading.map(({ label }, at) => ({ label, value: values[at] })).filter(({ value }) => value !== NONE),
        // As a shelf stands: the highest level is at the top.
        rows: leading.length ? sorted(row).reverse() : sorted(row),
        columns: sorted(column),
        bins: group,
        at: (/** @type {string} */ r, /** @type {string} */ c) => cells.get(JSON.stringify([r, c])) ?? [],
      };
    });
  return { blocks, others: bins.filter((bin) => !fits(bin)).sort((a, b) => natural(a.code, b.code)) };
}

/** @param {string[]} a @param {string[]} b */
function compareAll(a, b) {
  for (let at = 0; at < a.length; at += 1) {
    const order = natural(a[at], b[at]);
    if (order) return order;
  }
  return 0;
}

/**
 * How many of some bins are in each of some states, but for those of which there is none.
 * @template {string} S
 * @param {{status: S}[]} bins @param {S[]} states @returns {[S, number][]}
 */
export const countsOf = (bins, states) =>
  states
    .map((state) => /** @type {[S, number]} */ ([state, bins.filter(({ status }) => status === state).length]))
    .filter(([, n]) => n > 0);

/**
 * Which blocks a map shows with one state chosen, and which of them it opens: those that have a bin in it, as long as no more than `most`
 * bins are drawn for it, and the first of them in any case.
 * @param {{status: string}[][]} blocks @param {string | null} only @param {number} most
 * @returns {{shown: boolean, opened: boolean}[]}
 */
export function blocksWith(blocks, only, most) {
  let drawn = 0;
  return blocks.map((bins) => {
    const shown = only === null || bins.some(({ status }) => status === only);
    const opened = shown && only !== null && (drawn === 0 || drawn + bins.length <= most);
    if (opened) drawn += bins.length;
    return { shown, opened };
  });
}

/**
 * Which of some cells the Tab key leads to: the one it led to before while that is in sight, else the first in sight; none, if none is.
 * @template Cell
 * @param {Cell[]} inSight @param {Cell | null} before @returns {Cell | null}
 */
export const tabbedOf = (inSight, before) => (before && inSight.includes(before) ? before : (inSight[0] ?? null));

/**
 * Where an arrow key leads from one of some cells that stand in lines: the next in that direction, or nowhere.
 * @param {{row: number, column: number}[]} cells @param {number} from @param {string} key
 * @returns {number} the place among the cells
 */
export function steppedFrom(cells, from, key) {
  const { row, column } = cells[from];
  /** @type {Record<string, (cell: {row: number, column: number}) => number>} how far a cell lies that way, 0 or less if it doesn't */
  const ways = {
    ArrowRight: (cell) => (cell.row === row ? cell.column - column : 0),
    ArrowLeft: (cell) => (cell.row === row ? column - cell.column : 0),
    ArrowDown: (cell) => (cell.row > row ? (cell.row - row) * 1000 + Math.abs(cell.column - column) : 0),
    ArrowUp: (cell) => (cell.row < row ? (row - cell.row) * 1000 + Math.abs(cell.column - column) : 0),
  };
  if (key === 'Home') return 0;
  if (key === 'End') return cells.length - 1;
  const far = ways[key];
  if (!far) return from;
  let best = from;
  let least = Infinity;
  cells.forEach((cell, at) => {
    const distance = far(cell);
    if (distance > 0 && distance < least) [best, least] = [at, distance];
  });
  return best;
}
