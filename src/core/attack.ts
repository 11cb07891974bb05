import type { FocalFunction } from './model/focalFunction';
import type { ProbeTest, Test, Verdict } from './model/test';
import { verdictsOf } from './model/verdicts';
import type { ExecutionSession } from './ports';
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
  readonly focal: FocalFunction;
  readonly session: ExecutionSession;
  readonly probes: readonly ProbeTest[];
  readonly tests: readonly Test[];
  readonly originalVerdicts: ReadonlyMap<string, Verdict>;
  readonly candidates: readonly {
    readonly id: string;
    readonly source: string;
    readonly verdicts: ReadonlyMap<string, Verdict>;
  }[];
  readonly testMs: number;
}

/** Fewer answered probes than this prove nothing. */
const ENOUGH = 8;

/**
 * Runs the original and every survivor on the same probes. A survivor is found wanting when another survivor answers a
 * probe differently, or when it fails on an input which the original could take.
 */
export async function attack(input: AttackInput, signal: AbortSignal): Promise<Attacked> {
  const { session, probes, candidates } = input;
  const original = new Map(input.originalVerdicts);
  const verdicts = new Map(candidates.map((c) => [c.id, new Map(c.verdicts)]));
  if (probes.length > 0) {
    const run = async (id: string, source: string, into: Map<string, Verdict>): Promise<void> => {
      const job = { id: `attack ${id}`, source, tests: probes, stopAtFirstTimeout: true, testMs: input.testMs };
      for (const [test, verdict] of verdictsOf(await session.run(job, signal), probes)) into.set(test, verdict);
    };
    await Promise.all([
      run('original', input.focal.file.text, original),
      ...candidates.map((c) => run(c.id, c.source, verdicts.get(c.id) ?? new Map<string, Verdict>())),
    ]);
  }
  const answers = (of: ReadonlyMap<string, Verdict> | undefined): (string | undefined)[] =>
    probes.map((p) => outcomeOf(of?.get(p.id)));
  const originalAnswers = answers(original);
  const all = candidates.map((c) => ({ id: c.id, answers: answers(verdicts.get(c.id)) }));
  const results = new Map<string, 'found nothing' | 'found a difference' | 'not run'>();
  for (const { id, answers: mine } of all) {
    const answered = mine.filter(returned).length;
    const differs = all.some((other) => other.answers.some((a, i) => a !== undefined && a !== mine[i]));
    const breaks = mine.some((a, i) => a !== undefined && !returned(a) && returned(originalAnswers[i]));
    results.set(id, answered < ENOUGH ? 'not run' : differs || breaks ? 'found a difference' : 'found nothing');
  }
  return { probes, verdicts, original, results };
}

function returned(outcome: string | undefined): boolean {
  return outcome?.startsWith('returned') === true;
}
