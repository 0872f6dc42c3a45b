/** A field of a form that codes are read into: what was typed or scanned becomes a thing, or is told why it is none. */
import { h, icon, replace } from '../../../ui/dom.js';
import { errorText, isAbort, notice } from '../../../ui/parts.js';

/**
 * @template T
 * @typedef {{thing: T | (() => Promise<T>), label: string, hint?: string, icon?: string}} Choice a thing, or what gets it
 */
/**
 * What a text means: one thing, some to choose from, or why it is none.
 * @template T
 * @typedef {{thing: T} | {choices: Choice<T>[], say: string} | {fault: string}} Meant
 */
/** @typedef {ReturnType<typeof import('../../../ui/form.js').form>} Form */

/**
 * @template T
 * @param {{name: string, find: (text: string) => Promise<Meant<T>>, show: (thing: T) => import('../../../ui/dom.js').Child, textOf: (thing: T) => string,
 *   onThing: (thing: T | null) => unknown}} options `textOf`: what then stands in the field
 */
export function codeReader({ name, find, show, textOf, onThing }) {
  const place = h('div', { class: 'desk-found', role: 'status' });
  /** @type {T | null} */
  let thing = null;
  /** What the thing, or the fault, was made of. */
  let read = '';
  let turn = 0;
  /** @type {Form} */
  let form;
  /** @type {Promise<unknown>} */
  let work = Promise.resolve();

  const input = () => /** @type {HTMLInputElement} */ (form.element.querySelector(`[name="${name}"]`));
  /** @param {T | null} given */
  function become(given) {
    thing = given;
    return onThing(given);
  }
  /** @param {T} given */
  function accept(given) {
    // What is still looked for doesn't count any more.
    turn += 1;
    read = textOf(given);
    form.set(name, read);
    replace(place, show(given));
    return become(given);
  }
  /** @param {Choice<T>[]} choices @param {string} say */
  function choose(choices, say) {
    replace(
      place,
      h('p', { class: 'desk-say' }, say),
      h(
        'ul',
        { class: 'desk-choices', role: 'list' },
        ...choices.map((choice) =>
          h(
            'li',
            {},
            h(
              'button',
              {
                type: 'button',
                class: 'desk-choice',
                on: {
                  click: () => {
                    work = take(choice.thing);
                  },
                },
              },
              icon(choice.icon ?? 'package'),
              h('span', { class: 'strong' }, choice.label),
              choice.hint ? h('span', { class: 'cell-sub' }, choice.hint) : null,
            ),
          ),
        ),
      ),
    );
  }
  let next = () => {};
  /** @param {Choice<T>['thing']} chosen */
  async function take(chosen) {
    const mine = ++turn;
    try {
      const given = chosen instanceof Function ? await chosen() : chosen;
      if (mine !== turn) return;
      await accept(given);
      next();
    } catch (error) {
      if (!isAbort(error)) replace(place, notice({ tone: 'bad', text: errorText(error) }));
    }
  }

  /** @param {string} text */
  async function look(text) {
    const mine = ++turn;
    read = text;
    try {
      const found = await find(text);
      if (mine !== turn) return;
      if ('thing' in found) await accept(found.thing);
      else if ('choices' in found) choose(found.choices, found.say);
      else replace(place, notice({ tone: 'bad', text: found.fault }));
    } catch (error) {
      if (mine !== turn || isAbort(error)) return;
      // Nothing was learned of it: it is looked for again.
      read = '';
      replace(place, notice({ tone: 'bad', text: errorText(error) }));
    }
  }
  /** Looks for what stands in the field, unless that is done. */
  function settle() {
    const text = input().value.trim();
    if (text && text !== read) work = look(text);
    return work;
  }

  return {
    /** What the form shows below the field. @type {import('../../../ui/form-rules.js').Section} */
    section: { section: '', body: place },
    thing: () => thing,
    settle,
    /** Takes a text as if it were typed here. @param {string} text */
    take(text) {
      form.set(name, text);
      if (thing) void become(null);
      work = look(text.trim());
      return work;
    },
    accept,
    /** Begins anew: the field was emptied. */
    clear() {
      turn += 1;
      read = '';
      replace(place);
      if (thing) void become(null);
    },
    /** Where the eyes and the keys go: to the choices if there are some, else into the field. */
    focus() {
      const first = place.querySelector('button');
      if (first) first.focus();
      else {
        input().focus();
        input().select();
      }
    },
    /** @param {Form} given @param {() => void} then what is next once a choice was made */
    attach(given, then) {
      form = given;
      next = then;
      form.element.addEventListener('input', ({ target }) => {
        if (target !== input() || input().value.trim() === read) return;
        turn += 1;
        read = '';
        replace(place);
        if (thing) void become(null);
      });
      form.element.addEventListener('focusout', ({ target }) => {
        if (target === input()) void settle();
      });
      // What was kept of an earlier visit.
      if (input().value.trim()) void settle();
    },
  };
}

/**
 * Enter leads from field to field, as a scanner ends each code with it; what a field's step answers is the name of the next one.
 * @param {Form} form @param {Record<string, () => Promise<string | null> | string | null>} steps null stays where it is
 */
export function walks(form, steps) {
  form.element.addEventListener('keydown', async (event) => {
    const { target } = event;
    if (event.key !== 'Enter' || event.isComposing || !(target instanceof HTMLInputElement) || !steps[target.name])
      return;
    event.preventDefault();
    go(form, await steps[target.name]());
  });
}

/** @param {Form} form @param {string | null} name */
export function go(form, name) {
  const field = name ? form.element.querySelector(`[name="${name}"]`) : null;
  if (!(field instanceof HTMLElement)) return;
  field.focus();
  if (field instanceof HTMLInputElement && field.type === 'text') field.select();
}
