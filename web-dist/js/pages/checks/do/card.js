/** One item of the list as a large card: one tap says how it is, groups by their exceptions, blind groups by counting. */
import { categoryIcon } from '../../inventory/words.js';
import { itemLook } from '../../pictures/thumb.js';
import { h, icon, replace } from '../../../ui/dom.js';
import { badge } from '../../../ui/parts.js';
import { answersOf, LOOK, troubleText } from './answers.js';
import { noteAndPhoto } from './extra.js';
import { isBlind, isGroup, isLent, knownOf, stateOf, surplusOf } from './rules.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').SheetItem} SheetItem */
/** @typedef {import('./rules.js').Mark} Mark */
/** @typedef {import('./store.js').Store} Store */

/** What is said of an item, or what is known while nothing is said. @param {SheetItem} item @param {Mark | undefined} mark */
function stateBadge(item, mark) {
  if (isLent(item)) return badge({ word: t('check.lent'), icon: 'swap', tone: 'info' });
  const known = knownOf(item);
  if (!mark) {
    if (!known) return badge({ word: t('check.unmarked'), icon: 'minus', tone: 'muted' });
    const what = known.maintenance
      ? t('item.maintenance')
      : isGroup(item)
        ? troubleText(known)
        : t(known.damaged ? 'check.damaged' : 'check.missing');
    return badge({ word: t('check.known', { what }), icon: 'info', tone: 'info' });
  }
  const state = stateOf(mark);
  const [icon, tone] = LOOK[state];
  const over = surplusOf(item, mark);
  if (isBlind(item))
    return badge({
      word: [t('check.goodN', { n: mark.good }), mark.damaged ? t('check.damagedN', { n: mark.damaged }) : '']
        .filter(Boolean)
        .join(', '),
      icon: 'check',
      tone: mark.damaged ? 'bad' : 'muted',
    });
  const word = !isGroup(item)
    ? t(`check.${state}`)
    : state === 'good'
      ? over
        ? t('check.surplusN', { n: over })
        : t('check.allGood')
      : troubleText(mark);
  return badge({ word, icon, tone: over && state === 'good' ? 'info' : tone });
}

/**
 * @param {SheetItem} item @param {Store} store @param {AbortSignal} signal
 */
export function itemCard(item, store, signal) {
  const answers = answersOf(item, store);
  const state = h('span', { class: 'check-state' });
  const place = h('div', { hidden: true });
  const more = h(
    'button',
    {
      type: 'button',
      class: 'button quiet check-more',
      'aria-expanded': 'false',
      on: { click: () => unfold(place.hidden) },
    },
    icon('camera'),
    t('check.noteAndPhoto'),
  );
  /** @param {boolean} open */
  function unfold(open) {
    if (open && !place.hasChildNodes()) {
      const note = store.note(item.item_id);
      const extra = noteAndPhoto({ note, store, label: item.name, signal, onChange: () => store.touch(item.item_id) });
      place.append(extra.element);
    }
    place.hidden = !open;
    more.setAttribute('aria-expanded', String(open));
  }
  let before = '';
  function draw() {
    const mark = store.mark(item.item_id);
    const look = mark ? stateOf(mark) : '';
    element.className = `check-card ${mark ? `is-${look}` : ''}`;
    replace(state, stateBadge(item, mark));
    answers.draw();
    more.hidden = !mark || isLent(item);
    const said = store.draft.notes[item.item_id];
    if (!mark) unfold(false);
    else if (said?.text || said?.photo || (look !== 'good' && look !== before)) unfold(true);
    before = look;
  }
  const detail = [item.internal_code, item.serial_number, [item.brand, item.model].filter(Boolean).join(' ')];
  const element = h(
    'li',
    { class: 'check-card', id: `item-${item.item_id}`, tabindex: '-1' },
    h(
      'div',
      { class: 'check-head' },
      itemLook(item, signal) ?? icon(categoryIcon(item.category)),
      h(
        'div',
        { class: 'check-name' },
        h('h2', {}, item.name),
        h('p', { class: 'muted small' }, detail.filter(Boolean).join(' · ')),
        isLent(item)
          ? h('p', { class: 'small' }, t('check.lentHint'))
          : item.quantity_lent
            ? h('p', { class: 'small' }, t('check.lentN', { n: item.quantity_lent }))
            : null,
        item.is_charged ? h('p', { class: 'small' }, t('check.charged')) : null,
        item.last_note ? h('p', { class: 'small check-last' }, t('check.lastNote', { note: item.last_note })) : null,
      ),
      state,
    ),
    isLent(item) ? null : answers.element,
    more,
    place,
  );
  draw();
  return { element, draw };
}
