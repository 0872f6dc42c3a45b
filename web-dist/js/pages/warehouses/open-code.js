/**
 * What a code of the warehouse of materials opens: a label that is scanned, or the code of a bin and the SKU of a product as people type
 * them. On the pages of the warehouse a scanner needs no field: what it types is read wherever nothing else is being written.
 */
import { on } from '../../ui/dom.js';
import { errorText, isAbort } from '../../ui/parts.js';
import { parseCode, written } from '../../ui/scan-text.js';
import { toast } from '../../ui/toast.js';
import { meant } from './find.js';
import { t } from './words.js';

/** @typedef {{href: string, title: string, hint: string, icon: string, warehouse?: string}} Link `warehouse`: that of a bin or a lot */

/** Where each kind of thing has its page. @type {Record<string, string>} */
const PAGES = { bin: '/ubicaciones/', product: '/productos/', lot: '/existencias/' };
/** Keys of a scanner come faster than anybody's, in milliseconds. */
const FAST = 80;
/** The shortest code that is taken for one. */
const SHORTEST = 3;

/** @param {{role: string}} user */
export const seesMaterials = (user) => user.role !== 'student';

/** The page of what a label names; none, if it is no label of ours. @param {import('../../ui/scan-text.js').ScannedCode} code */
export const materialPage = ({ type, id }) => (id && PAGES[type] ? PAGES[type] + id : null);

/**
 * The bins, products and lots that have exactly a code. @param {string} text @param {AbortSignal} signal @returns {Promise<Link[]>}
 */
export async function materialLinks(text, signal) {
  const { exact } = await meant(text, ['products', 'bins', 'lots'], signal);
  return [
    ...exact.bins.map((bin) => ({
      href: `${PAGES.bin}${bin.id}`,
      title: bin.code,
      hint: bin.warehouse_name,
      icon: 'warehouse',
      warehouse: bin.warehouse_id,
    })),
    ...exact.products.map((product) => ({
      href: `${PAGES.product}${product.id}`,
      title: product.name,
      hint: product.sku ?? '',
      icon: 'package',
    })),
    ...exact.lots.map((lot) => ({
      href: `${PAGES.lot}${lot.id}`,
      title: lot.batch_number,
      hint: `${lot.product_name} · ${lot.bin_code} · ${lot.warehouse_name}`,
      icon: 'box',
      warehouse: lot.warehouse_id,
    })),
  ];
}

/**
 * Of bins or lots with one code, which each warehouse may have, that of one's own; all that a code means, if none is.
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
  const bin = links.find(({ href }) => href.startsWith(PAGES.bin));
  const list = (bin ?? links.find(({ warehouse }) => warehouse) ?? links[0]).href.replace(/\/[^/]*$/, '');
  return `${list}?q=${encodeURIComponent(text)}`;
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

/** Opens what a code names, or says that it names nothing. @param {string} text @param {import('../../frame/router.js').PageContext} ctx */
export async function openCode(text, ctx) {
  if (!(await open(text, ctx, true))) toast(t('warehouses.codeUnknown', { text }), { tone: 'warn' });
}

/** What goes wrong with a code that nobody waits for is told. @param {Promise<unknown>} work */
const watched = (work) =>
  void work.catch((error) => {
    if (!isAbort(error)) toast(errorText(error), { tone: 'bad' });
  });

/** Lets a page of the warehouse open what is scanned on it. @param {import('../../frame/router.js').PageContext} ctx */
export function opensCodes(ctx) {
  on(
    document,
    'keydown',
    (/** @type {KeyboardEvent} */ event) => {
      const { target } = event;
      // In the search of a list Enter opens what has exactly that code; the list stays narrowed to what looks like it.
      if (
        target instanceof HTMLInputElement &&
        target.type === 'search' &&
        event.key === 'Enter' &&
        target.value.trim()
      )
        watched(open(target.value.trim(), ctx, false));
    },
    ctx.signal,
  );
  takesCodes(ctx, (text) => openCode(text, ctx));
}

/**
 * What a scanner types while nothing is being written. @param {import('../../frame/router.js').PageContext} ctx @param {(text: string) => Promise<unknown>} take
 */
export function takesCodes(ctx, take) {
  let typed = '';
  let last = 0;
  on(
    document,
    'keydown',
    (/** @type {KeyboardEvent} */ event) => {
      const { target } = event;
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
        watched(take(text));
        return;
      }
      const sign = written(event);
      if (sign) typed = isFast ? typed + sign : sign;
    },
    ctx.signal,
  );
}
