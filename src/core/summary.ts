import type { Outcome } from './model/events';
import type { FocalFunction } from './model/focalFunction';

export interface Counts {
  /** Plausible candidates of a fixed function; passing tests of one without a failure. */
  readonly passed: number;
  /** Failing tests of a fixed function; all tests of one without a failure. */
  readonly total: number;
}

/** The one sentence a run ends with. */
export function outcomeMessage(
  outcome: Outcome,
  focal: FocalFunction,
  counts: Counts = { passed: 0, total: 0 },
): string {
  const name = focal.qualifiedName;
  switch (outcome) {
    case 'fixed':
      return `${plural(counts.passed, 'plausible fix', 'plausible fixes')} for ${name}: ${counts.passed === 1 ? 'it passes' : 'each passes'} every trusted test, the ${counts.total === 1 ? 'one' : counts.total} that failed included.`;
    case 'noFailure':
      return `${plural(counts.passed, 'test passes', 'tests pass')}, no failure found in ${name}.`;
    case 'notFixed':
      return `The failure in ${name} stands: no candidate passed every trusted test.`;
    case 'noTests':
      return `No test says what ${name} should do, so nothing can be called wrong.`;
    case 'cancelled':
      return 'Cancelled. Nothing was changed.';
    case 'error':
      return `The run on ${name} ended with an error.`;
  }
}

export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
