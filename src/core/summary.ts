import type { RankedCandidate } from './model/candidate';
import type { Advice, Outcome } from './model/events';
import type { FocalFunction } from './model/focalFunction';
import type { Test } from './model/test';

export interface Counts {
  /** Plausible candidates of a fixed function; passing tests of one without a failure. */
  readonly passed: number;
  /** Failing tests of a fixed function; all tests of one without a failure. */
  readonly total: number;
}

/** The one sentence a run ends with. */
export function outcomeMessage(
  outcome: Outcome,
  focal: FocalFunction,
  counts: Counts = { passed: 0, total: 0 },
): string {
  const name = focal.qualifiedName;
  switch (outcome) {
    case 'fixed':
      return `${plural(counts.passed, 'plausible fix', 'plausible fixes')} for ${name}: ${counts.passed === 1 ? 'it passes' : 'each passes'} every trusted test, the ${counts.total === 1 ? 'one' : counts.total} that failed included.`;
    case 'noFailure':
      return `${plural(counts.passed, 'test passes', 'tests pass')}, no failure found in ${name}.`;
    case 'notFixed':
      return `The failure in ${name} stands: no candidate passed every trusted test.`;
    case 'noTests':
      return `No test says what ${name} should do, so nothing can be called wrong.`;
    case 'cancelled':
      return 'Cancelled. Nothing was changed.';
    case 'error':
      return `The run on ${name} ended with an error.`;
  }
}

/** What a run that ends without a fix has to tell. */
export interface Effort {
  readonly tried: number;
  readonly modelCalls: number;
  /** Whether the time was used up while candidates were left to try. */
  readonly outOfTime: boolean;
  readonly failing: readonly Test[];
  /** The candidate that came closest. */
  readonly best?: RankedCandidate;
}

/** For a run that found nothing to go by. */
export function adviseTests(focal: FocalFunction): Advice {
  const example =
    focal.file.languageId === 'python'
      ? `a doctest in its docstring (>>> ${focal.name}(…))`
      : `an example in its comment (// ${focal.name}(…) // => …)`;
  return {
    tried: 'Looked for examples and promises in the docstring and for test files that reach the function.',
    wouldHelp: [`Add ${example}.`, 'Add a test that calls it.', 'Name a test file for this run.'],
  };
}

/** What was tried and what would help, for a run that ends without a fix. */
export function advise(focal: FocalFunction, { tried, modelCalls, outOfTime, failing, best }: Effort): Advice {
  const wouldHelp = [];
  if (best && best.passed > 0) {
    wouldHelp.push(`Look at the closest candidate: ${best.candidate.title} (${best.passed} of ${best.total} tests).`);
  }
  if (outOfTime) wouldHelp.push('Give it more time: there were candidates left.');
  if (focal.parameters.some((p) => p.type === undefined))
    wouldHelp.push('Annotate the parameters: types narrow the search.');
  if (!failing.some((test) => test.kind === 'example'))
    wouldHelp.push('Add a small example that fails: it is quicker to run and shows where the behaviour goes wrong.');
  if (modelCalls === 0) wouldHelp.push('Configure a model: templates only know small edits.');
  const end = outOfTime ? ', until the time was used up' : ', which is all there were';
  return {
    tried:
      modelCalls === 0
        ? `Ran ${plural(tried, 'candidate', 'candidates')} made by fix templates against the trusted tests${end}.`
        : `Ran ${plural(tried, 'candidate', 'candidates')} of fix templates and of the model, asked ${plural(modelCalls, 'time', 'times')}, against the trusted tests${outOfTime ? end : ''}.`,
    wouldHelp,
  };
}

export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
