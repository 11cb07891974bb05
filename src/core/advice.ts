import type { RankedCandidate } from './model/candidate';
import type { Advice, Question } from './model/events';
import type { FocalFunction } from './model/focalFunction';
import type { Test } from './model/test';
import { lineAt } from './model/text';
import type { Tally } from './tally';
import { plural } from './summary';

/** What a run that ends without a fix has to tell. */
export interface Effort {
  readonly tally: Tally;
  readonly modelCalls: number;
  /** Whether the time was used up while candidates were left to try. */
  readonly outOfTime: boolean;
  readonly failing: readonly Test[];
  /** The candidate that came closest. */
  readonly best?: RankedCandidate;
}

/** For a run that found nothing to go by. */
export function adviseTests(focal: FocalFunction): Advice {
  return {
    tried: 'Looked for examples and promises in the docstring and for test files that reach the function.',
    wouldHelp: [`Add ${exampleOf(focal)}.`, 'Add a test that calls it.', 'Name a test file for this run.'],
  };
}

/** For a run in which every test passed. `unreached`: one-based lines that no test runs. */
export function adviseFailure(focal: FocalFunction, tests: number, unreached: readonly number[]): Advice {
  const lines =
    unreached.length === 0 ? '' : ` No test runs ${linesOf(unreached)}: an input that goes there tells most.`;
  return {
    tried: `Ran ${plural(tests, 'test', 'tests')} on ${focal.qualifiedName} as it is; nothing was changed.`,
    wouldHelp: [`If you saw it fail, add that case as ${exampleOf(focal)}.${lines}`],
  };
}

/** For a run whose fixes may do no more than answer the tests' own inputs. */
export function adviseOverfitted(focal: FocalFunction, fixes: number): Advice {
  return {
    tried: `${fixes === 1 ? 'The fix passes' : 'All fixes pass'} the trusted tests and may be right for their inputs only.`,
    wouldHelp: [`Add ${exampleOf(focal)} with another input: it tells a fix from a special case.`],
  };
}

/** For a run whose fixes disagree; the first option is what the first fix does. */
export function adviseDecision(focal: FocalFunction, { call, options }: Question): Advice {
  const [first = '', ...others] = options.map(({ output }) =>
    output.length > 60 ? `${output.slice(0, 59)}…` : output,
  );
  return {
    tried: `The fixes pass the same trusted tests and disagree: ${call} is ${first} with the first, ${others.join(' or ')} with others.`,
    wouldHelp: [`Say what is right, as ${exampleOf(focal, call)}: it decides between them.`],
  };
}

/** Up to this many candidates say little about the function. */
const FEW = 10;

/** What was tried and what would help, for a run that ends without a fix. */
export function advise(focal: FocalFunction, effort: Effort): Advice {
  const { tally, modelCalls, outOfTime, failing, best } = effort;
  const wouldHelp = [];
  const broken = focal.syntaxErrors[0];
  const parsed = tally.tried - tally.unreadable;
  if (broken) {
    const line = lineAt(focal.file.text, broken.start) + 1;
    wouldHelp.push(
      parsed === 0
        ? `Mend the syntax by hand from line ${line} on: no edit of the templates made ${focal.qualifiedName} parse.`
        : `Mend the syntax from line ${line} on first: with it mended, more of the edits can be about what the code does.`,
    );
  }
  if (best && best.passed > 0) {
    wouldHelp.push(`Look at the closest candidate: ${best.candidate.title} (${best.passed} of ${best.total} tests).`);
  }
  if (tally.trade) {
    wouldHelp.push(
      `Check that the tests agree with each other: ${plural(tally.trades, 'edit passes', 'edits pass')} all that failed and ${tally.trades === 1 ? 'fails' : 'fail'} what passed before (${tally.trade}).`,
    );
  }
  if (!broken && tally.tried >= FEW && tally.changed === 0) {
    wouldHelp.push(
      `Look at what ${focal.qualifiedName} calls and at the test itself: no edit of the function changed how a failing test comes out.`,
    );
  }
  if (tally.endless > tally.tried / 2) {
    wouldHelp.push('Add an example with a smaller input: most candidates did not end in the time a test has.');
  } else if (!failing.some((test) => test.kind === 'example')) {
    wouldHelp.push('Add a small example that fails: it is quicker to run and shows where the behaviour goes wrong.');
  }
  if (modelCalls === 0) wouldHelp.push('Configure a model: templates only know small edits.');
  if (outOfTime && tally.mended > 0)
    wouldHelp.push('Give it more time: there were edits left on top of those that helped.');
  else if (outOfTime && tally.chains === 0) wouldHelp.push('Give it more time: there were candidates left.');
  if (focal.parameters.some((p) => p.type === undefined))
    wouldHelp.push('Annotate the parameters: types narrow the search.');
  return { tried: `${triedWords(effort)} ${cameTo(effort)}`, wouldHelp };
}

function triedWords({ tally: { tried, chains }, modelCalls, outOfTime }: Effort): string {
  const end = outOfTime
    ? ', until the time was used up'
    : modelCalls === 0
      ? ', which is all that seemed worth running'
      : '';
  const some = plural(tried, 'candidate', 'candidates');
  const chained = chains === 0 ? '' : ` (${chains} of them pairs of edits)`;
  return modelCalls === 0
    ? `Ran ${some} made by fix templates${chained} against the trusted tests${end}.`
    : `Ran ${some} of fix templates and of the model, asked ${plural(modelCalls, 'time', 'times')}, against the trusted tests${end}.`;
}

/** What the candidates did, so that the reader can tell "nearly" from "not at all". */
function cameTo({ tally: { mended, changed, endless, unreadable }, failing }: Effort): string {
  const one = failing.length === 1 ? 'the failing test' : 'a failing test';
  const parts = [
    mended > 0 ? `${mended} made ${one} pass, but not all the others` : `None made ${one} pass`,
    ...(changed > mended ? [`${changed - mended} only changed what came out`] : []),
    ...(endless > 0 ? [`${endless} did not end`] : []),
    ...(unreadable > 0 ? [`${unreadable} did not parse`] : []),
  ];
  return `${parts.join(', ')}.`;
}

function exampleOf(focal: FocalFunction, call = `${focal.name}(…)`): string {
  return focal.file.languageId === 'python'
    ? `a doctest in its docstring (>>> ${call})`
    : `an example in its comment (// ${call} // => …)`;
}

/** Runs of neighbours in one: "line 3", "lines 3 to 5 and 9". */
function linesOf(lines: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const line of [...lines].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && line === run.last + 1) run.last = line;
    else runs.push({ first: line, last: line });
  }
  const texts = runs.slice(0, 3).map(({ first, last }) => (first === last ? `${first}` : `${first} to ${last}`));
  const list = texts.length === 1 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`;
  return `${lines.length === 1 ? 'line' : 'lines'} ${list}`;
}
