import type { TestFile, TraceStep } from '../model/execution';
import type { FocalFunction, Parameter } from '../model/focalFunction';
import { parseValue } from '../oracle/inputs/literal';
import { targetOf } from '../oracle/inputs/observedCalls';
import { callerParameters } from '../oracle/inputs/parameterTypes';
import { print, type Dialect } from '../oracle/inputs/value';
import type { ExecutionSession } from '../ports';

/** Milliseconds in which the project's own tests are run to see what they pass to the function. */
const WATCH_MS = 4000;
/** Wall time of one of them in milliseconds. */
const TEST_MS = 1000;
const PER_JOB = 8;
const MOST_TESTS = 64;
const MOST_CALLS = 48;

/** Frameworks whose tests tell which steps they went through. */
const traced: readonly TestFile['framework'][] = ['pytest', 'unittest', 'node:test', 'mocha'];

/**
 * Calls that the function receives while the project's own tests run, as texts with literal arguments: tests seldom write down what reaches
 * a function through others. Empty where nothing was seen in time, or the arguments cannot be written down.
 */
export async function watchedCalls(
  open: (testFiles: readonly TestFile[], signal: AbortSignal) => Promise<ExecutionSession>,
  focal: FocalFunction,
  dialect: Dialect,
  testFiles: readonly TestFile[],
  signal: AbortSignal,
  ms = WATCH_MS,
): Promise<readonly string[]> {
  const files = testFiles.filter(({ framework }) => traced.includes(framework));
  const calls = new Set<string>();
  if (files.length === 0 || !canBeWatched(focal, dialect)) return [];
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error('watched long enough')), ms);
  const both = AbortSignal.any([signal, late.signal]);
  try {
    await using session = await open(files, both);
    const tests = session.tests.filter(({ kind }) => kind === 'project').slice(0, MOST_TESTS);
    for (let next = 0; next < tests.length && calls.size < MOST_CALLS; next += PER_JOB) {
      const job = { id: `watch ${next}`, source: focal.file.text, tests: tests.slice(next, next + PER_JOB) };
      const result = await session.run({ ...job, trace: true, stopAtFirstTimeout: true, testMs: TEST_MS }, both);
      if (result.kind !== 'ran') break;
      for (const steps of result.traces?.values() ?? [])
        for (const call of callsInSteps(focal, dialect, steps)) calls.add(call);
    }
  } catch (error) {
    // What was seen before the time was over is as good.
    if (signal.aborted || !late.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
  return [...calls].slice(0, MOST_CALLS);
}

/** A method's object, a variable number of arguments and names that only keywords reach are not seen from the steps. */
function canBeWatched(focal: FocalFunction, dialect: Dialect): boolean {
  const own = focal.kind !== 'method' && focal.kind !== 'constructor' && focal.enclosing.length === 0;
  const plain = callerParameters(focal).every(({ kind }) => kind === 'plain');
  return own && plain && !/[(,]\s*\*\s*,/.test(focal.signature) && targetOf(focal, dialect)?.callee !== undefined;
}

/** The calls that a trace begins: steps on the first line, with nothing but the parameters. Default values at the end are left out. */
export function callsInSteps(focal: FocalFunction, dialect: Dialect, steps: readonly TraceStep[]): readonly string[] {
  const parameters = callerParameters(focal);
  const names = new Set(focal.parameters.map(({ name }) => name));
  const callee = targetOf(focal, dialect)?.callee;
  const [first] = steps;
  if (!first || callee === undefined) return [];
  const calls = new Set<string>();
  for (const { line, variables } of steps) {
    const values = new Map(variables.map(({ name, repr }) => [name, repr]));
    const more = variables.some(({ name, repr }) => !names.has(name) && repr !== 'undefined');
    if (line !== first.line || more) continue;
    const given = parameters.map(({ name }) => values.get(name));
    for (let last = given.length - 1; last >= 0 && isDefault(parameters[last], given[last], dialect); last--)
      given.pop();
    // A value that is not known whole ends in a sign of its own.
    if (given.every((repr) => repr !== undefined && !repr.includes('…'))) calls.add(`${callee}(${given.join(', ')})`);
  }
  return [...calls];
}

function isDefault(parameter: Parameter | undefined, repr: string | undefined, dialect: Dialect): boolean {
  if (repr === undefined) return false;
  if (dialect === 'javascript' && repr === 'undefined') return true;
  const otherwise = parameter?.defaultValue;
  const canonical = (source: string): string => print(parseValue(source, dialect), dialect);
  return otherwise !== undefined && canonical(otherwise) === canonical(repr);
}
