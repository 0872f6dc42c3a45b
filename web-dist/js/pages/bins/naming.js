/** What the form of a bin makes of its fields: the parts of the code, and what is sent. Pure. */
import { codeFollowing } from '../warehouses/codes.js';

/** @typedef {import('wire').BinTemplate} Template */
/** @typedef {Record<string, any>} Values */

/** The name of a part's field in the form. @param {string} name */
export const partField = (name) => `part:${name}`;

/** The parts that the form holds. @param {Template} template @param {Values} values @returns {Record<string, string>} */
export const partsIn = (template, values) =>
  Object.fromEntries(
    template.fields.flatMap(({ name }) => {
      const value = values[partField(name)];
      return value ? [[name, String(value)]] : [];
    }),
  );

/** Whether the parts that a form holds differ from those that a bin had. @param {Template} template @param {Values} values @param {Record<string, string>} had */
export const arePartsChanged = (template, values, had) =>
  template.fields.some(({ name }) => (values[partField(name)] ?? '') !== (had[name] ?? ''));

/**
 * Lets the code follow the parts as they are typed.
 * @param {Template} template @param {Values} start what the form begins with
 */
export function codeKeeper(template, start) {
  let before = partsIn(template, start);
  return {
    /** What another field holds once a part was changed. @param {Values} values @returns {Values} */
    follow(values) {
      const now = partsIn(template, values);
      const code = codeFollowing(template, before, now, values.code);
      before = now;
      return code === null ? {} : { code };
    },
    /** What was typed without being followed: a draft. @param {Values} values */
    begin(values) {
      before = partsIn(template, values);
    },
  };
}

/** What goes over the wire of a new bin. @param {Template} template @param {Values} values */
export const newBin = (template, values) => ({ ...plain(values), structure_data: partsIn(template, values) });

/**
 * What goes over the wire of a bin that was changed. Its parts go whole; one that was out of use and is wanted as any other is put to use
 * again, whatever lies in it.
 * @param {Template} template @param {Values} values @param {Values} changed @param {Pick<import('wire').Bin, 'status' | 'structure_data'>} row
 */
export function binPatch(template, values, changed, row) {
  const { status, ...rest } = plain(changed);
  const again = row.status === 'inactive' && status === 'empty';
  return {
    ...rest,
    ...(status === undefined ? {} : again ? { is_active: true } : { status }),
    ...(arePartsChanged(template, values, row.structure_data) ? { structure_data: partsIn(template, values) } : {}),
  };
}

/** All but the fields of the parts. @param {Values} values @returns {Values} */
const plain = (values) => Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('part:')));
