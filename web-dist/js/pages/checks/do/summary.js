/** Before it is sent: what was found, what nobody looked at, the last words. Nothing is sent by a single mistaken tap. */
import { number } from '../../../kit/format.js';
import { openDialog } from '../../../ui/dialog.js';
import { h, icon, replace, uid } from '../../../ui/dom.js';
import { button, notice } from '../../../ui/parts.js';
import { completeOf, hasNews, isBlind, restOf, stateOf, totalsOf } from './rules.js';
import { t } from './words.js';

/** @typedef {import('./store.js').Store} Store */

/** News that are named one by one. */
const MOST = 5;

/** @param {string} label @param {string} value @param {number} most @param {(text: string) => void} onText @param {string} [placeholder] */
function words(label, value, most, onText, placeholder) {
  const id = uid('words');
  const text = h('textarea', {
    id,
    rows: '2',
    maxlength: String(most),
    value,
    placeholder,
    on: { input: () => onText(text.value) },
  });
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label, ' ', h('span', { class: 'optional' }, `(${t('common.optional')})`)),
    text,
  );
}

/** Yes or no, and nothing beforehand. @param {string} label @param {boolean | null} value @param {(value: boolean) => void} onPick */
function yesNo(label, value, onPick) {
  const name = uid('yes-no');
  return h(
    'fieldset',
    { class: 'check-yes-no' },
    h('legend', {}, label),
    h(
      'div',
      { class: 'segmented' },
      [true, false].map((answer) =>
        h(
          'label',
          {},
          h('input', { type: 'radio', name, checked: value === answer, on: { change: () => onPick(answer) } }),
          t(answer ? 'common.yes' : 'common.no'),
        ),
      ),
    ),
  );
}

/** @param {'good' | 'damaged' | 'missing'} state @param {number} count @param {string} sign @param {string} tone */
const figure = (state, count, sign, tone) =>
  h(
    'div',
    { class: `stat ${tone}` },
    h('span', { class: 'stat-label' }, icon(sign), t(`check.sum.${state}`)),
    h('span', { class: 'stat-value' }, number(count)),
  );

/**
 * @param {Store} store @param {{confirms: boolean, onSend: () => void, onUnmarked: () => void, onRest: () => void}} acts
 */
export function summary(store, { confirms, onSend, onUnmarked, onRest }) {
  const { draft, items } = store;
  const totals = totalsOf(items, draft.marks);
  const news = items.filter((item) => hasNews(item, draft.marks[item.item_id], draft.notes[item.item_id]));
  const blind = items.some(isBlind);
  const rest = restOf(items, draft.marks).length;
  // Who confirms says whether all is there; where the marks tell it, they do.
  const asked = confirms && completeOf(items, draft.marks) === null;
  const fault = h('div', { role: 'alert' });
  const send = () => {
    const complete = completeOf(items, draft.marks) ?? (asked ? draft.complete : null);
    if (draft.staff && (draft.is_clean === null || draft.is_organized === null || (asked && complete === null))) {
      replace(fault, notice({ tone: 'bad', text: t('check.askClean') }));
      fault.scrollIntoView({ block: 'center' });
      return;
    }
    draft.complete = complete;
    box.close();
    onSend();
  };
  const box = openDialog({
    title: t('check.summary'),
    hint: draft.room_name,
    class: 'check-summary',
    body: (close) =>
      h(
        'div',
        { class: 'stack' },
        h(
          'div',
          { class: 'check-sums' },
          figure('good', totals.good, 'check-circle', 'good'),
          figure('damaged', totals.damaged, 'triangle', totals.damaged ? 'bad' : ''),
          blind ? null : figure('missing', totals.missing, 'missing', totals.missing ? 'warn' : ''),
        ),
        blind ? h('p', { class: 'muted small' }, t('check.blindSum')) : null,
        totals.unmarked
          ? h(
              'div',
              { class: 'stack tight' },
              notice({
                tone: 'warn',
                title: t('check.unmarkedN', { n: totals.unmarked }),
                text: t('check.unmarkedText'),
              }),
              h(
                'div',
                { class: 'row' },
                button({
                  label: t('check.seeUnmarked'),
                  icon: 'list',
                  run: () => {
                    close();
                    onUnmarked();
                  },
                }),
                rest
                  ? button({
                      label: t('check.rest'),
                      icon: 'check-circle',
                      run: () => {
                        close();
                        onRest();
                      },
                    })
                  : null,
              ),
            )
          : null,
        news.length
          ? h(
              'ul',
              { class: 'check-news', role: 'list', 'aria-label': t('check.filter.news') },
              news.slice(0, MOST).map((item) => {
                const state = stateOf(draft.marks[item.item_id]);
                return h(
                  'li',
                  {},
                  h(
                    'span',
                    { class: `tone-${state === 'damaged' ? 'bad' : state === 'missing' ? 'warn' : 'info'}` },
                    icon(state === 'damaged' ? 'triangle' : state === 'missing' ? 'missing' : 'info'),
                  ),
                  h(
                    'span',
                    {},
                    h('span', { class: 'strong' }, item.name),
                    ` ${item.internal_code}`,
                    draft.notes[item.item_id]?.text
                      ? h('span', { class: 'muted small' }, ` ${draft.notes[item.item_id].text}`)
                      : null,
                  ),
                );
              }),
            )
          : null,
        news.length > MOST ? h('p', { class: 'muted small' }, t('common.andMore', { n: news.length - MOST })) : null,
        draft.findings.length
          ? h('p', { class: 'row' }, icon('search'), t('check.findingsN', { n: draft.findings.length }))
          : null,
        draft.staff
          ? [
              fault,
              yesNo(t('check.clean'), draft.is_clean, (value) => {
                draft.is_clean = value;
                store.save();
                replace(fault);
              }),
              yesNo(t('check.organized'), draft.is_organized, (value) => {
                draft.is_organized = value;
                store.save();
                replace(fault);
              }),
              asked
                ? yesNo(t('check.complete'), draft.complete, (value) => {
                    draft.complete = value;
                    store.save();
                    replace(fault);
                  })
                : null,
            ]
          : null,
        words(
          t('check.cleaningNotes'),
          draft.cleaning_notes,
          2000,
          (text) => {
            draft.cleaning_notes = text;
            store.save();
          },
          t('check.cleaningPlaceholder'),
        ),
        words(t('check.comments'), draft.comments, 2000, (text) => {
          draft.comments = text;
          store.save();
        }),
        confirms ? notice({ tone: 'info', text: t('check.confirms') }) : null,
        h(
          'div',
          { class: 'dialog-foot' },
          button({ label: t('check.keepOn'), run: () => close() }),
          button({ label: t('check.sendNow'), icon: 'upload', kind: 'primary', run: send }),
        ),
      ),
  });
  // The figures first, not the keyboard.
  box.element.querySelector('h2')?.focus();
  return box;
}
