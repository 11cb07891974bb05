import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { createDebugger } from '../../../src/core';
import type { GeneratedSuite, WrittenTests } from '../../../src/core/model/generation';
import type { LanguageId, SourceFile } from '../../../src/core/model/focalFunction';
import { languages } from '../../../src/languages/registry';
import { createNodePorts } from '../../../src/node/ports';
import { Folder, repository, silent } from '../executorSupport';

const python = `"""Things about numbers."""


def clamp(value: int, low: int, high: int) -> int:
    """The value, or the nearest end of the range.

    >>> clamp(5, 0, 3)
    3
    """
    if low > high:
        raise ValueError("empty range")
    if value < low:
        return low
    if value > high:
        return high
    return value
`;

const typescript = `export function clamp(value: number, low: number, high: number): number {
  if (low > high) throw new RangeError('empty range');
  if (value < low) return low;
  if (value > high) return high;
  return value;
}
`;

async function generate(folder: Folder, name: string, languageId: LanguageId, select = 'clamp') {
  const file: SourceFile = { path: folder.path(name), languageId, text: folder.read(name), version: 0 };
  const ports = createNodePorts({
    assets: path.join(repository, 'dist'),
    workspaceRoot: folder.root,
    settings: () => ({ sandbox: 'preferred' }),
    log: silent,
  });
  const self = createDebugger(ports, languages);
  const signal = AbortSignal.timeout(60_000);
  let suite: GeneratedSuite | undefined;
  for await (const event of self.tests({ file, select: { name: select }, budgetMs: 6000, seed: 1 }, signal)) {
    if (event.kind === 'suite') suite = event.suite;
  }
  assert.ok(suite, 'a suite was made');
  return { suite, written: await self.writeTests(suite, signal) };
}

const save = (folder: Folder, { path: file, written }: WrittenTests) =>
  folder.write(path.relative(folder.root, file), written);

function run(folder: Folder, command: string, args: readonly string[]) {
  // A test runner inside a test runner runs nothing.
  const environment = { ...process.env };
  delete environment['NODE_TEST_CONTEXT'];
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder.root,
    encoding: 'utf8',
    env: { ...environment, PYTHONDONTWRITEBYTECODE: '1' },
  });
  return { status, output: stdout + stderr };
}

