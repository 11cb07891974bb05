import assert from 'node:assert/strict';
import { astDistance, shapeOf, type Shape } from '../../../../src/core/candidate/astDistance';
import type { LanguageId } from '../../../../src/core/model/focalFunction';
import { syntax } from '../../../doubles/grammars';

async function shape(text: string, languageId: LanguageId = 'python'): Promise<Shape> {
  const tree = await syntax.parse(languageId, text);
  const found = shapeOf(tree.rootNode);
  tree.delete();
  return found;
}

async function distance(a: string, b: string, languageId?: LanguageId): Promise<number> {
  return astDistance(await shape(a, languageId), await shape(b, languageId));
}

describe('astDistance', () => {
  it('is zero for layout, comments and needless parentheses', async () => {
    assert.equal(await distance('x = (a + b) # sum\n', 'x   =  a+b\n'), 0);
    assert.equal(await distance('const x = ((a));', 'const x = a', 'javascript'), 0);
  });

  it('sees parentheses that mean something', async () => {
    assert.notEqual(await distance('x = (a + b) * c\n', 'x = a + b * c\n'), 0);
  });

  it('is one for one operator, name or literal', async () => {
    assert.equal(await distance('x = a < b\n', 'x = a <= b\n'), 1);
    assert.equal(await distance('x = f(a, 1)\n', 'x = f(a, 2)\n'), 1);
  });

  it('grows with the change and is the same both ways', async () => {
    const original = 'def f(x):\n    y = x + 1\n    return y\n';
    const small = original.replace('x + 1', 'abs(x) + 1');
    const large = original.replace('    return y\n', '    if y > 2:\n        return x\n    return y\n');
    const [a, b] = [await distance(original, small), await distance(original, large)];
    assert.ok(a > 0 && a < b, `${a} ${b}`);
    assert.equal(await distance(small, original), a);
    assert.equal(await distance(large, original), b);
  });

  it('matches statements that stay when one is put between them', async () => {
    const lines = ['a = 1', 'b = 2', 'c = 3', 'd = 4'];
    const more = ['a = 1', 'x = 9', 'b = 2', 'c = 3', 'd = 5'];
    assert.ok((await distance(lines.join('\n'), more.join('\n'))) <= 6);
  });
});
