import { mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { HumanError } from '../core/errors';
import type { LanguageDefinition } from '../core/language';
import type { GeneratedSuite, GenerationOutcome, WrittenTests } from '../core/model/generation';
import type { SelfDebugger } from '../core/selfDebugger';
import type { Command } from './arguments';
import { readSource, selector } from './fix';

type TestsCommand = Extract<Command, { command: 'tests' }>;

const testsExitCodes: Readonly<Record<GenerationOutcome | 'possibleBug', number>> = {
  generated: 0,
  possibleBug: 1,
  error: 2,
  nothing: 3,
  cancelled: 130,
};

interface Streams {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
}

/** What `--json` prints. Paths are relative to the project's root, with `/`. */
export interface TestsResult {
  readonly outcome: GenerationOutcome;
  readonly message: string;
  readonly function?: string;
  readonly testFile?: string;
  readonly framework?: string;
  readonly written: boolean;
  readonly tests: readonly {
    readonly name: string;
    readonly basis: string;
    readonly trust: string;
    readonly kills: number;
  }[];
  readonly possibleBugs: GeneratedSuite['possibleBugs'];
  readonly inputs?: GeneratedSuite['inputs'];
  readonly mutants?: GeneratedSuite['mutants'];
  readonly runtime?: string;
  readonly containment?: string;
  /** The whole new text of the test file. */
  readonly text?: string;
  readonly durations: Readonly<Record<string, number>>;
}

/** Makes tests for one function, prints them, and writes them into the project's test file when asked to. Resolves to the exit code. */
export async function runTests(
  command: TestsCommand,
  parts: { readonly self: SelfDebugger; readonly languages: readonly LanguageDefinition[]; readonly root: string },
  { out, err }: Streams,
  signal: AbortSignal,
): Promise<number> {
  let suite: GeneratedSuite | undefined;
  let written: WrittenTests | undefined;
  let end: { outcome: GenerationOutcome; message: string; durations: Readonly<Record<string, number>> } = {
    outcome: 'error',
    message: '',
    durations: {},
  };
  try {
    const file = await readSource(command.file, parts.languages);
    const select = selector(command.target, file.text);
    for await (const event of parts.self.tests(
      { file, select, budgetMs: command.budgetMs, seed: command.seed, askModel: true, thorough: true },
      signal,
    )) {
      if (event.kind === 'suite') suite = event.suite;
      else if (event.kind === 'finished') end = event;
      else if (event.kind === 'note') err.write(`${event.message}\n`);
    }
    if (suite && suite.tests.length > 0) written = await parts.self.writeTests(suite, signal);
    if (written && command.write) {
      await mkdir(path.dirname(written.path), { recursive: true });
      await writeFile(written.path, written.written);
    }
  } catch (error) {
    if (!(error instanceof HumanError)) throw error;
    end = { ...end, outcome: 'error', message: `${error.message} ${error.next}` };
  }
  const place = written && path.relative(parts.root, written.path).split(path.sep).join('/');
  const result: TestsResult = {
    outcome: end.outcome,
    message: end.message,
    ...(suite && { function: suite.focal.qualifiedName }),
    ...(written && place !== undefined && { testFile: place, framework: written.framework }),
    written: command.write && written !== undefined,
    tests: (suite?.tests ?? []).map(({ name, basis, trust, kills }) => ({ name, basis, trust, kills })),
    possibleBugs: suite?.possibleBugs ?? [],
    ...(suite && {
      inputs: suite.inputs,
      mutants: suite.mutants,
      runtime: suite.runtime,
      containment: suite.containment,
    }),
    ...(written && { text: written.written }),
    durations: end.durations,
  };
  if (command.json) out.write(`${JSON.stringify(result, undefined, 2)}\n`);
  else print(result, out);
  if (end.outcome === 'error') err.write(`eider: ${end.message}\n`);
  const bug = end.outcome === 'generated' && result.possibleBugs.length > 0;
  return testsExitCodes[bug ? 'possibleBug' : end.outcome];
}

const bases: Readonly<Record<string, string>> = {
  docstring: 'docstring example',
  specification: 'docstring as a model reads it',
  property: 'property',
  observation: 'present behaviour',
};

function print(result: TestsResult, out: NodeJS.WritableStream): void {
  if (result.outcome !== 'error') out.write(`${result.message}\n`);
  for (const { name, basis, kills } of result.tests) {
    out.write(`  ${result.function ?? ''} ${name}  (${bases[basis] ?? basis}, notices ${kills})\n`);
  }
  for (const { title, expected, actual } of result.possibleBugs) {
    out.write(
      `possible bug: ${title}${expected === undefined ? '' : `, expected ${expected}`}, but it gives ${actual}\n`,
    );
  }
  if (result.testFile === undefined) return;
  out.write(
    result.written
      ? `Written to ${result.testFile} (${result.framework ?? ''})\n`
      : `They belong into ${result.testFile} (${result.framework ?? ''}); --write puts them there\n`,
  );
}
