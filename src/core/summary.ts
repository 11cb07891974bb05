import type { RankedCandidate } from './model/candidate';
import type { Advice, Outcome } from './model/events';
import type { FocalFunction } from './model/focalFunction';

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
      return `${plural(counts.passed, 'plausible fix', 'plausible fixes')} for ${name}: ${counts.passed === 1 ? 'it passes' : 'each passes'} every trusted test, ${plural(counts.total, 'failing one', 'failing ones')} included.`;
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

/** What was tried and what would help, for a run that ends without a fix. */
export function advise(
  outcome: 'notFixed' | 'noTests',
  focal: FocalFunction,
  tried: number,
  best?: RankedCandidate,
  modelCalls = 0,
): Advice {
  if (outcome === 'noTests') {
    const example =
      focal.file.languageId === 'python'
        ? `a doctest in its docstring (>>> ${focal.name}(…))`
        : `an example in its comment (// ${focal.name}(…) // => …)`;
    return {
      tried: 'Looked for examples in the docstring and for test files that reach the function.',
      wouldHelp: [`Add ${example}.`, 'Add a test that calls it.', 'Name a test file for this run.'],
    };
  }
  const wouldHelp = [];
  if (best && best.passed > 0) {
    wouldHelp.push(`Look at the closest candidate: ${best.candidate.title} (${best.passed} of ${best.total} tests).`);
  }
  if (focal.parameters.some((p) => p.type === undefined))
    wouldHelp.push('Annotate the parameters: types narrow the search.');
  wouldHelp.push('Add a small example that fails: it shows where the behaviour goes wrong.');
  if (modelCalls === 0) wouldHelp.push('Configure a model: templates only know small edits.');
  return {
    tried:
      modelCalls === 0
        ? `Ran ${plural(tried, 'candidate', 'candidates')} made by fix templates against the trusted tests.`
        : `Ran ${plural(tried, 'candidate', 'candidates')} of fix templates and of the model, asked ${plural(modelCalls, 'time', 'times')}, against the trusted tests.`,
    wouldHelp,
  };
}

export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
