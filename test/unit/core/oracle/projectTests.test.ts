import * as assert from 'node:assert/strict';
import type { LanguageId } from '../../../../src/core/model/focalFunction';
import { findTestFiles } from '../../../../src/core/oracle/projectTests';
import type { Workspace } from '../../../../src/core/ports';
import { focalOf } from '../../../doubles/focal';
import { syntax } from '../../../doubles/grammars';

const root = '/project';

/** Files by path below the root, listed in that order; counts what is read. */
function workspaceOf(files: Readonly<Record<string, string>>): Workspace & { readonly reads: string[] } {
  const reads: string[] = [];
  return {
    root,
    reads,
    read: (path) => {
      reads.push(path);
      return Promise.resolve(files[path.slice(root.length + 1)]);
    },
    find: (suffixes, { limit }) =>
      Promise.resolve(
        Object.keys(files)
          .filter((path) => suffixes.some((suffix) => path.endsWith(suffix)))
          .slice(0, limit)
          .map((path) => `${root}/${path}`),
      ),
  };
}

async function found(
  languageId: LanguageId,
  source: string,
  files: Readonly<Record<string, string>>,
): Promise<string[]> {
  const text = files[source] ?? '';
  const focal = await focalOf(languageId, text, 'median', `${root}/${source}`);
  const tests = await findTestFiles(syntax, workspaceOf(files), focal, new AbortController().signal);
  return tests.map(({ path, framework }) => `${path.slice(root.length + 1)} ${framework}`);
}

const py = 'def median(xs):\n    return xs[0]\n\ndef mode(xs):\n    return xs\n';
const pytest = 'def test_it():\n    assert median([1]) == 1\n';
const unittest =
  'import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        self.assertEqual(median([1]), 1)\n';
const js = 'export function median(xs) { return xs[0]; }\n';
const call = "it('works', () => { expect(median([1])).toBe(1); });\n";

describe('project tests: Python', () => {
  it('follows every form of import to the focal file', async () => {
    assert.deepEqual(
      await found('python', 'src/shop/stats.py', {
        'src/shop/stats.py': py,
        'src/shop/__init__.py': 'from .stats import median\n',
        'src/shop/test_relative.py': `from .stats import median\n${pytest}`,
        'src/shop/test_module.py': `from . import stats\n${pytest.replace('median', 'stats.median')}`,
        'tests/test_absolute.py': `from shop.stats import median\n${pytest}`,
        'tests/test_root.py': `import src.shop.stats as s\n${pytest.replace('median', 's.median')}`,
        'tests/test_bare.py': `from stats import median\n${pytest}`,
        'tests/package_test.py': `from shop import median\n${pytest}`,
        'tests/test_dynamic.py': `import importlib\nstats = importlib.import_module("shop.stats")\n${pytest.replace('median', 'stats.median')}`,
        'tests/test_other.py': `from shop.other import median\n${pytest}`,
        'tests/test_nothing.py': 'from shop.stats import median\n',
        'tests/helpers.py': 'from shop.stats import median\n',
        'src/shop/uses.py': `from .stats import median\n${pytest}`,
      }),
      [
        'src/shop/test_relative.py pytest',
        'src/shop/test_module.py pytest',
        'tests/test_absolute.py pytest',
        'tests/test_root.py pytest',
        'tests/test_bare.py pytest',
        'tests/package_test.py pytest',
        'tests/test_dynamic.py pytest',
      ],
    );
  });

  it('puts files named after the focal file first', async () => {
    assert.deepEqual(
      await found('python', 'stats.py', {
        'stats.py': py,
        'test_a.py': `from stats import median\n${pytest}`,
        'test_stats.py': `from stats import median\n${pytest}`,
      }),
      ['test_stats.py pytest', 'test_a.py pytest'],
    );
  });

  it('knows unittest from pytest by the classes and the project', async () => {
    const files = { 'stats.py': py, 'test_stats.py': `from stats import median\n${unittest}` };
    assert.deepEqual(await found('python', 'stats.py', files), ['test_stats.py unittest']);
    for (const [name, text] of [
      ['pyproject.toml', '[tool.pytest.ini_options]\n'],
      ['pytest.ini', '[pytest]\n'],
      ['setup.cfg', '[tool:pytest]\n'],
      ['conftest.py', ''],
      ['requirements.txt', 'pytest==8\n'],
    ] as const) {
      assert.deepEqual(await found('python', 'stats.py', { ...files, [name]: text }), ['test_stats.py pytest'], name);
    }
    assert.deepEqual(
      await found('python', 'stats.py', { ...files, 'test_stats.py': `${files['test_stats.py']}\n${pytest}` }),
      ['test_stats.py pytest'],
      'functions beside the classes',
    );
  });

  it('reads at most 200 files and stops when cancelled', async () => {
    const files: Record<string, string> = { 'stats.py': py };
    for (let i = 0; i < 300; i++) files[`tests/test_${i}.py`] = 'def test_it():\n    assert True\n';
    const workspace = workspaceOf(files);
    const focal = await focalOf('python', py, 'median', `${root}/stats.py`);
    assert.deepEqual(await findTestFiles(syntax, workspace, focal, new AbortController().signal), []);
    assert.equal(workspace.reads.length, 200);
    await assert.rejects(
      findTestFiles(syntax, workspaceOf(files), focal, AbortSignal.abort(new Error('stop'))),
      /stop/,
    );
  });
});

