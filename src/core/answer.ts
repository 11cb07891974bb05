import { attackResults } from './attack';
import { explainRun } from './explanation/explain';
import type { Answered, Question, SessionEvent } from './model/events';
import { outcomeOf } from './model/outcome';
import type { ExampleTest, Test, Verdict } from './model/test';
import type { RankedCandidate } from './model/candidate';
import { isFailure } from './model/verdicts';
import { answerTest, chooseQuestion, outputText } from './ranking/question';
import { rank } from './ranking/rank';
import type { RunView } from './run/runRecord';
import { outcomeMessage } from './summary';

/** `option`: number of an output of the question; `value`: an own value as source text; `both`: more than one output is right. */
export type Choice =
  | { readonly kind: 'option'; readonly option: number }
  | { readonly kind: 'value'; readonly source: string }
  | { readonly kind: 'both' }
  | { readonly kind: 'skip' };

export interface Answering {
  /** For the run's record and for the journal, in this order. */
  readonly events: readonly SessionEvent[];
  /** What the candidates do with this answer is not known: they must be run again. */
  readonly rerun: boolean;
}

/**
 * What an answer does to a finished run. The outputs of all candidates on the question's input are known, so an answer that is
 * one of them judges them at once, without running anything.
 */
export function answerQuestion(run: RunView, question: Question, choice: Choice): Answering {
  const { probe, call } = question;
  if (choice.kind === 'both' || choice.kind === 'skip')
    return { events: [{ kind: 'answered', answer: { call, said: choice.kind } }], rerun: false };
  const known =
    choice.kind === 'option' ? choice.option : question.options.findIndex((o) => o.output === choice.source);
  const option = question.options[known];
  const verdict = option && run.verdictsOf(option.candidates[0] ?? '').get(probe.id);
  const own = choice.kind === 'value' && !option ? answerTest(probe, { source: choice.source }) : undefined;
  if (own && choice.kind === 'value') {
    const answer: Answered = { call, said: 'output', output: choice.source, test: own };
    return { events: [{ kind: 'answered', answer }], rerun: true };
  }
  if (!option || !verdict) return { events: [], rerun: false };
  const test = answerTest(probe, { verdict });
  const answer: Answered = { call, said: 'output', output: option.output, ...(test && { test }) };
  const judged = test ?? onlyHere(probe.call, option.output);
  const judge = judgeBy(judged.id, probe.id, verdict);
  const tests = [...run.tests.filter((t) => t.id !== judged.id), judged];
  const verdicts = new Map(run.ranked.map((r) => [r.candidate.id, judge(run.verdictsOf(r.candidate.id))] as const));
  return {
    events: [{ kind: 'answered', answer }, ...rankAgain(run, tests, judge(run.original), verdicts)],
    rerun: false,
  };
}

/** Takes an answer back: the run is ranked as if it had not been given. */
export function withdrawAnswer(run: RunView, test: string): readonly SessionEvent[] {
  const tests = run.tests.filter((t) => t.id !== test);
  const without = (verdicts: ReadonlyMap<string, Verdict>) => new Map([...verdicts].filter(([id]) => id !== test));
  const verdicts = new Map(run.ranked.map((r) => [r.candidate.id, without(run.verdictsOf(r.candidate.id))] as const));
  return [{ kind: 'withdrawn', test }, ...rankAgain(run, tests, without(run.original), verdicts)];
}

/** The next question of a run whose first one is answered; nobody is asked it unprompted. */
export function furtherQuestion(run: RunView): Question | undefined {
  const said = new Set(run.answers.map(({ call }) => call));
  const verdicts = new Map(run.ranked.map((r) => [r.candidate.id, run.verdictsOf(r.candidate.id)] as const));
  return chooseQuestion(
    run.ranked,
    verdicts,
    run.probes.filter((probe) => !said.has(probe.call)),
  );
}

