import { bugClassOf } from './candidate/templates/registry';
import { explain } from './explanation/explain';
import { smallestFailing } from './explanation/failingInput';
import type { RankedCandidate } from './model/candidate';
import type { LineSuspicion, SessionEvent } from './model/events';
import type { TraceStep } from './model/execution';
import type { FocalFunction } from './model/focalFunction';
import type { Reproduction } from './oracle/reproduce';
import type { ExecutionSession } from './ports';

/** Tracing is slow: a traced test gets so many times the time of one that is not. */
const TRACE_PATIENCE = 10;

export interface FailureToExplain {
  readonly focal: FocalFunction;
  readonly session: ExecutionSession;
  readonly reproduction: Reproduction;
  readonly lines: readonly LineSuspicion[];
  /** The candidate in front; explained by only when it is plausible. */
  readonly best?: RankedCandidate;
}

/** Runs the smallest failing test once more on the original and on the first fix, to see where they part. */
export async function explainFailure(
  { focal, session, reproduction, lines, best }: FailureToExplain,
  signal: AbortSignal,
): Promise<SessionEvent | undefined> {
  const { failing, verdicts } = reproduction;
  const test = smallestFailing(failing, verdicts);
  if (!test) return undefined;
  const trace = async (id: string, source: string): Promise<readonly TraceStep[]> => {
    const testMs = TRACE_PATIENCE * reproduction.limitMs([test]);
    const result = await session.run({ id: `trace ${id}`, source, tests: [test], trace: true, testMs }, signal);
    return result.kind === 'ran' ? (result.traces?.get(test.id) ?? []) : [];
  };
  const fix = best?.plausible === true ? best : undefined;
  const bugClass = fix && bugClassOf(fix.candidate);
  const explanation = explain({
    focal,
    verdicts,
    failing: test,
    failingCount: failing.length,
    suspicious: lines,
    ...(fix && {
      best: fix,
      traces: {
        buggy: await trace('original', focal.file.text),
        fixed: await trace(fix.candidate.id, fix.candidate.source),
      },
    }),
    ...(bugClass !== undefined && { bugClass }),
  });
  return { kind: 'explained', explanation };
}
