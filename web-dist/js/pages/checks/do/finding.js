/** What was found beside the list: an item of another room, or a code that nobody knows. */
import { api, ApiError } from '../../../kit/api.js';
import { newKey } from '../../../kit/keys.js';
import { openDialog } from '../../../ui/dialog.js';
import { h, icon, replace } from '../../../ui/dom.js';
import { button, isAbort, notice } from '../../../ui/parts.js';
import { noteAndPhoto } from './extra.js';
import { matches } from '../../scan/page.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').Found} Found */
/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('../../../frame/router.js').PageContext} PageContext */

/**
 * Who the stranger is, as far as this person may know. Without connection, or beyond his reach, it stays a code.
 * @param {{id: string | null, text: string}} code @param {AbortSignal} signal
 * @returns {Promise<import('wire').Item | null>}
 */
async function known({ id, text }, signal) {
  try {
    if (id) return await api.get(`/api/inventory/${id}`, { signal });
    const { rows } = await api.list('/api/inventory', { query: { search: text.slice(0, 100), limit: 20 }, signal });
    const { exact } = matches(rows, text, ['internal_code', 'serial_number']);
    return exact.length === 1 ? exact[0] : null;
  } catch (error) {
    if (isAbort(error) || !(error instanceof ApiError)) throw error;
    return null;
  }
}

/** Staff move it as the check is sent; the others ask for it. @param {PageContext} ctx */
const moves = (ctx) => ctx.can('supervisor', 'admin_general');

/**
 * A code that is not on the list: who it is, and what is to happen with it.
 * @param {{id: string | null, text: string}} code @param {Store} store @param {PageContext} ctx
 */
export async function strangeCode(code, store, ctx) {
  const text = code.text.slice(0, 500);
  const before = store.draft.findings.find((found) => found.code === text || (code.id && found.item_id === code.id));
  if (before) return editFinding(before, store, ctx);
  const item = await known(code, ctx.signal);
  const again = item && store.draft.findings.find((found) => found.item_id === item.id);
  return editFinding(
    again ?? {
      uid: newKey(),
      kind: item ? 'other_room' : 'unknown_code',
      code: text,
      ...(item ? { item_id: item.id, name: item.name, room: item.environment_name ?? undefined } : {}),
      move: false,
      note: {},
    },
    store,
    ctx,
  );
}

/** @param {Found} given @param {Store} store @param {PageContext} ctx */
function editFinding(given, store, ctx) {
  const found = { ...given, note: { ...given.note } };
  const stored = store.draft.findings.some((one) => one.uid === given.uid);
  const other = found.kind === 'other_room';
  const keep = (/** @type {boolean} */ move) => {
    found.move = move;
    store.find(found);
    box.close(true);
    store.say(t(move ? (moves(ctx) ? 'check.findingMoves' : 'check.findingAsks') : 'check.findingKept'));
  };
  const extra = noteAndPhoto({
    note: found.note,
    store,
    label: found.name ?? found.code,
    signal: ctx.signal,
    onChange: () => stored && store.find(found),
  });
  const box = openDialog({
    title: other ? (found.name ?? found.code) : t('check.unknownTitle'),
    hint: other ? (found.room ? t('check.otherRoom', { room: found.room }) : t('check.noRoom')) : undefined,
    size: 'small',
    body: h(
      'div',
      { class: 'stack' },
      h('p', { class: 'mono check-code' }, found.name ? found.code.slice(0, 60) : found.code),
      other ? null : notice({ tone: 'info', text: t('check.unknownText') }),
      extra.element,
      h(
        'div',
        { class: 'stack tight check-choices' },
        button({
          label: t('check.noteHere'),
          icon: 'map-pin',
          kind: other && found.move ? 'plain' : 'primary',
          run: () => keep(false),
        }),
        other
          ? button({
              label: t(moves(ctx) ? 'check.move' : 'check.askMove'),
              icon: 'swap',
              kind: found.move ? 'primary' : 'plain',
              run: () => keep(true),
            })
          : null,
        stored
          ? button({
              label: t('check.dropFinding'),
              icon: 'trash',
              kind: 'danger',
              run: () => {
                store.forget(given);
                box.close(true);
                store.say(t('check.findingDropped'), { undo: () => store.find(given) });
              },
            })
          : button({ label: t('check.ignore'), kind: 'quiet', run: () => box.close() }),
      ),
    ),
  });
  // On a phone a keyboard over the choices would be in the way.
  box.element.querySelector('h2')?.focus();
  return box.closed;
}

/** The findings of this check, to be looked at again. @param {Store} store @param {PageContext} ctx */
export function findingsCard(store, ctx) {
  const list = h('ul', { class: 'check-findings', role: 'list' });
  const element = h('section', { class: 'card', 'aria-label': t('check.findings') }, [
    h('h2', { class: 'row' }, icon('search'), t('check.findings')),
    list,
  ]);
  const draw = () => {
    const { findings } = store.draft;
    element.hidden = !findings.length;
    replace(
      list,
      findings.map((found) =>
        h(
          'li',
          {},
          h(
            'button',
            { type: 'button', class: 'check-finding', on: { click: () => editFinding(found, store, ctx) } },
            icon(found.kind === 'other_room' ? 'swap' : 'qr'),
            h(
              'span',
              {},
              h('span', { class: 'strong' }, found.name ?? found.code),
              h('span', { class: 'muted small' }, findingText(found, moves(ctx))),
            ),
            found.note.photo ? icon('camera', { label: t('check.withPhoto') }) : null,
            icon('forward', { class: 'small' }),
          ),
        ),
      ),
    );
  };
  draw();
  return { element, draw };
}

/** @param {Found} found @param {boolean} staff */
function findingText(found, staff) {
  const what =
    found.kind === 'unknown_code'
      ? t('check.unknownCode')
      : found.move
        ? t(staff ? 'check.willMove' : 'check.moveAsked')
        : found.room
          ? t('check.otherRoom', { room: found.room })
          : t('check.noRoom');
  return [what, found.note.text].filter(Boolean).join(' · ');
}
