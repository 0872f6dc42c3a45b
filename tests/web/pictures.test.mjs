/** Photos and documents of equipment: where they are, in which order, and how files go out one after the other. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isPdf } from '../../web-dist/js/pages/documents/rules.js';
import { isOurs, moved, orderOf, pathOf, smallOf, within } from '../../web-dist/js/pages/pictures/rules.js';
import { sendings } from '../../web-dist/js/ui/sending.js';
import './ready.mjs';

const OURS = '/api/item-pictures/files/0123456789abcdef0123456789abcdef';

describe('a photo of an item', () => {
  test('is shown small in lists, if it is one of this server', () => {
    assert.equal(smallOf(OURS), `${OURS}?size=small`);
    for (const other of [null, undefined, '', 'https://ejemplo.co/1.jpg', '/fotos/1.jpg', ` ${OURS}`]) {
      assert.equal(smallOf(other), null);
      assert.equal(isOurs(other), false);
    }
  });
  test('is the same by whatever name the server was asked', () => {
    for (const base of ['http://inventario.local:8080', 'https://192.168.1.20', 'https://[fd00::5]:8443']) {
      assert.equal(pathOf(base + OURS), OURS);
      assert.equal(smallOf(base + OURS), `${OURS}?size=small`);
      assert.equal(isOurs(`${base}/fotos${OURS}`), false);
    }
  });
  test('is put in its place and no other is lost', () => {
    const list = ['a', 'b', 'c', 'd'];
    assert.deepEqual(moved(list, 0, 2), ['b', 'c', 'a', 'd']);
    assert.deepEqual(moved(list, 3, 0), ['d', 'a', 'b', 'c']);
    assert.deepEqual(moved(list, 1, 9), ['a', 'c', 'd', 'b']);
    assert.deepEqual(moved(list, 1, -1), ['b', 'a', 'c', 'd']);
    assert.deepEqual(moved(list, 9, 0), list);
    for (let from = 0; from < 4; from += 1)
      for (let to = 0; to < 4; to += 1) {
        const there = moved(list, from, to);
        assert.equal(there[to], list[from]);
        assert.deepEqual([...there].sort(), list);
      }
  });
  test('that is gone leaves the next one shown', () => {
    assert.deepEqual([within(2, 5), within(4, 4), within(0, 0), within(-1, 3)], [2, 3, 0, 0]);
  });
  test('keeps its caption when others are put in order', () => {
    const pictures = [{ id: 'b', caption: 'Placa', url: 'x' }, { id: 'a' }];
    assert.deepEqual(orderOf('i', pictures), {
      item_id: 'i',
      pictures: [
        { id: 'b', caption: 'Placa' },
        { id: 'a', caption: null },
      ],
    });
  });
});

test('a document is told by its first bytes', () => {
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
  assert.ok(isPdf(bytes('%PDF-1.7')));
  for (const other of ['', '%PDF', ' %PDF-1.7', '<html>', 'PK']) assert.equal(isPdf(bytes(other)), false);
});

describe('files on their way', () => {
  /** @param {string} name */
  const file = (name) => /** @type {File} */ ({ name });
  test('go one after the other, and say how far they are', async () => {
    /** @type {string[]} */
    const told = [];
    let at = 0;
    let most = 0;
    const queue = sendings(
      async (row, share) => {
        at += 1;
        most = Math.max(most, at);
        share(0.5);
        await Promise.resolve();
        at -= 1;
        told.push(row.file.name);
      },
      (row) => row && told.push(`${row.file.name} ${row.share}`),
    );
    await queue.add([file('a'), file('b')]);
    assert.deepEqual(told, ['a 0.5', 'a', 'b 0.5', 'b']);
    assert.equal(most, 1);
    assert.equal(queue.rows().length, 0);
  });
  test('stay with why when they do not arrive, and are sent again without what was sent already', async () => {
    let works = false;
    /** @type {string[]} */
    const sent = [];
    const queue = sendings(
      async (row) => {
        if (!row.kept) {
          sent.push('photo');
          row.kept = 'id';
        }
        if (row.file.name === 'a' && !works) throw new Error('no network');
        sent.push(row.file.name);
      },
      () => undefined,
    );
    await queue.add([file('a'), file('b')]);
    assert.deepEqual(
      queue.rows().map(({ file, state }) => [file.name, state]),
      [['a', 'failed']],
    );
    assert.match(String(queue.rows()[0].fault), /no network/);
    works = true;
    await queue.again(queue.rows()[0]);
    assert.deepEqual([queue.rows().length, sent], [0, ['photo', 'photo', 'b', 'a']]);
  });
  test('that failed can be taken away', async () => {
    const queue = sendings(
      () => Promise.reject(new Error('x')),
      () => undefined,
    );
    await queue.add([file('a')]);
    queue.drop(queue.rows()[0]);
    assert.equal(queue.rows().length, 0);
  });
});
