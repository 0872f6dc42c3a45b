/** A button that opens a short list of actions (popover in the top layer, arrows, Escape). */
import { h, icon, replace, uid } from './dom.js';
import { button } from './parts.js';

/** @typedef {{label: string, icon?: string, href?: string, run?: (event: Event) => any, danger?: boolean} | null | false} Item */
/**
 * @param {{label: string, icon?: string, iconOnly?: boolean, kind?: 'plain' | 'quiet', items: Item[] | (() => Item[])}} options what is offered may be known when it opens only
 */
export function menu({
  label,
  icon: name = 'more',
  iconOnly = name === 'more',
  kind = iconOnly ? 'quiet' : 'plain',
  items,
}) {
  const id = uid('menu');
  const list = h('div', { class: 'menu-list', role: 'menu', id, popover: 'auto', 'aria-label': label });
  const opener = button({ label, icon: name, iconOnly, kind });
  opener.setAttribute('popovertarget', id); // by attribute: a second click closes instead of closing and opening
  opener.setAttribute('aria-haspopup', 'menu');
  opener.setAttribute('aria-expanded', 'false');
  opener.setAttribute('aria-controls', id);
  const entries = () => /** @type {HTMLElement[]} */ ([...list.children]);

  list.addEventListener('beforetoggle', (event) => {
    const opening = /** @type {ToggleEvent} */ (event).newState === 'open';
    opener.setAttribute('aria-expanded', String(opening));
    if (opening) {
      replace(
        list,
        ...(typeof items === 'function' ? items() : items).map(
          (item) =>
            item &&
            h(
              item.href ? 'a' : 'button',
              {
                role: 'menuitem',
                tabindex: '-1',
                type: item.href ? null : 'button',
                href: item.href,
                class: item.danger ? 'danger' : '',
                on: {
                  click: (/** @type {Event} */ event) => {
                    list.hidePopover();
                    opener.focus();
                    choose(item, event);
                  },
                },
              },
              item.icon ? icon(item.icon) : null,
              item.label,
            ),
        ),
      );
    }
  });
  list.addEventListener('toggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== 'open') return;
    place();
    entries()[0]?.focus();
  });
  /** @param {{run?: (event: Event) => any}} item @param {Event} event */
  function choose(item, event) {
    if (!item.run) return;
    const stand = button({ label, run: item.run }); // the same care for promises and faults as any button
    stand.click();
    event.stopPropagation();
  }
  function place() {
    const from = opener.getBoundingClientRect();
    const size = list.getBoundingClientRect();
    const below = from.bottom + 4 + size.height <= innerHeight - 8;
    list.style.setProperty('top', `${Math.max(8, below ? from.bottom + 4 : from.top - 4 - size.height)}px`);
    list.style.setProperty('left', `${Math.max(8, Math.min(from.right - size.width, innerWidth - size.width - 8))}px`);
  }
  list.addEventListener('keydown', (event) => {
    const all = entries();
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (event.key === 'Tab') list.hidePopover();
    if (to === undefined) return;
    event.preventDefault();
    all[to].focus();
  });
  return h('div', { class: 'menu' }, opener, list);
}
