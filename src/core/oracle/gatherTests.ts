import type { Syntax } from '../capture/syntax';
import type { TestFile, TestScript } from '../model/execution';
import type { FocalFunction } from '../model/focalFunction';
import type { Test } from '../model/test';
import type { Workspace } from '../ports';
import { docstringTests } from './docstringExamples';
import { classifyTestPath } from './assertionScripts';
import { findTestFiles } from './projectTests';

/** Everything that may say what the focal function should do, before anything has run. */
export interface Gathered {
  readonly tests: readonly Test[];
  readonly scripts: readonly TestScript[];
  readonly testFiles: readonly TestFile[];
  /** Texts of the scripts and test files: the calls in them show what arguments look like. */
  readonly texts: readonly string[];
}

/** The id of the test that a function with a syntax error fails: the module must load. */
const LOADS = 'loads';

/**
 * Trusted tests of the focal function: its docstring, the files the user named or else the project's tests that reach it,
 * and `given` ones.
 * @throws HumanError `fileNotFound`, `badTests` for a named file.
 */
export async function gatherTests(
  syntax: Syntax,
  workspace: Workspace,
  focal: FocalFunction,
  testPaths: readonly string[] | undefined,
  given: readonly Test[],
  signal: AbortSignal,
): Promise<Gathered> {
  const tests: Test[] = [...(await docstringTests(syntax, focal)), ...given];
  const scripts: TestScript[] = [];
  const testFiles: TestFile[] = [];
  if (testPaths === undefined) {
    testFiles.push(...(await findTestFiles(syntax, workspace, focal, signal)));
  } else {
    for (const path of testPaths) {
      const named = await classifyTestPath(syntax, workspace, focal, path, signal);
      if (named.kind === 'file') testFiles.push(named.file);
      else scripts.push(named.script);
    }
  }
  if (focal.syntaxErrors.length > 0) tests.push(loadsTest(focal));
  const read = await Promise.all(testFiles.map(({ path }) => workspace.read(path, signal)));
  const texts = [...scripts.map((script) => script.text), ...read.filter((text) => text !== undefined)];
  return { tests, scripts, testFiles, texts };
}

/** Passes exactly when the module loads and defines the function (or what encloses it). */
function loadsTest(focal: FocalFunction): Test {
  const name = focal.className ?? focal.enclosing[0] ?? focal.name;
  return {
    id: LOADS,
    title: `${focal.qualifiedName} can be loaded`,
    trust: 'trusted',
    source: 'observation',
    kind: 'example',
    setup: [],
    call: name,
    expected: { kind: 'value', source: name },
  };
}