describe('tests written for a function', () => {
  let folder: Folder;
  const make = (files: Readonly<Record<string, string>>) => (folder = new Folder(files));
  afterEach(() => folder.remove());

  it('pass under pytest, fail for a wrong version, and stand in the project’s test file', async () => {
    make({
      'numbers_.py': python,
      'conftest.py': '',
      'tests/test_numbers_.py': 'from numbers_ import clamp\n\n\ndef test_inside():\n    assert clamp(2, 0, 3) == 2\n',
    });
    const { suite, written } = await generate(folder, 'numbers_.py', 'python');
    assert.equal(path.relative(folder.root, written.path), path.join('tests', 'test_numbers_.py'));
    assert.equal(written.framework, 'pytest');
    assert.ok(suite.tests.some(({ trust }) => trust === 'trusted'));
    assert.match(written.written, /^def test_inside\(\):\n {4}assert clamp\(2, 0, 3\) == 2\n/m);
    assert.match(written.written, /with pytest\.raises\(ValueError\):/);
    save(folder, written);
    const passed = run(folder, 'python3', ['-m', 'pytest', '-q', '-p', 'no:cacheprovider']);
    assert.equal(passed.status, 0, passed.output);
    folder.write('numbers_.py', python.replace('value > high', 'value < high'));
    assert.equal(run(folder, 'python3', ['-m', 'pytest', '-q', '-p', 'no:cacheprovider']).status, 1);
  });

  it('are methods of a test case where unittest is used', async () => {
    make({ 'numbers_.py': python });
    const { written } = await generate(folder, 'numbers_.py', 'python');
    assert.equal(path.relative(folder.root, written.path), 'test_numbers_.py');
    assert.match(written.written, /^class TestClampGenerated\(unittest\.TestCase\):/m);
    save(folder, written);
    const passed = run(folder, 'python3', ['-m', 'unittest', '-q']);
    assert.equal(passed.status, 0, passed.output);
    assert.match(passed.output, /Ran [1-9]/);
  });

  it('pass under node:test', async () => {
    make({ 'package.json': '{"type": "module"}', 'clamp.js': typescript.replace(/: number/g, '') });
    folder.write(
      'clamp.js',
      `/** @param {number} value @param {number} low @param {number} high */\n${folder.read('clamp.js')}`,
    );
    const { suite, written } = await generate(folder, 'clamp.js', 'javascript');
    assert.ok(suite.tests.length >= 3);
    assert.equal(written.framework, 'node:test');
    save(folder, written);
    const passed = run(folder, process.execPath, ['--test']);
    assert.equal(passed.status, 0, passed.output + written.written);
    assert.match(passed.output, /^# pass [1-9]/m);
    folder.write('clamp.js', folder.read('clamp.js').replace('value > high', 'value < high'));
    assert.equal(run(folder, process.execPath, ['--test']).status, 1);
  });

  it('pass under vitest', async () => {
    make({ 'package.json': '{"scripts": {"test": "vitest run"}}', 'clamp.ts': typescript });
    const { written } = await generate(folder, 'clamp.ts', 'typescript');
    assert.match(
      written.written,
      /^import \{ describe, expect, it \} from 'vitest';\nimport \{ clamp \} from '\.\/clamp';$/m,
    );
    save(folder, written);
    folder.link('node_modules', path.join(repository, 'node_modules'));
    const passed = run(folder, process.execPath, [
      path.join(repository, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--root',
      '.',
    ]);
    assert.equal(passed.status, 0, passed.output + written.written);
  });

  const script = typescript.replace(/: number/g, '').replace('export ', '');
  const typed = '/** @param {number} value @param {number} low @param {number} high */\n';
  for (const [framework, program, args] of [
    ['jest', 'jest/bin/jest.js', ['--ci']],
    ['mocha', 'mocha/bin/mocha.js', ['clamp.test.js']],
  ] as const) {
    it(`pass under ${framework} and fail there for a wrong version`, async () => {
      make({
        'package.json': `{"scripts": {"test": "${framework}"}, "devDependencies": {"${framework}": "*"}}`,
        'clamp.js': `${typed}${script}\nmodule.exports = { clamp };\n`,
      });
      const { written } = await generate(folder, 'clamp.js', 'javascript');
      assert.equal(written.framework, framework);
      save(folder, written);
      folder.link('node_modules', path.join(repository, 'node_modules'));
      const command = [path.join(repository, 'node_modules', program), ...args];
      const passed = run(folder, process.execPath, command);
      assert.equal(passed.status, 0, passed.output + written.written);
      folder.write('clamp.js', folder.read('clamp.js').replace('value > high', 'value < high'));
      assert.notEqual(run(folder, process.execPath, command).status, 0);
    });
  }

  it('are made anew without touching what the user edited', async () => {
    make({ 'numbers_.py': python, 'conftest.py': '' });
    const first = (await generate(folder, 'numbers_.py', 'python')).written;
    save(folder, first);
    const edited = first.written.replace('assert clamp(5, 0, 3) == 3', 'assert clamp(5, 0, 3) == 3, "mine"');
    assert.notEqual(edited, first.written);
    save(folder, { ...first, written: edited });
    const again = (await generate(folder, 'numbers_.py', 'python')).written;
    assert.equal(again.keptEdited, 1);
    assert.equal(again.replaced, first.added - 1);
    assert.match(again.written, /== 3, "mine"/);
    assert.equal(again.written.match(/def test_clamp_returns_3_for_5_0_and_3\(/g)?.length, 1);
    save(folder, again);
    const passed = run(folder, 'python3', ['-m', 'pytest', '-q', '-p', 'no:cacheprovider']);
    assert.equal(passed.status, 0, passed.output + again.written);
  });
});
