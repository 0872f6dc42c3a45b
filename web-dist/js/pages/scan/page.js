/**
 * Scanning: a photo of a label, a scanner that types, or a choice from the list. A room is checked or linked, an item is opened.
 */
import { api, ApiError } from '../../kit/api.js';
import { fold } from '../../kit/format.js';
import { h, on, replace } from '../../ui/dom.js';
import { badge, button, card, facts, isAbort, linkList, notice } from '../../ui/parts.js';
import { form } from '../../ui/form.js';
import { scanner } from '../../ui/scan.js';
import { lastPart, parseCode, readings, sameCode, written } from '../../ui/scan-text.js';
import { askSecure, secureUrl } from '../../frame/secure.js';
import { isStaff } from '../../frame/places.js';
import { linkToRoom, roomKind } from '../environments/actions.js';
import { roomOptions, roomsInSight } from '../environments/options.js';
import { unclaimed } from '../labels/claim.js';
import { materialLinks, materialPage, preferred, seesMaterials } from '../warehouses/open-code.js';
import { t } from './words.js';

/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/**
 * Rows whose printed code or serial is exactly the text; all that were found when none is exact.
 * @template {Record<string, any>} T
 * @param {T[]} rows
 * @param {string} text
 * @param {string[]} keys
 * @returns {{exact: T[], near: T[]}}
 */
export function matches(rows, text, keys) {
  const wanted = fold(text.trim());
  const having = (/** @type {(code: string) => boolean} */ is) =>
    rows.filter((row) => keys.some((key) => row[key] && is(String(row[key]))));
  const equal = having((code) => fold(code) === wanted);
  // A scanner with another layout types other signs.
  const exact = equal.length ? equal : having((code) => sameCode(code, text.trim()));
  return { exact, near: exact.length ? [] : rows };
}

/**
 * Whether a person may do the check of a room: at once, or once he is linked to it.
 * @param {{role: string, environment_id?: string | null}} user @param {{id: string, is_warehouse: boolean}} room
 * @returns {'now' | 'linked' | null}
 */
export function mayCheck(user, room) {
  if (user.role === 'supervisor' || user.role === 'admin_general') return 'now';
  if (user.role === 'admin' || (room.is_warehouse && user.environment_id !== room.id)) return null;
  return user.environment_id === room.id ? 'now' : 'linked';
}

/**
 * The room that was scanned, and the offer to link to it.
 * @param {import('../environments/actions.js').Room} room
 * @param {PageContext} ctx
 * @param {string} [qrData]
 */
function roomFound(room, ctx, qrData) {
  const mine = room.id === ctx.user.environment_id;
  const doPath = `/verificaciones/hacer?ambiente=${room.id}`;
  const checks = mayCheck(ctx.user, room);
  return card(
    { title: room.name, icon: room.is_warehouse ? 'package' : 'room', class: 'scan-found' },
    facts([
      [t('environments.kind'), badge(roomKind(room))],
      [t('environments.location'), room.location],
      [t('environments.items'), String(room.items)],
    ]),
    mine ? notice({ tone: 'good', icon: 'check-circle', text: t('environments.mineText') }) : null,
    h(
      'div',
      { class: 'row' },
      checks === 'now' ? button({ label: t('check.do'), icon: 'check-circle', kind: 'primary', href: doPath }) : null,
      checks === 'linked'
        ? button({
            label: t('check.linkAndDo'),
            icon: 'check-circle',
            kind: 'primary',
            run: () => linkToRoom(room, ctx, { qrData, then: doPath }),
          })
        : null,
      mine
        ? null
        : button({
            label: t('environments.linkHere'),
            icon: 'link',
            kind: checks ? 'plain' : 'primary',
            run: () => linkToRoom(room, ctx, { qrData, then: `/ambientes/${room.id}` }),
          }),
      button({
        label: t('scan.seeRoom'),
        icon: 'forward',
        kind: mine && !checks ? 'primary' : 'plain',
        href: `/ambientes/${room.id}`,
      }),
    ),
  );
}

/**
 * What an id alone names: an item, or a room.
 * @param {string} id @param {PageContext} ctx @param {(node: Node) => void} show
 * @returns {Promise<boolean>} whether it names something
 */
async function openedById(id, ctx, show) {
  const unlessThere = (/** @type {unknown} */ error) => {
    if (error instanceof ApiError && [404, 422].includes(error.status)) return null;
    throw error;
  };
  const item = await api.get(`/api/inventory/${id}`, { signal: ctx.signal }).catch(unlessThere);
  if (item) {
    ctx.navigate(`/equipos/${item.id}`);
    return true;
  }
  const room = await api.get(`/api/environments/${id}`, { signal: ctx.signal }).catch(unlessThere);
  if (room) show(roomFound(room, ctx));
  return Boolean(room);
}

/** @param {string} text @param {AbortSignal} signal */
async function lookFor(text, signal) {
  const [items, rooms] = await Promise.all([
    api.list('/api/inventory', { query: { search: text, limit: 20 }, signal }),
    api.all('/api/environments', { query: { search: text }, signal }),
  ]);
  return {
    found: matches(items.rows, text, ['internal_code', 'serial_number']),
    places: matches(rooms, text, ['qr_code', 'name']),
  };
}

/**
 * A typed code that is not the text of a QR: an internal code, a serial, the code of a room.
 * @param {string} whole
 * @param {PageContext} ctx
 * @returns {Promise<Node | null>} null when the page has been left for the item
 */
