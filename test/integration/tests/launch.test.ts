import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import type { FrameworkId } from '../../../src/core/model/test';
import { launchConfiguration, type LaunchPlace } from '../../../src/vscode/explorer/launch';
import { Folder, repository } from '../executorSupport';

const inScript = (head: string) =>
  `${head}\ndescribe('f (generated)', () => {\n  it('is [1]', () => console.log('ran one'));\n  it('is [1] too', () => console.log('ran two'));\n});\n`;
const files = {
  'package.json': '{"type": "module"}',
  'test_a.py':
    'class TestA:\n    def test_x(self):\n        print("ran one")\n\n    def test_x_too(self):\n        print("ran two")\n',
  'tests/test_b.py':
    'import unittest\nimport lib\n\nclass TestB(unittest.TestCase):\n    def test_x(self):\n        print(lib.text)\n\n    def test_y(self):\n        print("ran two")\n',
  'lib.py': 'text = "ran one"\n',
  'node.test.ts': inScript("import { describe, it } from 'node:test';\nconst n: number = 1;"),
  'vitest.test.ts': inScript("import { describe, it } from 'vitest';"),
  'jest.test.cjs': inScript(''),
  'mocha.test.cjs': inScript(''),
};
const nodeModule = (name: string) => path.join(repository, 'node_modules', name);

const cases: readonly [FrameworkId, keyof typeof files, string, Partial<LaunchPlace>][] = [
  ['pytest', 'test_a.py', 'TestA::test_x', {}],
  ['unittest', 'tests/test_b.py', 'TestB.test_x', { folder: 'tests' }],
  ['node:test', 'node.test.ts', 'f (generated) > is [1]', { nodeArguments: ['--import', 'tsx'] }],
  ['vitest', 'vitest.test.ts', 'f (generated) > is [1]', { program: nodeModule('vitest/vitest.mjs') }],
  ['jest', 'jest.test.cjs', 'f (generated) > is [1]', { program: nodeModule('jest/bin/jest.js') }],
  ['mocha', 'mocha.test.cjs', 'f (generated) > is [1]', { program: nodeModule('mocha/bin/mocha.js') }],
];

describe('what a debugger is told to start', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(() => {
    folder = new Folder(files);
    folder.link('node_modules', path.join(repository, 'node_modules'));
  });
  after(() => folder.remove());

  for (const [framework, file, selector, place] of cases) {
    it(`runs exactly one test of ${framework}`, () => {
      const configuration = launchConfiguration(framework, folder.path(file), [selector], {
        root: folder.root,
        ...place,
        folder: folder.path(place.folder ?? '.'),
      });
      const list = (name: string) => (configuration[name] ?? []) as readonly string[];
      const [command, args] =
        configuration.type === 'debugpy'
          ? [
              'python3',
              ['-B', '-m', String(configuration['module']), ...list('args'), ...(framework === 'pytest' ? ['-s'] : [])],
            ]
          : [process.execPath, [...list('runtimeArgs'), String(configuration['program']), ...list('args')]];
      const env = { ...process.env, ...(configuration['env'] as NodeJS.ProcessEnv | undefined) };
      // A test runner inside a test runner runs nothing.
      delete env['NODE_TEST_CONTEXT'];
      const { status, stdout, stderr } = spawnSync(command, args, {
        cwd: String(configuration['cwd']),
        encoding: 'utf8',
        env,
      });
      assert.equal(status, 0, stdout + stderr);
      assert.match(stdout + stderr, /ran one/);
      assert.doesNotMatch(stdout + stderr, /ran two/);
    });
  }
});
