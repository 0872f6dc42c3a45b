/** The live stream: its format however it is cut, when it is opened again, and when it is not. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { ApiError, stream, useTokens } from '../../web-dist/js/kit/api.js';
import { eventReader, listen, pauseOf } from '../../web-dist/js/kit/stream.js';

const SAMPLE = [
  ': here I am\n',
  'event: unread\ndata: {"unread":2}\n\n',
  'id: 7\nevent: notification\ndata: {"title":"Ñandú 🎒"}\n\n',
  'data: one\ndata:two\ndata:  three\n\n',
].join('');
const EXPECTED = [
  { type: 'unread', data: '{"unread":2}', id: '' },
  { type: 'notification', data: '{"title":"Ñandú 🎒"}', id: '7' },
  { type: 'message', data: 'one\ntwo\n three', id: '7' },
];
/** @param {string[]} pieces */
const read = (pieces) => {
  const reader = eventReader();
  return pieces.flatMap((piece) => reader.feed(piece));
};

describe('the format', () => {
  test('is read whole and in any pieces', () => {
    assert.deepEqual(read([SAMPLE]), EXPECTED);
    assert.deepEqual(read([...SAMPLE]), EXPECTED);
    for (let at = 1; at < SAMPLE.length; at += 1)
      assert.deepEqual(read([SAMPLE.slice(0, at), SAMPLE.slice(at)]), EXPECTED, `cut at ${at}`);
  });
  test('takes every end of line', () => {
    for (const end of ['\r\n', '\r']) {
      const text = `${SAMPLE.replaceAll('\n', end)}data: x${end}`;
      assert.deepEqual(read([text]), EXPECTED);
      assert.deepEqual(read([...text]), EXPECTED, JSON.stringify(end));
    }
  });
  test('leaves out what is not told to the end, comments, and fields that nobody knows', () => {
    assert.deepEqual(read(['data: half\n']), []);
    assert.deepEqual(read([': \n\n:\n\n', 'event: x\n\n', 'colour: red\ndata: y\n\n']), [
      { type: 'message', data: 'y', id: '' },
    ]);
    assert.deepEqual(read(['\ufeffdata: first\n\n'])[0].data, 'first', 'a byte-order mark at the start');
    assert.deepEqual(read(['data\n\n'])[0].data, '', 'a field without a colon is empty');
  });
  test('keeps the last id until another one comes', () => {
    const reader = eventReader('5');
    assert.equal(reader.id(), '5');
    assert.equal(reader.feed('data: a\n\n')[0].id, '5');
    reader.feed('id: 6\n\nid: bad\0\n\n');
    assert.equal(reader.id(), '6');
    reader.feed('id\n\n');
    assert.equal(reader.id(), '');
  });
  test('hears how long to wait, when it is a number', () => {
    const reader = eventReader();
    reader.feed('retry: 1e3\nretry: 4000\nretry: soon\n');
    assert.equal(reader.pause(), 4000);
  });
});

describe('the pause before the next try', () => {
  test('grows from one second to a minute, a part of it by chance', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 50].map((failed) => pauseOf(failed, 0)),
      [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000],
    );
    assert.deepEqual(
      [0, 1, 4, 5, 50].map((failed) => pauseOf(failed, 1)),
      [2000, 4000, 32_000, 60_000, 60_000],
    );
  });
});

/** A body of these pieces. @param {string[]} pieces @param {unknown} [fault] what breaks it off */
const answer = (pieces, fault) =>
  new Response(
    new ReadableStream({
      start(control) {
        for (const piece of pieces) control.enqueue(new TextEncoder().encode(piece));
        if (fault) control.error(fault);
        else control.close();
      },
    }),
    { headers: { 'X-Inventario': '1' } },
  );

/**
 * Listens while `tries` last; each is what opening does.
 * @param {((last: string) => Promise<Response> | Response)[]} tries @param {Partial<import('../../web-dist/js/kit/stream.js').Live>} [more]
 */
async function follow(tries, more = {}) {
  const control = new AbortController();
  /** @type {{asked: string[], events: string[], states: boolean[], pauses: number[]}} */
  const log = { asked: [], events: [], states: [], pauses: [] };
  await listen({
    signal: control.signal,
    open: async (last) => {
      log.asked.push(last);
      const next = tries.shift();
      if (!next) {
        control.abort();
        throw new DOMException('left', 'AbortError');
      }
      return next(last);
    },
    onEvent: (event) => log.events.push(event.data),
    onState: (live) => log.states.push(live),
    rest: async (ms) => void log.pauses.push(ms),
    random: () => 0,
    ...more,
  });
  return log;
}
const refuse =
  (status, retryAfter = null) =>
  () => {
    throw new ApiError(status, 'x', 'x', retryAfter);
  };

