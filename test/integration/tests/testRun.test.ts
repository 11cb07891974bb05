import assert from 'node:assert/strict';
import * as path from 'node:path';
import { createDebugger } from '../../../src/core';
import type { LanguageId } from '../../../src/core/model/focalFunction';
import type { ExampleTest, FrameworkId, ProjectTest, Verdict } from '../../../src/core/model/test';
import type { TestRunEvent, WantedTest } from '../../../src/core/testRun/runTests';
import { languages } from '../../../src/languages/registry';
import { createNodePorts } from '../../../src/node/ports';
import { Folder, repository, silent } from '../executorSupport';

const python = `def sign(n):
    """Direction.

    >>> sign(4)
    1
    """
    if n < 0:
        return -1
    return 1
`;
const pythonTests = `import pytest
from sign import sign


@pytest.mark.parametrize("n", [1, 2])
def test_up(n):
    assert sign(n) == 1


def test_zero():
    assert sign(0) == 0
`;

function wanted(folder: Folder, framework: FrameworkId, file: string, selector: string): WantedTest {
  const at = folder.path(file);
  const test: ProjectTest = {
    kind: 'project',
    id: selector,
    title: selector,
    trust: 'trusted',
    source: 'project',
    framework,
    path: at,
    selector,
  };
  return { key: selector, checks: [test] };
}

async function run(folder: Folder, name: string, languageId: LanguageId, tests: readonly WantedTest[]) {
  const self = createDebugger(
    createNodePorts({
      assets: path.join(repository, 'dist'),
      workspaceRoot: folder.root,
      settings: () => ({ sandbox: 'preferred' }),
      log: silent,
    }),
    languages,
  );
  const file = { path: folder.path(name), languageId, text: folder.read(name), version: 0 };
  const events: TestRunEvent[] = [];
  const request = { file, name: 'sign', tests, coverage: true };
  for await (const event of self.runTests(request, AbortSignal.timeout(60_000))) events.push(event);
  const verdicts = new Map<string, Verdict>();
  for (const event of events) if (event.kind === 'verdict') verdicts.set(event.key, event.verdict);
  const kinds = Object.fromEntries([...verdicts].map(([key, { kind }]) => [key, kind]));
  const covered = events.flatMap((event) =>
    event.kind === 'coverage'
      ? event.statements.map(({ range, tests: keys }) => [file.text.slice(range.start, range.start + 9), keys] as const)
      : [],
  );
  return { verdicts, kinds, covered };
}

describe('a run of single tests', function () {
  this.timeout(60_000);
  let folder: Folder;
  afterEach(() => folder.remove());

  it('judges examples and tests of pytest, and tells what each of them ran', async () => {
    folder = new Folder({ 'sign.py': python, 'test_sign.py': pythonTests });
    const [example, stale] = ['sign(4)', 'sign(5)'].map((call): WantedTest => {
      const test: ExampleTest = {
        kind: 'example',
        id: call,
        title: call,
        trust: 'plausible',
        source: call === 'sign(4)' ? 'observation' : 'docstring',
        setup: [],
        call,
        expected: { kind: 'value', source: '1' },
      };
      return { key: call, checks: [test] };
    });
    assert.ok(example && stale);
    const { kinds, verdicts, covered } = await run(folder, 'sign.py', 'python', [
      example,
      stale,
      ...['test_up', 'test_zero', 'test_gone'].map((name) => wanted(folder, 'pytest', 'test_sign.py', name)),
    ]);
    assert.deepEqual(kinds, {
      'sign(4)': 'passed',
      'sign(5)': 'inconclusive',
      test_up: 'passed',
      test_zero: 'failed',
      test_gone: 'inconclusive',
    });
    const failed = verdicts.get('test_zero');
    assert.ok(failed?.kind === 'failed');
    assert.deepEqual([failed.expected, failed.actual], ['0', '1']);
    assert.deepEqual(covered, [
      ['if n < 0:', ['sign(4)', 'test_up', 'test_zero']],
      ['return -1', []],
      ['return 1\n', ['sign(4)', 'test_up', 'test_zero']],
    ]);
  });

  it('judges tests of node:test', async () => {
    folder = new Folder({
      'package.json': '{"type": "module"}',
      'sign.js': 'export function sign(n) {\n  if (n < 0) return -1;\n  return 1;\n}\n',
      'sign.test.js':
        "import assert from 'node:assert/strict';\nimport { describe, it } from 'node:test';\nimport { sign } from './sign.js';\ndescribe('sign', () => {\n  it('goes up', () => assert.equal(sign(2), 1));\n  it('is zero', () => assert.equal(sign(0), 0));\n});\n",
    });
    const { kinds, covered } = await run(folder, 'sign.js', 'javascript', [
      wanted(folder, 'node:test', 'sign.test.js', 'sign > goes up'),
      wanted(folder, 'node:test', 'sign.test.js', 'sign > is zero'),
    ]);
    assert.deepEqual(kinds, { 'sign > goes up': 'passed', 'sign > is zero': 'failed' });
    assert.deepEqual(covered[1]?.[1], ['sign > goes up', 'sign > is zero']);
  });
});
