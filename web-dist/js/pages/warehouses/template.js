/** The editor of a template: the parts of a code, their order and format, with a code as it will look. */
import { h, icon, replace, uid } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { codeOf, faultOf, formatOf, nameOf, refitted, sampleOf } from './codes.js';
import { t } from './words.js';

/** @typedef {import('./codes.js').Template} Template */

/** Templates to begin with, by the names of their parts. @type {Record<string, string[]>} */
const PRESETS = {
  shelf: ['estante', 'nivel', 'posicion'],
  rack: ['pasillo', 'estante', 'nivel', 'posicion'],
  floor: ['zona', 'puesto'],
  cold: ['zona', 'temperatura', 'pasillo', 'posicion'],
};
/** As many as the server takes. */
const MOST = 10;

/** @param {string[]} names @returns {Template} */
function templateOf(names) {
  const fields = names.map((name, at) => ({
    name,
    label: t(`warehouses.sample.${name}`),
    required: true,
    order: at + 1,
  }));
  return { fields, separator: '-', code_format: formatOf(fields, '-'), auto_uppercase: true, zero_padding: true };
}

/** The template of a warehouse that is new. */
export const standard = () => templateOf(PRESETS.shelf);

/** What is wrong with a template, as a sentence. @param {Template} template @returns {string | null} */
export function faultText(template) {
  const found = faultOf(template);
  if (!found) return null;
  return found.name === undefined
    ? t(`warehouses.fault.${found.fault}`)
    : t(`warehouses.fault.${found.fault}`, { name: found.name });
}

/**
 * `onChange` gets each template as it is typed, sound or not. Parts in `kept` have bins: they keep their name in the format, whatever
 * people call them.
 * @param {(template: Template) => void} onChange @param {string[]} [kept]
 */
