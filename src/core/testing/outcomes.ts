import { isMember, parseValue } from '../oracle/inputs/literal';
import { print, type Dialect, type Value } from '../oracle/inputs/value';
import type { FocalFunction } from '../model/focalFunction';
import type { ExampleTest, Expected, ProbeTest, Verdict } from '../model/test';
import { outcomeOf } from '../model/outcome';

/** A value this long says nothing to a reader. */
const LONGEST = 300;

/**
 * The expression that writes an observed value down in the language, or undefined when there is none: an object of the user's, an address, a
 * cut text, something that is not equal to itself.
 */
export function literalOf(repr: string, dialect: Dialect, callees?: ReadonlySet<string>): string | undefined {
  if (repr.length > LONGEST || repr.includes('…')) return undefined;
  const value = parseValue(repr, dialect, callees);
  return writable(value) ? print(value, dialect) : undefined;
}

function writable(value: Value): boolean {
  switch (value.kind) {
    case 'opaque':
      return isMember(value.source);
    case 'call':
      return value.args.every((arg) => writable(arg.value));
    case 'float':
      return !Number.isNaN(value.value);
    case 'int':
      return Number.isSafeInteger(value.value);
    case 'list':
    case 'tuple':
    case 'set':
      return value.items.every(writable);
    case 'dict':
    case 'map':
      return value.entries.every(([key, entry]) => writable(key) && writable(entry));
    default:
      return true;
  }
}

/** Names of the exceptions that the function's own text raises: those are meant, others are accidents of the input. */
export function raisedTypes(focal: FocalFunction): ReadonlySet<string> {
  const text = focal.file.text.slice(focal.bodyRange.start, focal.bodyRange.end);
  return new Set(
    [...text.matchAll(/\b(?:raise|throw(?:\s+new)?)\s+([A-Za-z_$][\w$.]*)/g)].map(([, name]) => last(name ?? '')),
  );
}

const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** What the observed outcome of a probe makes a test expect; undefined when it makes no test. */
export function expectedFrom(
  verdict: Verdict | undefined,
  dialect: Dialect,
  meant: ReadonlySet<string>,
  callees?: ReadonlySet<string>,
): Expected | undefined {
  if (verdict?.kind === 'errored')
    return meant.has(verdict.errorType) ? { kind: 'throws', type: verdict.errorType } : undefined;
  if (verdict?.kind !== 'passed' || !verdict.observed) return undefined;
  const { observed } = verdict;
  if (observed.kind === 'threw') return meant.has(observed.type) ? { kind: 'throws', type: observed.type } : undefined;
  const source = literalOf(observed.repr, dialect, callees);
  return source === undefined ? undefined : { kind: 'value', source };
}

/** Whether the call did the same in all runs, and ended. */
export function isStable(id: string, runs: readonly ReadonlyMap<string, Verdict>[]): boolean {
  const outcomes = new Set(runs.map((run) => outcomeOf(run.get(id))));
  const [only] = outcomes;
  return outcomes.size === 1 && only !== undefined && only !== 'did not end';
}

/** Regression test of what a probe showed; plausible, because it says what the function does and not what it should do. */
export function observationTest(probe: ProbeTest, expected: Expected): ExampleTest {
  const says =
    expected.kind === 'throws'
      ? `raises ${expected.type ?? 'an error'}`
      : `gives ${expected.kind === 'value' ? expected.source : expected.text}`;
  return {
    kind: 'example',
    id: `observation ${probe.id}`,
    title: `${probe.call} ${says}`,
    trust: 'plausible',
    source: 'observation',
    setup: probe.setup,
    call: probe.call,
    expected,
  };
}
