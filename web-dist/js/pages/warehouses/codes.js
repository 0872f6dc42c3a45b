/**
 * Codes of bins as the server makes them (src/warehouse/warehouses/rules.rs): for examples while somebody types. The server has the last
 * word. Pure.
 */

/**
 * @typedef {{name: string, label: string, required: boolean, order: number}} Part
 * @typedef {{fields: Part[], code_format: string, separator: string, auto_uppercase: boolean, zero_padding: boolean}} Template
 * @typedef {{text: string} | {field: string}} Piece
 */

/** The pieces of a format; null where its braces are not in pairs. @param {string} format @returns {Piece[] | null} */
export function piecesOf(format) {
  /** @type {Piece[]} */
  const pieces = [];
  let rest = format;
  for (;;) {
    const open = rest.indexOf('{');
    const text = open < 0 ? rest : rest.slice(0, open);
    if (text.includes('}')) return null;
    if (text) pieces.push({ text });
    if (open < 0) return pieces;
    const close = rest.indexOf('}', open);
    const field = rest.slice(open + 1, close);
    if (close < 0 || field.includes('{')) return null;
    pieces.push({ field });
    rest = rest.slice(close + 1);
  }
}

/** A value as a code has it. @param {Template} template @param {string} value */
export function written(template, value) {
  if (template.auto_uppercase && /^\p{L}+$/u.test(value)) return value.toLocaleUpperCase('es');
  return template.zero_padding && /^\d+$/.test(value) ? value.padStart(2, '0') : value;
}

/**
 * The code of some values; what is left out takes the text before it along, before the first value the text behind it.
 * @param {Template} template @param {Record<string, string | undefined>} values
 */
export function codeOf(template, values) {
  let code = '';
  let between = '';
  let leftOut = false;
  for (const piece of piecesOf(template.code_format) ?? []) {
    if ('text' in piece) {
      if (leftOut && !code) leftOut = false;
      else between += piece.text;
    } else {
      const value = values[piece.field];
      if (value) {
        code += between + written(template, value);
        between = '';
        leftOut = false;
      } else {
        if (code) between = '';
        leftOut = true;
      }
    }
  }
  return code + between;
}

/** The name of a part in the format, from what people call it: «Posición» is `posicion`. @param {string} label */
export const nameOf = (label) =>
  label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 50);

/** The format that parts and what stands between them give. @param {{name: string}[]} fields @param {string} separator */
export const formatOf = (fields, separator) => fields.map(({ name }) => `{${name}}`).join(separator);

/**
 * The format of a template whose parts were changed. One that nobody has written by hand follows the parts; in another a part that is
 * called otherwise is called otherwise, and the rest stays as it was written.
 * @param {Template} before @param {Pick<Template, 'fields' | 'separator'>} after
 */
export function refitted(before, after) {
  if (before.code_format === formatOf(before.fields, before.separator)) return formatOf(after.fields, after.separator);
  if (before.fields.length !== after.fields.length) return before.code_format;
  const renamed = before.fields.findIndex(({ name }, at) => name !== after.fields[at].name);
  const others = (/** @type {Part[]} */ parts) => parts.filter((_, at) => at !== renamed).map(({ name }) => name);
  // Parts that changed their places aren't called otherwise.
  if (renamed < 0 || others(before.fields).join() !== others(after.fields).join()) return before.code_format;
  return before.code_format.replace(`{${before.fields[renamed].name}}`, () => `{${after.fields[renamed].name}}`);
}

/**
 * The code of a bin whose parts are changed: it follows them as long as it is what they made of it, or there is none.
 * @param {Template} template @param {Record<string, string>} before @param {Record<string, string>} now @param {string | null | undefined} code
 * @returns {string | null} null to leave it as it was written
 */
export const codeFollowing = (template, before, now, code) =>
  !code || code === codeOf(template, before) ? codeOf(template, now) : null;

/** Values that make an example: A for what is an aisle or a zone, numbers for the rest. @param {Part[]} fields @returns {Record<string, string>} */
export const sampleOf = (fields) =>
  Object.fromEntries(
    fields.map(({ name }, at) => [name, /^(pasillo|zona|aisle|zone)/.test(name) ? 'a' : String(at + 1)]),
  );

/**
 * What is wrong with a template, as a key of the words and what it names.
 * @param {Template} template @returns {{fault: string, name?: string} | null}
 */
export function faultOf({ fields, code_format }) {
  if (!fields.length) return { fault: 'none' };
  if (fields.some(({ label, name }) => !label.trim() || !name)) return { fault: 'label' };
  const same = fields.find(({ name }, at) => fields.findIndex((other) => other.name === name) !== at);
  if (same) return { fault: 'same', name: same.label };
  if (!fields.some(({ required }) => required)) return { fault: 'required' };
  const pieces = piecesOf(code_format);
  if (!pieces) return { fault: 'braces' };
  const named = pieces.flatMap((piece) => ('field' in piece ? [piece.field] : []));
  const unknown = named.find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) return { fault: 'unknown', name: unknown };
  const twice = named.find((name, at) => named.indexOf(name) !== at);
  if (twice !== undefined) return { fault: 'twice', name: twice };
  const missing = fields.find(({ name }) => !named.includes(name));
  return missing ? { fault: 'missing', name: missing.name } : null;
}
