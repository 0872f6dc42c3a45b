/** Where the parts of a chart lie. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { highest, layout, moved, path, placeAt, shownNames, slices, steps } from '../../web-dist/js/ui/chart-scale.js';

const months = ['ene', 'feb', 'mar', 'abr', 'may', 'jun'];
const series = (...values) => values.map((one, n) => ({ name: `s${n}`, tone: 'good', values: one }));
const made = (over = {}) =>
  layout({
    kind: 'bar',
    width: 320,
    height: 220,
    names: months,
    series: series([1, 2, 3, 4, 5, 6]),
    format: String,
    ...over,
  });

describe('the steps of an axis', () => {
  test('are round, begin at nothing and reach the highest value', () => {
    assert.deepEqual(steps(7), [0, 2, 4, 6, 8]);
    assert.deepEqual(steps(3), [0, 1, 2, 3]);
    assert.deepEqual(steps(1), [0, 1]);
    assert.deepEqual(steps(97), [0, 25, 50, 75, 100]);
    assert.deepEqual(steps(4_700_000, { whole: false }), [0, 2_000_000, 4_000_000, 6_000_000]);
    assert.deepEqual(steps(0.5, { whole: false }), [0, 0.2, 0.4, 0.6]);
    for (const none of [0, -3, NaN]) assert.deepEqual(steps(none), [0, 1]);
  });
  test('are few, whatever the value, and whole where they must be', () => {
    for (let most = 1; most < 3_000_000; most = Math.ceil(most * 1.07)) {
      const all = steps(most);
      assert.ok(all.length >= 2 && all.length <= 6, `${most}: ${all}`);
      assert.ok(all[all.length - 1] >= most && all[all.length - 2] < most, `${most}: ${all}`);
      assert.ok(all.every(Number.isInteger), `${most}: ${all}`);
    }
  });
});

test('the highest value of a stack is that of what lies on one another', () => {
  const two = series([1, 2, null], [5, 1, 4]);
  assert.equal(highest('bar', two), 5);
  assert.equal(highest('stack', two), 6);
  assert.equal(highest('line', []), 0);
});

describe('names below a chart', () => {
  test('never touch each other, and the last is written', () => {
    assert.deepEqual(shownNames(months, 60), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(shownNames(months, 16), [1, 3, 5]);
    const days = Array.from({ length: 31 }, (_, n) => `${n + 1} nov`);
    const shown = shownNames(days, 9);
    assert.equal(shown.at(-1), 30);
    assert.ok(shown.length > 3);
    for (let n = 1; n < shown.length; n += 1) assert.ok((shown[n] - shown[n - 1]) * 9 >= 6 * 6.6);
  });
  test('stay within the drawing', () => {
    const { labels } = made({ names: months.map((name) => `${name} 2026`), width: 300 });
    for (const { name, x } of labels) assert.ok(x - name.length * 3.3 >= 0 && x + name.length * 3.3 <= 300.01, name);
  });
});

describe('bars', () => {
  test('stand on the ground, as high as they say, within the drawing', () => {
    for (const kind of ['bar', 'stack']) {
      const { bars, plot, grid } = made({ kind, series: series([1, 2, 3, 4, 5, 6], [0, 1, 0, 1, 0, 2]) });
      assert.equal(bars.length, 9, 'what is nothing has no bar');
      const ground = plot.y + plot.height;
      const one = (grid[0].y - grid[grid.length - 1].y) / grid[grid.length - 1].value;
      for (const bar of bars) {
        assert.ok(bar.x >= plot.x && bar.x + bar.width <= 320.01 && bar.y >= plot.y - 0.01);
        const value = [
          [1, 2, 3, 4, 5, 6],
          [0, 1, 0, 1, 0, 2],
        ][bar.series][bar.at];
        assert.ok(Math.abs(bar.height - value * one) < 0.01);
        if (kind === 'bar' || bar.series === 0) assert.ok(Math.abs(bar.y + bar.height - ground) < 0.01);
      }
    }
  });
  test('of a stack lie on one another, those of several series beside each other', () => {
    const stack = made({ kind: 'stack', names: ['a'], series: series([2], [3]) }).bars;
    assert.ok(Math.abs(stack[1].y + stack[1].height - stack[0].y) < 0.01);
    const side = made({ kind: 'bar', names: ['a'], series: series([2], [3]) }).bars;
    assert.ok(Math.abs(side[0].x + side[0].width - side[1].x) < 0.01);
  });
});

test('a line is broken off where nothing is known', () => {
  const { lines, bars } = made({ kind: 'line', series: series([null, 1, 2, null, 0, null]) });
  assert.deepEqual(
    lines[0].map((run) => run.length),
    [2, 1],
  );
  assert.deepEqual(bars, []);
  assert.match(path(lines[0][0]), /^M[\d.]+ [\d.]+L[\d.]+ [\d.]+$/);
});

test('a chart of nothing is still one', () => {
  const { grid, bars } = made({ series: series([0, 0, 0, 0, 0, 0]) });
  assert.deepEqual([grid.length, bars.length], [2, 0]);
  assert.ok(grid.every(({ y }) => Number.isFinite(y)));
});

describe('the way through a chart', () => {
  test('goes by the arrows, and no further than its ends', () => {
    assert.equal(moved('ArrowRight', 2, 6), 3);
    assert.equal(moved('ArrowLeft', 0, 6), 0);
    assert.equal(moved('End', 0, 6), 5);
    assert.equal(moved('Home', 4, 6), 0);
    assert.equal(moved('PageUp', 4, 6), 5);
    assert.equal(moved('Tab', 4, 6), null);
  });
  test('goes by a finger', () => {
    const plot = { x: 20, width: 300 };
    assert.deepEqual(
      [-5, 20, 69, 71, 319, 999].map((x) => placeAt(x, plot, 6)),
      [0, 0, 0, 1, 5, 5],
    );
  });
});

describe('a ring', () => {
  test('has a slice for each share, and they are the whole', () => {
    const ring = slices([6, 3, 0, 1]);
    assert.deepEqual(
      ring.map((slice) => slice.share),
      [0.6, 0.3, 0, 0.1],
    );
    assert.equal(ring[2].path, '', 'nothing has no slice');
    assert.match(ring[0].path, /A98 98 0 1 1 /, 'more than half goes the long way');
    assert.match(ring[1].path, /A98 98 0 0 1 /);
  });
  test('is whole when there is one share, and empty when there is none', () => {
    assert.equal((slices([5])[0].path.match(/M/g) ?? []).length, 2);
    assert.deepEqual(slices([0, 0]), [
      { share: 0, path: '' },
      { share: 0, path: '' },
    ]);
    assert.ok(!slices([1, 1e9])[0].path.includes('NaN'));
  });
});
