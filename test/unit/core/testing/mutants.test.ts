import assert from 'node:assert/strict';
import { mutantsOf } from '../../../../src/core/testing/mutants';
import { focalOf } from '../../../doubles/focal';
import { syntax } from '../../../doubles/grammars';

const text = 'def total(xs, n):\n    if n <= 0:\n        return 0\n    return xs[n - 1] + total(xs, n - 1)\n';

describe('mutants', () => {
  it('are small changes of the function, from every line in turn, the same for the same seed', async () => {
    const focal = await focalOf('python', text, 'total');
    const options = { count: 6, seed: 1, now: () => 0, deadline: 1 };
    const first = await mutantsOf(syntax, focal, options);
    assert.deepEqual(first.map(({ line }) => line).slice(0, 3), [1, 2, 3]);
    assert.ok(first.every(({ source }) => source !== text));
    assert.deepEqual(
      (await mutantsOf(syntax, focal, options)).map(({ id }) => id),
      first.map(({ id }) => id),
    );
  });

  it('are drawn no further once the run is cancelled', async () => {
    const focal = await focalOf('python', text, 'total');
    const cancelled = new AbortController();
    let asked = 0;
    const now = (): number => {
      // Each look at the clock is a turn for other work: the third finds the run cancelled.
      if (++asked === 3) cancelled.abort(new Error('cancelled'));
      return 100 * asked;
    };
    const options = { count: 500, seed: 1, now, deadline: Infinity, signal: cancelled.signal };
    await assert.rejects(mutantsOf(syntax, focal, options), /cancelled/);
    assert.ok(asked < 10, `${asked} looks at the clock`);
  });
});
