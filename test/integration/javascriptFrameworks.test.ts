import assert from 'node:assert';
import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { HumanError } from '../../src/core/errors';
import { defaultLimits } from '../../src/core/model/execution';
import type { FrameworkId } from '../../src/core/model/test';
import { Folder, repository } from './executorSupport';
import { openJavaScript, type JavaScriptSession } from './javascriptSupport';

/** A project that has these packages installed, as links to Eider's own copies. */
function project(packages: readonly string[], files: Readonly<Record<string, string>>): Folder {
  const folder = new Folder(files);
  mkdirSync(folder.path('node_modules'));
  for (const name of packages)
    symlinkSync(realpathSync(path.join(repository, 'node_modules', name)), folder.path(`node_modules/${name}`));
  return folder;
}

const kinds = async (js: JavaScriptSession, source?: string): Promise<Readonly<Record<string, string | undefined>>> => {
  const verdicts = await js.verdicts(js.session.tests, source);
  return Object.fromEntries(
    js.session.tests.map((test) => [test.kind === 'project' ? test.selector : test.id, verdicts.get(test.id)?.kind]),
  );
};

interface Setting {
  readonly framework: FrameworkId;
  readonly install: string;
  readonly files: Readonly<Record<string, string>>;
  readonly testFile: string;
  readonly focal: string;
  readonly source: string;
}

const body = (equal: (left: string, right: string) => string, before: string, skipped: string): string => `
describe('f', () => {
  let base = 0;
  ${before}(() => { base = 1; });
  it('doubles', () => { ${equal('f(base)', '2')}; });
  it('is there twice', () => { ${equal('f(base)', '2')}; });
  it('is there twice', () => { ${equal('f(base)', '4')}; });
  it('is wrong', () => { ${equal('f(base)', '3')}; });
  it('throws', () => { f(-1); });
  it('waits', async () => { await new Promise((r) => setTimeout(r, 5)); ${equal('f(3)', '6')}; });
  ${skipped}('is skipped', () => { throw new Error(); });
  describe('deep', () => { it('goes', () => { ${equal('f(4)', '8')}; }); });
});
`;

const code = (types: boolean): string => `export function f(x${types ? ': number' : ''}) {
  if (x === 99) for (;;);
  if (x < 0) throw new TypeError('negative');
  return x * 2;
}
`;

const settings: readonly Setting[] = [
  {
    framework: 'mocha',
    install: 'mocha',
    files: {
      'package.json': '{"type": "module"}',
      'test/f.test.js': `import assert from 'node:assert';\nimport { f } from '../f.js';\n${body((l, r) => `assert.strictEqual(${l}, ${r})`, 'before', 'it.skip')}`,
    },
    testFile: 'test/f.test.js',
    focal: 'f.js',
    source: code(false),
  },
  {
    framework: 'vitest',
    install: 'vitest',
    files: {
      'package.json': '{"type": "module"}',
      'test/f.test.ts': `import { beforeAll, describe, expect, it } from 'vitest';\nimport { f } from '../f';\n${body((l, r) => `expect(${l}).toBe(${r})`, 'beforeAll', 'it.skip')}`,
    },
    testFile: 'test/f.test.ts',
    focal: 'f.ts',
    source: code(true),
  },
  {
    framework: 'jest',
    install: 'jest',
    files: {
      'package.json': '{}',
      'test/f.test.js': `const { f } = require('../f');\n${body((l, r) => `expect(${l}).toBe(${r})`, 'beforeAll', 'it.skip')}`,
    },
    testFile: 'test/f.test.js',
    focal: 'f.js',
    source: `${code(false).replace('export ', '')}module.exports = { f };\n`,
  },
];

