import type { Observation, Verdict } from './test';

/** What a call did, as one text: equal texts are equal behaviour. Messages of exceptions are left out, they carry addresses and positions. */
function observationKey(observation: Observation): string {
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
