/** What a designer's fields ask the server for, and what its answer looks like. Pure. */

/** @typedef {import('wire').Schemas['LabelPrint']} LabelPrint */
/** @typedef {import('wire').Schemas['LabelPaperSize']} Paper */
/** @typedef {LabelPrint['source']} Source */
/** @typedef {Record<string, any>} Values */

/** The lines that a label may have, in the order in which they stand on it. */
export const LINES = /** @type {const} */ (['name', 'model', 'serial', 'room', 'center']);

/** What stands in a line, where it isn't what stands there of an item; null: nothing. @type {Partial<Record<Source, Record<string, string | null>>>} */
const OTHERWISE = {
  doors: { model: null, serial: null, room: 'place' },
  bins: { name: 'warehouse', model: 'access', serial: null, room: 'place' },
  products: { model: 'category', serial: null, room: null },
  lots: { model: 'expiry', serial: null, room: 'bin' },
};

/**
 * What a line of a label says of what is labelled, as the end of a key of the words; null where it is always empty.
 * @param {Source} source @param {typeof LINES[number]} line @returns {string | null}
 */
export function lineOf(source, line) {
  if (source === 'run') return null;
  const other = OTHERWISE[source]?.[line];
  return other === undefined ? line : other;
}

/** What a person begins with who has no design of their own: the sheet that most office shops have. */
export const FIRST = {
  paper: 'letter',
  code: 'qr',
  lines: ['name', 'room'],
  offset_x: 0,
  offset_y: 0,
};

/** Micrometres as millimetres. @param {number} size */
export const mm = (size) => size / 1000;

/** A millimetre as people write it here: 63,5. @param {number} size in micrometres @param {string} [locale] */
export const written = (size, locale = 'es-CO') =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(mm(size));

/** Whether an offset typed in millimetres is one that printers have. @param {unknown} value */
export const isOffset = (value) =>
  value === null || (Number.isFinite(Number(value)) && Math.abs(Number(value)) <= 10.0001);

/** Millimetres as the tenths that are kept. @param {unknown} value */
export const tenths = (value) => Math.round(Number(value ?? 0) * 10);

/** The fields that a design fills. @param {{paper: string, code: string, lines: string[], offset_x: number, offset_y: number}} design @returns {Values} */
export const fieldsOf = (design) => ({
  paper: design.paper,
  code: design.code,
  ...Object.fromEntries(LINES.map((line) => [`line_${line}`, design.lines.includes(line)])),
  offset_x: design.offset_x / 10,
  offset_y: design.offset_y / 10,
});

/** What of the fields is a design. @param {Values} values */
export const designOf = (values) => ({
  paper: values.paper,
  code: values.code,
  lines: LINES.filter((line) => values[`line_${line}`]),
  offset_x: tenths(values.offset_x),
  offset_y: tenths(values.offset_y),
});

/**
 * What is asked of the server, or the key of the sentence that says what is missing.
 * @param {Values} values
 * @param {{items: string[], materials?: import('./materials.js').Materials | null}} given the items that were chosen, and the materials
 * @returns {{wish: LabelPrint} | {missing: string}}
 */
export function wishOf(values, { items, materials }) {
  if (!isOffset(values.offset_x) || !isOffset(values.offset_y)) return { missing: 'labels.offsetBad' };
  const source = /** @type {Source} */ (values.source);
  const base = /** @type {LabelPrint} */ ({
    ...designOf(values),
    source,
    start: values.start ?? null,
    copies: values.copies ?? null,
    dots: values.dots ?? null,
  });
  switch (source) {
    case 'items':
      return items.length ? { wish: { ...base, ids: items } } : { missing: 'labels.needItems' };
    case 'room':
      return values.environment_id
        ? { wish: { ...base, environment_id: values.environment_id } }
        : { missing: 'labels.needRoom' };
    case 'since':
      return values.since
        ? { wish: { ...base, since: values.since, environment_id: values.since_room ?? null } }
        : { missing: 'labels.needDay' };
    case 'doors':
      // Without one it is all that the person sees, which the server knows.
      return { wish: values.door ? { ...base, ids: [values.door] } : base };
    case 'run':
      return values.run_id ? { wish: { ...base, run_id: values.run_id } } : { missing: 'labels.needRun' };
    case 'bins':
    case 'products':
    case 'lots':
      if (materials?.source === source) return { wish: { ...base, ids: materials.ids } };
      // Without any it is all that are in use, which the server knows.
      if (source === 'products') return { wish: base };
      return values.warehouse_id
        ? { wish: { ...base, environment_id: values.warehouse_id } }
        : { missing: 'labels.needWarehouse' };
    default:
      return { missing: 'labels.needSource' };
  }
}

/**
 * What the look of the fields begins with: what it was changed to by hand, else the person's own design, else the usual sheet.
 * @template {{id: string, is_default: boolean} & Parameters<typeof fieldsOf>[0]} D
 * @param {(Parameters<typeof fieldsOf>[0] & {design?: string | null}) | null} changed @param {D[]} designs @returns {Values}
 */
export function beginning(changed, designs) {
  const own = designs.find((design) => design.is_default);
  if (!changed) return { ...fieldsOf(own ?? FIRST), design: own?.id ?? null };
  return { ...fieldsOf(changed), design: designs.find(({ id }) => id === changed.design)?.id ?? null };
}

/** How many slots of a page there are. @param {Pick<Paper, 'columns' | 'rows'>} paper */
export const slotsOf = (paper) => paper.columns * paper.rows;

/** More pages than that are printed from the PDF: a browser lays them out for minutes. */
export const BROWSER_PAGES = 60;

/** What the address of the page asks for. @param {URLSearchParams} query @returns {Values} */
export function askedOf(query) {
  const room = query.get('ambiente');
  const door = query.get('puerta');
  const warehouse = query.get('bodega');
  if (room) return { source: 'room', environment_id: room };
  if (door) return { source: 'doors', door };
  if (warehouse) return { source: 'bins', warehouse_id: warehouse };
  return { source: 'items' };
}