for (const { framework, install, files, testFile, focal, source } of settings) {
  describe(`${framework} files`, () => {
    let folder: Folder;
    let js: JavaScriptSession;
    before(async () => {
      folder = project([install], files);
      js = await openJavaScript(folder, focal, source, {
        testFiles: [{ path: folder.path(testFile), framework }],
        settings: { sandbox: 'preferred' },
        // One test never ends; the others must not seem so on a busy machine.
        limits: { ...defaultLimits, testMs: 1500 },
      });
    });
    after(async () => {
      await js.session[Symbol.asyncDispose]();
      folder.remove();
    });

    it('are collected and decided test by test', async () => {
      assert.deepStrictEqual(js.session.notes, []);
      assert.deepStrictEqual(await kinds(js), {
        'f > doubles': 'passed',
        'f > is there twice': 'failed',
        'f > is wrong': 'failed',
        'f > throws': 'errored',
        'f > waits': 'passed',
        'f > deep > goes': 'passed',
      });
    });

    it('see each candidate in place of the file', async () => {
      for (const [right, wrong] of [
        ['x * 3', 'x * 2'],
        ['x * 2', 'x * 3'],
      ] as const) {
        const seen = await kinds(js, source.replace('x * 2', right));
        const expected = right === 'x * 3' ? ['failed', 'passed', 'failed'] : ['passed', 'failed', 'passed'];
        assert.deepStrictEqual([seen['f > doubles'], seen['f > is wrong'], seen['f > waits']], expected, wrong);
      }
    });

    it('survive a candidate that hangs', async () => {
      const seen = await kinds(js, source.replace('x === 99', 'x === 3'));
      assert.deepStrictEqual(seen, {
        'f > doubles': 'passed',
        'f > is there twice': 'failed',
        'f > is wrong': 'failed',
        'f > throws': 'errored',
        'f > waits': 'timedOut',
        'f > deep > goes': 'passed',
      });
    });

    it('leave the project as it was', () => {
      assert.deepStrictEqual(
        folder.listing().filter((name) => !name.startsWith('node_modules')),
        [...new Set([...Object.keys(files), focal, path.dirname(testFile)])].filter((name) => name !== '.').sort(),
      );
    });
  });

  it(`${framework} that is not installed is named, with what to install`, async () => {
    const folder = new Folder(files);
    const open = openJavaScript(folder, focal, source, { testFiles: [{ path: folder.path(testFile), framework }] });
    await assert.rejects(open, (error: unknown) => {
      assert.ok(error instanceof HumanError, String(error));
      assert.strictEqual(error.id, 'missingFramework');
      assert.match(`${error.message} ${error.next}`, new RegExp(`npm install --save-dev ${install}`));
      return true;
    });
    folder.remove();
  });
}

it("jest's own configuration transforms each candidate, and the tests", async () => {
  const transform = `const { ModuleKind, transpileModule } = require('typescript');
const compilerOptions = { module: ModuleKind.CommonJS };
exports.process = (text) => ({
  code: transpileModule(text.replace('__FACTOR__', '2'), { compilerOptions }).outputText,
});
`;
  const folder = project(['jest', 'typescript'], {
    'package.json': '{}',
    'jest.config.js': `module.exports = { transform: { '\\\\.ts$': './transform.js' } };\n`,
    'transform.js': transform,
    'test/f.test.ts':
      "import { f } from '../f';\nconst one: number = 1;\nit('doubles', () => { expect(f(one)).toBe(2); });\n",
  });
  const source = 'export function f(x: number): number {\n  return x + __FACTOR__;\n}\n';
  const js = await openJavaScript(folder, 'f.ts', source, {
    testFiles: [{ path: folder.path('test/f.test.ts'), framework: 'jest' }],
  });
  try {
    assert.deepStrictEqual(js.session.notes, []);
    assert.deepStrictEqual(await kinds(js), { doubles: 'failed' });
    assert.deepStrictEqual(await kinds(js, source.replace('x +', 'x *')), { doubles: 'passed' });
  } finally {
    await js.session[Symbol.asyncDispose]();
    folder.remove();
  }
});
