import type { Syntax } from '../capture/syntax';
import { generateInputs, probeOf, type Input, type Inputs } from '../oracle/inputs/probes';
import type { Dialect } from '../oracle/inputs/value';
import { declaredTypes } from '../oracle/inputs/declaredTypes';
import { callerFiles } from '../oracle/callerFiles';
import type { FocalFunction } from '../model/focalFunction';
import type { ProbeTest, Test } from '../model/test';
import type { Workspace } from '../ports';
import { exportOf } from './writing/imports';

/** Files besides tests that are looked through for calls, the nearest first. */
const CALLERS = 40;

export interface TestInputs extends Inputs {
  readonly probes: readonly ProbeTest[];
  /** Classes of the project whose instances can be written down. */
  readonly callees: ReadonlySet<string>;
}

/**
 * Inputs to observe the function on: calls that the project makes (its tests, its other files, the function's own module), then generated
 * ones. Calls of docstring examples are not among them, they are tests already.
 */
export async function testInputs(
  syntax: Syntax,
  workspace: Workspace,
  focal: FocalFunction,
  known: { readonly tests: readonly Test[]; readonly texts: readonly string[] },
  options: { readonly seed: number; readonly count: number },
  signal: AbortSignal,
): Promise<TestInputs> {
  const dialect = syntax.definition(focal.file.languageId).id;
  const callers = await callerFiles(syntax, workspace, focal, CALLERS, signal);
  const texts = [...known.texts, withoutFunction(focal), ...callers.map(({ text }) => text)];
  const canUse = (name: string): boolean => dialect === 'python' || exportOf(focal.file.text, name) !== undefined;
  const declared = await declaredTypes(syntax, workspace, focal, signal, canUse);
  const request = { focal, dialect, declared, tests: known.tests, texts, guess: true, ...options };
  const inputs = generateInputs(request);
  // By their text: infinities and zeros that differ there are the same in JSON.
  const keyOf = (input: Input): string => probeOf(input, dialect).id;
  const stated = new Set(generateInputs({ ...request, texts: [], count: 0 }).observed.map((call) => keyOf(call)));
  const made = inputs.observed.filter((call) => !stated.has(keyOf(call)));
  const all = new Map([...made, ...inputs.inputs].map((input) => [keyOf(input), input]));
  return {
    ...inputs,
    callees: declared.callees,
    inputs: [...all.values()],
    probes: [...all.values()].map((input) => probe(input, focal, dialect)),
  };
}

/** A generator is observed by what it yields. */
function probe(input: Input, focal: FocalFunction, dialect: Dialect): ProbeTest {
  const plain = probeOf(input, dialect);
  if (!focal.isGenerator || focal.isAsync || focal.enclosing.length > 0) return plain;
  const call = dialect === 'python' ? `list(${plain.call})` : `[...${plain.call}]`;
  return { ...plain, call, title: call };
}

/** The function's own text is no caller: its arguments are its variables. */
function withoutFunction({ file, range }: FocalFunction): string {
  return `${file.text.slice(0, range.start)}\n${file.text.slice(range.end)}`;
}
