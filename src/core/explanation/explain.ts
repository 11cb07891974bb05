import type { TraceStep } from '../model/execution';
import type { RankedCandidate } from '../model/candidate';
import type { Explanation, LineSuspicion } from '../model/events';
import type { FocalFunction } from '../model/focalFunction';
import type { Test, Verdict } from '../model/test';
import { failureFacts } from '../run/words';
import { divergence, type Divergence } from './divergence';
import { smallestFailing } from './failingInput';
import { mapLines } from './lineMap';
import { checkedWords } from './modelWords';

export interface ExplainInput {
  readonly focal: FocalFunction;
  /** Verdicts of the original. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** The test to explain: `smallestFailing`. */
  readonly failing: Test;
  readonly failingCount: number;
  readonly suspicious: readonly LineSuspicion[];
  /** The candidate in front, when it is plausible. */
  readonly best?: RankedCandidate;
  /** Class of the bug the best candidate's template repairs. */
  readonly bugClass?: string;
  /** Steps of the failing test in the original and in the best candidate. */
  readonly traces?: { readonly buggy: readonly TraceStep[]; readonly fixed: readonly TraceStep[] };
}

type Sentence = Explanation['sentences'][number];

/**
 * What went wrong, told from what was executed: every sentence of Eider's own is grounded in a verdict, a trace or a patch that
 * ran; those of a model come after them, each looked up in the traces.
 */
export function explain(input: ExplainInput): Explanation {
  const { focal, verdicts, failing, best, traces, bugClass } = input;
  const facts = failureFacts(failing, verdicts.get(failing.id));
  const lines = best && mapLines(focal.file.text, best.candidate.source);
  const parted = lines && traces ? divergence(traces.buggy, traces.fixed, lines) : undefined;
  const { words, origin } = best?.candidate ?? {};
  return {
    failingTest: failing,
    ...(facts.input !== undefined && { input: facts.input }),
    ...(facts.expected !== undefined && { expected: facts.expected }),
    ...(facts.actual !== undefined && { actual: facts.actual }),
    ...(bugClass !== undefined && { bugClass }),
    ...(parted && { divergence: { line: parted.line, variables: parted.variables } }),
    suspicious: input.suspicious,
    sentences: [
      failureSentence(input),
      ...crashSentence(verdicts.get(failing.id)),
      ...(parted ? [divergenceSentence(parted)] : []),
      ...(best ? [fixSentence(best, bugClass)] : suspicionSentence(input)),
      ...(best && lines && traces && words !== undefined && origin?.kind === 'model'
        ? checkedWords({ words, by: origin.model, focal, patched: best.candidate.source, lines, traces, facts })
        : []),
    ],
  };
}

/** Everything `explain` needs of a run, with the smallest failing test chosen; undefined when nothing fails. */
export function explainRun(
  input: Omit<ExplainInput, 'failing' | 'failingCount'> & { readonly failing: readonly Test[] },
): Explanation | undefined {
  const failing = smallestFailing(input.failing, input.verdicts);
  return failing && explain({ ...input, failing, failingCount: input.failing.length });
}

function failureSentence({ failing, failingCount, verdicts }: ExplainInput): Sentence {
  const { input, expected, actual, message } = failureFacts(failing, verdicts.get(failing.id));
  const subject = input === undefined ? `The test ${failing.title}` : code(input);
  const others = failingCount > 1 ? ` (the smallest of ${failingCount} failing tests)` : '';
  if (expected !== undefined && actual !== undefined) {
    return grounded(`${subject} should give ${code(expected)} and gives ${code(actual)}${others}.`);
  }
  const outcome = actual ?? message?.trim().split(/\r?\n/)[0];
  return grounded(outcome ? `${subject} fails: ${outcome}${others}.` : `${subject} fails${others}.`);
}

function crashSentence(verdict: Verdict | undefined): readonly Sentence[] {
  if (verdict?.kind !== 'errored' || verdict.line === undefined) return [];
  return [grounded(`${verdict.errorType} is raised here.`, verdict.line)];
}

function divergenceSentence({ kind, line, visit, variables, next }: Divergence): Sentence {
  const time = visit > 1 ? `, the ${ordinal(visit)} time it runs` : '';
  switch (kind) {
    case 'value': {
      const told = variables.filter((v) => v.fixedRepr !== undefined).slice(0, 3);
      const values = told.map((v) => `${code(v.name)} is ${code(v.repr)} and with the fix ${code(v.fixedRepr ?? '')}`);
      return grounded(`The runs part here${time}: after it ${values.join(', ')}.`, line);
    }
    case 'path':
      return grounded(
        `The runs part here${time}: the failing run ${goes(next.buggy, line)}, the fixed run ${goes(next.fixed, line)}.`,
        line,
      );
    case 'result':
      return grounded(`Both runs are alike up to here${time}; the changed line then gives another result.`, line);
  }
}

function goes(line: number | undefined, from: number): string {
  if (line === undefined) return 'leaves the code that both share';
  return line === from ? 'runs the line again' : `goes on to line ${line + 1}`;
}

function fixSentence(
  { candidate, trustedPassed, trustedTotal }: RankedCandidate,
  bugClass: string | undefined,
): Sentence {
  const kind = bugClass === undefined ? '' : ` (${bugClass})`;
  return grounded(
    `With the first fix${kind}, ${candidate.title}, ${trustedPassed} of ${trustedTotal} trusted tests pass.`,
    candidate.line,
  );
}

function suspicionSentence({ suspicious }: ExplainInput): readonly Sentence[] {
  const [first] = suspicious;
  if (!first) return [];
  const only =
    first.score >= 1
      ? 'Only failing tests run this line.'
      : 'Of all lines, failing tests run this one most and passing tests least.';
  return [grounded(only, first.line)];
}

function grounded(text: string, line?: number): Sentence {
  return { text, grounded: true, ...(line !== undefined && { line }) };
}

/** A text as inline code, on one line and not too long to read. */
function code(text: string): string {
  const line = text.replaceAll(/\s*\r?\n\s*/g, ' ');
  const short = line.length > 120 ? `${line.slice(0, 100)} … ${line.slice(-15)}` : line;
  return short.includes('`') ? `\`\` ${short} \`\`` : `\`${short}\``;
}

function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}
