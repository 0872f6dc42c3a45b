/** How a code for a new password is typed, and what a link brings. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeOf, grouped, isWhole, setAndEnter } from '../../web-dist/js/pages/recovery/rules.js';

describe('a code for a new password', () => {
  test('is whole however it is typed', () => {
    for (const typed of ['ABCD-EFGH-2345', 'abcdefgh2345', ' abcd efgh 2345 ', 'ABCD–EFGH—2345'])
      assert.ok(isWhole(typed), typed);
    for (const typed of ['', 'ABCD-EFGH-234', 'ABCD-EFGH-23456', '------------']) assert.ok(!isWhole(typed), typed);
  });
  test('is shown in groups of four', () => {
    assert.equal(grouped('abcdefgh2345'), 'ABCD-EFGH-2345');
    assert.equal(grouped('abcde'), 'ABCD-E');
    assert.equal(grouped(''), '');
  });
  test('is spent once the password is set, whether or not the sign-in after it works', async () => {
    const [set, fails] = [async () => ({ email: 'ana@sena.edu.co' }), async () => Promise.reject(new Error('offline'))];
    assert.equal(await setAndEnter(set, async (email) => email), 'ana@sena.edu.co');
    assert.equal(await setAndEnter(set, fails), null);
    await assert.rejects(setAndEnter(fails, fails), /offline/);
  });
  test('comes out of a link, and nothing else does', () => {
    assert.equal(codeOf('#ABCD-EFGH-2345'), 'ABCD-EFGH-2345');
    for (const hash of ['', '#', '#%', '#ABCD-EFGH-2345%', '#seccion', '#<script>alert(1)</script>'])
      assert.equal(codeOf(hash), '');
  });
});
