import assert from 'node:assert/strict';
import { takesAway, tokenChange } from '../../../../src/core/ranking/changedTokens';
import { tokens } from '../../../../src/core/model/tokens';
import { FileModel } from '../../../../src/core/ranking/naturalness';

describe('changed tokens', () => {
  it('reads words, numbers, strings and operators', () => {
    assert.deepEqual(tokens(`if a_1 >= 2.5: return "x y"`), ['if', 'a_1', '>=', '2.5', ':', 'return', '"x y"']);
    assert.deepEqual(tokens('a !== b'), ['a', '!==', 'b']);
  });

  it('finds what was added and removed wherever it stands', () => {
    const change = tokenChange('a\nb\nx = 1 + y\nz\n', 'a\nb\nx = 2 + y\nz\n');
    assert.deepEqual([change.removed, change.added], [['1'], ['2']]);
    assert.deepEqual(
      change.touched.map((i) => change.patched[i]),
      ['2', '+'],
    );
    const insertion = tokenChange('f()', 'f()\ng()');
    assert.deepEqual([insertion.removed, insertion.added], [[], ['g', '(', ')']]);
    assert.deepEqual(tokenChange('same', 'same').touched, []);
  });

  it('knows changes that only take away', () => {
    const takes = (before: string, after: string): boolean => takesAway(tokenChange(before, after));
    assert.ok(takes('x = a + b\n', 'x = a\n'));
    assert.ok(takes('if a > b:\n', 'if a > b and False:\n'));
    assert.ok(takes('    total = compute(a)\n', '    pass\n'));
    assert.ok(!takes('i = 0\n', 'i = 1\n'));
    assert.ok(!takes('if a:\n', 'if not a:\n'));
    assert.ok(!takes('x = a\n', 'x = a + b\n'));
    assert.ok(!takes('x = a\n', 'x = a\n'));
  });

  it('finds a change surprising that the file never makes', () => {
    const file = 'for i in range(n):\n  total = total + i\nfor j in range(n):\n  total = total + j\nx = total\n';
    const model = new FileModel(tokens(file));
    const usual = model.surprise(tokenChange(file, file.replace('x = total', 'x = total + i')));
    const odd = model.surprise(tokenChange(file, file.replace('x = total', 'x = total ** lambda')));
    assert.ok(usual < odd, `${usual} < ${odd}`);
    assert.equal(model.surprise(tokenChange(file, file)), 0);
  });
});
