/** Printing by the browser: each page of labels is a page of its paper, whatever the printer was set to. */
import { h } from '../../ui/dom.js';
import { drawPage } from './drawing.js';

/** How long the pages stay if the browser never says that it is done: phones answer print() before they print. */
const AT_MOST = 120_000;

/** @param {import('wire').Schemas['LabelPreview'][]} pages */
export function printPages(pages) {
  document.querySelector('.label-print')?.remove();
  const box = h(
    'div',
    { class: 'label-print', 'aria-hidden': 'true' },
    pages.map((page) => h('div', { class: `label-page on-${page.paper.paper}` }, drawPage(page))),
  );
  document.body.append(box);
  document.documentElement.classList.add('printing-labels');
  const done = () => {
    document.documentElement.classList.remove('printing-labels');
    box.remove();
  };
  addEventListener('afterprint', done, { once: true });
  setTimeout(done, AT_MOST);
  window.print();
}
