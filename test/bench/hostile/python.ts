import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import type { TestFile } from '../../../src/core/model/execution';
import type { Test } from '../../../src/core/model/test';
import type { SandboxSetting } from '../../../src/node/sandbox/sandbox';
import { createExecutor } from '../../../src/node/executor/executor';
import { pythonAdapter } from '../../../src/node/python/pythonAdapter';
import { example, harness, property, pythonFunction, silent } from '../../integration/executorSupport';
import type { Arena } from './corpus';
import { World } from './world';

const honest = 'def f(x):\n    return x * 2\n';
const script = 'import subject\n\nassert f(3) == 6\nassert abs(subject.f(2) - 4) < 1e-9\nassert [f(1)] == [2]\n';
const pytestFile =
  'from subject import f\n\n\ndef test_one():\n    assert f(3) == 6\n\n\ndef test_two():\n    assert f(1) == 2\n';
const unittestFile = `import unittest
from subject import f


class SubjectTest(unittest.TestCase):
    def test_one(self):
        self.assertEqual(f(3), 6)

    def test_two(self):
        self.assertTrue(f(1) == 2)
`;

/** A value that says it is equal to everything passes a project's own framework here as it would anywhere. */
const liars = new Set(['equalToEverything', 'liarSubclass']);

/** Everything the Python corpus meets: each kind of test, the project's frameworks included. Close it with `close`. */
export async function pythonArena(
  sandbox: SandboxSetting,
  pythonSpawn = false,
): Promise<Arena & { readonly close: () => Promise<void> }> {
  const world = await World.create({
    'subject.py': honest,
    'test_subject.py': pytestFile,
    'test_subject_unit.py': unittestFile,
  });
  const at = (name: string) => path.join(world.workspace, name);
  const testFiles: TestFile[] = [{ path: at('test_subject_unit.py'), framework: 'unittest' }];
  if (spawnSync('python3', ['-c', 'import pytest']).status === 0) {
    testFiles.push({ path: at('test_subject.py'), framework: 'pytest' });
  }
  const executor = createExecutor({
    adapters: [pythonAdapter],
    settings: () => ({ sandbox, workers: 1, harness, pythonSpawn }),
    log: silent,
  });
  const session = await executor.open(
    {
      focal: pythonFunction(at('subject.py'), honest, 'f'),
      workspaceRoot: world.workspace,
      scripts: [{ id: 's', path: at('check.py'), text: script }],
      testFiles,
      limits: { testMs: 3000, memoryMb: 512, outputBytes: 1 << 20, processes: 64 },
    },
    AbortSignal.timeout(60_000),
  );
  const tests: readonly Test[] = [
    example('f(3)', '6'),
    example('f(3)', { kind: 'printed', text: '6' }),
    example('f(Fraction(3))', 'Fraction(6)', ['from fractions import Fraction']),
    property('f', ['5'], 'result == args[0] * 2'),
    ...session.tests,
  ];
  return {
    world,
    session,
    honest,
    tests,
    pardoned: (program, test) => liars.has(program) && test.kind === 'project',
    close: async () => {
      await session[Symbol.asyncDispose]();
      await world.remove();
    },
  };
}
