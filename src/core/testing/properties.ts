import { minimise } from '../oracle/inputs/shrink';
import { callText, simplerInputs, type Input, type Inputs } from '../oracle/inputs/probes';
import { parseValue } from '../oracle/inputs/literal';
import { knownResults, type KnownResult } from '../oracle/inputs/knownResults';
import type { Check } from '../oracle/properties/property';
import { suitesFor, type PropertySuite } from '../oracle/properties/propertyTests';
import type { PossibleBug } from '../model/generation';
import type { FocalFunction } from '../model/focalFunction';
import type { PropertyTest, Test, Verdict } from '../model/test';
import type { TestInputs } from './inputs';

/** Generated inputs each property is tried on. */
const TRIED = 24;
/** Without an example that says what the function is for, a property is believed when it holds on nearly all inputs. */
const UNKNOWN = { least: 8, share: 0.85 };
/** Runs spent on making a failing input smaller. */
const SHRINKING = 60;

/** Properties that functions of this name, signature and docstring usually have, and `specified` ones. One that can never fail is no test. */
export function propertiesOf(
  focal: FocalFunction,
  inputs: Inputs,
  siblings: readonly string[],
  trusted: readonly Test[],
  texts: readonly string[],
  specified: readonly Check[] = [],
): readonly PropertySuite[] {
  const fresh = { ...inputs, inputs: inputs.inputs.slice(0, TRIED) };
  const known = knownResults(focal, trusted, texts, inputs.dialect);
  return suitesFor(focal, fresh, siblings, known, specified).filter(({ fresh: tests }) =>
    tests.some(({ check }) => !/^true$/i.test(check.trim())),
  );
}

/**
 * What every other observed result has in common, as properties of the inputs in between: the attack decides. They say what the function
 * does, not what it should do. Ernst et al., "The Daikon system for dynamic detection of likely invariants" (2007).
 */
export function invariantsOf(
  focal: FocalFunction,
  inputs: TestInputs,
  siblings: readonly string[],
  verdicts: ReadonlyMap<string, Verdict>,
  known: readonly PropertySuite[],
): readonly PropertySuite[] {
  const results = inputs.inputs.flatMap(({ args }, i): KnownResult[] => {
    const verdict = i % 2 === 0 ? verdicts.get(inputs.probes[i]?.id ?? '') : undefined;
    if (verdict?.kind !== 'passed' || verdict.observed?.kind !== 'returned') return [];
    const result = parseValue(verdict.observed.repr, inputs.dialect, inputs.callees);
    const positional = args.every(({ name }) => name === undefined);
    return positional && result.kind !== 'opaque' ? [{ args: args.map(({ value }) => value), result }] : [];
  });
  const fresh = { ...inputs, inputs: inputs.inputs.filter((_, i) => i % 2 === 1).slice(0, TRIED) };
  const ids = new Set(known.map(({ property }) => property.id));
  return suitesFor(focal, fresh, siblings, results).filter(
    ({ property: { id } }) => id.startsWith('conjecture') && !ids.has(id),
  );
}

/** Invariants that no input broke. */
export function unbroken(
  suites: readonly PropertySuite[],
  runs: readonly ReadonlyMap<string, Verdict>[],
): readonly JudgedProperty[] {
  return judgeProperties(suites, runs).filter(({ suite: { fresh } }) =>
    fresh.every(({ id }) => runs.every((run) => run.get(id)?.kind !== 'failed')),
  );
}

export interface JudgedProperty {
  readonly suite: PropertySuite;
  readonly holds: readonly PropertyTest[];
  /** Inputs on which a property that may be believed does not hold. */
  readonly broken: readonly PropertyTest[];
}

/** A property of the catalogue, or one that a model read in the documentation. */
export const basisOf = ({ property: { id } }: PropertySuite): 'property' | 'specification' =>
  id.startsWith('specification') ? 'specification' : 'property';

/** What the present version showed. An exception on a made-up input says nothing of the property. */
export function judgeProperties(
  suites: readonly PropertySuite[],
  runs: readonly ReadonlyMap<string, Verdict>[],
): readonly JudgedProperty[] {
  const all = (test: PropertyTest, kind: Verdict['kind']): boolean =>
    runs.every((run) => run.get(test.id)?.kind === kind);
  return suites.flatMap((suite): JudgedProperty[] => {
    const holds = suite.fresh.filter((test) => all(test, 'passed'));
    const broken = suite.fresh.filter((test) => all(test, 'failed'));
    if (!suite.known.every((test) => all(test, 'passed'))) return [];
    const answered = holds.length + broken.length;
    const enough = answered >= UNKNOWN.least && holds.length >= UNKNOWN.share * answered;
    if (suite.known.length === 0 && !enough) return [];
    return [{ suite, holds, broken: suite.property.id.startsWith('conjecture') ? [] : broken }];
  });
}

/** The broken property on the smallest input that breaks it, as far as it was found in time; `fails` runs the present version. */
export async function possibleBug(
  { suite, broken }: JudgedProperty,
  inputs: Inputs,
  fails: (test: PropertyTest) => Promise<Verdict | undefined>,
  late: () => boolean,
  signal: AbortSignal,
): Promise<PossibleBug | undefined> {
  const [first] = broken;
  if (!first) return undefined;
  const input = inputs.inputs.find((one) => textOf(one, inputs) === `${first.callee}(${first.args.join(', ')})`);
  let actual = await fails(first);
  let smallest = first;
  if (input) {
    const asTest = (one: Input): PropertyTest => retarget(first, one, inputs);
    const small = await minimise(
      input,
      (one) => simplerInputs(one, inputs),
      async (one) => !late() && (await fails(asTest(one)))?.kind === 'failed',
      { attempts: SHRINKING, signal },
    );
    smallest = asTest(small);
    actual = await fails(smallest);
  }
  if (actual?.kind !== 'failed') return undefined;
  return {
    title: `${smallest.callee}(${smallest.args.join(', ')}): ${suite.property.title}`,
    basis: basisOf(suite),
    input: `${smallest.callee}(${smallest.args.join(', ')})`,
    expected: suite.property.title,
    actual: actual.actual ?? actual.message,
  };
}

const textOf = (input: Input, inputs: Inputs): string => callText(input, inputs.dialect);

function retarget(test: PropertyTest, input: Input, { dialect }: Inputs): PropertyTest {
  const args = input.args.map((arg) => callText({ ...input, callee: '', args: [arg] }, dialect).slice(1, -1));
  return { ...test, id: `${test.id} smaller ${args.join(', ')}`, args };
}
