import { outcomeOf } from '../model/outcome';
import type { Test, Verdict } from '../model/test';
import type { Cell } from './matrix';

/** An absent verdict (not run) is as undecided as an inconclusive one. A probe that ran says nothing about right or wrong. */
export function cellOf(verdict: Verdict | undefined): Cell {
  switch (verdict?.kind) {
    case undefined:
    case 'inconclusive':
      return 'inconclusive';
    case 'passed':
      return 'pass';
    case 'failed':
    case 'errored':
    case 'timedOut':
      return 'fail';
  }
}

/** Text that is equal for candidates that act alike on all tests and probes. */
export function behaviourKey(tests: readonly Test[], verdicts: ReadonlyMap<string, Verdict>): string {
  return JSON.stringify(
    tests.map((test) => {
      const verdict = verdicts.get(test.id);
      return test.kind === 'probe' ? (outcomeOf(verdict) ?? null) : cellOf(verdict);
    }),
  );
}
