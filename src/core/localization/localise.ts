import type { LineSuspicion } from '../model/events';
import type { FocalFunction } from '../model/focalFunction';
import type { Test, Verdict } from '../model/test';
import { lineAt } from '../model/text';
import { ochiai, type Spectrum } from './ochiai';

/** What running the original showed. */
export interface Runs {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Zero-based executed lines of the focal file by test; a test without an entry left no coverage. */
  readonly coverage: ReadonlyMap<string, readonly number[]>;
}

/** Suspicious lines of the focal function, most suspicious first. Where it does not parse, the lines that do not are the suspects. */
export function localise(focal: FocalFunction, tests: readonly Test[], runs: Runs): readonly LineSuspicion[] {
  const { text } = focal.file;
  if (focal.syntaxErrors.length > 0) {
    const lines = new Set(focal.syntaxErrors.map((range) => lineAt(text, range.start)));
    return [...lines].sort((a, b) => a - b).map((line) => ({ line, score: 1 }));
  }
  const spectra = tests.flatMap((test): Spectrum[] => {
    const verdict = runs.verdicts.get(test.id);
    return verdict ? [{ verdict, lines: runs.coverage.get(test.id) ?? [] }] : [];
  });
  const last = lineAt(text, Math.max(focal.nodeRange.start, focal.nodeRange.end - 1));
  return ochiai(spectra, { first: lineAt(text, focal.nodeRange.start), last });
}
