/** A form from a list of fields: checks in Spanish beside the field, one send at a time, drafts, and a question before changes are lost. */
import { ApiError } from '../kit/api.js';
import { t } from '../kit/words.js';
import { readDraft, WAS, writeDraft } from './draft.js';
import { h, replace } from './dom.js';
import { drawField } from './fields.js';
import { comparing } from './form-meanwhile.js';
import { changedOf, faultOf, toRaw, toValue } from './form-rules.js';
import { busy, button, errorText, isAbort, notice } from './parts.js';

/**
 * @typedef {import('./form-rules.js').Field} Field
 * @typedef {import('./form-rules.js').Section} Section
 * @typedef {import('./form-rules.js').Values} Values
 * @typedef {{ctx?: {guard: (dirty: () => boolean) => void, navigate: (path: string) => any} | null, id?: string, values?: Values, fields: (Field | Section)[], submitLabel?: string, submitIcon?: string, danger?: boolean,
 *   again?: () => Promise<Values | undefined>,
 *   onSubmit: (values: Values, more: {changed: Values, match?: string}) => Promise<any> | any, onDone?: (result: any) => any, onReset?: () => void, cancel?: {label?: string, href?: string, run?: () => any}, extra?: Node[], compact?: boolean}} FormOptions
 * `again` reads the values of the row anew, `updated_at` among them, as `values` has it: `onSubmit` sends that along as `match`, and whoever
 * comes second is asked.
 */

