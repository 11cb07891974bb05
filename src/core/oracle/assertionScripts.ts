import type { Syntax } from '../capture/syntax';
import { HumanError } from '../errors';
import type { TestFile, TestScript } from '../model/execution';
import type { FocalFunction } from '../model/focalFunction';
import type { Workspace } from '../ports';
import { nameOf, slashed } from './paths';
import { languageIdOf, Search } from './projectTests';
import { readTests } from './testFramework';

export type NamedTests =
  { readonly kind: 'file'; readonly file: TestFile } | { readonly kind: 'script'; readonly script: TestScript };

/**
 * What a file named by the user is: a framework's test file, or a plain script of assertions whose names resolve in the focal module.
 * A file with test functions is a script when it runs them itself, or when it neither imports a framework nor the focal file.
 * @throws HumanError `fileNotFound`; `badTests` when it holds no check in the focal function's language.
 */
export async function classifyTestPath(
  syntax: Syntax,
  workspace: Workspace,
  focal: FocalFunction,
  path: string,
  signal: AbortSignal,
): Promise<NamedTests> {
  const text = await workspace.read(path, signal);
  if (text === undefined) {
    throw new HumanError(
      'fileNotFound',
      `The test file ${path} cannot be read.`,
      'Check the path given for the tests.',
    );
  }
  const language = syntax.definition(focal.file.languageId);
  const languageId = languageIdOf(syntax, path);
  if (languageId === undefined || syntax.definition(languageId).id !== language.id) {
    throw new HumanError(
      'badTests',
      `${nameOf(path)} is no ${language.title} file.`,
      `Name a ${language.title} test file or a script of assertions.`,
    );
  }
  const read = await readTests(syntax, languageId, text);
  const search = new Search(syntax, workspace, focal, signal);
  const marks = language.frameworks.flatMap((f) => [f.id as string, ...f.marks]);
  const framed = read.imports.some(
    ({ module }) => marks.includes(module) || marks.includes(module.split('.')[0] ?? ''),
  );
  const hasTests = read.tests + read.suites > 0;
  if (hasTests && (framed || (!read.callsItself && (await search.reaches(read, { path, text }))))) {
    const framework = await search.framework(languageId, read, { path, text });
    if (framework) return { kind: 'file', file: { path, framework } };
  }
  if (read.assertions > 0) return { kind: 'script', script: { id: `script:${slashed(path)}`, path, text } };
  throw new HumanError(
    'badTests',
    hasTests
      ? `${nameOf(path)} does not import the file of ${focal.name}.`
      : `${nameOf(path)} holds no test and no assertion.`,
    `Name a file with ${language.frameworks.map((f) => f.id).join(', ')} tests, or with plain assertions.`,
  );
}
