import assert from 'node:assert/strict';
import { divergence } from '../../../../src/core/explanation/divergence';
import { mapLines } from '../../../../src/core/explanation/lineMap';
import type { TraceStep } from '../../../../src/core/model/execution';

/** `line a=1 b=2`, one step each. */
const trace = (...steps: string[]): TraceStep[] =>
  steps.map((step) => {
    const [line, ...pairs] = step.split(' ');
    const variables = pairs.map((pair) => {
      const [name = '', repr = ''] = pair.split('=');
      return { name, repr, type: 'int' };
    });
    return { line: Number(line), depth: 0, variables };
  });

const original = 'def f(n):\n  t = 0\n  for i in n:\n    t += i\n  return t\n';
const same = mapLines(original, original);

describe('mapLines', () => {
  it('pairs kept and replaced lines, leaves new ones without a partner', () => {
    const { original: map, changed } = mapLines('a\nb\nc\nd', 'new\na\nB\nB2\nd');
    assert.deepEqual(
      [...map],
      [
        [1, 0],
        [2, 1],
        [3, 2],
        [4, 3],
      ],
    );
    assert.deepEqual([...changed], [1, 2]);
    const inserted = mapLines('a\nb', 'a\nx\nb');
    assert.deepEqual(
      [...inserted.original],
      [
        [0, 0],
        [2, 1],
      ],
    );
    assert.deepEqual([...inserted.changed], []);
  });
});

describe('divergence', () => {
  it('finds the line that leaves another value behind, and which visit of it', () => {
    const buggy = trace('1 n=2', '2 n=2 t=0', '3 t=0 i=1', '2 t=1 i=1', '3 t=1 i=2', '2 t=3 i=2', '4 t=3 i=2');
    const fixed = trace('1 n=2', '2 n=2 t=0', '3 t=0 i=1', '2 t=1 i=1', '3 t=1 i=2', '2 t=2 i=2', '4 t=2 i=2');
    assert.deepEqual(divergence(buggy, fixed, same), {
      kind: 'value',
      line: 3,
      visit: 2,
      variables: [
        { name: 't', repr: '3', fixedRepr: '2' },
        { name: 'i', repr: '2' },
      ],
      next: { buggy: 2, fixed: 2 },
    });
  });

  it('finds the branch after which the runs go different ways', () => {
    const found = divergence(trace('1 n=0', '2 n=0', '3 n=0'), trace('1 n=0', '2 n=0', '4 n=0'), same);
    assert.deepEqual([found?.kind, found?.line, found?.next], ['path', 2, { buggy: 3, fixed: 4 }]);
    const ended = divergence(trace('1 n=0', '2 n=0'), trace('1 n=0', '2 n=0', '4 n=0'), same);
    assert.deepEqual([ended?.kind, ended?.line, ended?.next], ['path', 2, { buggy: undefined, fixed: 4 }]);
  });

  it('maps the lines of the patched text and passes over lines of the patch', () => {
    const patched = original.replace('  t = 0\n', '  if not n: return 0\n  t = 0\n');
    const lines = mapLines(original, patched);
    const buggy = trace('1 n=1', '2 n=1 t=0', '4 n=1 t=0');
    assert.equal(divergence(buggy, trace('1 n=1', '2 n=1', '3 n=1 t=0', '5 n=1 t=0'), lines), undefined);
    const found = divergence(buggy, trace('1 n=1', '2 n=1', '3 n=1 t=5', '5 n=1 t=5'), lines);
    assert.deepEqual([found?.line, found?.variables[0]], [1, { name: 't', repr: '0', fixedRepr: '5' }]);
  });

  it('names the changed line when only its result differs', () => {
    const lines = mapLines(original, original.replace('return t', 'return -t'));
    const steps = trace('1 n=1', '4 n=1 t=0');
    assert.deepEqual(divergence(steps, steps, lines)?.kind, 'result');
    assert.equal(divergence(steps, steps, same), undefined);
    assert.equal(divergence([], steps, same), undefined);
  });

  it('does not take an address for a value', () => {
    const at = (address: string): TraceStep[] => trace('1 o=<A/at/0x7f>'.replace('0x7f', address), '2 n=1');
    assert.equal(divergence(at('0x7f12'), at('0x7e99'), same), undefined);
  });
});
