/** One field: label, control, hint, fault. */
import { t } from '../kit/words.js';
import { combobox } from './combobox.js';
import { h, icon, replace, uid } from './dom.js';
import { strengthOf, toRaw, toValue } from './form-rules.js';

/**
 * @typedef {import('./form-rules.js').Field} Field
 * @typedef {import('./form-rules.js').Option} Option
 * @typedef {{field: Field, element: HTMLElement, get: () => any, raw: () => string | boolean, set: (value: any) => void, setError: (text: string | null) => void, focus: () => void, control: HTMLElement}} Control
 */

/** @param {Field} field @param {() => void} onChange @param {() => void} onLeave @returns {Control} */
export function drawField(field, onChange, onLeave) {
  const id = uid('field');
  const type = field.type ?? 'text';
  const described = [field.hint || field.strength ? `${id}-hint` : '', `${id}-error`].filter(Boolean).join(' ');
  const common = {
    name: field.name,
    'aria-describedby': described,
    'aria-required': field.required ? 'true' : null,
    autocomplete: field.autocomplete ?? (type === 'password' ? 'new-password' : 'off'),
    inputmode: field.inputmode,
    placeholder: field.placeholder,
    disabled: field.disabled ?? false,
    readonly: field.readOnly ?? null,
    maxlength: type === 'number' ? null : field.maxLength,
  };
  const made = make(field, type, id, common, onChange);
  const error = h('p', { class: 'field-error', id: `${id}-error`, hidden: true });
  const hint = field.hint ? h('p', { class: 'field-hint', id: `${id}-hint` }, field.hint) : null;
  const optional =
    !field.required && field.optional !== false && !field.disabled && !field.readOnly && type !== 'checkbox'
      ? h('span', { class: 'optional' }, ` (${t('common.optional')})`)
      : null;
  const group = type === 'segmented';
  const label = group
    ? h('span', { class: 'field-label', id: `${id}-label` }, field.label, optional)
    : h('label', { for: id }, field.label, optional);
  if (group) made.element.setAttribute('aria-labelledby', `${id}-label`);
  const element = h(
    'div',
    {
      class: `field ${type === 'checkbox' ? 'check' : ''} ${field.width ?? ''}`,
      hidden: type === 'hidden',
      on: { focusout: onLeave },
    },
    ...(type === 'checkbox' ? [made.element, label] : [label, made.element]),
    made.extra ?? null,
    hint,
    error,
  );
  return {
    field,
    element,
    control: made.focus,
    raw: made.raw,
    get: () => toValue(field, made.raw()),
    set: (value) => made.set(toRaw(field, value)),
    setError(text) {
      error.hidden = !text;
      replace(error, text ? icon('alert', { class: 'small' }) : null, text);
      made.focus.setAttribute('aria-invalid', String(Boolean(text)));
    },
    focus: () => made.focus.focus(),
  };
}

/**
 * @param {Field} field @param {string} type @param {string} id @param {Record<string, any>} common @param {() => void} onChange
 * @returns {{element: HTMLElement, focus: HTMLElement, raw: () => string | boolean, set: (raw: any) => void, extra?: HTMLElement}}
 */
function make(field, type, id, common, onChange) {
  const on = { input: onChange, change: onChange };
  if (type === 'textarea') {
    const area = h('textarea', { ...common, id, rows: field.rows ?? 3, on });
    return simple(area);
  }
  if (type === 'checkbox') {
    const box = h('input', {
      ...common,
      autocomplete: null,
      placeholder: null,
      maxlength: null,
      type: 'checkbox',
      id,
      on,
    });
    return {
      element: box,
      focus: box,
      raw: () => box.checked,
      set: (raw) => {
        box.checked = Boolean(raw);
      },
    };
  }
  if (type === 'select') return select(field, id, common, on);
  if (type === 'segmented') return segmented(field, id, common, onChange);
  if (type === 'combobox') {
    const combo = combobox({
      id,
      placeholder: field.placeholder,
      onChange,
      attributes: {
        'aria-describedby': common['aria-describedby'],
        'aria-required': common['aria-required'],
        disabled: common.disabled,
      },
    });
    fill(field, combo.setOptions, combo.input);
    return { element: combo.element, focus: combo.input, raw: combo.get, set: combo.set };
  }
  if (type === 'password') return password(field, id, common, on);
  const kind = type === 'number' ? 'text' : type;
  const numeric =
    type === 'number'
      ? { inputmode: field.inputmode ?? (field.step === undefined || field.step === 1 ? 'numeric' : 'decimal') }
      : { min: field.min, max: field.max };
  const input = h('input', {
    ...common,
    ...numeric,
    type: kind,
    id,
    spellcheck: type === 'email' ? 'false' : null,
    autocapitalize: type === 'email' ? 'none' : null,
    on,
  });
  return simple(input);
}

/** @param {HTMLInputElement | HTMLTextAreaElement} input */
const simple = (input) => ({
  element: input,
  focus: input,
  raw: () => input.value,
  set: (/** @type {any} */ raw) => {
    input.value = raw;
  },
});

