import type { Candidate } from '../model/candidate';
import type { Test } from '../model/test';
import { isFailure } from '../model/verdicts';
import type { Clock, ExecutionSession } from '../ports';

/** Wall time of one test on a mutant in milliseconds: many more than the original takes, few enough for endless loops. */
const LEAST_MS = 100;
const SLACK = 10;
/** So many are run whatever the time: a test that was held against nothing is worth nothing. */
const LEAST = 8;

export interface KillMatrix {
  /** Ids of mutants that could be run. */
  readonly run: readonly string[];
  /** By test id, the mutants on which the test does not pass. */
  readonly kills: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Runs every test on as many mutants as the deadline allows, on a few in any case. Tests after the first that does not end are undecided on that mutant; a mutant
 * that cannot be loaded counts for nothing.
 */
export async function killMatrix(
  session: ExecutionSession,
  mutants: readonly Candidate[],
  tests: readonly Test[],
  options: { readonly slowestMs: number; readonly clock: Clock; readonly deadline: number },
  signal: AbortSignal,
): Promise<KillMatrix> {
  const testMs = Math.max(LEAST_MS, SLACK * options.slowestMs);
  const kills = new Map<string, Set<string>>(tests.map(({ id }) => [id, new Set<string>()]));
  const run: string[] = [];
  const queue = [...mutants];
  const worker = async (): Promise<void> => {
    const more = (): Candidate | undefined =>
      run.length < LEAST || options.clock.now() < options.deadline ? queue.shift() : undefined;
    for (let next = more(); next; next = more()) {
      const { id, source } = next;
      const result = await session.run({ id: `mutant ${id}`, source, tests, stopAtFirstTimeout: true, testMs }, signal);
      if (result.kind !== 'ran') continue;
      run.push(id);
      for (const [test, verdict] of result.verdicts) if (isFailure(verdict)) kills.get(test)?.add(id);
    }
  };
  await Promise.all(Array.from({ length: session.concurrency + 1 }, worker));
  return { run, kills };
}
