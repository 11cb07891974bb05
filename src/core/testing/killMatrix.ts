import type { Candidate } from '../model/candidate';
import type { Test } from '../model/test';
import { isFailure } from '../model/verdicts';
import type { Clock, ExecutionSession } from '../ports';

/** Wall time of one test on a mutant in milliseconds: many more than the original takes, few enough for endless loops. */
const LEAST_MS = 100;
const SLACK = 10;
/** So many are run whatever the time: a test that was held against nothing is worth nothing. */
const LEAST = 8;
/** Mutants begun for those few: where none of them can be loaded, the time counts again. */
const MOST_BEGUN = 3 * LEAST;
/** After so many mutants in a row that no test beside the ones already needed notices, further ones hardly change the choice. */
const SATURATED = 32;

export interface KillMatrix {
  /** Ids of mutants that could be run. */
  readonly run: readonly string[];
  /** By test id, the mutants on which the test does not pass. */
  readonly kills: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Runs every test on as many mutants as the deadline allows, on a few in any case, until new ones ask for no other test than those before.
 * Tests after the first that does not end are undecided on that mutant; a mutant that cannot be loaded counts for nothing.
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
  const cover = new Cover();
  const worker = async (): Promise<void> => {
    const more = (): Candidate | undefined =>
      (run.length < LEAST && mutants.length - queue.length < MOST_BEGUN) ||
      (cover.quiet < SATURATED && options.clock.now() < options.deadline)
        ? queue.shift()
        : undefined;
    for (let next = more(); next; next = more()) {
      const { id, source } = next;
      const result = await session.run({ id: `mutant ${id}`, source, tests, stopAtFirstTimeout: true, testMs }, signal);
      if (result.kind !== 'ran') continue;
      run.push(id);
      const noticing = [...result.verdicts].flatMap(([test, verdict]) => (isFailure(verdict) ? [test] : []));
      for (const test of noticing) kills.get(test)?.add(id);
      cover.add(noticing, (test) => kills.get(test)?.size ?? 0);
    }
  };
  await Promise.all(Array.from({ length: session.concurrency + 1 }, worker));
  return { run, kills };
}

/** Tests that together notice every mutant so far that any test notices; grows as mutants come in. */
class Cover {
  readonly #tests = new Set<string>();
  /** Mutants since it grew. */
  quiet = 0;

  add(noticing: readonly string[], worth: (test: string) => number): void {
    const [first] = noticing;
    if (first === undefined || noticing.some((test) => this.#tests.has(test))) this.quiet++;
    else {
      this.#tests.add(noticing.reduce((best, test) => (worth(test) > worth(best) ? test : best), first));
      this.quiet = 0;
    }
  }
}