export function templateEditor(onChange, kept = []) {
  let now = standard();
  const rows = h('ol', { class: 'template-parts', role: 'list' });
  const example = h('output', { class: 'template-example' });
  const ids = { preset: uid('preset'), separator: uid('separator'), format: uid('format') };
  const preset = h(
    'select',
    { id: ids.preset },
    ...Object.keys(PRESETS).map((name) => h('option', { value: name }, t(`warehouses.preset.${name}`))),
  );
  // Choosing among them with the keyboard changes nothing yet.
  const use = button({
    label: t('warehouses.presetUse'),
    run: () => set(templateOf(PRESETS[preset.value]), true),
  });
  const separator = h('input', {
    id: ids.separator,
    maxlength: 5,
    size: 3,
    autocomplete: 'off',
    on: { input: () => change({ separator: separator.value }, true) },
  });
  const format = h('input', {
    id: ids.format,
    maxlength: 200,
    autocomplete: 'off',
    spellcheck: 'false',
    class: 'mono',
    on: { input: () => change({ code_format: format.value }) },
  });
  const capitals = check(t('warehouses.uppercase'), (on) => change({ auto_uppercase: on }));
  const padded = check(t('warehouses.padding'), (on) => change({ zero_padding: on }));
  const add = button({
    label: t('warehouses.partAdd'),
    icon: 'plus',
    kind: 'quiet',
    run: () => {
      fields([...now.fields, { name: '', label: '', required: true, order: 0 }]);
      focusPart(now.fields.length - 1);
    },
  });

  /** @param {string} label @param {(on: boolean) => void} told */
  function check(label, told) {
    const id = uid('check');
    const box = h('input', { type: 'checkbox', id, on: { change: () => told(box.checked) } });
    return { box, element: h('div', { class: 'field check' }, box, h('label', { for: id }, label)) };
  }
  /** @param {Template['fields']} given */
  function fields(given) {
    change({ fields: given.map((field, at) => ({ ...field, order: at + 1 })) }, true);
    draw();
  }
  /** @param {Partial<Template>} part @param {boolean} [refit] the format follows */
  function change(part, refit = false) {
    const before = now;
    now = { ...now, ...part };
    if (refit) {
      now.code_format = refitted(before, now);
      format.value = now.code_format;
    }
    tell();
  }
  function tell() {
    const fault = faultText(now);
    replace(
      example,
      ...(fault
        ? [icon('alert', { class: 'small' }), fault]
        : [t('warehouses.example'), ' ', h('strong', { class: 'mono' }, codeOf(now, sampleOf(now.fields)))]),
    );
    example.classList.toggle('bad', Boolean(fault));
    onChange(now);
  }
  /** @param {number} at @param {number} by */
  function move(at, by) {
    const given = [...now.fields];
    given.splice(at + by, 0, ...given.splice(at, 1));
    fields(given);
    focusPart(at + by);
  }
  /** @param {number} at */
  function remove(at) {
    fields(now.fields.filter((_, place) => place !== at));
    focusPart(Math.min(at, now.fields.length - 1));
  }
  /** @param {number} at */
  function focusPart(at) {
    /** @type {HTMLElement | null} */ (rows.children[at]?.querySelector('input'))?.focus();
  }
  function draw() {
    replace(rows, ...now.fields.map((field, at) => part(field, at)));
    /** @type {HTMLButtonElement} */ (add).disabled = now.fields.length >= MOST;
  }
  /** @param {Template['fields'][number]} field @param {number} at */
  function part(field, at) {
    const n = at + 1;
    const label = h('input', {
      value: field.label,
      maxlength: 50,
      autocomplete: 'off',
      'aria-label': t('warehouses.partLabel', { n }),
      placeholder: t('warehouses.part', { n }),
      on: {
        input: () => {
          const name = kept.includes(field.name) ? field.name : nameOf(label.value);
          const named = { ...now.fields[at], label: label.value, name };
          change({ fields: now.fields.map((other, place) => (place === at ? named : other)) }, true);
        },
      },
    });
    const always = check(t('warehouses.partRequired'), (required) =>
      change({ fields: now.fields.map((other, place) => (place === at ? { ...other, required } : other)) }),
    );
    always.box.checked = field.required;
    always.box.setAttribute('aria-label', t('warehouses.partRequiredOf', { n }));
    const act = (
      /** @type {string} */ word,
      /** @type {string} */ sign,
      /** @type {boolean} */ off,
      /** @type {() => void} */ run,
    ) => button({ label: word, icon: sign, iconOnly: true, kind: 'quiet', disabled: off, run });
    return h(
      'li',
      {},
      label,
      always.element,
      h(
        'div',
        { class: 'row' },
        act(t('warehouses.partUp', { n }), 'up', at === 0, () => move(at, -1)),
        act(t('warehouses.partDown', { n }), 'down', n === now.fields.length, () => move(at, 1)),
        act(t('warehouses.partRemove', { n }), 'trash', now.fields.length === 1, () => remove(at)),
      ),
    );
  }
  /** Shows a template. @param {Template} template @param {boolean} [tells] */
  function set(template, tells = false) {
    now = { ...template, fields: template.fields.map((field) => ({ ...field })) };
    separator.value = now.separator;
    format.value = now.code_format;
    capitals.box.checked = now.auto_uppercase;
    padded.box.checked = now.zero_padding;
    draw();
    if (tells) tell();
    else {
      const keep = onChange;
      onChange = () => {};
      tell();
      onChange = keep;
    }
  }
  set(now);
  const element = h(
    'div',
    { class: 'template-editor' },
    h(
      'div',
      { class: 'field' },
      h('label', { for: ids.preset }, t('warehouses.preset')),
      h('div', { class: 'template-preset' }, preset, use),
    ),
    rows,
    h('div', {}, add),
    h(
      'div',
      { class: 'template-format' },
      h('div', { class: 'field' }, h('label', { for: ids.separator }, t('warehouses.separator')), separator),
      h(
        'div',
        { class: 'field' },
        h('label', { for: ids.format }, t('warehouses.codeFormat')),
        format,
        h('p', { class: 'field-hint' }, t('warehouses.codeFormatHint')),
      ),
    ),
    h('div', { class: 'row' }, capitals.element, padded.element),
    example,
  );
  return { element, set, template: () => now };
}
