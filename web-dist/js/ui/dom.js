/** Building elements without a parser: the policy of the page allows no HTML from text. */

/** @typedef {Node | string | number | null | undefined | false} Leaf */
/** @typedef {Leaf | (Leaf | (Leaf | Leaf[])[])[]} Child */
/** @typedef {Record<string, any> & {class?: string, dataset?: Record<string, string>, on?: Record<string, (event: any) => any>, ref?: (element: any) => void}} Props */

const PROPERTIES = new Set([
  'hidden',
  'disabled',
  'value',
  'checked',
  'readOnly',
  'required',
  'multiple',
  'selected',
  'indeterminate',
  'open',
]);

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Props | null} [props] @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  append(element, children); // before the properties: a select's value needs its options
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || name === 'on' || name === 'ref') continue;
    if (name === 'class') element.className = value;
    else if (name === 'dataset') Object.assign(element.dataset, value);
    else if (PROPERTIES.has(name)) /** @type {any} */ (element)[name] = value;
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false) element.setAttribute(name, String(value));
  }
  for (const [type, listener] of Object.entries(props?.on ?? {})) element.addEventListener(type, listener);
  props?.ref?.(element);
  return element;
}

/** @param {Node} parent @param {Child[]} children */
function append(parent, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(parent, child);
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** @template {Element | DocumentFragment} T @param {T} node @param {...Child} children @returns {T} */
export function replace(node, ...children) {
  node.replaceChildren();
  append(node, children);
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';
let sprite = '/img/icons.svg#';
/** Puts the sprite into the page: an outside file would be asked for again at each redraw. @param {Element | null} file */
export function adoptSprite(file) {
  if (!(file instanceof SVGElement)) return;
  const own = document.importNode(file, true);
  for (const symbol of own.querySelectorAll('symbol')) symbol.id = `icon-${symbol.id}`;
  own.setAttribute('class', 'visually-hidden');
  own.setAttribute('aria-hidden', 'true');
  document.body.append(own);
  sprite = '#icon-';
}

/**
 * An icon of the sprite; decorative unless it has a label.
 * @param {string} name @param {{label?: string, class?: string}} [options]
 */
export function icon(name, options = {}) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', `icon ${options.class ?? ''}`.trim());
  svg.setAttribute('viewBox', '0 0 24 24');
  if (options.label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', options.label);
  } else svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${sprite}${name}`);
  svg.appendChild(use);
  return svg;
}

let last = 0;
/** @param {string} prefix */
export const uid = (prefix) => `${prefix}-${++last}`;

/** @param {EventTarget} target @param {string} type @param {(event: any) => any} listener @param {AbortSignal} [signal] */
export const on = (target, type, listener, signal) => target.addEventListener(type, listener, { signal });

/** Says something to screen readers only. @param {string} text */
export function announce(text) {
  const region = document.getElementById('announcer');
  if (!region) return;
  region.textContent = '';
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}
