import { attack, type Attacked } from './attack';
import type { Syntax } from './capture/syntax';
import type { FocalFunction } from './model/focalFunction';
import type { ProbeTest, Test } from './model/test';
import type { Reproduction } from './oracle/reproduce';
import type { Clock, ExecutionSession } from './ports';
import { checkProperties } from './propertyChecks';
import type { Tried } from './search/search';

export interface Examination {
  readonly syntax: Syntax;
  readonly focal: FocalFunction;
  readonly session: ExecutionSession;
  readonly tests: readonly Test[];
  readonly texts: readonly string[];
  readonly probes: readonly ProbeTest[];
  readonly reproduction: Reproduction;
  readonly kept: readonly Tried[];
  readonly seed: number;
  readonly clock: Clock;
  readonly deadline: number;
}

/** A probe may be larger than any test: it gets so many times the time of one. */
const PROBE_PATIENCE = 4;

/** What sets the survivors apart: the attack's inputs, and plausible properties on which they differ; these join the tests. */
export async function examine(
  { kept, reproduction, ...shared }: Examination,
  signal: AbortSignal,
): Promise<{ readonly tests: readonly Test[]; readonly attacked: Attacked }> {
  const { tests, focal } = shared;
  const candidates = kept.map(({ candidate, verdicts }) => ({ id: candidate.id, source: candidate.source, verdicts }));
  const testMs = reproduction.limitMs(tests);
  const source = focal.file.text;
  const originalVerdicts = reproduction.verdicts;
  const attacked = await attack(
    { ...shared, source, candidates, originalVerdicts, testMs: PROBE_PATIENCE * testMs },
    signal,
  );
  const checked = await checkProperties({ ...shared, candidates, testMs }, attacked, signal);
  return { tests: [...tests, ...checked.tests], attacked: checked.attacked };
}
