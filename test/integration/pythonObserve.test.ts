import assert from 'node:assert';
import { example, Folder, openPython, type PythonSession } from './executorSupport';

const source = `def helper(n):
    return n + 1


def f(n):
    total = 0
    for i in range(n):
        total += helper(i)
    if n > 5:
        total = -1
    return total


def forever(n):
    while True:
        n += 1


class Box:
    def __init__(self, x):
        self.x = x

    def f(self, y):
        z = self.x + y
        return [z for _ in range(2)]


def down(n):
    if n == 0:
        return 0
    return down(n - 1)
`;

describe('Python coverage and traces', () => {
  let folder: Folder;
  const sessions = new Map<string, PythonSession>();

  const session = async (name: string) => {
    const known = sessions.get(name);
    if (known) return known;
    const opened = await openPython(folder, 'walk.py', source, { name });
    sessions.set(name, opened);
    return opened;
  };
  before(() => {
    folder = new Folder({});
  });
  after(async () => {
    for (const one of sessions.values()) await one.session[Symbol.asyncDispose]();
    folder.remove();
  });

  it('give the executed lines of the focal file for each test', async () => {
    const tests = [example('f(0)', '0'), example('f(1)', '1'), example('f(9)', '0')];
    const result = await (await session('f')).run(tests, { coverage: true });
    assert.ok(result.kind === 'ran');
    assert.deepStrictEqual(
      tests.map((test) => result.coverage?.get(test.id)),
      [
        [5, 6, 8, 10],
        [1, 5, 6, 7, 8, 10],
        [1, 5, 6, 7, 8, 9, 10],
      ],
    );
  });

  it('give the lines of a test that never ends', async () => {
    const test = example('forever(1)', '0');
    const result = await (await session('forever')).run([test], { coverage: true, trace: true });
    assert.ok(result.kind === 'ran');
    assert.strictEqual(result.verdicts.get(test.id)?.kind, 'timedOut');
    assert.deepStrictEqual(result.coverage?.get(test.id)?.slice(-1), [15]);
  });

  it('give the steps of a test that never ends, cut', async () => {
    const test = example('forever(1)', '0');
    const result = await (await session('forever')).run([test], { trace: true });
    assert.ok(result.kind === 'ran');
    assert.strictEqual(result.traces?.get(test.id)?.length, 2000);
  });

  it('give the variables before each line of the focal function only', async () => {
    const test = example('f(1)', '1');
    const result = await (await session('f')).run([test], { trace: true });
    assert.ok(result.kind === 'ran');
    const steps = result.traces
      ?.get(test.id)
      ?.map(({ line, variables }) => [line, Object.fromEntries(variables.map(({ name, repr }) => [name, repr]))]);
    assert.deepStrictEqual(steps, [
      [5, { n: '1' }],
      [6, { n: '1', total: '0' }],
      [7, { n: '1', total: '0', i: '0' }],
      [6, { n: '1', total: '1', i: '0' }],
      [8, { n: '1', total: '1', i: '0' }],
      [10, { n: '1', total: '1', i: '0' }],
    ]);
  });

  it('follow methods by their qualified name', async () => {
    const test = example('Box(1).f(2)', '[3, 3]');
    const result = await (await session('Box.f')).run([test], { trace: true });
    assert.ok(result.kind === 'ran');
    const lines = new Set(result.traces?.get(test.id)?.map(({ line }) => line));
    assert.deepStrictEqual(lines, new Set([23, 24]));
  });

  it('tell the depth of a recursion', async () => {
    const test = example('down(2)', '0');
    const result = await (await session('down')).run([test], { trace: true });
    assert.ok(result.kind === 'ran');
    assert.deepStrictEqual(
      result.traces?.get(test.id)?.map(({ line, depth }) => [line, depth]),
      [
        [28, 0],
        [30, 0],
        [28, 1],
        [30, 1],
        [28, 2],
        [29, 2],
      ],
    );
  });
});
