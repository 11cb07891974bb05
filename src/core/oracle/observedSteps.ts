import type { TraceStep } from '../model/execution';
import type { FocalFunction } from '../model/focalFunction';
import type { Test } from '../model/test';
import type { ExecutionSession } from '../ports';
import type { Reproduction } from './reproduce';

/** A few runs show the types of nearly all variables; each costs as much as trying one candidate. */
const RUNS = 3;
/** Tracing is slow: a traced test gets so many times the time of one that is not. */
const PATIENCE = 4;

/**
 * What the function's variables held, step by step, in some of the tests that ended: failing ones first, since they reach the code that matters,
 * and calls only, which cost next to nothing. Empty when no test is a plain call.
 */
export async function observedSteps(
  session: ExecutionSession,
  focal: FocalFunction,
  { tests, failing, verdicts, limitMs }: Reproduction,
  signal: AbortSignal,
): Promise<readonly (readonly TraceStep[])[]> {
  const ended = (test: Test): boolean => ['passed', 'failed', 'errored'].includes(verdicts.get(test.id)?.kind ?? '');
  const some = [...new Set([...failing, ...tests])]
    .filter((test) => test.kind !== 'project' && ended(test))
    .slice(0, RUNS);
  if (some.length === 0) return [];
  const testMs = PATIENCE * limitMs(some);
  const job = { id: 'types', source: focal.file.text, tests: some, trace: true, stopAtFirstTimeout: true, testMs };
  const result = await session.run(job, signal);
  return result.kind === 'ran' ? [...(result.traces?.values() ?? [])] : [];
}
