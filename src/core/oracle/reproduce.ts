import type { Job } from '../model/execution';
import type { FocalFunction } from '../model/focalFunction';
import type { Test, Verdict } from '../model/test';
import { lineAt } from '../model/text';
import { isFailure, verdictsOf } from '../model/verdicts';
import type { ExecutionSession } from '../ports';

export interface Reproduction {
  /** The tests that reach the function. */
  readonly tests: readonly Test[];
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly coverage: ReadonlyMap<string, readonly number[]>;
  readonly failing: readonly Test[];
  /** Wall time that tests may take on a candidate, in milliseconds: generous against what the passing ones took. */
  readonly limitMs: (tests: readonly Test[]) => number;
}

/** After so many tests that did not end, the others are left undecided: a function that hangs, hangs often. */
const TIME_OUTS = 3;
/** Wall times in milliseconds: of a test that only calls the function, and of one of the project's own. */
const FIRST_MS = { call: 1000, project: 10_000 };
/** Of a test after the first one that did not end. */
const AGAIN_MS = { call: 400, project: 4000 };
/**
 * A candidate may take so many times as long as the slowest test, and at least as long as the floor. An error may take its time too (endless
 * recursion ends by itself): a candidate that ends with the same one must not be taken for one that never ends.
 */
const SLACK = 8;
const FLOOR_MS = { call: 150, project: 2000 };

/** Runs the original on every test, with coverage; failing tests run twice. A test whose verdict changes on repeating is inconclusive. */
export async function reproduce(
  session: ExecutionSession,
  focal: FocalFunction,
  tests: readonly Test[],
  signal: AbortSignal,
): Promise<Reproduction> {
  const verdicts = new Map<string, Verdict>();
  const coverage = new Map<string, readonly number[]>();
  const run = async (id: string, some: readonly Test[], testMs: number, seen = true): Promise<Map<string, Verdict>> => {
    const job: Job = { id, source: focal.file.text, tests: some, coverage: seen, stopAtFirstTimeout: true, testMs };
    const result = await session.run(job, signal);
    if (result.kind === 'ran') for (const [test, lines] of result.coverage ?? []) coverage.set(test, lines);
    return verdictsOf(result, some);
  };
  for (const sort of ['call', 'project'] as const) {
    let left = tests.filter((t) => sortOf(t) === sort);
    for (let timeOuts = 0; left.length > 0 && timeOuts < TIME_OUTS; timeOuts++) {
      const seen = await run(`original ${sort} ${timeOuts}`, left, (timeOuts === 0 ? FIRST_MS : AGAIN_MS)[sort]);
      for (const [id, verdict] of seen) verdicts.set(id, verdict);
      left = left.filter((t) => !seen.has(t.id));
    }
  }
  const suspects = tests.filter((t) => ['failed', 'errored'].includes(verdicts.get(t.id)?.kind ?? ''));
  if (suspects.length > 0) {
    const again = await run('original again', suspects, FIRST_MS.project, false);
    for (const { id } of suspects) {
      if (again.get(id)?.kind === 'passed') {
        verdicts.set(id, { kind: 'inconclusive', reason: 'It failed once and passed once on the same code.' });
      }
    }
  }
  const patience = { call: 0, project: 0 };
  for (const test of tests) {
    const verdict = verdicts.get(test.id);
    const sort = sortOf(test);
    if (verdict?.kind !== 'passed' && verdict?.kind !== 'errored') continue;
    patience[sort] = Math.max(patience[sort], SLACK * verdict.durationMs);
  }
  const limitOf = (test: Test): number => {
    const sort = sortOf(test);
    return Math.min(FIRST_MS[sort], Math.max(FLOOR_MS[sort], patience[sort]));
  };
  const reached = reaching(focal, tests, coverage);
  return {
    tests: reached,
    verdicts: new Map(reached.flatMap(({ id }) => [verdicts.get(id)].flatMap((v) => (v ? [[id, v] as const] : [])))),
    coverage,
    failing: reached.filter((t) => isFailure(verdicts.get(t.id))),
    limitMs: (some) => Math.max(...some.map(limitOf)),
  };
}

function sortOf(test: Test): 'call' | 'project' {
  return test.kind === 'project' ? 'project' : 'call';
}

/**
 * The tests that say something about the focal function: a project test that ran without entering its body belongs to
 * another function of the file. A test without coverage (not every framework gives it) stays.
 */
function reaching(
  focal: FocalFunction,
  tests: readonly Test[],
  coverage: ReadonlyMap<string, readonly number[]>,
): readonly Test[] {
  const { text } = focal.file;
  const head = lineAt(text, focal.nodeRange.start);
  const first = Math.max(head + 1, lineAt(text, focal.bodyRange.start));
  const last = lineAt(text, Math.max(focal.bodyRange.start, focal.bodyRange.end - 1));
  // The line of a one-line function is run when the module is loaded, too.
  if (last <= head) return tests;
  return tests.filter((test) => {
    const lines = coverage.get(test.id);
    return test.kind !== 'project' || !lines || lines.some((line) => line >= first && line <= last);
  });
}
