import type { ProbeTest, Test, Verdict } from './model/test';
import { verdictsOf } from './model/verdicts';
import type { Clock, ExecutionSession } from './ports';
import { outcomeOf } from './model/outcome';

/** What a differential run of the survivors showed. */
export interface Attacked {
  readonly probes: readonly ProbeTest[];
  /** Verdicts and observations by candidate id, tests and probes. */
  readonly verdicts: ReadonlyMap<string, ReadonlyMap<string, Verdict>>;
  readonly original: ReadonlyMap<string, Verdict>;
  readonly results: ReadonlyMap<string, 'found nothing' | 'found a difference' | 'not run'>;
}

export interface AttackInput {
  /** Captured text of the file. */
  readonly source: string;
  readonly session: ExecutionSession;
  readonly probes: readonly ProbeTest[];
  readonly tests: readonly Test[];
  readonly originalVerdicts: ReadonlyMap<string, Verdict>;
  readonly candidates: readonly {
    readonly id: string;
    readonly source: string;
    readonly verdicts: ReadonlyMap<string, Verdict>;
  }[];
  /** Wall time of one probe, in milliseconds. */
  readonly testMs: number;
  readonly clock: Clock;
  /** Clock time from which no more probes are begun. */
  readonly deadline: number;
}

const ORIGINAL = 'original';
/** Fewer answered probes than this prove nothing. */
const ENOUGH = 8;
/** Probes of the first round; each round that ends in time is followed by one twice as large. */
const FIRST_ROUND = 4;
/** A probe gets at most this share of the time that is left, so that one endless loop does not eat all of it; and at least so many milliseconds. */
const PROBE_SHARE = 0.25;
const LEAST_MS = 50;
/** Probes that do not end before a survivor is asked no more. */
const HANGS = 2;

/**
 * Runs the original and every survivor on the same probes. A survivor is found wanting when another survivor answers a
 * probe differently, or when it fails on an input which the original could take. Goes in rounds in which all meet the
 * same probes; who did not end twice is not asked again.
 */
export async function attack(input: AttackInput, signal: AbortSignal): Promise<Attacked> {
  const { session, probes, candidates, clock } = input;
  const original = new Map(input.originalVerdicts);
  const verdicts = new Map(candidates.map((c) => [c.id, new Map(c.verdicts)]));
  const hangs = new Map<string, number>();
  const run = async (id: string, source: string, some: readonly ProbeTest[], testMs: number): Promise<void> => {
    const into = id === ORIGINAL ? original : verdicts.get(id);
    const job = { id: `attack ${id} ${some[0]?.id ?? ''}`, source, tests: some, stopAtFirstTimeout: true, testMs };
    for (const [test, verdict] of verdictsOf(await session.run(job, signal), some)) {
      into?.set(test, verdict);
      if (verdict.kind === 'timedOut') hangs.set(id, (hangs.get(id) ?? 0) + 1);
    }
  };
  const all = [{ id: ORIGINAL, source: input.source }, ...candidates];
  for (let from = 0, size = FIRST_ROUND; from < probes.length; from += size, size *= 2) {
    const left = input.deadline - clock.now();
    const asked = all.filter(({ id }) => (hangs.get(id) ?? 0) < HANGS);
    if (left <= 0 || asked.every(({ id }) => id === ORIGINAL)) break;
    const testMs = Math.min(input.testMs, Math.max(LEAST_MS, PROBE_SHARE * left));
    await Promise.all(asked.map(({ id, source }) => run(id, source, probes.slice(from, from + size), testMs)));
  }
  return { probes, verdicts, original, results: attackResults(probes, original, verdicts) };
}

/** What the probes say about each of the candidates in `verdicts`, seen against the original and against each other. */
export function attackResults(
  probes: readonly ProbeTest[],
  original: ReadonlyMap<string, Verdict>,
  verdicts: ReadonlyMap<string, ReadonlyMap<string, Verdict>>,
): Attacked['results'] {
  const answers = (of: ReadonlyMap<string, Verdict> | undefined): (string | undefined)[] =>
    probes.map((p) => outcomeOf(of?.get(p.id)));
  const originalAnswers = answers(original);
  const survivors = [...verdicts].map(([id, of]) => ({ id, answers: answers(of) }));
  const results = new Map<string, 'found nothing' | 'found a difference' | 'not run'>();
  for (const { id, answers: mine } of survivors) {
    const answered = mine.filter(returned).length;
    const differs = survivors.some((other) => other.answers.some((a, i) => a !== undefined && a !== mine[i]));
    const breaks = mine.some((a, i) => a !== undefined && !returned(a) && returned(originalAnswers[i]));
    results.set(id, answered < ENOUGH ? 'not run' : differs || breaks ? 'found a difference' : 'found nothing');
  }
  return results;
}

function returned(outcome: string | undefined): boolean {
  return outcome?.startsWith('returned') === true;
}
