import type { Observation, Test, Verdict } from '../model/test';
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

/** What a call did, as one text: equal texts are equal behaviour. Messages of exceptions are left out, they carry addresses and positions. */
export function observationKey(observation: Observation): string {
  return observation.kind === 'returned'
    ? `returned ${observation.type} ${observation.repr}${observation.mutated === undefined ? '' : ` changed ${observation.mutated}`}`
    : `threw ${observation.type}`;
}

/** Observable outcome of one verdict, or undefined when it shows none. */
export function outcomeOf(verdict: Verdict | undefined): string | undefined {
  switch (verdict?.kind) {
    case 'passed':
    case 'failed':
      return verdict.observed && observationKey(verdict.observed);
    case 'errored':
      return `threw ${verdict.errorType}`;
    case 'timedOut':
      return 'did not end';
    case 'inconclusive':
    case undefined:
      return undefined;
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
