import assert from 'node:assert/strict';
import { specifiedExamples } from '../../../../src/core/testing/specification';
import { fakeModel } from '../../../doubles/fakeModel';
import { focalOf } from '../../../doubles/focal';

const options = { timeoutMs: 1000, seed: 1 };
const signal = new AbortController().signal;
const code = 'def half(n: int) -> int:\n    """Half of n, rounded down."""\n    secret = n >> 1\n    return secret\n';

describe('examples from the specification', () => {
  it('are read from the answer, plausible, and asked for without the code', async () => {
    const model = fakeModel(
      () => 'Sure:\n```python\nhalf(4) == 2\nassert half(-1) == -1  # down\nlen(half(2)) == 1\nhalf(x) == 3\n```\n',
    );
    const examples = await specifiedExamples(model, await focalOf('python', code, 'half'), 'python', options, signal);
    assert.deepEqual(
      examples.map(({ title, trust, source }) => [title, trust, source]),
      [
        ['half(4) == 2', 'plausible', 'model'],
        ['half(-1) == -1', 'plausible', 'model'],
      ],
    );
    const said = model.requests.flatMap(({ messages }) => messages.map(({ content }) => content)).join('\n');
    assert.match(said, /Half of n, rounded down/);
    assert.doesNotMatch(said, /secret/);
  });

  it('are not asked for where nothing is described', async () => {
    const model = fakeModel(() => 'half(4) == 2');
    const bare = code.replace(/ {4}""".*"""\n/, '');
    assert.deepEqual(
      await specifiedExamples(model, await focalOf('python', bare, 'half'), 'python', options, signal),
      [],
    );
    assert.equal(model.requests.length, 0);
  });
});
