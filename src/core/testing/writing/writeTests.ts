import type { Syntax } from '../../capture/syntax';
import { captureFunctions } from '../../capture/capture';
import { HumanError } from '../../errors';
import type { GeneratedSuite, GeneratedTest, TestPlace, WrittenTests } from '../../model/generation';
import type { FocalFunction } from '../../model/focalFunction';
import { slashed } from '../../oracle/paths';
import type { Workspace } from '../../ports';
import { findBlocks, marked, type Block } from './blocks';
import { codeOf, namesIn } from './code';
import { javascriptFile } from './javascriptFile';
import { insertBlocks, removeUntouched } from './insert';
import { pythonFile } from './pythonFile';
import { placeOf } from './place';
import { styled, styleOf } from './style';

/**
 * The suite as text of the project's own test file for the module, in its framework and style. Nothing is written to disk.
 * @throws HumanError `notExported` when no test file can reach the function.
 */
export async function writeTests(
  syntax: Syntax,
  workspace: Workspace,
  suite: GeneratedSuite,
  signal: AbortSignal,
  place?: TestPlace,
): Promise<WrittenTests> {
  const { focal } = suite;
  const where = place ?? (await placeOf(syntax, workspace, focal, signal));
  const language = syntax.definition(focal.file.languageId);
  const functions = await captureFunctions(syntax, focal.file);
  const outer = functions.filter((f) => f.enclosing.length === 0).map((f) => f.className ?? f.name);
  const moduleNames = [
    ...new Set([
      ...outer,
      ...(focal.file.text.match(/^[A-Z][A-Z\d_]+(?=\s*=)/gm) ?? []),
      ...classes(focal),
      ...(language.id === 'python' ? focal.imports.map(({ local }) => local).filter((name) => /^\w+$/.test(name)) : []),
    ]),
  ];
  return language.id === 'python'
    ? assemble(
        suite,
        where,
        language.indentation,
        pythonFile(focal, where, moduleNames, await packagesAbove(workspace, focal, signal)),
      )
    : assemble(suite, where, language.indentation, await javascriptFile(focal, where, moduleNames, workspace, signal));
}

const classes = ({ file }: FocalFunction): readonly string[] =>
  [...file.text.matchAll(/^(?:export\s+)?(?:default\s+)?(?:class|enum)\s+([A-Za-z_$][\w$]*)/gm)].map(
    ([, name]) => name ?? '',
  );

/** What differs between the languages. */
export interface TestFile {
  readonly comment: '#' | '//';
  /** Blanks of one level in generated lines are two. */
  readonly depth: number;
  /** Lines that open and close the place where the tests stand together; none for tests at the top level. */
  readonly container?: { readonly open: string; readonly close?: string };
  /** Blank lines between tests. */
  readonly between: number;
  blocks(
    tests: readonly GeneratedTest[],
    taken: ReadonlySet<string>,
  ): { readonly blocks: readonly Block[]; readonly modules: ReadonlySet<string> };
  /** Text of an empty file, lines. */
  readonly start: readonly string[];
  /** Adds what the tests need. */
  imports(
    lines: readonly string[],
    code: ReadonlySet<string>,
    modules: ReadonlySet<string>,
    line: (text: string) => string,
  ): readonly string[];
}

function assemble(
  { focal, tests }: GeneratedSuite,
  place: TestPlace,
  indentation: string,
  file: TestFile,
): WrittenTests {
  const text = place.text ?? '';
  const style = styleOf(text, indentation);
  const line = (one: string): string => styled(one, style);
  const before = text === '' ? [...file.start.map(line)] : text.replaceAll('\r\n', '\n').split('\n');
  const answers = tests.length > 0 && tests.every(({ basis }) => basis === 'answer');
  const mine = findBlocks(before).filter((block) => block.focal === focal.qualifiedName && block.answer === answers);
  const edited = mine.filter((block) => block.edited);
  const again = new Set(file.blocks(tests, new Set()).blocks.map(({ name }) => name));
  // Tests made anew take the place of all that were made before; an answer only that of the same one.
  const untouched = mine.filter((block) => !block.edited && (!answers || again.has(block.name)));
  const { lines: left, at } = removeUntouched(before, untouched, file.container?.open);

  const writable = tests.filter(isWritable);
  const taken = new Set(namesTaken(left, focal.file.languageId === 'python'));
  const mineByName = new Set(edited.map(({ name }) => name));
  // A name of an edited test is the user's now: the test is theirs, and no second one is made of it.
  const free = new Set([...taken].filter((name) => !mineByName.has(name)));
  const { blocks, modules } = file.blocks(writable, free);
  const fresh = blocks.filter(({ name }) => !mineByName.has(name));
  const code = namesIn([...writable.map(codeOf), ...writable.flatMap(throwsOf)].join('\n'));
  const rendered = fresh.map((block) =>
    marked(block, focal.qualifiedName, file.comment)
      .map((one) => indented(one, file.depth))
      .map(line),
  );
  const placed = insertBlocks(left, rendered, {
    between: file.between,
    ...(at !== undefined && { at }),
    ...(file.container && {
      container: {
        open: line(file.container.open),
        ...(file.container.close !== undefined && { close: line(file.container.close) }),
      },
    }),
  });
  const complete = fresh.length === 0 ? placed : file.imports(placed, code, modules, line);
  const written = `${complete.join('\n').replace(/\n+$/, '')}\n`.replaceAll('\n', style.endOfLine);
  return { ...place, written, added: fresh.length, replaced: untouched.length, keptEdited: edited.length };
}

const indented = (line: string, depth: number): string => '  '.repeat(depth) + line;

const throwsOf = ({ checks }: GeneratedTest): readonly string[] =>
  checks.flatMap((check) =>
    check.kind === 'example' && check.expected.kind === 'throws' ? (check.expected.type ?? '') : [],
  );

/** An example whose result is known as printed text only cannot be written as a comparison. */
const isWritable = ({ checks }: GeneratedTest): boolean =>
  checks.every((check) => check.kind === 'property' || check.expected.kind !== 'printed');

function namesTaken(lines: readonly string[], python: boolean): readonly string[] {
  const text = lines.join('\n');
  const pattern = python ? /\bdef (test\w*)/g : /\b(?:it|test)\(\s*['"`]([^'"`\n]*)/g;
  return [...text.matchAll(pattern)].map(([, name]) => name ?? '');
}

/** Folders above the module that are packages. */
async function packagesAbove(
  workspace: Workspace,
  focal: FocalFunction,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const packages = new Set<string>();
  let folder = slashed(focal.file.path);
  for (let i = 0; i < 20; i++) {
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
    if (folder === '' || (await workspace.read(`${folder}/__init__.py`, signal)) === undefined) break;
    packages.add(folder);
  }
  return packages;
}

export function notExported(focal: FocalFunction): HumanError {
  return new HumanError(
    'notExported',
    `${focal.name} is not exported: no test file can reach it.`,
    'Export it, or make tests for a function that uses it.',
  );
}
