/** Printing by the browser: each page of labels is a page of its paper, whatever the printer was set to. */
import { h } from '../../ui/dom.js';
import { drawPage } from './drawing.js';

/** How long the pages stay if the browser never says that it is done: phones answer print() before they print. */
const AT_MOST = 120_000;

/** Takes the pages of the print before away, if they are still there. */
let done = () => {};

/** @param {import('wire').Schemas['LabelPreview'][]} pages */
export function printPages(pages) {
  done();
  const box = h(
    'div',
    { class: 'label-print', 'aria-hidden': 'true' },
    pages.map((page) => h('div', { class: `label-page on-${page.paper.paper}` }, drawPage(page))),
  );
  document.body.append(box);
  // All pages of a print are of one paper.
  const classes = ['printing-labels', ...pages.slice(0, 1).map((page) => `on-${page.paper.paper}`)];
  document.documentElement.classList.add(...classes);
  // Each print ends itself and no other: its clock and its listener go with it.
  done = () => {
    clearTimeout(timer);
    removeEventListener('afterprint', mine);
    document.documentElement.classList.remove(...classes);
    box.remove();
    done = () => {};
  };
  const mine = done;
  const timer = setTimeout(mine, AT_MOST);
  addEventListener('afterprint', mine);
  window.print();
}
