/**
 * Counting, made for a scanner and a phone: code, quantity, Enter, and on to the next. What is counted is on its way at once and kept until the
 * server has it (queue.js).
 */
import { number } from '../../kit/format.js';
import { announce, h, icon, on, replace } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { button, card, notice } from '../../ui/parts.js';
import { written } from '../../ui/scan-text.js';
import { cancelCount, cameraDialog } from './actions.js';
import { countingFields } from './fields.js';
import { foundDialog } from './found.js';
import { meantBy, nextOf, progressOf, quantityOf } from './rules.js';
import { rowList } from './rows.js';
import { countingWork } from './work.js';
import { amount, subject, t } from './words.js';

/** @typedef {import('wire').CountDetail} CountDetail */
/** @typedef {import('./rules.js').Row} Row */
/** @typedef {import('./rules.js').Entry} Entry */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {CountDetail} count @param {PageContext} ctx */
export function countingView(count, ctx) {
  /** @type {Row | null} */
  let chosen = null;
  /** @type {string | null} the bin that was scanned last */
  let bin = null;
  /** @type {string | null} what was counted last */
  let lastKey = null;

  const { queue, rows, put, undo, overwrite, reload, handIn } = countingWork(count, ctx, {
    draw: () => draw(),
    onStored: (key) => {
      if (chosen?.key === key) chosen = null;
    },
  });

  const { bar, told, network, codeId, code, quantityId, quantity, unit, target, message, last } = countingFields(
    (text) => queue.type(chosen ? { key: chosen.key, text } : null),
  );
  const save = button({ label: t('counts.save'), icon: 'check', kind: 'primary', type: 'submit' });
  const second = h(
    'form',
    { class: 'count-second', novalidate: true, on: { submit: onQuantity } },
    target,
    h('label', { for: quantityId }, t('counts.quantity')),
    h('div', { class: 'count-amount' }, quantity, unit, save),
  );
  const first = h(
    'form',
    { class: 'count-first', novalidate: true, on: { submit: onCode } },
    h('label', { for: codeId }, t('counts.code')),
    h(
      'div',
      { class: 'count-scan' },
      code,
      button({
        label: t('counts.camera'),
        icon: 'camera',
        iconOnly: true,
        run: () => cameraDialog(ctx, (text) => take(text)),
      }),
    ),
  );
  const list = rowList({
    choose: (row) => choose(row),
    undo,
    mine: (row) => overwrite(row),
    theirs: (row) => {
      if (row.pending) queue.drop(row.pending.key);
      return reload();
    },
    loose: (entry) => queue.drop(entry.key),
  });
  const submit = button({ label: t('counts.submit'), icon: 'check-circle', kind: 'primary', run: () => handIn(false) });
  const more = button({ label: t('counts.found'), icon: 'plus', run: () => found('') });
  const next = button({
    label: t('counts.next'),
    icon: 'forward',
    run: () => {
      const row = nextOf(rows(), chosen?.key ?? null);
      if (row) choose(row);
    },
  });

  /** @param {Event} event */
  function onCode(event) {
    event.preventDefault();
    const text = code.value.trim();
    if (text) take(text);
  }
  /** @param {string} text */
  function take(text) {
    const meant = meantBy(text, rows(), bin);
    replace(message);
    if (meant.length === 1) return choose(meant[0]);
    code.select();
    if (!meant.length) {
      replace(
        message,
        notice({
          tone: 'warn',
          text: t('counts.unknownCode', { text }),
          action: { label: t('counts.foundThis'), icon: 'plus', run: () => found(text) },
        }),
      );
      return;
    }
    const bins = new Set(meant.map((row) => row.lot.bin_id));
    if (bins.size === 1) bin = meant[0].lot.bin_id;
    const open = meant.filter((row) => row.quantity === null);
    if (open.length === 1) return choose(open[0]);
    // The label of a bin with several lots: whoever counts says which, or scans it.
    replace(
      message,
      notice({ tone: 'info', icon: 'qr', text: t('counts.several', { n: meant.length }) }),
      h(
        'div',
        { class: 'count-several' },
        ...meant.slice(0, 12).map((row) =>
          button({
            label: [row.lot.batch_number, row.lot.product_name, row.lot.bin_code].join(' · '),
            icon: row.quantity === null ? 'forward' : 'check',
            class: 'wide',
            run: () => choose(row),
          }),
        ),
      ),
    );
  }
  /** @param {Row} row */
  function choose(row) {
    chosen = row;
    bin = row.lot.bin_id;
    replace(message);
    code.value = '';
    const typing = queue.typing();
    quantity.value = typing?.key === row.key ? typing.text : row.quantity === null ? '' : number(row.quantity);
    draw();
    quantity.focus();
    quantity.select();
    second.scrollIntoView({ block: 'nearest' });
  }
  /** @param {Event} event */
  function onQuantity(event) {
    event.preventDefault();
    const row = chosen;
    if (!row) return code.focus();
    const value = quantityOf(quantity.value);
    if (value === null) {
      // A scanner that types into the wrong field: its code isn't a quantity.
      const other = meantBy(quantity.value, rows(), bin);
      if (quantity.value.trim() && other.length === 1) return choose(other[0]);
      replace(message, notice({ tone: 'bad', text: t('counts.notQuantity') }));
      quantity.select();
      return;
    }
    store(row, value);
  }
  /** @param {Row} row @param {number} value */
  function store(row, value) {
    const { lot, key } = row;
    const before = row.quantity;
    chosen = null;
    quantity.value = '';
    replace(message);
    put(row, value);
    lastKey = key;
    const text = t('counts.counted', { what: `${lot.product_name} · ${lot.batch_number}`, n: amount(value, lot.unit) });
    replace(
      last,
      icon('check-circle'),
      h('span', {}, text),
      button({
        label: t('common.undo'),
        icon: 'undo',
        kind: 'quiet',
        run: async () => {
          replace(last);
          const now = rows().find((one) => one.key === key);
          if (now) await undo(now, before);
        },
      }),
    );
    announce(text);
    code.focus();
    draw();
  }
  /** @param {string} text */
  function found(text) {
    foundDialog({ count, ctx, bin, text, save: (entry) => void queue.add(entry) });
  }

  function draw() {
    const all = rows();
    const { all: total, done } = progressOf(all, queue.entries());
    bar.max = Math.max(1, total);
    bar.value = done;
    replace(told, h('strong', {}, t('counts.progressOf', { done: number(done), all: number(total) })));
    const waiting = queue.waiting();
    replace(
      network,
      queue.isOffline()
        ? notice({
            tone: 'warn',
            icon: 'wifi-off',
            text: t(queue.isKept() ? 'counts.offline' : 'counts.offlineLost', { n: waiting }),
            action: { label: t('common.retry'), icon: 'refresh', run: () => queue.go() },
          })
        : null,
    );
    // What the server has refused isn't counted.
    if (queue.entries().some((entry) => entry.refused && entry.key === lastKey)) replace(last);
    second.hidden = !chosen;
    next.hidden = !nextOf(all, chosen?.key ?? null);
    if (chosen) {
      const { lot, line } = chosen;
      replace(
        target,
        h('strong', {}, lot.product_name),
        h('span', {}, t('counts.lotIn', { batch: lot.batch_number, bin: lot.bin_code })),
        line && line.expected_quantity !== null && line.expected_quantity !== undefined
          ? h(
              'span',
              { class: 'muted' },
              t('counts.expectedIs', { n: amount(line.expected_quantity + (line.moved_quantity ?? 0), lot.unit) }),
            )
          : null,
      );
      unit.textContent = lot.unit;
    }
    list.draw(all, queue.entries(), chosen?.key ?? null);
  }

  // What was half typed before the page was loaded again.
  const typing = queue.typing();
  const half = typing && rows().find((row) => row.key === typing.key);
  draw();
  void queue.go();
  const again = setInterval(() => document.visibilityState === 'visible' && void reload(), 20_000);
  ctx.onLeave(() => clearInterval(again));
  on(document, 'visibilitychange', () => document.visibilityState === 'visible' && void reload(), ctx.signal);
  // A scanner types wherever the focus is: its letters belong in the field.
  on(
    document,
    'keydown',
    (/** @type {KeyboardEvent} */ event) => {
      const { target: at } = event;
      if (at instanceof Element && at.closest('input, select, textarea, dialog, [role="menu"]')) return;
      if (written(event).trim()) code.focus();
    },
    ctx.signal,
  );
  setTimeout(() => {
    if (half) choose(half);
    else if (matchMedia('(pointer: fine)').matches) code.focus();
  });
  ctx.setActions(
    menu({
      label: t('common.more'),
      icon: 'more',
      items: [{ label: t('counts.cancel'), icon: 'trash', danger: true, run: () => cancelCount(count, ctx) }],
    }),
  );
  return h(
    'div',
    { class: 'stack counting' },
    count.decision_notes
      ? notice({ tone: 'warn', icon: 'undo', title: t('counts.sentBack'), text: count.decision_notes })
      : null,
    count.notes ? notice({ tone: 'info', text: count.notes }) : null,
    network,
    card(
      { class: 'count-desk' },
      h(
        'div',
        { class: 'count-head' },
        h(
          'p',
          { class: 'muted' },
          `${subject(count)} · ${count.warehouse_name}`,
          count.is_blind ? h('span', { class: 'badge muted' }, icon('eye-off'), t('counts.blind')) : null,
        ),
        told,
        bar,
      ),
      first,
      message,
      second,
      last,
      h('div', { class: 'row count-more' }, next, more),
    ),
    list.element,
    h('div', { class: 'count-foot' }, submit),
  );
}
