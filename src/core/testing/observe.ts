import type { Job } from '../model/execution';
import type { FocalFunction } from '../model/focalFunction';
import type { ProbeTest, Test, Verdict } from '../model/test';
import { verdictsOf } from '../model/verdicts';
import type { Clock, ExecutionSession } from '../ports';

/** Inputs of one job: a call that does not end takes the rest of its job with it. */
const PER_JOB = 16;
/** Wall time of one call in milliseconds. A test that takes longer is none that anybody runs on every save. */
const CALL_MS = 400;

export interface Run {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Zero-based executed lines of the focal file by test. */
  readonly coverage: ReadonlyMap<string, readonly number[]>;
}

export interface RunOptions {
  readonly coverage?: boolean;
  /** No job is started after it, by `clock`; its tests are left undecided. */
  readonly until?: { readonly clock: Clock; readonly deadline: number };
}

/** Runs tests on one version of the file, in order, in jobs that run side by side. */
export async function runAll(
  session: ExecutionSession,
  id: string,
  source: string,
  tests: readonly Test[],
  signal: AbortSignal,
  { coverage = false, until }: RunOptions = {},
): Promise<Run> {
  const verdicts = new Map<string, Verdict>();
  const lines = new Map<string, readonly number[]>();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < tests.length) {
      if (next > 0 && until && until.clock.now() > until.deadline) return;
      const part = tests.slice(next, (next += PER_JOB));
      const job: Job = {
        id: `${id} ${next}`,
        source,
        tests: part,
        coverage,
        stopAtFirstTimeout: true,
        testMs: CALL_MS,
      };
      const result = await session.run(job, signal);
      for (const [test, verdict] of verdictsOf(result, part)) verdicts.set(test, verdict);
      if (result.kind === 'ran') for (const [test, covered] of result.coverage ?? []) lines.set(test, covered);
    }
  };
  await Promise.all(Array.from({ length: session.concurrency + 1 }, worker));
  return { verdicts, coverage: lines };
}

/** A name of sets and hashes in Python code: the order of a set of texts differs from process to process. */
const unordered = /\b(set|frozenset|hash)\s*\(|\{[^{}:]*\bfor\b|\{\s*['"\w][^{}:]*\}/;

/** Whether the outcome may depend on the order in which this process keeps sets. */
export function mayDependOnHashes({ file }: FocalFunction): boolean {
  return file.languageId === 'python' && unordered.test(file.text);
}

/** In JavaScript 0 and -0 look the same and are not: a probe that tells them apart. */
export function negativeZeroProbe(probe: ProbeTest): ProbeTest {
  const call = `((find) => find(find, ${probe.call}))((find, v) => Object.is(v, -0) || (typeof v === 'object' && v !== null && Object.values(v).some((x) => find(find, x))))`;
  return { ...probe, id: `negative zero ${probe.id}`, call };
}
