/** The sheet of both ways over the desk: read label by label and sent at once. What was read is kept until then. */
import { api, ApiError } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { openDialog } from '../../ui/dialog.js';
import { announce, h, on, replace } from '../../ui/dom.js';
import { readDraft, writeDraft } from '../../ui/draft.js';
import { button, notice } from '../../ui/parts.js';
import { scanner } from '../../ui/scan.js';
import { written } from '../../ui/scan-text.js';
import { stepper } from '../../ui/stepper.js';
import { itemOf } from '../scan/item-of.js';
import { t } from './words.js';

/** @typedef {import('wire').Loan} Loan */
/** @typedef {import('wire').Item} Item */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {ReturnType<typeof import('./rules.js').outOf>[number]} Out */
/** @typedef {NonNullable<import('wire').Schemas['PieceBack']['outcome']>} Outcome */
/** @typedef {{item_id: string | null, name: string, code: string | null, quantity: number, most: number, outcome: Outcome, notes: string}} Entry `most`: pieces that the item has */

const OUTCOMES = /** @type {const} */ (['returned', 'damaged', 'lost', 'consumed']);

/** @param {{name: string, code?: string | null}} one */
export const called = ({ name, code }) => (code ? t('loans.single', { name, code }) : name);

/** @param {Entry[]} entries @param {Entry} [except] */
export const sum = (entries, except) =>
  entries.reduce((total, entry) => (entry === except ? total : total + entry.quantity), 0);

/**
 * The sheet of both ways over the desk. `admit` says what becomes of an item that was read: an entry of the list, or why not.
 * @param {{ctx: PageContext, kind: 'give' | 'take', title: string, hint: string, draft: string,
 *   admit: (item: {id: string, name: string, internal_code: string, brand?: string | null, model?: string | null, environment_id?: string | null, environment_name?: string | null, quantity: number}, entries: Entry[]) => Entry | string,
 *   out: Out[], roomFor: (entry: Entry, entries: Entry[]) => number, footer: (entries: Entry[]) => string | null, send: (entries: Entry[]) => Promise<Loan>}} options
 * @returns {Promise<Loan | undefined>}
 */