describe('a stream', () => {
  test('that ends is opened again after the last event', async () => {
    const log = await follow(
      [() => answer(['id: a\ndata: 1\n\n']), () => answer([': still here\n\n']), () => answer(['id: b\ndata: 2\n\n'])],
      { last: 'start' },
    );
    assert.deepEqual(log.asked, ['start', 'a', 'a', 'b']);
    assert.deepEqual(log.events, ['1', '2']);
    assert.deepEqual(log.pauses, [1000, 1000, 1000]);
  });
  test('whose letters are cut in two is read all the same', async () => {
    const bytes = new TextEncoder().encode('data: ñ\n\n');
    const body = new ReadableStream({
      start(control) {
        for (const byte of bytes) control.enqueue(Uint8Array.of(byte));
        control.close();
      },
    });
    assert.deepEqual((await follow([() => new Response(body)])).events, ['ñ']);
  });
  test('that fails waits longer each time, and no longer once it is heard', async () => {
    const lost = refuse(0);
    const log = await follow([lost, lost, refuse(503), () => answer(['data: x\n\n']), lost]);
    assert.deepEqual(log.pauses, [2000, 4000, 8000, 1000, 2000]);
    assert.deepEqual(log.states, [false, false, false, true, false]);
  });
  test('that says nothing at all counts as failed', async () => {
    assert.deepEqual((await follow([() => answer([]), () => new Response(null)])).pauses, [2000, 4000]);
  });
  test('that breaks off in the middle is opened again', async () => {
    let broken = false;
    const body = new ReadableStream({
      pull(control) {
        if (broken) control.error(new TypeError('network error'));
        else control.enqueue(new TextEncoder().encode('id: a\ndata: 1\n\n'));
        broken = true;
      },
    });
    const log = await follow([() => new Response(body), () => answer(['data: 2\n\n'])]);
    assert.deepEqual(
      [log.asked, log.events],
      [
        ['', 'a', 'a'],
        ['1', '2'],
      ],
    );
    assert.deepEqual(log.states, [true, false, true]);
  });
  test('waits as long as the server asks', async () => {
    assert.deepEqual((await follow([refuse(429, 40), () => answer(['retry: 9000\n\n'])])).pauses, [40_000, 9000]);
  });
  test('that the server refuses is given up', async () => {
    for (const status of [401, 403, 404]) {
      const log = await follow([refuse(status), () => answer(['data: x\n\n'])]);
      assert.deepEqual([log.asked.length, log.pauses, log.states], [1, [], []], String(status));
    }
  });
  test('without a byte for too long is taken for dead', async () => {
    const silent = () => new Response(new ReadableStream({}));
    const log = await follow([silent, () => answer(['data: x\n\n'])], { silence: 20 });
    assert.deepEqual([log.asked.length, log.events], [3, ['x']]);
  });
  test('ends at once when the page is left, while it reads and while it waits', async () => {
    const reading = new AbortController();
    setTimeout(() => reading.abort(), 10);
    await listen({ signal: reading.signal, open: async () => new Response(new ReadableStream({})), onEvent() {} });
    const waiting = new AbortController();
    setTimeout(() => waiting.abort(), 10);
    await listen({ signal: waiting.signal, open: refuse(0), onEvent() {} });
    let opened = false;
    const open = async () => {
      opened = true;
      return answer([]);
    };
    await listen({ signal: AbortSignal.abort(), open, onEvent() {} });
    assert.equal(opened, false);
  });
});

describe('the client', () => {
  const realFetch = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = realFetch;
    useTokens({ token: () => null, renew: async () => false });
  });
  test('shows its token and the last event, and renews quietly', async () => {
    /** @type {any[]} */
    const sent = [];
    /** @type {unknown[]} */
    const quiet = [];
    let token = 'old';
    useTokens({
      token: () => token,
      renew: async (_, silent) => {
        quiet.push(silent);
        token = 'new';
        return true;
      },
    });
    const control = new AbortController();
    globalThis.fetch = async (url, init) => {
      sent.push([String(url), init?.headers]);
      return token === 'old'
        ? new Response('{}', { status: 401, headers: { 'X-Inventario': '1' } })
        : answer(['id: z\ndata: hello\n\n']);
    };
    /** @type {string[]} */
    const heard = [];
    await stream('/api/notifications/stream', {
      signal: control.signal,
      last: 'y',
      onEvent: (event) => {
        heard.push(event.id);
        control.abort();
      },
    });
    assert.deepEqual([heard, quiet], [['z'], [true]]);
    assert.deepEqual(sent[1], [
      '/api/notifications/stream',
      { Accept: 'text/event-stream', Authorization: 'Bearer new', 'Last-Event-ID': 'y' },
    ]);
  });
});
