import assert from 'node:assert/strict';
import type { TraceStep } from '../../../../src/core/model/execution';
import { callsInSteps, watchedCalls } from '../../../../src/core/testing/watchedCalls';
import { focalOf } from '../../../doubles/focal';

const code = 'def fee(days: int, tags, rate=2):\n    total = days * rate\n    return total + len(tags)\n';
const step = (line: number, variables: Readonly<Record<string, string>>): TraceStep => ({
  line,
  depth: 0,
  variables: Object.entries(variables).map(([name, repr]) => ({ name, repr, type: 'int' })),
});

describe('calls seen while the tests of the project run', () => {
  it('are read where the function begins, without default values at the end', async () => {
    const focal = await focalOf('python', code, 'fee');
    const steps = [
      step(1, { days: '3', tags: "['a']", rate: '2' }),
      step(2, { days: '3', tags: "['a']", rate: '2', total: '6' }),
      step(1, { days: '4', tags: '[]', rate: '5' }),
      step(1, { days: '4', tags: '[]', rate: '5', total: '1' }),
    ];
    assert.deepEqual(callsInSteps(focal, 'python', steps), ["fee(3, ['a'])", 'fee(4, [], 5)']);
  });

  it('are left out where a value was cut or has not been seen', async () => {
    const focal = await focalOf('python', code, 'fee');
    const steps = [step(1, { days: '3', tags: '[1, 2…', rate: '9' }), step(1, { days: '3' })];
    assert.deepEqual(callsInSteps(focal, 'python', steps), []);
  });

  it('are not looked for where the arguments cannot be told from the steps', async () => {
    const none = (): never => assert.fail('no runtime is started');
    const files = [{ path: '/project/test_x.py', framework: 'pytest' as const }];
    const { signal } = new AbortController();
    for (const text of ['def f(*xs):\n    return xs\n', 'def f(a, *, b):\n    return a\n']) {
      const focal = await focalOf('python', text, 'f');
      assert.deepEqual(await watchedCalls(none, focal, 'python', files, signal), []);
    }
    const focal = await focalOf('typescript', 'export function f(a: number) {\n  return a;\n}\n', 'f');
    const vitest = [{ path: '/project/x.test.ts', framework: 'vitest' as const }];
    assert.deepEqual(await watchedCalls(none, focal, 'javascript', vitest, signal), []);
  });
});
