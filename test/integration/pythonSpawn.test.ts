import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import type { TestFile } from '../../src/core/model/execution';
import { descendants } from '../../src/node/process/tree';
import { example, Folder, openPython, probe, property, type PythonSession } from './executorSupport';

/** Systems without `fork()` start each child anew (`spawn.py`). Forced here, where both ways are there to compare. */

const source = `import asyncio
import os
import sys

calls = 0


def f(x):
    global calls
    calls += 1
    return x * 2


def count():
    f(1)
    return calls


async def later(x):
    await asyncio.sleep(0)
    return f(x)


async def items(n):
    for i in range(n):
        yield i


class Box:
    @staticmethod
    def of(x):
        return [x]

    @classmethod
    def name(cls):
        return cls.__name__


def hang():
    while True:
        pass


def leave(code):
    os._exit(code)


def end():
    sys.exit(0)


def orphan():
    if os.fork() == 0:
        os.setsid()
        os.execv("/bin/sleep", ["sleep", "600"])
    return 1
`;
const script =
  'import subject\n\nassert f(3) == 6\nassert subject.f(2) == 5\nassert leave(0) is None\nassert f(4) == 8\n';
const files = {
  'test_subject.py':
    'import pytest\nfrom subject import f\n\n\n@pytest.mark.parametrize("x,y", [(1, 2), (2, 5)])\ndef test_f(x, y):\n    assert f(x) == y\n',
  'test_unit.py':
    'import unittest\nfrom subject import f\n\n\nclass Unit(unittest.TestCase):\n    def test_one(self):\n        for x in (1, 2):\n            with self.subTest(x=x):\n                self.assertEqual(f(x), 2 * x)\n',
};
const tests = [
  example('f(2)', '4'),
  example('f(2)', '5'),
  example('later(3)', '6'),
  example('items(3)', '[0, 1, 2]'),
  example('Box.of(1)', '[1]'),
  example('Box.name()', "'Box'"),
  example('leave(0)', 'None'),
  example('hang()', 'None'),
  example('end()', 'None'),
  example('f(1) + {}', { kind: 'throws', type: 'TypeError' }),
  probe('f(21)'),
  property('f', ['4'], 'result == 2 * args[0]'),
];

describe('Python without fork', () => {
  const open = (folder: Folder, pythonSpawn: boolean) => {
    const testFiles: TestFile[] = [{ path: folder.path('test_unit.py'), framework: 'unittest' }];
    if (spawnSync('python3', ['-c', 'import pytest']).status === 0)
      testFiles.push({ path: folder.path('test_subject.py'), framework: 'pytest' });
    return openPython(folder, 'subject.py', source, {
      settings: { pythonSpawn },
      testFiles,
      scripts: [{ id: 's', path: folder.path('check.py'), text: script }],
    });
  };
  let folder: Folder;
  let spawning: PythonSession;
  before(async () => {
    folder = new Folder(files);
    spawning = await open(folder, true);
  });
  after(async () => {
    await spawning.session[Symbol.asyncDispose]();
    folder.remove();
  });

  it('comes to the verdicts that it comes to with it', async function () {
    if (process.platform === 'win32') this.skip();
    const forking = await open(folder, false);
    try {
      const all = [...tests, ...spawning.session.tests];
      assert.deepStrictEqual(
        spawning.session.tests.map(({ id }) => id),
        forking.session.tests.map(({ id }) => id),
      );
      for (const candidate of [source.replace('x * 2', 'x * 3'), source.replace('calls = 0', 'calls = [')]) {
        const lines = await Promise.all(
          [spawning, forking].map(async (python) => {
            const result = await python.run(all, { source: candidate, testMs: 300 });
            if (result.kind === 'notLoaded') return [`${result.errorType}: ${result.message}`];
            return all.map((test) => {
              const verdict = result.verdicts.get(test.id);
              const observed = verdict && 'observed' in verdict ? JSON.stringify(verdict.observed) : '';
              return `${test.id}: ${verdict?.kind ?? 'none'} ${observed}`;
            });
          }),
        );
        assert.deepStrictEqual(lines[0], lines[1]);
      }
    } finally {
      await forking.session[Symbol.asyncDispose]();
    }
  });

  it('keeps the state of modules fresh for each candidate', async () => {
    const count = example('count()', '1');
    for (let i = 0; i < 2; i++) assert.strictEqual((await spawning.verdicts([count])).get(count.id)?.kind, 'passed');
  });

  it('gives coverage and traces, also of what never ends', async () => {
    const [quick, endless] = [example('f(2)', '4'), example('hang()', 'None')];
    const covered = await spawning.run([quick, endless], { coverage: true, testMs: 300 });
    assert.ok(covered.kind === 'ran');
    assert.deepStrictEqual(
      [covered.coverage?.get(quick.id), covered.coverage?.get(endless.id)],
      [
        [9, 10],
        [39, 40],
      ],
    );
    const traced = await spawning.run([quick], { trace: true });
    assert.ok(traced.kind === 'ran');
  });

  it('leaves no process, not even one that left the tree', async function () {
    if (process.platform !== 'linux') this.skip();
    assert.strictEqual((await spawning.verdicts([example('orphan()', '1')])).size, 1);
    const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', descendants(process.pid).join()], { encoding: 'utf8' });
    assert.doesNotMatch(stdout, /sleep 600/);
  });
});
