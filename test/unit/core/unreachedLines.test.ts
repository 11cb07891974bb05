import * as assert from 'node:assert/strict';
import { unreachedLines } from '../../../src/core/unreachedLines';
import { focalOf } from '../../doubles/focal';
import { syntax } from '../../doubles/grammars';

describe('lines that no test runs', () => {
  it('are those of statements, not of the docstring or a comment', async () => {
    const text = 'def f(x):\n    """Doc."""\n    if x:\n        # why\n        return 1\n    return 2\n';
    const focal = await focalOf('python', text, 'f');
    assert.deepEqual(await unreachedLines(syntax, focal, new Map([['a', [2, 5]]])), [5]);
    assert.deepEqual(
      await unreachedLines(
        syntax,
        focal,
        new Map([
          ['a', [2, 5]],
          ['b', [2, 4]],
        ]),
      ),
      [],
    );
  });

  it('are unknown without coverage', async () => {
    const focal = await focalOf('javascript', 'function f(x) {\n  return x;\n}\n', 'f');
    assert.deepEqual(await unreachedLines(syntax, focal, new Map()), []);
  });
});
