/** The answers of a card: one tap for a single piece, exceptions for a group, counting for a blind group. */
import { number } from '../../../kit/format.js';
import { h, icon, replace } from '../../../ui/dom.js';
import { button } from '../../../ui/parts.js';
import { stepper } from '../../../ui/stepper.js';
import { expectedOf, groupMark, isBlind, isGroup, knownOf, stateOf, surplusOf, wholeMark } from './rules.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').SheetItem} SheetItem */
/** @typedef {import('./rules.js').Mark} Mark */
/** @typedef {import('./store.js').Store} Store */
/** @typedef {{element: HTMLElement, draw: () => void}} Answers */

/** @type {Record<'good' | 'damaged' | 'missing', [string, import('../../../kit/format.js').Tone]>} */
export const LOOK = { good: ['check-circle', 'good'], damaged: ['triangle', 'bad'], missing: ['missing', 'warn'] };

/** "2 dañados, 1 falta". @param {{damaged: number, missing: number | null}} counted */
export const troubleText = ({ damaged, missing }) =>
  [damaged ? t('check.damagedN', { n: damaged }) : '', missing ? t('check.missingN', { n: missing }) : '']
    .filter(Boolean)
    .join(', ');

/**
 * @param {{label: string, icon: string, tone: string, run: () => void}} options
 */
function answer({ label, icon: sign, tone, run }) {
  return h(
    'button',
    { type: 'button', class: `check-answer ${tone}`, 'aria-pressed': 'false', on: { click: run } },
    icon(sign),
    h('span', {}, label),
  );
}
/** @param {HTMLElement} element @param {boolean} on */
const press = (element, on) => element.setAttribute('aria-pressed', String(on));

/** Bueno, dañado, falta; a second tap takes it back. @param {SheetItem} item @param {Store} store @returns {Answers} */
function singleAnswers(item, store) {
  const states = /** @type {('good' | 'damaged' | 'missing')[]} */ (['good', 'damaged', 'missing']);
  const current = () => {
    const mark = store.mark(item.item_id);
    return mark ? stateOf(mark) : null;
  };
  const buttons = states.map((state) =>
    answer({
      label: t(`check.${state}`),
      icon: LOOK[state][0],
      tone: LOOK[state][1],
      run: () => {
        const before = store.mark(item.item_id);
        store.set(item, current() === state ? null : wholeMark(item, state, before?.method ?? 'list'));
      },
    }),
  );
  return {
    element: h('div', { class: 'check-answers', role: 'group', 'aria-label': item.name }, ...buttons),
    draw: () => states.forEach((state, at) => press(buttons[at], current() === state)),
  };
}

/** All good, as before, or the exceptions counted. @param {SheetItem} item @param {Store} store @returns {Answers} */
function groupAnswers(item, store) {
  const known = knownOf(item);
  const counted = known && (known.damaged || known.missing) ? known : null;
  const expected = expectedOf(item);
  const same = counted ? { damaged: counted.damaged, missing: counted.missing, surplus: 0 } : null;
  let open = false;
  const equal = (/** @type {Mark | undefined} */ mark) =>
    Boolean(mark && same && mark.damaged === same.damaged && mark.missing === same.missing && !surplusOf(item, mark));
  /** @param {Mark} next */
  const toggle = (next, /** @type {boolean} */ on) => {
    open = false;
    store.set(item, on ? null : next);
  };
  const whole = (/** @type {Mark | undefined} */ mark) =>
    Boolean(mark && stateOf(mark) === 'good' && !surplusOf(item, mark));
  const all = answer({
    label: t('check.allGoodN', { n: expected }),
    icon: 'check-circle',
    tone: 'good',
    run: () => toggle(wholeMark(item, 'good'), !open && whole(store.mark(item.item_id))),
  });
  const again = same
    ? answer({
        label: t('check.same', { what: troubleText(same) }),
        icon: 'history',
        tone: 'warn',
        run: () => toggle(groupMark(item, same), !open && equal(store.mark(item.item_id))),
      })
    : null;
  const other = answer({
    label: t('check.exceptions'),
    icon: 'edit',
    tone: 'bad',
    run: () => {
      open = !open;
      draw();
    },
  });
  /** What the steps stand at: the mark, or before there is one what is known. */
  const read = () => {
    const mark = store.mark(item.item_id);
    return mark
      ? { damaged: mark.damaged, missing: mark.missing ?? 0, surplus: surplusOf(item, mark) }
      : (same ?? { damaged: 0, missing: 0, surplus: 0 });
  };
  /** @param {'damaged' | 'missing' | 'surplus'} key @param {string} label @param {string} sign @param {string} tone */
  const count = (key, label, sign, tone) =>
    stepper({
      label,
      value: read()[key],
      icon: sign,
      tone,
      onChange: (value) => store.set(item, groupMark(item, { ...read(), [key]: value ?? 0 })),
    });
  const damaged = count('damaged', t('check.damagedMany'), 'triangle', 'bad');
  const missing = count('missing', t('check.missingMany'), 'missing', 'warn');
  const surplus = count('surplus', t('check.surplusMany'), 'plus', 'info');
  const good = h('p', { class: 'check-good', role: 'status' });
  const steps = h('div', { class: 'check-steps' }, damaged.element, missing.element, surplus.element, good);
  function draw() {
    const mark = store.mark(item.item_id);
    const now = read();
    const odd = Boolean(mark) && !whole(mark) && !equal(mark);
    press(all, !open && whole(mark));
    if (again) press(again, !open && equal(mark));
    press(other, open || odd);
    steps.hidden = !open && !odd;
    damaged.set(now.damaged, expected + now.surplus);
    missing.set(now.missing, now.surplus ? 0 : expected - now.damaged);
    surplus.set(now.surplus);
    replace(
      good,
      icon('check-circle'),
      t('check.goodOf', { good: number(groupMark(item, now).good), total: number(expected) }),
    );
  }
  return {
    element: h(
      'div',
      { class: 'stack tight' },
      h('div', { class: 'check-answers', role: 'group', 'aria-label': item.name }, all, again, other),
      steps,
    ),
    draw,
  };
}

/** The expected number is not shown: the person counts. @param {SheetItem} item @param {Store} store @returns {Answers} */
function blindAnswers(item, store) {
  /** @param {Partial<Mark>} part */
  const set = (part) => {
    const mark = store.mark(item.item_id) ?? { good: 0, damaged: 0, missing: null, method: 'list' };
    store.set(item, { ...mark, ...part });
  };
  const good = stepper({
    label: t('check.countGood'),
    value: null,
    icon: 'check-circle',
    tone: 'good',
    onChange: (value) => (value === null ? store.set(item, null) : set({ good: value })),
  });
  const damaged = stepper({
    label: t('check.damagedMany'),
    value: null,
    icon: 'triangle',
    tone: 'bad',
    onChange: (value) => set({ damaged: value ?? 0 }),
  });
  const none = button({ label: t('check.none'), icon: 'missing', run: () => set({ good: 0, damaged: 0 }) });
  return {
    element: h(
      'div',
      { class: 'check-steps', role: 'group', 'aria-label': item.name },
      good.element,
      damaged.element,
      none,
    ),
    draw() {
      const mark = store.mark(item.item_id);
      good.set(mark ? mark.good : null);
      damaged.set(mark ? mark.damaged : null);
      none.hidden = Boolean(mark);
    },
  };
}

/** @param {SheetItem} item @param {Store} store @returns {Answers} */
export const answersOf = (item, store) =>
  isBlind(item) ? blindAnswers(item, store) : isGroup(item) ? groupAnswers(item, store) : singleAnswers(item, store);
