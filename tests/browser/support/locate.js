// The visible element of a kind with a name, as a person would point at it: in the topmost dialog if one is open, in the
// page before the bars. Null while there is none.
const [kind, name] = arguments;
const clean = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const seen = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;
const label = (node) => {
  const copy = node.cloneNode(true);
  for (const extra of copy.querySelectorAll('.optional, [aria-hidden="true"]')) extra.remove();
  return clean(copy.textContent);
};
const called = (node) => clean(node.getAttribute('aria-label') ?? label(node));
const KINDS = {
  button: 'button:not([role]), a.button',
  link: 'a[href]',
  menuitem: '[role="menuitem"]',
  tab: '[role="tab"]',
  summary: 'summary',
};
const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
const places = dialog ? [dialog] : [document.querySelector('main'), document.body].filter(Boolean);
for (const place of places) {
  let found = [];
  if (kind === 'field') {
    const labels = [...place.querySelectorAll('label[for]')].filter((node) => seen(node) && label(node) === name);
    found = labels.map((node) => document.getElementById(node.htmlFor));
    found.push(...[...place.querySelectorAll('[aria-label]:is(input, select)')].filter((node) => called(node) === name));
  } else if (kind === 'choice') {
    found = [...place.querySelectorAll('label:has(input[type="radio"], input[type="checkbox"])')].filter((node) => label(node) === name);
  } else if (kind === 'row') {
    found = [...place.querySelectorAll('.row-title, .link, .week-class, .day-class, .me')].filter((node) => label(node).includes(name));
  } else if (kind === 'option') {
    found = [...place.querySelectorAll('[role="option"]:not([aria-disabled])')].filter((node) => label(node.firstElementChild ?? node) === name);
  } else if (kind === 'at') {
    found = [...place.querySelectorAll(name)];
  } else {
    found = [...place.querySelectorAll(KINDS[kind])].filter((node) => called(node) === name);
  }
  const fit = found.find((node) => node && seen(node) && !node.disabled && node.getAttribute('aria-busy') !== 'true');
  if (fit) return fit;
}
return null;
