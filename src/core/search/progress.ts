import type { Test, Verdict } from '../model/test';
import { isFailure } from '../model/verdicts';

/** What a candidate did to the verdicts of the original. */
export interface Progress {
  /** Tests that failed and now pass. */
  readonly fixed: number;
  /** Tests that passed and no longer do. */
  readonly broken: number;
  /** Whether any test came out in another way than before, be it with another wrong value. */
  readonly changed: boolean;
}

export function progressOf(
  baseline: ReadonlyMap<string, Verdict>,
  verdicts: ReadonlyMap<string, Verdict>,
  tests: readonly Test[],
): Progress {
  let fixed = 0;
  let broken = 0;
  let changed = false;
  for (const { id } of tests) {
    const before = baseline.get(id);
    const after = verdicts.get(id);
    if (!before || !after) continue;
    const failed = isFailure(before);
    if (failed && after.kind === 'passed') fixed++;
    if (before.kind === 'passed' && isFailure(after)) broken++;
    changed ||= outcome(before) !== outcome(after);
  }
  return { fixed, broken, changed };
}

/** Equal exactly when two candidates acted alike on these tests, as far as the verdicts show it. */
export function signature(verdicts: ReadonlyMap<string, Verdict>, tests: readonly Test[]): string {
  return tests.map(({ id }) => outcome(verdicts.get(id))).join('\u0001');
}

function outcome(verdict: Verdict | undefined): string {
  switch (verdict?.kind) {
    case undefined:
      return '';
    case 'passed':
      return 'passed';
    case 'failed':
      return `failed ${verdict.actual ?? verdict.message}`;
    case 'errored':
      return `errored ${verdict.errorType} ${verdict.message}`;
    case 'timedOut':
      return 'timed out';
    case 'inconclusive':
      return 'inconclusive';
  }
}