/** Options now or later; while they load the control says so. @param {Field} field @param {(options: Option[]) => void} give @param {HTMLElement} control */
async function fill(field, give, control) {
  if (typeof field.options !== 'function') return give(field.options ?? []);
  control.setAttribute('aria-busy', 'true');
  try {
    give(await field.options());
  } catch (error) {
    if (!(error instanceof DOMException))
      control
        .closest('.field')
        ?.append(
          h('p', { class: 'field-error', role: 'alert' }, icon('alert', { class: 'small' }), t('form.optionsFailed')),
        );
  }
  control.removeAttribute('aria-busy');
}

/** Those of one group stand below its name. @param {Option[]} options @returns {HTMLElement[]} */
function choices(options) {
  const choice = (/** @type {Option} */ { value, label }) => h('option', { value }, label);
  const groups = [...new Set(options.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const own = options.filter((option) => option.group === group).map(choice);
    return group ? [h('optgroup', { label: group }, own)] : own;
  });
}

/** @param {Field} field @param {string} id @param {Record<string, any>} common @param {Record<string, any>} on */
function select(field, id, common, on) {
  const element = h('select', { ...common, placeholder: null, maxlength: null, id, on });
  let wanted = '';
  fill(
    field,
    (options) => {
      const first = field.required
        ? [h('option', { value: '', hidden: true }, field.placeholder ?? t('form.pick'))]
        : [h('option', { value: '' }, field.placeholder ?? t('form.none'))];
      replace(element, ...first, ...choices(options));
      element.value = wanted;
    },
    element,
  );
  element.addEventListener('change', () => {
    wanted = element.value;
  });
  return {
    element,
    focus: element,
    raw: () => (element.options.length ? element.value : wanted),
    set: (/** @type {any} */ raw) => {
      wanted = raw;
      element.value = raw;
    },
  };
}

/** Two to four words side by side, or icons. @param {Field} field @param {string} id @param {Record<string, any>} common @param {() => void} onChange */
function segmented(field, id, common, onChange) {
  const element = h('div', {
    class: 'segmented',
    role: 'radiogroup',
    id,
    'aria-describedby': common['aria-describedby'],
    'aria-required': common['aria-required'],
    tabindex: '-1',
  });
  const name = uid('choice');
  let wanted = '';
  const radios = () => /** @type {HTMLInputElement[]} */ ([...element.querySelectorAll('input')]);
  const mark = () => {
    for (const radio of radios()) radio.checked = radio.value === wanted;
  };
  fill(
    field,
    (options) => {
      replace(
        element,
        ...options.map((option) =>
          h(
            'label',
            { title: option.icon ? option.label : null },
            h('input', {
              type: 'radio',
              name,
              value: option.value,
              disabled: common.disabled,
              on: {
                change: () => {
                  wanted = option.value;
                  onChange();
                },
              },
            }),
            option.icon ? [icon(option.icon), h('span', { class: 'visually-hidden' }, option.label)] : option.label,
          ),
        ),
      );
      element.classList.toggle(
        'icons',
        options.some((option) => option.icon),
      );
      mark();
    },
    element,
  );
  element.addEventListener('focus', () => (radios().find((radio) => radio.checked) ?? radios()[0])?.focus());
  return {
    element,
    focus: element,
    raw: () => wanted,
    set: (/** @type {any} */ raw) => {
      wanted = raw;
      mark();
    },
  };
}

/** @param {Field} field @param {string} id @param {Record<string, any>} common @param {Record<string, any>} on */
function password(field, id, common, on) {
  const input = h('input', { ...common, type: 'password', id, spellcheck: 'false', autocapitalize: 'none', on });
  const eye = h(
    'button',
    {
      type: 'button',
      class: 'button quiet icon-only',
      'aria-label': t('form.showPassword'),
      'aria-pressed': 'false',
      on: {
        click: () => {
          const show = input.type === 'password';
          input.type = show ? 'text' : 'password';
          eye.setAttribute('aria-label', t(show ? 'form.hidePassword' : 'form.showPassword'));
          eye.setAttribute('aria-pressed', String(show));
          replace(eye, icon(show ? 'eye-off' : 'eye'));
          input.focus();
        },
      },
    },
    icon('eye'),
  );
  const element = h('div', { class: 'password' }, input, eye);
  if (!field.strength) return { ...simple(input), element };
  const meter = h('div', { class: 'strength', 'aria-hidden': 'true' }, ...Array.from({ length: 4 }, () => h('span')));
  const word = h(
    'p',
    { class: 'field-hint', id: field.hint ? null : `${id}-hint`, 'aria-live': 'polite' },
    t('form.strengthHint'),
  );
  const extra = h('div', {}, meter, word);
  input.addEventListener('input', () => {
    const level = strengthOf(input.value);
    meter.className = `strength s${level}`;
    word.textContent = level ? t(`form.strength${level}`) : t('form.strengthHint');
  });
  return { ...simple(input), element, extra };
}
