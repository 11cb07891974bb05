import type { FocalFunction } from '../../model/focalFunction';
import type { PropertyTest, Verdict } from '../../model/test';
import type { KnownResult } from '../inputs/knownResults';
import { callText, type Input, type Inputs } from '../inputs/probes';
import { print, type Dialect } from '../inputs/value';
import { conjectures } from './conjecture';
import type { Check } from './property';
import { properties } from './registry';
import { subjectOf, type Subject } from './subject';

/** One property of the focal function with the inputs it is tried on. */
export interface PropertySuite {
  readonly property: Check;
  /** On the inputs of trusted tests: a property that fails here for a right candidate is no property of this function. */
  readonly known: readonly PropertyTest[];
  /** On generated inputs. */
  readonly fresh: readonly PropertyTest[];
}

/**
 * Properties matched by name, signature and docstring, and those that trusted examples have in common, as plausible tests. From the
 * specification only, never from the code: a wrong function would vouch for itself.
 */
export function propertySuites(
  subject: Subject,
  observed: readonly Input[],
  inputs: readonly Input[],
  known: readonly KnownResult[] = [],
  more: readonly Check[] = [],
): readonly PropertySuite[] {
  const tests = (property: Check, from: readonly Input[]): readonly PropertyTest[] =>
    from.filter(positional).map((input) => propertyTest(property, subject, input));
  const suite = (property: Check, fresh: readonly Input[]): PropertySuite => ({
    property,
    known: tests(property, observed),
    fresh: tests(property, fresh),
  });
  const usual = [...properties.filter((property) => property.applies(subject)), ...conjectures(known)];
  // What somebody wrote of the arguments is about all of them, not about those that a call may leave out.
  const whole = inputs.filter(({ args }) => inputs.every((other) => other.args.length <= args.length));
  return [...usual.map((one) => suite(one, inputs)), ...more.map((one) => suite(one, whole))];
}

/** The suites of a focal function on its inputs; `siblings` are the names of the module's other functions, `known` what trusted examples say, `more` properties from elsewhere. */
export function suitesFor(
  focal: FocalFunction,
  inputs: Inputs,
  siblings: readonly string[],
  known: readonly KnownResult[] = [],
  more: readonly Check[] = [],
): readonly PropertySuite[] {
  const width = inputs.observed.reduce((most, call) => Math.max(most, call.args.length), 0);
  const values = Array.from({ length: width }, (_, i) =>
    inputs.observed.flatMap(({ args }) => args.slice(i, i + 1).filter((arg) => arg.name === undefined)),
  ).map((args) => args.map((arg) => arg.value));
  const subject = subjectOf(focal, inputs.dialect, values, siblings);
  return subject ? propertySuites(subject, inputs.observed, inputs.inputs, known, more) : [];
}

/** `args` lists positional arguments only, so a call with keyword arguments is not used. */
const positional = (input: Input): boolean => input.args.every((arg) => arg.name === undefined);

function propertyTest(property: Check, subject: Subject, input: Input): PropertyTest {
  const call = callText(input, subject.dialect);
  return {
    kind: 'property',
    id: `property ${property.id}: ${[...input.setup, call].join('\n')}`,
    title: `${call}: ${property.title}`,
    trust: 'plausible',
    source: 'property',
    setup: input.setup,
    callee: input.callee,
    args: argumentTexts(input, subject.dialect),
    check: property.check(subject),
  };
}

const argumentTexts = (input: Input, dialect: Dialect): readonly string[] =>
  input.args.map((arg) => print(arg.value, dialect));

/**
 * The suites that may be believed: on the known inputs, some candidate that passes every trusted test also satisfies the property
 * throughout. `plausible` holds the verdicts of those candidates (the original, when it is one of them).
 */
export function credibleSuites(
  suites: readonly PropertySuite[],
  plausible: readonly ReadonlyMap<string, Verdict>[],
): readonly PropertySuite[] {
  return suites.filter(({ known }) =>
    plausible.some((verdicts) => known.every((test) => verdicts.get(test.id)?.kind === 'passed')),
  );
}