/** @param {FormOptions} options */
export function form(options) {
  const { id, fields, values: start = {} } = options;
  let saved = false;
  let timer = 0;
  /** @type {Values} */
  let initial = {};
  /** @type {Set<string>} */
  const touched = new Set();
  /** @type {Map<string, import('./fields.js').Control>} */
  const controls = new Map();
  for (const field of fields.filter(isField))
    controls.set(
      field.name,
      drawField(
        field,
        () => edited(field),
        () => left(field),
      ),
    );
  /** @type {{node: HTMLElement, part: Field | Section}[]} */
  const nodes = fields.map((part) =>
    isField(part)
      ? { part, node: /** @type {import('./fields.js').Control} */ (controls.get(part.name)).element }
      : {
          part,
          node: h(
            'div',
            { class: part.section ? 'form-section' : 'form-part' },
            part.section ? h('h2', {}, part.section) : null,
            part.hint ? h('p', {}, part.hint) : null,
            part.body ?? null,
          ),
        },
  );

  const top = h('div', { class: 'form-top' });
  const draftLine = h('div', {});
  const submitButton = button({
    label: options.submitLabel ?? t('common.save'),
    icon: options.submitIcon,
    kind: options.danger ? 'danger' : 'primary',
    class: options.danger ? 'fill' : '',
    type: 'submit',
  });
  const cancel = options.cancel
    ? button({ label: options.cancel.label ?? t('common.cancel'), href: options.cancel.href, run: options.cancel.run })
    : null;
  const element = h(
    'form',
    {
      class: `form ${options.compact ? 'compact' : ''}`,
      novalidate: true,
      on: {
        submit: (/** @type {Event} */ event) => {
          event.preventDefault();
          submit();
        },
      },
    },
    top,
    draftLine,
    h('div', { class: 'form-fields' }, ...nodes.map((entry) => entry.node)),
    h('div', { class: 'form-foot' }, ...(options.extra ?? []), cancel, submitButton),
  );

  for (const [name, control] of controls) {
    const { field } = control;
    control.set(start[name] ?? null);
    initial[name] = toValue(field, toRaw(field, start[name] ?? null));
  }
  const compared = comparing({
    again: options.again,
    version: start.updated_at,
    controls,
    place: top,
    initial: () => initial,
    values,
    submit,
    onChange() {
      keep();
      visible();
      options.onReset?.();
    },
  });
  restore();
  visible();
  options.ctx?.guard(() => !saved && dirty());

  /** @param {Field | Section} part @returns {part is Field} */
  function isField(part) {
    return typeof part.name === 'string';
  }
  function values() {
    return Object.fromEntries([...controls].map(([name, control]) => [name, control.get()]));
  }
  /** What is shown is sent; a hidden field keeps its first value. */
  function sent() {
    const all = values();
    return Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, isShown(name, all) ? value : initial[name]]),
    );
  }
  /** @param {string} name @param {Values} all */
  function isShown(name, all) {
    return controls.get(name)?.field.show?.(all) !== false;
  }
  function dirty() {
    return Object.keys(changedOf(values(), initial)).length > 0;
  }

  /** @param {Field} field */
  function edited(field) {
    saved = false;
    for (const [name, value] of Object.entries(field.implies?.(values()) ?? {})) controls.get(name)?.set(value);
    visible();
    if (touched.has(field.name)) check(field.name);
    keep();
  }
  /** @param {Field} field */
  function left(field) {
    if (!controls.get(field.name)?.raw()) return; // an empty field is judged when the form is sent
    touched.add(field.name);
    check(field.name);
  }
  function visible() {
    const all = values();
    for (const { part, node } of nodes)
      node.hidden = part.show?.(all) === false || (isField(part) && part.type === 'hidden');
  }
  /** @param {string} name */
  function check(name) {
    const control = /** @type {import('./fields.js').Control} */ (controls.get(name));
    const all = values();
    const fault = isShown(name, all) && !control.field.disabled ? faultOf(control.field, control.get(), all) : null;
    control.setError(fault);
    return fault;
  }

  function store() {
    forget();
    const changed = changedOf(values(), initial);
    for (const [name, control] of controls) if (control.field.type === 'password') delete changed[name];
    const was = Object.fromEntries(Object.keys(changed).map((name) => [name, initial[name] ?? null]));
    writeDraft(id, saved || !Object.keys(changed).length ? null : { ...changed, ...(options.again && { [WAS]: was }) });
  }
  function forget() {
    clearTimeout(timer);
    window.removeEventListener('pagehide', store);
  }
  /** Soon, and at the latest when the page is left. */
  function keep() {
    if (!id) return;
    forget();
    timer = window.setTimeout(store, 200);
    window.addEventListener('pagehide', store);
  }
  function restore() {
    const draft = readDraft(id);
    if (!draft) return;
    for (const [name, value] of Object.entries(draft))
      if (controls.get(name)?.field.type !== 'password') controls.get(name)?.set(value);
    if (!dirty()) return;
    // What stands in the row now is the newest; it may not be what the draft was written over.
    if (options.again && draft[WAS]) {
      const now = initial;
      initial = { ...now, ...draft[WAS] };
      void compared.tell(now);
    }
    replace(
      draftLine,
      notice({
        tone: 'info',
        icon: 'history',
        text: t('form.draft'),
        action: {
          label: t('form.dropDraft'),
          run: () => {
            for (const [name, control] of controls) {
              control.set(initial[name]);
              control.setError(null);
            }
            writeDraft(id, null);
            replace(draftLine);
            replace(top);
            options.onReset?.();
            visible();
            focus();
          },
        },
      }),
    );
  }

  /** @param {string | null} text */
  function setTop(text) {
    replace(top, text ? notice({ tone: 'bad', text }) : null);
    const box = top.firstElementChild;
    if (!(box instanceof HTMLElement)) return;
    box.setAttribute('role', 'alert');
    box.tabIndex = -1;
    box.focus();
    box.scrollIntoView({ block: 'nearest' });
  }

  /** Sends once, whatever is pressed meanwhile. */
  async function submit() {
    if (submitButton.getAttribute('aria-busy') === 'true') return;
    const faults = [...controls.keys()].filter((name) => {
      touched.add(name);
      return check(name);
    });
    if (faults.length) {
      replace(top, faults.length > 1 ? notice({ tone: 'bad', text: t('form.faults', { n: faults.length }) }) : null);
      controls.get(faults[0])?.focus();
      return;
    }
    setTop(null);
    await busy(submitButton, async () => {
      try {
        const answer = await compared.send(sent, (all, match) =>
          options.onSubmit(all, { changed: changedOf(all, initial), match }),
        );
        if (!answer) return;
        saved = true;
        forget();
        writeDraft(id, null);
        replace(draftLine);
        initial = values();
        await options.onDone?.(answer.result);
      } catch (error) {
        if (isAbort(error)) return;
        if (!(error instanceof ApiError)) console.error(error);
        setTop(errorText(error));
      }
    });
  }
  function focus() {
    [...controls.values()]
      .find((control) => !control.field.disabled && !control.field.readOnly && !control.element.hidden)
      ?.focus();
  }

  return {
    element,
    values,
    submit,
    focus,
    setTop,
    dirty: () => !saved && dirty(),
    /** What is shown may depend on what isn't a field. */
    show: visible,
    /** @param {string} name @param {any} value */
    set(name, value) {
      controls.get(name)?.set(value);
      visible();
      keep();
    },
    /** @param {string} name @param {string | null} text */
    setError(name, text) {
      controls.get(name)?.setError(text);
      if (text) controls.get(name)?.focus();
    },
  };
}
