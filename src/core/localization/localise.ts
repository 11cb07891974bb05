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

/** Suspicious lines of the focal function, most suspicious first. A function that does not parse is suspicious at its syntax errors and near them. */
export function localise(focal: FocalFunction, tests: readonly Test[], runs: Runs): readonly LineSuspicion[] {
  const { text } = focal.file;
  if (focal.syntaxErrors.length > 0) return aroundErrors(focal);
  const spectra = tests.flatMap((test): Spectrum[] => {
    const verdict = runs.verdicts.get(test.id);
    return verdict ? [{ verdict, lines: runs.coverage.get(test.id) ?? [] }] : [];
  });
  const last = lineAt(text, Math.max(focal.nodeRange.start, focal.nodeRange.end - 1));
  return ochiai(spectra, { first: lineAt(text, focal.nodeRange.start), last });
}

/** A parser reports an error where it gave up, which is at the mistake or some lines after it. */
function aroundErrors(focal: FocalFunction): readonly LineSuspicion[] {
  const { text } = focal.file;
  const scores = new Map<number, number>();
  const first = lineAt(text, focal.range.start);
  const last = lineAt(text, focal.range.end);
  for (const { start, end } of focal.syntaxErrors) {
    const from = lineAt(text, start);
    const to = lineAt(text, end);
    for (let line = first; line <= last; line++) {
      const distance = line < from ? from - line : Math.max(0, line - to);
      scores.set(line, Math.max(scores.get(line) ?? 0, 1 / (1 + distance)));
    }
  }
  return [...scores].map(([line, score]) => ({ line, score })).sort((a, b) => b.score - a.score || a.line - b.line);
}
