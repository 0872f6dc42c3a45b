// What a finger cannot hit (WCAG 2.2, 2.5.8: 24 px), and main targets that are smaller than 44 px.
const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
const root = dialog ?? document;
const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && node.getClientRects().length > 0;
const CONTROLS = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, label.button, [role="option"]';
const MAIN = '.button.primary, .button.danger.fill, .place, .stepper-button, .form :is(input:not([type="radio"], [type="checkbox"]), select, textarea), .segmented label, .choice, [role="menuitem"]';
/** The label of a box or a circle is a target, too. */
const target = (node) => (node.matches('[type="radio"], [type="checkbox"]') ? node.closest('label') ?? node.parentElement : node);
/** A link in the middle of a sentence is as tall as its line. */
const inSentence = (node) => node.matches('a') && getComputedStyle(node).display === 'inline' && node.parentElement.textContent.trim().length > node.textContent.trim().length;
const found = [];
for (const control of root.querySelectorAll(CONTROLS)) {
  const node = target(control);
  if (!seen(node) || control.disabled || node.matches('.skip, .visually-hidden') || inSentence(node)) continue;
  const { width, height } = node.getBoundingClientRect();
  const least = node.matches(MAIN) ? 44 : 24;
  if (width + 0.5 < 24 || height + 0.5 < least) {
    found.push(`${node.tagName.toLowerCase()}.${node.className} «${(node.getAttribute('aria-label') ?? node.textContent).trim().slice(0, 40)}» is ${Math.round(width)} x ${Math.round(height)}, not ${least}`);
  }
}
return [...new Set(found)];
