import type { LineSuspicion } from '../model/events';
import type { Verdict } from '../model/test';

/** What one test executed. */
export interface Spectrum {
  readonly verdict: Verdict;
  /** Zero-based executed lines of the focal file. */
  readonly lines: readonly number[];
}

export interface LineRange {
  /** Zero-based, inclusive. */
  readonly first: number;
  readonly last: number;
}

/** Part of the distance to 1 that a line gains for being where a failing test crashed. */
const crashBoost = 0.5;

/**
 * Suspiciousness of the lines that failing tests executed: `failed(line) / sqrt(allFailed x executed(line))`, most suspicious first,
 * equal ones in order of the text. Lines outside the focal range and lines no failing test reached are absent; inconclusive tests
 * do not count. A line at which a failing test raised moves half the way to 1: it is where a bad value was used, often close
 * to where it was made.
 * Abreu et al., "On the Accuracy of Spectrum-based Fault Localization" (TAICPART 2007).
 */
export function ochiai(spectra: readonly Spectrum[], focal: LineRange): readonly LineSuspicion[] {
  const failed = new Map<number, number>();
  const executed = new Map<number, number>();
  const crashes = new Map<number, number>();
  let allFailed = 0;
  for (const { verdict, lines } of spectra) {
    if (verdict.kind === 'inconclusive') continue;
    const fails = verdict.kind !== 'passed';
    if (fails) allFailed++;
    const crash = verdict.kind === 'errored' ? verdict.line : undefined;
    if (crash !== undefined) crashes.set(crash, (crashes.get(crash) ?? 0) + 1);
    for (const line of new Set(crash === undefined ? lines : [...lines, crash])) {
      executed.set(line, (executed.get(line) ?? 0) + 1);
      if (fails) failed.set(line, (failed.get(line) ?? 0) + 1);
    }
  }
  const scored: LineSuspicion[] = [];
  for (const [line, count] of failed) {
    if (line < focal.first || line > focal.last) continue;
    const score = count / Math.sqrt(allFailed * (executed.get(line) ?? count));
    const share = (crashes.get(line) ?? 0) / allFailed;
    scored.push({ line, score: score + (1 - score) * crashBoost * share });
  }
  return scored.sort(mostSuspiciousFirst);
}

function mostSuspiciousFirst(a: LineSuspicion, b: LineSuspicion): number {
  return b.score - a.score || a.line - b.line;
}
