/**
 * What a code of the warehouse of materials opens: a label that is scanned, or the code of a bin and the SKU of a product as people type
 * them. On the pages of the warehouse a scanner needs no field: what it types is read wherever nothing else is being written.
 */
import { api } from '../../kit/api.js';
import { fold } from '../../kit/format.js';
import { on } from '../../ui/dom.js';
import { errorText, isAbort } from '../../ui/parts.js';
import { parseCode, readings, sameCode, written } from '../../ui/scan-text.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {{href: string, title: string, hint: string, icon: string, warehouse?: string}} Link `warehouse`: that of a bin */

/** Where each kind of thing has its page. @type {Record<string, string>} */
const PAGES = { bin: '/ubicaciones/', product: '/productos/' };
/** As many rows as have a part of a code. */
const ALIKE = 200;
/** Keys of a scanner come faster than anybody's, in milliseconds. */
const FAST = 80;
/** The shortest code that is taken for one. */
const SHORTEST = 3;

/** @param {{role: string}} user */
export const seesMaterials = (user) => user.role !== 'student';

/** The page of what a label names; none, if it is no label of ours. @param {import('../../ui/scan-text.js').ScannedCode} code */
export const materialPage = ({ type, id }) => (id && PAGES[type] ? PAGES[type] + id : null);

/**
 * The bins and products that have exactly a code. @param {string} text @param {AbortSignal} signal @returns {Promise<Link[]>}
 */
export async function materialLinks(text, signal) {
  for (const reading of readings(text)) {
    const query = { search: reading, page_size: ALIKE };
    const [bins, products] = await Promise.all([
      api.get('/api/bins', { query, signal }),
      api.get('/api/products', { query, signal }),
    ]);
    const links = [
      ...having(bins.items, reading, (bin) => bin.code).map((bin) => ({
        href: `${PAGES.bin}${bin.id}`,
        title: bin.code,
        hint: bin.warehouse_name,
        icon: 'warehouse',
        warehouse: bin.warehouse_id,
      })),
      ...having(products.items, reading, (product) => product.sku ?? product.name).map((product) => ({
        href: `${PAGES.product}${product.id}`,
        title: product.name,
        hint: product.sku ?? '',
        icon: 'package',
      })),
    ];
    if (links.length) return links;
  }
  return [];
}

/**
 * Of bins with one code, which each warehouse may have, that of one's own; all that a code means, if none is.
 * @param {Link[]} links @param {string | null | undefined} own the warehouse that somebody is linked to @returns {Link[]}
 */
export function preferred(links, own) {
  if (links.length < 2 || !own || links.some(({ warehouse }) => !warehouse)) return links;
  const mine = links.filter(({ warehouse }) => warehouse === own);
  return mine.length ? mine : links;
}

/**
 * Where a code leads that means these: to the one, of several to the list of them.
 * @param {Link[]} links @param {string} text @returns {string | null}
 */
export function placeOf(links, text) {
  if (links.length < 2) return links[0]?.href ?? null;
  const list = links.some(({ warehouse }) => warehouse) ? '/ubicaciones' : '/productos';
  return `${list}?q=${encodeURIComponent(text)}`;
}

/** Rows whose code is the text; as a scanner with another layout types it, if there is none. @template T @param {T[]} rows @param {string} text @param {(row: T) => string} codeOf */
function having(rows, text, codeOf) {
  const wanted = fold(text);
  const equal = rows.filter((row) => fold(codeOf(row)) === wanted);
  return equal.length ? equal : rows.filter((row) => sameCode(codeOf(row), text.trim()));
}

/** Opens what a code names, of several things the list. @param {string} text @param {import('../../frame/router.js').PageContext} ctx @param {boolean} isScanned not typed into the search of a list, which is narrowed to them already @returns {Promise<boolean>} */
async function open(text, ctx, isScanned) {
  const page = materialPage(parseCode(text));
  if (page) {
    ctx.navigate(page);
    return true;
  }
  const links = preferred(await materialLinks(text, ctx.signal), ctx.user.environment_id);
  const place = placeOf(links, links[0]?.warehouse ? links[0].title : text);
  if (place && (isScanned || links.length === 1)) ctx.navigate(place);
  return place !== null;
}

/** Lets a page of the warehouse open what is scanned on it. @param {import('../../frame/router.js').PageContext} ctx */
export function opensCodes(ctx) {
  let typed = '';
  let last = 0;
  const go = (/** @type {string} */ text, /** @type {boolean} */ says) =>
    open(text, ctx, says)
      .then((opened) => {
        if (!opened && says) toast(t('warehouses.codeUnknown', { text }), { tone: 'warn' });
      })
      .catch((error) => {
        if (!isAbort(error)) toast(errorText(error), { tone: 'bad' });
      });
  on(
    document,
    'keydown',
    (/** @type {KeyboardEvent} */ event) => {
      const { target } = event;
      if (target instanceof HTMLInputElement && target.type === 'search') {
        // In the search of a list Enter opens what has exactly that code; the list stays narrowed to what looks like it.
        if (event.key === 'Enter' && target.value.trim()) void go(target.value.trim(), false);
        return;
      }
      if (target instanceof Element && target.closest('input, select, textarea, dialog, [role="menu"]')) return;
      const now = performance.now();
      const isFast = now - last < FAST;
      last = now;
      if (event.key === 'Enter') {
        const text = typed.trim();
        typed = '';
        if (!isFast || text.length < SHORTEST) return;
        // What has the focus isn't pressed by a scanner.
        event.preventDefault();
        void go(text, true);
        return;
      }
      const sign = written(event);
      if (sign) typed = isFast ? typed + sign : sign;
    },
    ctx.signal,
  );
}
