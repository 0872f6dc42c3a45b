/** Tabs; the open one is kept in the address (?tab=) when the page's context is given. */
import { h, replace, uid } from './dom.js';

/**
 * @param {{id: string, label: string, render: () => import('./dom.js').Child}[]} items
 * @param {{label: string, ctx?: {query: URLSearchParams, setQuery: (patch: Record<string, string | null>) => void}}} options
 */
export function tabs(items, { label, ctx }) {
  const base = uid('tab');
  const panel = h('div', { role: 'tabpanel', id: `${base}-panel`, tabindex: '0', class: 'stack' });
  const buttons = items.map((item) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `${base}-${item.id}`,
        'aria-controls': panel.id,
        on: { click: () => open(item, true) },
      },
      item.label,
    ),
  );
  /** @param {typeof items[number]} item @param {boolean} [tell] */
  function open(item, tell = false) {
    items.forEach((other, at) => {
      const chosen = other === item;
      buttons[at].setAttribute('aria-selected', String(chosen));
      buttons[at].tabIndex = chosen ? 0 : -1;
    });
    panel.setAttribute('aria-labelledby', `${base}-${item.id}`);
    if (tell) ctx?.setQuery({ tab: item === items[0] ? null : item.id });
    replace(panel, item.render());
  }
  const list = h(
    'div',
    {
      class: 'tabs',
      role: 'tablist',
      'aria-label': label,
      on: {
        keydown: (/** @type {KeyboardEvent} */ event) => {
          const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
          const to = {
            ArrowRight: (at + 1) % items.length,
            ArrowLeft: (at - 1 + items.length) % items.length,
            Home: 0,
            End: items.length - 1,
          }[event.key];
          if (at < 0 || to === undefined) return;
          event.preventDefault();
          buttons[to].focus();
          open(items[to], true);
        },
      },
    },
    ...buttons,
  );
  open(items.find((item) => item.id === ctx?.query.get('tab')) ?? items[0]);
  return h('div', { class: 'stack' }, list, panel);
}
