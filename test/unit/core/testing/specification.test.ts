import assert from 'node:assert/strict';
import { subjectOf } from '../../../../src/core/oracle/properties/subject';
import { specifiedBy, unspecified } from '../../../../src/core/testing/specification';
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
    const { examples } = await specifiedBy(model, await focalOf('python', code, 'half'), 'python', options, signal);
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
      await specifiedBy(model, await focalOf('python', bare, 'half'), 'python', options, signal),
      unspecified,
    );
    assert.equal(model.requests.length, 0);
  });

  it('have properties of the result beside them, as far as they are one harmless expression', async () => {
    const answer = [
      '```python\nhalf(4) == 2\n```\n```python',
      'result <= args[0] or args[0] < 0  # not larger than a positive n',
      'assert 2 * result in (args[0], args[0] - 1)  # twice the result is n or one less.',
      'result == open("x").read()  # reads a file',
      'n = result  # assigns',
      '(result  # not balanced',
      'result > 0',
      'args[0] > 0  # of the input only',
      '```',
    ].join('\n');
    const focal = await focalOf('python', code, 'half');
    const { examples, properties } = await specifiedBy(
      fakeModel(() => answer),
      focal,
      'python',
      options,
      signal,
    );
    assert.equal(examples.length, 1);
    const subject = subjectOf(focal, 'python', [], []);
    assert.ok(subject);
    assert.deepEqual(
      properties.map((property) => [property.check(subject), property.title]),
      [
        ['result <= args[0] or args[0] < 0', 'not larger than a positive n'],
        ['2 * result in (args[0], args[0] - 1)', 'twice the result is n or one less'],
      ],
    );
  });
});
