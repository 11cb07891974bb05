import assert from 'node:assert/strict';
import type { LanguageId } from '../../../../src/core/model/focalFunction';
import { changedFunctions } from '../../../../src/core/testing/changed';
import { captureText } from '../../../doubles/focal';

const changed = async (language: LanguageId, before: string, after: string) =>
  changedFunctions(await captureText(language, before), await captureText(language, after)).map((f) => f.qualifiedName);

describe('changed functions', () => {
  const python = 'def f(x):\n    if x:\n        x += 1\n    return x\n\n\ndef g():\n    return 1\n';

  it('are those whose program differs, and new ones', async () => {
    assert.deepEqual(await changed('python', python, python), []);
    assert.deepEqual(await changed('python', python, python.replace('+= 1', '+= 2')), ['f']);
    assert.deepEqual(await changed('python', python, `${python}\n\ndef h():\n    return 2\n`), ['h']);
  });

  it('are not those whose layout or comments differ', async () => {
    assert.deepEqual(await changed('python', python, python.replace('x += 1', 'x  +=  1  # one more')), []);
    assert.deepEqual(await changed('python', python, python.replaceAll('    ', '  ')), []);
    const script = 'export function f(x) {\n  return x ? "a // b" : 2; // two\n}\n';
    assert.deepEqual(await changed('javascript', script, script.replace(' // two', '').replace('? ', '?\n    ')), []);
    assert.deepEqual(await changed('javascript', script, script.replace('// b', '// c')), ['f']);
  });

  it('know that in Python the depth of a line is part of the program', async () => {
    assert.deepEqual(await changed('python', python, python.replace('    return x', '        return x')), ['f']);
  });

  it('are not those that do not parse', async () => {
    assert.deepEqual(await changed('python', python, python.replace('return x', 'return x +')), []);
  });
});
