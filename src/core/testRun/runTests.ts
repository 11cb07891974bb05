import { captureFunctions } from '../capture/capture';
import { selectFunction } from '../capture/select';
import type { Syntax } from '../capture/syntax';
import { defaultLimits, type Containment, type TestFile } from '../model/execution';
import type { FocalFunction, SourceFile } from '../model/focalFunction';
import type { ProjectTest, Test, Verdict } from '../model/test';
import type { TextRange } from '../model/text';
import { verdictsOf } from '../model/verdicts';
import { docstringTests } from '../oracle/docstringExamples';
import { nameOf, slashed } from '../oracle/paths';
import type { ExecutionSession, Ports } from '../ports';
import { statementsOf } from './statements';

/** One test of a run; a property has a check for each of its inputs. */
export interface WantedTest {
  /** The asker's own name for it. */
  readonly key: string;
  readonly checks: readonly Test[];
}

/** Tests of one function, to be run on the function as it is written. */
export interface TestRunRequest {
  readonly file: SourceFile;
  /** Qualified name of the function. */
  readonly name: string;
  readonly tests: readonly WantedTest[];
  readonly coverage: boolean;
}

export interface CoveredStatement {
  readonly range: TextRange;
  /** Keys of the tests that ran it. */
  readonly tests: readonly string[];
}

export type TestRunEvent =
  | {
      readonly kind: 'opened';
      readonly runtime: string;
      readonly containment: Containment;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'verdict'; readonly key: string; readonly verdict: Verdict }
  /** Last, when it was asked for. `unseen`: keys of tests whose framework does not tell what they ran. */
  | {
      readonly kind: 'coverage';
      readonly focal: FocalFunction;
      readonly statements: readonly CoveredStatement[];
      readonly unseen: readonly string[];
    };

/** Wall time of one test of a framework in milliseconds: its imports and fixtures count. */
const PROJECT_MS = 10_000;

/**
 * Runs tests of one function through the executor, contained as every run is. A test that is not there any more is inconclusive.
 * @throws HumanError, or the signal's reason.
 */
export async function* runTests(
  ports: Ports,
  syntax: Syntax,
  request: TestRunRequest,
  signal: AbortSignal,
): AsyncGenerator<TestRunEvent, void, undefined> {
  const { file, name, tests, coverage } = request;
  const focal = selectFunction(await captureFunctions(syntax, file), { name });
  const promised = new Map((await docstringTests(syntax, focal)).map((test) => [test.id, test]));
  await using session = await ports.executor.open(
    {
      focal,
      workspaceRoot: ports.workspace.root,
      scripts: [],
      testFiles: filesOf(tests),
      limits: defaultLimits,
    },
    signal,
  );
  const { runtime, containment, notes } = session;
  yield { kind: 'opened', runtime, containment, notes };
  const covered = new Map<string, ReadonlySet<number>>();
  for (const sort of ['call', 'project'] as const) {
    const wanted = tests
      .filter(({ checks }) => sortOf(checks[0]) === sort)
      .map(({ key, checks }) => ({ key, checks: checks.flatMap((check) => present(check, session, promised)) }));
    const runnable = wanted.filter(({ checks }) => checks.length > 0);
    const all = [...new Map(runnable.flatMap(({ checks }) => checks).map((test) => [test.id, test])).values()];
    let verdicts: ReadonlyMap<string, Verdict> = new Map();
    let lines: ReadonlyMap<string, readonly number[]> = new Map();
    if (all.length > 0) {
      const result = await session.run(
        {
          id: `tests ${sort}`,
          source: file.text,
          tests: all,
          coverage,
          ...(sort === 'project' && { testMs: PROJECT_MS }),
        },
        signal,
      );
      verdicts = verdictsOf(result, all);
      if (result.kind === 'ran') lines = result.coverage ?? lines;
    }
    for (const { key, checks } of wanted) {
      const absent = tests.find((test) => test.key === key)?.checks[0];
      yield { kind: 'verdict', key, verdict: checks.length > 0 ? together(checks, verdicts) : gone(absent, notes) };
    }
    for (const { key, checks } of runnable) {
      const seen = checks.flatMap(({ id }) => lines.get(id) ?? []);
      if (checks.some(({ id }) => lines.has(id))) covered.set(key, new Set(seen));
    }
  }
  if (!coverage) return;
  const statements = (await statementsOf(syntax, focal)).map(({ range, own }) => ({
    range,
    tests: tests.map(({ key }) => key).filter((key) => own.some((line) => covered.get(key)?.has(line))),
  }));
  yield { kind: 'coverage', focal, statements, unseen: tests.map(({ key }) => key).filter((key) => !covered.has(key)) };
}

const sortOf = (test: Test | undefined): 'call' | 'project' => (test?.kind === 'project' ? 'project' : 'call');

function filesOf(tests: readonly WantedTest[]): readonly TestFile[] {
  const files = tests.flatMap(({ checks }) =>
    checks.flatMap((check): TestFile[] =>
      check.kind === 'project' ? [{ path: check.path, framework: check.framework }] : [],
    ),
  );
  return [...new Map(files.map((file) => [`${file.framework}\n${file.path}`, file])).values()];
}

/** The test as it is now: a parametrised one is several, one that is gone is none. */
function present(test: Test, session: ExecutionSession, promised: ReadonlyMap<string, Test>): readonly Test[] {
  if (test.source === 'docstring') return [promised.get(test.id)].flatMap((found) => found ?? []);
  if (test.kind !== 'project') return [test];
  const named = session.tests.filter((found) => found.kind === 'project').filter((found) => isNamed(test, found));
  const here = named.filter((found) => slashed(found.path) === slashed(test.path));
  // A harness may name files by their real path.
  return here.length > 0 ? here : named.filter((found) => nameOf(found.path) === nameOf(test.path));
}

const isNamed = (test: ProjectTest, { framework, selector }: ProjectTest): boolean =>
  framework === test.framework && (selector === test.selector || selector.startsWith(`${test.selector}[`));

/** The verdict of the first check that did not pass; else they all passed. */
function together(checks: readonly Test[], verdicts: ReadonlyMap<string, Verdict>): Verdict {
  let durationMs = 0;
  for (const { id } of checks) {
    const verdict = verdicts.get(id) ?? { kind: 'inconclusive', reason: 'It was not run.' };
    if (verdict.kind !== 'passed') return verdict;
    durationMs += verdict.durationMs;
  }
  return { kind: 'passed', durationMs };
}

function gone(test: Test | undefined, notes: readonly string[]): Verdict {
  if (test?.kind !== 'project') {
    return { kind: 'inconclusive', reason: 'The documentation of the function does not say this any more.' };
  }
  const note = notes.find((one) => one.includes(nameOf(test.path)));
  if (note !== undefined) return { kind: 'errored', durationMs: 0, errorType: 'CollectionError', message: note };
  return { kind: 'inconclusive', reason: `${test.framework} does not find this test in ${nameOf(test.path)}.` };
}
