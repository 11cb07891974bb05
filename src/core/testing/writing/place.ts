import type { Syntax } from '../../capture/syntax';
import type { FocalFunction } from '../../model/focalFunction';
import type { TestFile } from '../../model/execution';
import type { TestPlace } from '../../model/generation';
import type { FrameworkId } from '../../model/test';
import { ModuleResolver } from '../../oracle/moduleResolver';
import { folderOf, foldersUp, join, matchesGlob, nameOf, slashed, stemOf } from '../../oracle/paths';
import { findTestFiles } from '../../oracle/projectTests';
import { projectFramework, usesPytest } from '../../oracle/testFramework';
import type { Workspace } from '../../ports';

const listed = 2000;

/**
 * The project's test file for the function's module: one that is named after it, else the nearest that imports it, else a new one where
 * the project keeps its tests. Without any sign of a framework it is the one that comes with the language. `known`: the test files that
 * reach the function, where they are known already.
 */
export async function placeOf(
  syntax: Syntax,
  workspace: Workspace,
  focal: FocalFunction,
  signal: AbortSignal,
  known?: readonly TestFile[],
): Promise<TestPlace> {
  const reaching = known ?? (await findTestFiles(syntax, workspace, focal, signal));
  const stem = stemOf(focal.file.path).toLowerCase();
  const named = reaching.find(({ path }) => nameOf(path).toLowerCase().includes(stem));
  const own = named ?? (reaching.length === 1 ? reaching[0] : undefined);
  if (own) {
    const text = await workspace.read(own.path, signal);
    if (text !== undefined) return { ...own, text };
  }
  const { id, frameworks } = syntax.definition(focal.file.languageId);
  const suffixes = syntax.languages.filter((l) => l.id === id).flatMap((l) => l.extensions);
  const files = await workspace.find(suffixes, { near: focal.file.path, limit: listed }, signal);
  const globs = frameworks.flatMap((f) => f.files);
  const tests = files.filter((path) => globs.some((glob) => matchesGlob(nameOf(path), glob)));
  const framework = reaching[0]?.framework ?? (await frameworkFor(focal, workspace, tests, signal));
  const path = id === 'python' ? pythonPath(focal, tests, framework) : javascriptPath(focal, tests);
  const text = await workspace.read(path, signal);
  return { path, framework, ...(text !== undefined && { text }) };
}

async function frameworkFor(
  focal: FocalFunction,
  workspace: Workspace,
  tests: readonly string[],
  signal: AbortSignal,
): Promise<FrameworkId> {
  const python = focal.file.languageId === 'python';
  const configured = python
    ? (await usesPytest(focal.file.path, workspace, signal)) && 'pytest'
    : await projectFramework(focal.file.path, workspace, new ModuleResolver(workspace, signal));
  if (configured) return configured;
  // Another test file of the project shows what its author uses.
  for (const path of tests.slice(0, 5)) {
    const text = (await workspace.read(path, signal)) ?? '';
    if (python && /^\s*(import|from) pytest\b|^def test_/m.test(text)) return 'pytest';
    const mentioned = (['vitest', '@jest/globals', 'node:test', 'chai'] as const).find(
      (name) => text.includes(`'${name}'`) || text.includes(`"${name}"`),
    );
    if (mentioned)
      return ({ vitest: 'vitest', '@jest/globals': 'jest', 'node:test': 'node:test', chai: 'mocha' } as const)[
        mentioned
      ];
  }
  return python ? 'unittest' : 'node:test';
}

/** In the tests folder that the project has (its imports work there), else beside the module, where importing it always works. */
function pythonPath(focal: FocalFunction, tests: readonly string[], framework: FrameworkId): string {
  const stem = stemOf(focal.file.path);
  const suffixed = framework === 'pytest' && tests.length > 0 && tests.every((path) => path.endsWith('_test.py'));
  const name = suffixed ? `${stem}_test.py` : `test_${stem}.py`;
  return join(testFolder(focal, tests) ?? folderOf(focal.file.path), name);
}

function javascriptPath(focal: FocalFunction, tests: readonly string[]): string {
  const ending = /\.[cm]?[jt]sx?$/.exec(focal.file.path)?.[0] ?? '.js';
  const word = tests.filter((path) => path.includes('.spec.')).length > tests.length / 2 ? 'spec' : 'test';
  const name = `${stemOf(focal.file.path)}.${word}${ending}`;
  return join(testFolder(focal, tests) ?? folderOf(focal.file.path), name);
}

/** The folder of the nearest test file, when tests do not stand beside what they test. */
function testFolder(focal: FocalFunction, tests: readonly string[]): string | undefined {
  const home = folderOf(focal.file.path);
  if (tests.some((path) => folderOf(path) === home)) return undefined;
  const above = foldersUp(focal.file.path, slashed(home).split('/').slice(0, 2).join('/'));
  const near = tests.find((path) => above.includes(folderOf(folderOf(path))));
  return near === undefined ? undefined : folderOf(near);
}
