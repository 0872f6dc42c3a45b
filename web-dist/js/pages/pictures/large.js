/** Photos side by side that a finger pushes along, arrows turn and keys turn; small in a card, large in a dialog. */
import { openDialog } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { pathOf, within } from './rules.js';
import { t } from './words.js';

/** @typedef {{url: string, caption?: string | null}} Slide */

/**
 * @param {Slide[]} list @param {number} first which is shown
 * @param {{name: string, onShow?: (at: number) => void, onOpen?: (at: number) => void}} options
 */
export function slides(list, first, { name, onShow, onOpen }) {
  let at = within(first, list.length);
  const images = list.map(({ url, caption }, n) =>
    h('img', {
      loading: n === at ? 'eager' : 'lazy',
      decoding: 'async',
      alt: caption || t('pictures.of', { name }),
      src: pathOf(url) ?? url,
    }),
  );
  const strip = h(
    'ul',
    { class: 'slides-strip', role: 'list', on: { scroll: seen } },
    ...images.map((image, n) =>
      h(
        'li',
        {},
        onOpen
          ? h(
              'button',
              {
                type: 'button',
                class: 'slide-open',
                'aria-label': t('pictures.enlarge', { name: list[n].caption || name }),
                on: { click: () => onOpen(n) },
              },
              image,
            )
          : image,
      ),
    ),
  );
  const turn = (/** @type {number} */ by) => go(at + by);
  const previous = button({
    label: t('pictures.previous'),
    icon: 'back',
    iconOnly: true,
    class: 'slides-previous',
    run: () => turn(-1),
  });
  const next = button({
    label: t('pictures.next'),
    icon: 'forward',
    iconOnly: true,
    class: 'slides-next',
    run: () => turn(1),
  });
  const count = h('span', { class: 'slides-count', role: 'status' });
  const caption = h('p', { class: 'slides-caption' });
  const many = list.length > 1;
  const element = h(
    'div',
    {
      class: 'slides',
      on: {
        keydown: (/** @type {KeyboardEvent} */ event) => {
          const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
          if (!by || !many) return;
          event.preventDefault();
          turn(by);
        },
      },
    },
    h('div', { class: 'slides-stage' }, strip, ...(many ? [previous, next] : [])),
    h('div', { class: 'slides-foot' }, caption, many ? count : null),
  );

  function tell() {
    const said = list[at]?.caption ?? '';
    caption.textContent = said;
    caption.hidden = !said;
    count.textContent = t('pictures.at', { n: at + 1, count: list.length });
    const held = document.activeElement;
    previous.toggleAttribute('disabled', at === 0);
    next.toggleAttribute('disabled', at === list.length - 1);
    // At either end one of the arrows goes, and whoever pressed it has the other in hand.
    if (held === next && at === list.length - 1) previous.focus();
    if (held === previous && at === 0) next.focus();
    // Of what isn't shown nothing can be reached by keyboard.
    [...strip.children].forEach((slide, n) => slide.toggleAttribute('inert', n !== at));
  }
  /** A finger pushed it along. */
  function seen() {
    const now = within(Math.round(strip.scrollLeft / Math.max(1, strip.clientWidth)), list.length);
    if (now === at || moving) return;
    at = now;
    tell();
    onShow?.(at);
  }
  let moving = 0;
  /** @param {number} to @param {boolean} [smooth] */
  function go(to, smooth = true) {
    const inside = strip.contains(document.activeElement);
    at = within(to, list.length);
    clearTimeout(moving);
    moving = window.setTimeout(() => {
      moving = 0;
    }, 400);
    const calm = !smooth || matchMedia('(prefers-reduced-motion: reduce)').matches;
    strip.scrollTo({ left: at * strip.clientWidth, behavior: calm ? 'instant' : 'smooth' });
    tell();
    // What was in hands is out of reach by now.
    if (inside) strip.children[at]?.querySelector('button')?.focus({ preventScroll: true });
    onShow?.(at);
  }
  tell();
  // Its width is known when it stands in the page.
  requestAnimationFrame(() => at && go(at, false));
  return { element, go, at: () => at };
}

/**
 * @param {Slide[]} list @param {number} at @param {string} name @param {AbortSignal} signal the page is left
 */
export function enlarge(list, at, name, signal) {
  const shown = slides(list, at, { name });
  const box = openDialog({ title: name, size: 'large', class: 'pictures-large', body: shown.element });
  // The title has the focus: arrows work from there.
  box.element.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by && !shown.element.contains(/** @type {Node} */ (event.target))) shown.go(shown.at() + by);
  });
  signal.addEventListener('abort', () => box.element.open && box.close(), { once: true });
}
