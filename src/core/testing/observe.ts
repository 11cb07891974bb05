import type { Job } from '../model/execution';
import type { FocalFunction } from '../model/focalFunction';
import type { ProbeTest, Test, Verdict } from '../model/test';
import { verdictsOf } from '../model/verdicts';
import type { ExecutionSession } from '../ports';

/** Inputs of one job: a call that does not end takes the rest of its job with it. */
const PER_JOB = 24;
/** Wall time of one call in milliseconds. A test that takes longer is none that anybody runs on every save. */
const CALL_MS = 400;

export interface Run {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Zero-based executed lines of the focal file by test. */
  readonly coverage: ReadonlyMap<string, readonly number[]>;
}

/** Runs tests on one version of the file, in jobs that run side by side. */
export async function runAll(
  session: ExecutionSession,
  id: string,
  source: string,
  tests: readonly Test[],
  signal: AbortSignal,
  coverage = false,
): Promise<Run> {
  const parts = Array.from({ length: Math.ceil(tests.length / PER_JOB) }, (_, i) =>
    tests.slice(i * PER_JOB, (i + 1) * PER_JOB),
  );
  const verdicts = new Map<string, Verdict>();
  const lines = new Map<string, readonly number[]>();
  await Promise.all(
    parts.map(async (part, i) => {
      const job: Job = { id: `${id} ${i}`, source, tests: part, coverage, stopAtFirstTimeout: true, testMs: CALL_MS };
      const result = await session.run(job, signal);
      for (const [test, verdict] of verdictsOf(result, part)) verdicts.set(test, verdict);
      if (result.kind === 'ran') for (const [test, covered] of result.coverage ?? []) lines.set(test, covered);
    }),
  );
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