describe('project tests: JavaScript and TypeScript', () => {
  it('follows relative imports, require, mocks, aliases, the own package and index files', async () => {
    assert.deepEqual(
      await found('typescript', 'src/stats.ts', {
        'src/stats.ts': 'export const median = (xs: number[]) => xs[0];\n',
        'src/index.ts': "export * from './stats';\n",
        'package.json': '{ "name": "shop", "devDependencies": { "vitest": "3" } }',
        'tsconfig.json': '{ // paths\n "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"], }, } }',
        'src/relative.test.ts': `import { median } from './stats';\n${call}`,
        'src/compiled.test.ts': `import { median } from './stats.js';\n${call}`,
        'src/__tests__/folder.tsx': `import { median } from '../stats';\n${call}`,
        'test/required.spec.js': `const { median } = require('../src/stats');\n${call}`,
        'test/alias.test.ts': `import { median } from '@/stats';\n${call}`,
        'test/base.test.ts': `import { median } from 'src/stats';\n${call}`,
        'test/package.test.ts': `import { median } from 'shop/stats';\n${call}`,
        'test/barrel.test.ts': `import { median } from '../src';\n${call}`,
        'test/mock.test.ts': `vi.mock('../src/stats');\n${call}`,
        'test/other.test.ts': `import { median } from '../src/other';\n${call}`,
        'test/none.test.ts': "import { median } from '../src/stats';\n",
        'test/ava.test.ts': `import it from 'ava';\nimport { median } from '../src/stats';\n${call}`,
        'src/main.ts': `import { median } from './stats';\n${call}`,
      }),
      [
        'src/relative.test.ts vitest',
        'src/compiled.test.ts vitest',
        'src/__tests__/folder.tsx vitest',
        'test/required.spec.js vitest',
        'test/alias.test.ts vitest',
        'test/base.test.ts vitest',
        'test/package.test.ts vitest',
        'test/barrel.test.ts vitest',
        'test/mock.test.ts vitest',
      ],
    );
  });

  const frameworks: [string, string, string, string | undefined][] = [
    ["import test from 'node:test';\n", '', 'node:test', undefined],
    ["import { it, expect } from 'vitest';\n", '', 'vitest', undefined],
    ["import { it } from '@jest/globals';\n", '', 'jest', undefined],
    ["const { it } = require('mocha');\n", '', 'mocha', undefined],
    ["import { expect } from 'chai';\n", '', 'mocha', undefined],
    ['jest.useFakeTimers();\n', '', 'jest', undefined],
    ['vi.useFakeTimers();\n', '', 'vitest', undefined],
    ['', '{ "scripts": { "test": "mocha --recursive" }, "devDependencies": { "jest": "1" } }', 'mocha', undefined],
    ['', '{ "devDependencies": { "jest": "29" } }', 'jest', undefined],
    ['', '{ "dependencies": { "react-scripts": "5" } }', 'jest', undefined],
    ['', '{ "scripts": { "test": "node --import tsx --test" } }', 'node:test', undefined],
    ['', '{}', 'jest', 'expect without an import'],
  ];
  for (const [head, manifest, framework, why] of frameworks) {
    it(`decides ${framework} by ${why ?? (head.trim() || manifest)}`, async () => {
      assert.deepEqual(
        await found('javascript', 'stats.js', {
          'stats.js': js,
          'stats.test.js': `${head}import { median } from './stats.js';\n${call}`,
          ...(manifest && { 'package.json': manifest }),
        }),
        [`stats.test.js ${framework}`],
      );
    });
  }
});