/** Stands for an answer that cannot be a test of its own; it orders the candidates of this run and is never executed. */
function onlyHere(call: string, output: string): ExampleTest {
  return {
    kind: 'example',
    id: `answer here ${call}`,
    title: `${call}: ${output}`,
    trust: 'trusted',
    source: 'answer',
    setup: [],
    call,
    expected: { kind: 'printed', text: output },
  };
}

/** Verdicts with one for the new test: passed exactly where the probe's outcome is the right one. */
function judgeBy(test: string, probe: string, right: Verdict) {
  const wanted = outcomeOf(right);
  return (verdicts: ReadonlyMap<string, Verdict>): ReadonlyMap<string, Verdict> => {
    const found = verdicts.get(probe);
    const outcome = outcomeOf(found);
    if (!found || outcome === undefined) return new Map([...verdicts].filter(([id]) => id !== test));
    return new Map([...verdicts, [test, outcome === wanted ? passedAs(found) : failedAs(found, right)]]);
  };
}

function passedAs(found: Verdict): Verdict {
  const durationMs = 'durationMs' in found ? found.durationMs : 0;
  return { kind: 'passed', durationMs, ...('observed' in found && { observed: found.observed }) };
}

function failedAs(found: Verdict, right: Verdict): Verdict {
  if (found.kind !== 'passed' && found.kind !== 'failed') return found;
  const { durationMs, observed } = found;
  const [expected, actual] = [outputText(right), outputText(found)];
  const message = `expected ${expected}, got ${actual}`;
  return { kind: 'failed', durationMs, message, expected, actual, ...(observed && { observed }) };
}

function rankAgain(
  run: RunView,
  tests: readonly Test[],
  original: ReadonlyMap<string, Verdict>,
  verdicts: ReadonlyMap<string, ReadonlyMap<string, Verdict>>,
): SessionEvent[] {
  const { runtime, containment, finished, focal } = run;
  if (runtime === undefined || containment === undefined || !finished || !focal) return [];
  const trusted = tests.filter((t) => t.trust === 'trusted');
  const survives = (of: ReadonlyMap<string, Verdict>) => trusted.every((t) => !isFailure(of.get(t.id)));
  // A candidate that the answer ruled out is no witness against the others any more.
  const attacked = attackResults(run.probes, original, new Map([...verdicts].filter(([, of]) => survives(of))));
  const ranked = rank({
    original: run.file.text,
    tests: [...tests, ...run.probes],
    originalVerdicts: original,
    candidates: run.ranked.map(({ candidate, findings, astDistance }) => ({
      candidate,
      findings,
      astDistance,
      verdicts: verdicts.get(candidate.id) ?? new Map<string, Verdict>(),
      attack: attacked.get(candidate.id) ?? 'not run',
    })),
  });
  const failing = tests.filter((t) => isFailure(original.get(t.id)));
  const passed = ranked.filter((r) => r.plausible).length;
  const outcome = passed > 0 ? 'fixed' : 'notFixed';
  return [
    { kind: 'tests', tests, runtime, containment },
    { kind: 'reproduced', verdicts: original, failing },
    ...[...verdicts].map(([candidate, of]): SessionEvent => ({ kind: 'verdicts', candidate, verdicts: of })),
    { kind: 'ranked', ranked },
    ...explainAnew(run, failing, original, ranked),
    { ...finished, outcome, message: outcomeMessage(outcome, focal, { passed, total: failing.length }) },
  ];
}

/** What was said about another first fix is not said about this one: only what the verdicts show is left. */
function explainAnew(
  run: RunView,
  failing: readonly Test[],
  verdicts: ReadonlyMap<string, Verdict>,
  [first]: readonly RankedCandidate[],
): readonly SessionEvent[] {
  if (!run.focal || !run.explanation || first?.candidate.id === run.ranked[0]?.candidate.id) return [];
  const explanation = explainRun({
    focal: run.focal,
    verdicts,
    failing,
    suspicious: run.suspicious,
    ...(first?.plausible === true && { best: first }),
  });
  return explanation ? [{ kind: 'explained', explanation }] : [];
}