export async function sheet({ ctx, kind, title, hint, draft, admit, out, roomFor, footer, send }) {
  const give = kind === 'give';
  const kept = readDraft(draft);
  /** @type {Entry[]} */
  const entries = Array.isArray(kept?.entries) ? kept.entries : [];
  const leave = new AbortController();
  const said = h('div', { role: 'status', class: 'form-place' });
  const rest = h('div', { class: 'stack tight form-place' });
  const list = h('div', { class: 'stack tight' });
  const foot = h('p', { class: 'muted small', role: 'status' });
  const fault = h('div', { role: 'alert', class: 'form-place' });

  const keep = () => writeDraft(draft, entries.length ? { entries } : null);
  /** @param {string} text @param {'warn' | 'bad'} [tone] */
  const say = (text, tone = 'warn') => replace(said, notice({ tone, text }));

  /** @param {Parameters<typeof admit>[0]} item */
  function read(item) {
    const entry = admit(item, entries);
    if (typeof entry === 'string') return say(entry);
    replace(said);
    if (!entries.includes(entry)) entries.push(entry);
    announce(t('loans.scanned', { name: called(entry) }));
    changed();
  }

  const reader = scanner({
    decode: (blob, query) => api.upload('/api/qr/decode', blob, { query }),
    onStart: () => replace(said),
    placeholder: t('loans.givePlaceholder'),
    autofocus: matchMedia('(pointer: fine)').matches,
    onCode: async (text) => {
      let found;
      try {
        found = await itemOf(text, leave.signal);
      } catch (error) {
        if (!(error instanceof ApiError) || ![404, 422].includes(error.status)) throw error;
        found = { similar: [] };
      }
      if ('room' in found) say(t('loans.scan.room'));
      else if ('item' in found) read(found.item);
      else if (!found.similar.length) say(t('loans.scan.unknown', { text: text.trim().slice(0, 40) }));
      else {
        replace(
          said,
          notice({ tone: 'info', text: t('loans.scan.similar', { text: text.trim().slice(0, 40) }) }),
          h(
            'div',
            { class: 'row' },
            ...found.similar.map((item) =>
              button({
                label: called({ name: item.name, code: item.internal_code }),
                icon: 'plus',
                run: () => read(item),
              }),
            ),
          ),
        );
      }
      reader.reset();
    },
  });

  const act = button({
    label: t(give ? 'loans.handOverScan' : 'loans.take'),
    icon: 'check',
    kind: 'primary',
    run: async () => {
      replace(fault);
      try {
        const answer = await send(entries);
        writeDraft(draft, null);
        entries.length = 0;
        box.close(answer);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        replace(fault, notice({ tone: 'bad', text: error.detail }));
        fault.scrollIntoView({ block: 'nearest' });
      }
    },
  });

  /** @param {Entry} entry */
  function line(entry) {
    const name = called(entry);
    const room = roomFor(entry, entries);
    const notes = h('input', {
      type: 'text',
      maxlength: '2000',
      autocomplete: 'off',
      'aria-label': t('loans.notes', { name }),
      value: entry.notes,
      on: {
        input: () => {
          entry.notes = notes.value;
          keep();
        },
      },
    });
    const follows = h('p', { class: 'muted small' });
    const outcome = give
      ? null
      : h(
          'select',
          {
            'aria-label': t('loans.outcome', { name }),
            value: entry.outcome,
            on: {
              change: () => {
                entry.outcome = /** @type {Outcome} */ (outcome?.value);
                tell();
                keep();
              },
            },
          },
          ...OUTCOMES.map((value) => h('option', { value }, t(`loans.outcome.${value}`))),
        );
    const tell = () => {
      notes.placeholder = t(
        give ? 'loans.notesGive' : entry.outcome === 'damaged' ? 'loans.notesDamaged' : 'loans.notesTake',
      );
      replace(follows, entry.outcome === 'returned' ? null : t(`loans.follows.${entry.outcome}`));
      follows.hidden = entry.outcome === 'returned';
    };
    tell();
    return h(
      'li',
      { class: 'loan-entry' },
      h(
        'div',
        { class: 'row between loan-entry-head' },
        h(
          'span',
          { class: 'link-text' },
          h('span', { class: 'strong' }, entry.name),
          entry.code ? h('span', { class: 'link-hint mono' }, entry.code) : null,
        ),
        button({
          label: t('loans.remove', { name }),
          icon: 'close',
          iconOnly: true,
          kind: 'quiet',
          run: () => {
            entries.splice(entries.indexOf(entry), 1);
            changed();
          },
        }),
      ),
      room > 1
        ? stepper({
            label: t('loans.quantity'),
            value: entry.quantity,
            max: room,
            onChange: (value) => {
              entry.quantity = value ?? 0;
              tidy();
            },
          }).element
        : null,
      outcome,
      notes,
      follows,
    );
  }

  /** What changes with a number: the foot, what is still out. */
  function tidy() {
    keep();
    const total = sum(entries);
    act.replaceChildren(...[act.firstElementChild ?? '', t(give ? 'loans.giveN' : 'loans.takeN', { n: total })]);
    act.toggleAttribute('disabled', total === 0);
    replace(foot, footer(entries));
    const left = out
      .map((one) => ({ ...one, left: one.quantity - sum(entries.filter((entry) => entry.item_id === one.item_id)) }))
      .filter((one) => one.left > 0);
    replace(
      rest,
      left.length
        ? [
            h('h3', {}, t('loans.stillOut')),
            h(
              'ul',
              { class: 'links', role: 'list' },
              ...left.map((one) =>
                h(
                  'li',
                  {},
                  h(
                    'div',
                    { class: 'link' },
                    h(
                      'span',
                      { class: 'link-text' },
                      h('span', { class: 'strong' }, one.left > 1 ? `${number(one.left)} × ${one.name}` : one.name),
                      one.code ? h('span', { class: 'link-hint mono' }, one.code) : null,
                    ),
                    button({
                      label: t('loans.takeOne', { name: called(one) }),
                      icon: 'plus',
                      iconOnly: true,
                      run: () =>
                        read({
                          id: one.item_id ?? '',
                          name: one.name,
                          internal_code: one.code ?? '',
                          quantity: one.quantity,
                        }),
                    }),
                  ),
                ),
              ),
            ),
          ]
        : null,
    );
  }
  function changed() {
    replace(
      list,
      h('h3', {}, t(give ? 'loans.giveList' : 'loans.takeList')),
      entries.length
        ? h('ul', { class: 'loan-entries', role: 'list' }, ...entries.map(line))
        : h('p', { class: 'muted' }, t('loans.nothingYet')),
    );
    tidy();
  }

  const box = openDialog({
    title,
    hint,
    body: h(
      'div',
      { class: 'stack check-scan loan-desk' },
      reader.element,
      said,
      rest,
      list,
      foot,
      fault,
      h('div', { class: 'dialog-foot' }, button({ label: t('common.close'), run: () => box.close() }), act),
    ),
  });
  changed();
  // A phone's keyboard would cover the sheet.
  if (!matchMedia('(pointer: fine)').matches) box.element.querySelector('h2')?.focus();
  // A scanner types wherever the focus is: its letters belong in the field.
  on(box.element, 'keydown', (/** @type {KeyboardEvent} */ event) => {
    const writes = event.target instanceof Element && event.target.closest('input, textarea, select');
    if (writes || !written(event).trim()) return;
    /** @type {HTMLInputElement | null} */ (reader.element.querySelector('input[type="text"]'))?.focus();
  });
  ctx.onLeave(() => box.element.open && box.close());
  const answer = await box.closed;
  reader.stop();
  leave.abort();
  return answer;
}
