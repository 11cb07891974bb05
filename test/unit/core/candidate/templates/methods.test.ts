import assert from 'node:assert/strict';
import { proposalsOf } from '../../../../../src/core/candidate/generate';
import { siblingFunction } from '../../../../../src/core/candidate/templates/expression/siblingFunction';
import { applyEdits } from '../../../../../src/core/model/text';
import { templateContext } from '../../../../doubles/templateContext';

/** What the last line of the function may become. */
async function lastLines(languageId: 'python' | 'javascript', text: string): Promise<readonly string[]> {
  const context = await templateContext(languageId, text);
  return [...proposalsOf(context, [siblingFunction])].map(({ proposal }) => {
    const lines = applyEdits(text, proposal.edits).trimEnd().split('\n');
    return lines[languageId === 'python' ? lines.length - 1 : lines.length - 2]?.trim() ?? '';
  });
}

describe('methods of built-in types', () => {
  it('are not looked for on a list that has none of that name', async () => {
    const list = await lastLines('python', 'def f(x):\n    out = []\n    out.append(x)\n');
    assert.ok(list.includes('out.extend(x)'));
    assert.ok(!list.some((line) => /\.(add|appendleft|insert\(x)/.test(line)), list.join(' | '));
  });

  it('may be anything where the type is not known or is no built-in one', async () => {
    assert.ok((await lastLines('python', 'def f(out, x):\n    out.append(x)\n')).includes('out.add(x)'));
    const deque = await lastLines('python', 'def f(out: deque[int], x):\n    out.append(x)\n');
    assert.ok(deque.includes('out.appendleft(x)'));
  });

  it('need their arguments', async () => {
    assert.deepEqual(await lastLines('python', 'def f(d):\n    d.pop()\n'), ['d.popleft()']);
    const some = await lastLines('python', 'def f(d, *xs):\n    d.append(*xs)\n');
    assert.ok(some.includes('d.insert(*xs)'));
  });

  it('of strings are not tried on arrays', async () => {
    const array = await lastLines('javascript', 'function f(x) {\n  const xs = [x];\n  xs.slice(1);\n}\n');
    assert.deepEqual(array, ['xs.splice(1);']);
    const unknown = await lastLines('javascript', 'function f(xs) {\n  xs.slice(1);\n}\n');
    assert.ok(unknown.includes('xs.substring(1);'));
  });
});
