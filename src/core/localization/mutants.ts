import type { LineSuspicion } from '../model/events';
import type { Verdict } from '../model/test';
import { mostSuspiciousFirst } from './ochiai';

/** What the small changes tried at one line did to the tests' verdicts, summed over the changes. */
export interface LineFlips {
  readonly line: number;
  readonly mutants: number;
  readonly failToPass: number;
  readonly passToFail: number;
}

/** How verdicts flip between the original and one changed version. Tests undecided in either do not count. */
export function flips(
  original: ReadonlyMap<string, Verdict>,
  changed: ReadonlyMap<string, Verdict>,
): { readonly failToPass: number; readonly passToFail: number } {
  let failToPass = 0;
  let passToFail = 0;
  for (const [test, before] of original) {
    const after = changed.get(test);
    if (!after || after.kind === 'inconclusive' || before.kind === 'inconclusive') continue;
    if (before.kind === 'passed' && after.kind !== 'passed') passToFail++;
    if (before.kind !== 'passed' && after.kind === 'passed') failToPass++;
  }
  return { failToPass, passToFail };
}

/** Weight of the mutants' evidence against the coverage's. */
const mutantWeight = 0.5;

/**
 * Blends coverage suspicion with what mutants showed. A faulty line gives itself away when changing it turns failing tests to
 * passing ones and breaks little that worked: `(failToPass / f - passToFail / p) per mutant`, with f and p the flips of each kind
 * over all lines, scaled to 0..1 over the lines tried. Lines without a mutant keep their score; lines no failing test reached stay out.
 * Moon et al., "Ask the Mutants: Mutating Faulty Programs for Fault Localization" (ICST 2014).
 */
export function rerankByMutants(
  lines: readonly LineSuspicion[],
  observed: readonly LineFlips[],
): readonly LineSuspicion[] {
  const fixes = observed.reduce((sum, o) => sum + o.failToPass, 0);
  const breaks = observed.reduce((sum, o) => sum + o.passToFail, 0);
  const raw = new Map<number, number>();
  for (const { line, mutants, failToPass, passToFail } of observed) {
    if (mutants === 0) continue;
    const gain = fixes === 0 ? 0 : failToPass / fixes;
    const loss = breaks === 0 ? 0 : passToFail / breaks;
    raw.set(line, (gain - loss) / mutants);
  }
  const values = [...raw.values()];
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  if (!(span > 0)) return [...lines].sort(mostSuspiciousFirst);
  return lines
    .map(({ line, score }) => {
      const value = raw.get(line);
      if (value === undefined) return { line, score };
      return { line, score: (1 - mutantWeight) * score + (mutantWeight * (value - low)) / span };
    })
    .sort(mostSuspiciousFirst);
}