async function lookUp(whole, ctx) {
  const [first, ...others] = readings(whole);
  let { found, places } = await lookFor(first, ctx.signal);
  // Nothing has exactly that code: it may have been typed by another layout, or be an address.
  for (const reading of others) {
    if (found.exact.length || places.exact.length) break;
    const meant = await lookFor(reading, ctx.signal);
    if (meant.found.exact.length || meant.places.exact.length || (!found.near.length && !places.near.length))
      ({ found, places } = meant);
  }
  const text = lastPart(whole) ?? first;
  if (found.exact.length === 1) {
    ctx.navigate(`/equipos/${found.exact[0].id}`);
    return null;
  }
  if (places.exact.length === 1) return roomFound(places.exact[0], ctx);
  const materials = seesMaterials(ctx.user)
    ? preferred(await materialLinks(whole, ctx.signal), ctx.user.environment_id)
    : [];
  if (materials.length === 1 && !found.exact.length) {
    ctx.navigate(materials[0].href);
    return null;
  }
  const links = [
    ...materials,
    ...places.near
      .slice(0, 5)
      .map((room) => ({ href: `/ambientes/${room.id}`, title: room.name, hint: room.location, icon: 'room' })),
    ...[...found.exact, ...found.near].slice(0, 10).map((item) => ({
      href: `/equipos/${item.id}`,
      title: item.name,
      hint: [item.internal_code, item.environment_name].filter(Boolean).join(' · '),
      icon: 'box',
    })),
  ];
  // What was found already is shown whatever becomes of that.
  const offer = isStaff(ctx.user)
    ? await unclaimed(ctx, text).catch((error) => {
        if (isAbort(error) || !links.length) throw error;
        return null;
      })
    : null;
  if (offer)
    return h(
      'div',
      { class: 'stack' },
      offer,
      links.length ? card({ title: t('scan.similar', { text }), icon: 'search' }, linkList(links)) : null,
    );
  return links.length
    ? card({ title: t('scan.similar', { text }), icon: 'search' }, linkList(links))
    : notice({ tone: 'warn', icon: 'search', title: t('scan.unknown'), text: t('scan.unknownHint', { text }) });
}

/** By plain HTTP a browser gives no camera: where there is a secure address, the way to it. */
function secureHint() {
  const place = h('div', { class: 'stack tight', hidden: true });
  if (globalThis.isSecureContext) return place;
  void askSecure().then((secure) => {
    const url = secure && secureUrl(secure, location.href, '/escanear');
    if (!url) return;
    place.hidden = false;
    replace(
      place,
      notice({
        tone: 'info',
        icon: 'camera',
        text: t('scan.secure'),
        action: { label: t('scan.secureGo'), href: url },
      }),
      h('p', { class: 'small' }, h('a', { href: '/certificado' }, t('scan.secureHow'))),
    );
  });
  return place;
}

/** @type {import('../../frame/router.js').Page} */
export const scan = {
  title: () => t('scan.title'),
  hint: () => t('scan.hint'),
  render(ctx) {
    const result = h('div', { class: 'scan-result', role: 'status', tabindex: '-1' });
    /** @param {Node | null} node */
    const show = (node) => {
      replace(result, node);
      if (!node) return;
      result.scrollIntoView({ block: 'nearest' });
      result.focus({ preventScroll: true });
    };
    const reader = scanner({
      decode: (blob, query) => api.upload('/api/qr/decode', blob, { query }),
      onStart: () => show(null),
      onCode: async (text) => {
        const code = parseCode(text);
        if (code.type === 'item' && code.id) return ctx.navigate(`/equipos/${code.id}`);
        if (code.type === 'environment' && code.id) {
          const room = await api.get(`/api/environments/${code.id}`, { signal: ctx.signal });
          // Only the whole text carries the signature that /api/qr/scan checks; a bare id is linked like a choice.
          return show(roomFound(room, ctx, text.trim().startsWith('{') ? text : undefined));
        }
        const material = seesMaterials(ctx.user) ? materialPage(code) : null;
        if (material) return ctx.navigate(material);
        if (code.id && (await openedById(code.id, ctx, show))) return;
        return show(await lookUp(text.trim(), ctx));
      },
      placeholder: t('scan.placeholder'),
    });
    ctx.onLeave(() => reader.stop());
    // A scanner types as if it were a keyboard: what arrives while nothing is being written belongs in the field.
    on(
      document,
      'keydown',
      (/** @type {KeyboardEvent} */ event) => {
        const busy =
          event.target instanceof Element && event.target.closest('input, select, textarea, dialog, [role="menu"]');
        if (busy || !written(event).trim()) return;
        /** @type {HTMLInputElement | null} */ (reader.element.querySelector('input[type="text"]'))?.focus();
      },
      ctx.signal,
    );
    const choice = form({
      fields: [
        {
          name: 'environment_id',
          label: t('scan.chooseLabel'),
          type: 'combobox',
          required: true,
          options: () => (ctx.user.role === 'student' ? roomOptions() : roomsInSight(ctx.user)),
        },
      ],
      compact: true,
      submitLabel: t('scan.choose'),
      submitIcon: 'forward',
      onSubmit: (values) => api.get(`/api/environments/${values.environment_id}`),
      onDone: (room) => show(roomFound(room, ctx)),
    });
    return h(
      'div',
      { class: 'stack scan-page' },
      reader.element,
      secureHint(),
      result,
      h(
        'details',
        { class: 'card scan-list' },
        h('summary', {}, t('scan.fromList')),
        h('div', { class: 'stack' }, h('p', { class: 'muted' }, t('scan.fromListHint')), choice.element),
      ),
    );
  },
};
