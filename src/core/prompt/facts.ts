import { smallestFailing } from '../explanation/failingInput';
import type { LineSuspicion } from '../model/events';
import type { TraceStep } from '../model/execution';
import type { FocalFunction } from '../model/focalFunction';
import type { Test, Verdict } from '../model/test';
import { lineAt } from '../model/text';
import { isFailure } from '../model/verdicts';
import { failureFacts } from '../run/words';

/** One thing the function does and should not do, or should go on doing. */
export interface Example {
  readonly call: string;
  readonly expected?: string;
  readonly actual?: string;
}

export interface SuspiciousLine {
  /** One-based, in the function. */
  readonly number: number;
  readonly text: string;
  /** Values just before the line was executed on the smallest failing input: `i = 3`. */
  readonly values: readonly string[];
}

/** All that a prompt may say about one function. */
export interface FixFacts {
  /** `Python`, `TypeScript`: also the label of code fences, in small letters. */
  readonly language: string;
  readonly runtime?: string;
  readonly name: string;
  readonly signature: string;
  readonly docstring?: string;
  readonly code: string;
  /** The one that is easiest to follow. */
  readonly smallest?: Example;
  /** Other failures, at most a few. */
  readonly failing: readonly Example[];
  readonly passing: readonly Example[];
  readonly suspicious: readonly SuspiciousLine[];
  /** `numpy 1.26.4`. */
  readonly versions: readonly string[];
  /** `text: str has upper, lower, strip`, `shout(text: str) -> str`. */
  readonly members: readonly string[];
  /** Code of the file that the function uses. */
  readonly surroundings?: string;
  /** Verified fixes of functions of this project that are written alike, as the lines of a diff. */
  readonly fixes?: readonly { readonly name: string; readonly diff: string }[];
}

export interface FactsInput {
  readonly focal: FocalFunction;
  readonly language: string;
  readonly runtime?: string;
  readonly tests: readonly Test[];
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly lines?: readonly LineSuspicion[];
  /** Steps of the run on the smallest failing test. */
  readonly trace?: readonly TraceStep[];
  readonly versions?: readonly string[];
  readonly members?: readonly string[];
  readonly surroundings?: string;
  readonly fixes?: FixFacts['fixes'];
}

const SHOWN = { failing: 4, passing: 3, lines: 3, values: 8 };

export function factsOf(input: FactsInput): FixFacts {
  const { focal, tests, verdicts, lines = [], trace = [] } = input;
  const { text } = focal.file;
  const failing = tests.filter((t) => isFailure(verdicts.get(t.id)));
  const smallest = smallestFailing(failing, verdicts);
  const first = lineAt(text, focal.range.start);
  const all = text.split('\n');
  const inside = lines.filter(({ line, score }) => score > 0 && line >= first && line <= lineAt(text, focal.range.end));
  return {
    language: input.language,
    ...(input.runtime !== undefined && { runtime: input.runtime }),
    name: focal.qualifiedName,
    signature: focal.signature,
    ...(focal.docstring !== undefined && { docstring: focal.docstring }),
    code: dedent(text, focal.range.start, focal.range.end),
    ...(smallest && { smallest: exampleOf(smallest, verdicts.get(smallest.id)) }),
    failing: failing
      .filter((t) => t !== smallest)
      .slice(0, SHOWN.failing)
      .map((t) => exampleOf(t, verdicts.get(t.id))),
    passing: tests
      .filter((t) => verdicts.get(t.id)?.kind === 'passed')
      .slice(0, SHOWN.passing)
      .map((t) => exampleOf(t, verdicts.get(t.id))),
    suspicious: [...inside]
      .sort((a, b) => b.score - a.score || a.line - b.line)
      .slice(0, SHOWN.lines)
      .sort((a, b) => a.line - b.line)
      .map(({ line }) => ({ number: line - first + 1, text: (all[line] ?? '').trim(), values: valuesAt(trace, line) })),
    versions: input.versions ?? [],
    members: input.members ?? [],
    ...(input.surroundings !== undefined && { surroundings: input.surroundings }),
    ...(input.fixes && { fixes: input.fixes }),
  };
}

export function exampleOf(test: Test, verdict: Verdict | undefined): Example {
  const { input, expected, actual, message } = failureFacts(test, verdict);
  const got = actual ?? message;
  return {
    call: input ?? test.title,
    ...(expected !== undefined && { expected }),
    ...(got !== undefined && { actual: got }),
  };
}

/** The last time the line was reached is the one that mattered. */
function valuesAt(trace: readonly TraceStep[], line: number): readonly string[] {
  const step = trace.findLast((s) => s.line === line);
  return (step?.variables ?? []).slice(0, SHOWN.values).map(({ name, repr }) => `${name} = ${repr}`);
}

/** The text of a range without the indentation its first line stands at. */
export function dedent(text: string, start: number, end: number): string {
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const margin = new RegExp(`\\n[ \\t]{1,${Math.max(1, column)}}`, 'g');
  const part = text.slice(start, end);
  return column === 0 ? part : part.replace(margin, '\n');
}
