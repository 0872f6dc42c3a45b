/** Server-sent events read from an ordinary answer: the format (pure), and the loop that opens the stream again when it ends. */

/**
 * @typedef {{type: string, data: string, id: string}} Event
 * @typedef {{open: (last: string) => Promise<Response>, signal: AbortSignal, onEvent: (event: Event) => void, onState?: (live: boolean) => void,
 *   last?: string, rest?: (ms: number, signal: AbortSignal) => Promise<void>, random?: () => number, silence?: number}} Live
 *   `onState`: true when a stream is heard, false at each try that fails; `last`: the id after which to go on; `silence`: after so many ms without a byte the connection counts as dead
 */

/**
 * Reads the event-stream format piece by piece, however the pieces were cut. What has no empty line after it is not told.
 * @param {string} [last] the id that was seen last
 */
export function eventReader(last = '') {
  let rest = '';
  let begun = false;
  let type = '';
  /** @type {string[]} */
  let data = [];
  let id = last;
  let pause = 0;

  /** @param {string} text @returns {Event | null} */
  function line(text) {
    if (!text) {
      const found = data.length ? { type: type || 'message', data: data.join('\n'), id } : null;
      type = '';
      data = [];
      return found;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return null; // a comment: the server shows that it is there
    const name = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') type = value;
    else if (name === 'data') data.push(value);
    else if (name === 'id' && !value.includes('\0')) id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) pause = Number(value);
    return null;
  }

  return {
    /** @param {string} piece */
    feed(piece) {
      rest += piece;
      if (!begun && rest) {
        begun = true;
        rest = rest.replace(/^\ufeff/, '');
      }
      /** @type {Event[]} */
      const events = [];
      for (;;) {
        const end = /\r\n|\n|\r(?!$)/.exec(rest); // a \r at the very end may be half of \r\n
        if (!end) return events;
        const found = line(rest.slice(0, end.index));
        rest = rest.slice(end.index + end[0].length);
        if (found) events.push(found);
      }
    },
    id: () => id,
    /** What the server wants between two tries, in ms; 0 when it said nothing. */
    pause: () => pause,
  };
}

const LONGEST = 60_000;
/** The pause before a try: twice as long each time, a half of it by chance, so that not all come back at once. @param {number} failed @param {number} chance 0..1 */
export function pauseOf(failed, chance) {
  const most = Math.min(LONGEST, 2000 * 2 ** Math.max(0, failed));
  return Math.round(most / 2 + (most / 2) * chance);
}

/** No use in asking again: refused for a reason that waiting does not change. @param {any} error */
const isFinal = (error) => error?.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429;

/** Waits, unless it is told to stop. @param {number} ms @param {AbortSignal} signal @returns {Promise<void>} */
const sleep = (ms, signal) =>
  new Promise((done) => {
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    }
  });

/**
 * One answer until its end.
 * @param {Response} answer @param {ReturnType<typeof eventReader>} reader @param {Live} live @param {() => void} onBytes
 */
async function readAll(answer, reader, { signal, onEvent, silence = 0 }, onBytes) {
  const body = answer.body?.getReader();
  if (!body) return;
  const text = new TextDecoder();
  let timer = 0;
  const stop = () => void body.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      if (silence) timer = setTimeout(stop, silence);
      const { done, value } = await body.read();
      clearTimeout(timer);
      if (done || signal.aborted) return;
      onBytes();
      for (const event of reader.feed(text.decode(value, { stream: true }))) onEvent(event);
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Listens until the signal ends it, or the server refuses for good. A stream that ends is opened again after a pause and
 * goes on after the last event.
 * @param {Live} live
 */
export async function listen(live) {
  const { open, signal, onState, rest = sleep, random = Math.random } = live;
  let last = live.last ?? '';
  let failed = 0;
  while (!signal.aborted) {
    const reader = eventReader(last);
    let wanted = 0;
    let heard = false;
    const onBytes = () => {
      if (!heard) onState?.(true);
      heard = true;
      failed = 0;
    };
    try {
      await readAll(await open(last), reader, live, onBytes);
      if (!heard) failed += 1;
    } catch (error) {
      if (isFinal(error)) break;
      const { retryAfter } = /** @type {{retryAfter?: number | null}} */ (error ?? {});
      wanted = (retryAfter ?? 0) * 1000;
      failed += 1;
    }
    last = reader.id();
    if (signal.aborted) break;
    if (failed) onState?.(false);
    await rest(Math.max(pauseOf(failed, random()), reader.pause(), wanted), signal);
  }
}
