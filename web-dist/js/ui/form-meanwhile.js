/** A form whose row somebody else changed meanwhile: field by field what they made of it, and who wins. Nothing that was typed is lost. */
import { ApiError } from '../kit/api.js';
import { date, number, time } from '../kit/format.js';
import { t } from '../kit/words.js';
import { h, icon, replace } from './dom.js';
import { meanwhile, toRaw, toValue } from './form-rules.js';
import { button, notice } from './parts.js';

/**
 * @typedef {import('./form-rules.js').Field} Field
 * @typedef {import('./form-rules.js').Meanwhile} Meanwhile
 * @typedef {import('./form-rules.js').Values} Values
 */

/** How often it is sent again by itself, when what changed meanwhile is nothing that the form shows. */
const TRIES = 3;

/**
 * @param {{again?: () => Promise<Values | undefined>, version?: string, controls: Map<string, import('./fields.js').Control>, place: HTMLElement,
 *   initial: () => Values, values: () => Values, submit: () => any, onChange: () => void}} form `again` reads the row anew; `version` is that which the form was opened with
 */
export function comparing({ again, version, controls, place, initial, values, submit, onChange }) {
  /** What somebody else made of the row is the new start: taken where nothing was typed, asked about where something was. @param {Values} theirs */
  async function tell(theirs) {
    const fields = [...controls.values()].map((control) => control.field);
    const found = meanwhile(fields, { mine: values(), initial: initial(), theirs });
    for (const field of fields)
      if (field.name in theirs) initial()[field.name] = toValue(field, toRaw(field, theirs[field.name] ?? null));
    for (const { field, theirs: value } of found.filter((one) => !one.asks)) controls.get(field.name)?.set(value);
    if (!found.length) return false;
    const takeTheirs = () => {
      for (const { field, theirs: value } of found) {
        controls.get(field.name)?.set(value);
        controls.get(field.name)?.setError(null);
      }
      show(notice({ tone: 'info', text: t('form.tookTheirs') }));
    };
    /** @param {HTMLElement} box */
    const show = (box) => {
      replace(place, box);
      onChange();
      box.tabIndex = -1;
      box.focus();
      box.scrollIntoView({ block: 'nearest' });
    };
    show(await meanwhileBox(found, { keepMine: submit, takeTheirs }));
    return true;
  }

  /** Whether there is anything to decide, after a refusal. @param {unknown} error */
  async function asks(error) {
    if (!again || !(error instanceof ApiError) || error.status !== 412) throw error;
    const theirs = await again();
    if (!theirs) throw new ApiError(404, 'no_encontrado', t('error.notFound'));
    version = theirs.updated_at;
    return tell(theirs);
  }

  return {
    tell,
    /**
     * What `job` answered; nothing when the person has to decide first.
     * @param {() => Values} read @param {(values: Values, match?: string) => any} job @returns {Promise<{result: any} | null>}
     */
    async send(read, job) {
      for (let tries = 1; ; tries += 1) {
        try {
          const result = await job(read(), again && version);
          // A form that stays open is of what was answered.
          version = result?.updated_at ?? version;
          return { result };
        } catch (error) {
          if (await asks(error)) return null;
          if (tries >= TRIES) throw error;
        }
      }
    },
  };
}

/** A value as people read it. @param {Field} field @param {any} value @returns {Promise<string>} */
async function shown(field, value) {
  if (field.shown) return field.shown(value);
  if (field.type === 'checkbox') return t(value ? 'common.yes' : 'common.no');
  if (value === null || value === undefined || value === '') return t('form.empty');
  if (field.options) {
    const options = typeof field.options === 'function' ? await field.options() : field.options;
    return options.find((option) => option.value === String(value))?.label ?? String(value);
  }
  if (field.type === 'date') return date(value);
  if (field.type === 'time') return time(value);
  return typeof value === 'number' ? number(value) : String(value);
}

/** One field: what it was, what it is to be. @param {Field} field @param {[string, any]} from @param {[string, any]} to */
const line = async (field, [fromWord, from], [toWord, to]) =>
  h(
    'li',
    {},
    h('span', { class: 'strong' }, field.label),
    h(
      'span',
      { class: 'meanwhile-values' },
      h('span', {}, h('span', { class: 'meanwhile-whose' }, fromWord), ' ', await shown(field, from)),
      icon('forward', { class: 'small' }),
      h('span', {}, h('span', { class: 'meanwhile-whose' }, toWord), ' ', await shown(field, to)),
    ),
  );

/** @param {Meanwhile[]} found @param {{keepMine: () => any, takeTheirs: () => any}} acts */
async function meanwhileBox(found, { keepMine, takeTheirs }) {
  const both = found.filter((one) => one.asks);
  const rest = found.filter((one) => !one.asks);
  const list = (/** @type {HTMLElement[]} */ lines) => h('ul', { class: 'meanwhile-list' }, ...lines);
  const asked = both.map(({ field, theirs, mine }) => line(field, [t('form.theirs'), theirs], [t('form.mine'), mine]));
  const taken = rest.map(({ field, was, theirs }) => line(field, [t('form.before'), was], [t('form.now'), theirs]));
  return h(
    'div',
    { class: 'notice warn meanwhile', role: 'alert' },
    icon('alert'),
    h(
      'div',
      { class: 'notice-text' },
      h('p', { class: 'notice-title' }, t('form.meanwhile')),
      h('p', {}, t(both.length ? 'form.meanwhileAsk' : 'form.meanwhileTaken')),
      both.length ? list(await Promise.all(asked)) : null,
      both.length && rest.length ? h('p', {}, t('form.meanwhileAlso')) : null,
      rest.length ? list(await Promise.all(taken)) : null,
      h(
        'div',
        { class: 'meanwhile-acts' },
        button({
          label: t(both.length ? 'form.keepMine' : 'common.save'),
          icon: 'check',
          kind: 'primary',
          run: keepMine,
        }),
        both.length ? button({ label: t('form.takeTheirs'), icon: 'undo', run: takeTheirs }) : null,
      ),
    ),
  );
}
