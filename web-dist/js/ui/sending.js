/**
 * Files on their way to the server, one after the other, with word of how far each is. What didn't arrive stays with why, to be sent again.
 */
import { t } from '../kit/words.js';
import { h, icon, replace } from './dom.js';
import { button, errorText } from './parts.js';

/**
 * @typedef {object} Sent one file
 * @property {File} file
 * @property {'waiting' | 'sending' | 'failed'} state
 * @property {number} share how much of it went out, from 0 to 1
 * @property {unknown} fault why it didn't arrive
 * @property {any} kept what goes with it, or what an attempt leaves for the next, so that no part is sent twice
 */

/**
 * The files themselves, without a screen.
 * @param {(row: Sent, told: (share: number) => void) => Promise<void>} send
 * @param {(row: Sent | null) => void} onChange which one goes on, or null when there are others
 */
export function sendings(send, onChange) {
  /** @type {Sent[]} */
  const rows = [];
  let busy = false;
  async function go() {
    const row = busy ? undefined : rows.find(({ state }) => state === 'waiting');
    if (!row) return;
    busy = true;
    Object.assign(row, { state: 'sending', share: 0, fault: null });
    onChange(null);
    try {
      await send(row, (share) => {
        row.share = share;
        onChange(row);
      });
      rows.splice(rows.indexOf(row), 1);
    } catch (error) {
      Object.assign(row, { state: 'failed', fault: error });
    }
    busy = false;
    onChange(null);
    await go();
  }
  return {
    rows: () => rows,
    /** @param {Iterable<File>} files @param {any} [kept] */
    add(files, kept = null) {
      for (const file of files) rows.push({ file, state: 'waiting', share: 0, fault: null, kept });
      onChange(null);
      return go();
    },
    /** @param {Sent} row */
    again(row) {
      row.state = 'waiting';
      onChange(null);
      return go();
    },
    /** @param {Sent} row */
    drop(row) {
      rows.splice(rows.indexOf(row), 1);
      onChange(null);
    },
  };
}

/**
 * The same on the screen.
 * @param {(row: Sent, told: (share: number) => void) => Promise<void>} send
 * @param {() => void} [onChange]
 */
export function sendingList(send, onChange) {
  const element = h('ul', { class: 'sendings', role: 'list', hidden: true });
  /** @type {Map<Sent, {progress: HTMLProgressElement, word: HTMLElement}>} */
  const shown = new Map();
  const queue = sendings(send, (row) => (row ? tell(row) : draw()));

  /** @param {Sent} row */
  function tell(row) {
    const parts = shown.get(row);
    if (!parts) return;
    const percent = Math.round(row.share * 100);
    parts.progress.value = percent;
    parts.word.textContent = percent < 100 ? t('sending.going', { percent }) : t('sending.ending');
  }
  /** @param {Sent} row */
  function line(row) {
    const failed = row.state === 'failed';
    const progress = h('progress', { max: '100', value: '0', 'aria-label': row.file.name });
    const word = h('span', { class: 'muted small' }, t(row.state === 'waiting' ? 'sending.waiting' : 'sending.begin'));
    shown.set(row, { progress, word });
    return h(
      'li',
      { class: failed ? 'failed' : '' },
      h('span', { class: 'sending-name' }, row.file.name),
      failed
        ? h('p', { class: 'field-error', role: 'alert' }, icon('alert', { class: 'small' }), errorText(row.fault))
        : [row.state === 'sending' ? progress : null, word],
      failed
        ? h(
            'div',
            { class: 'row' },
            button({ label: t('sending.again'), icon: 'refresh', run: () => void queue.again(row) }),
            button({ label: t('sending.drop'), icon: 'close', kind: 'quiet', run: () => queue.drop(row) }),
          )
        : null,
    );
  }
  function draw() {
    shown.clear();
    element.hidden = !queue.rows().length;
    replace(element, ...queue.rows().map(line));
    onChange?.();
  }
  return {
    element,
    add: queue.add,
    /** Whether leaving would lose a file. */
    any: () => queue.rows().length > 0,
    count: () => queue.rows().length,
  };
}
