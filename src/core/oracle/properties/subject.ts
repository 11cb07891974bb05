import type { FocalFunction } from '../../model/focalFunction';
import { targetOf } from '../inputs/observedCalls';
import { callerParameters, parameterType } from '../inputs/parameterTypes';
import { parseType, unknown, type Type } from '../inputs/type';
import type { Dialect, Value } from '../inputs/value';

/** What a property may know of a function. */
export interface Subject {
  readonly dialect: Dialect;
  /** How a check calls it. */
  readonly callee: string;
  /** Lower-case words of its name: `isSortedList` and `is_sorted_list` are `is sorted list`. */
  readonly words: readonly string[];
  /** Lower-case text of its docstring without examples. */
  readonly docstring: string;
  readonly parameters: readonly Type[];
  readonly returns: Type;
  /** Names of other functions a check can call. */
  readonly siblings: readonly string[];
  /** The function can be called again with the same meaning: no method, not async, no generator. */
  readonly repeatable: boolean;
  /** Its own text raises or throws, so an exception may be meant. */
  readonly raises: boolean;
}

/** `observed` are the values that trusted tests pass for each parameter. */
export function subjectOf(
  focal: FocalFunction,
  dialect: Dialect,
  observed: readonly (readonly Value[])[],
  siblings: readonly string[],
): Subject | undefined {
  const target = targetOf(focal, dialect);
  if (target?.callee === undefined || focal.enclosing.length > 0 || focal.kind === 'constructor') return undefined;
  const text = focal.file.text.slice(focal.bodyRange.start, focal.bodyRange.end);
  return {
    dialect,
    callee: target.callee,
    words: wordsOf(focal.name),
    docstring: proseOf(focal.docstring ?? ''),
    parameters: callerParameters(focal).map((p, i) => parameterType(p, observed[i] ?? [], focal.docstring, dialect)),
    returns: focal.returnType === undefined ? unknown : parseType(focal.returnType, dialect),
    siblings: siblings.filter((name) => name !== focal.name),
    repeatable: focal.kind !== 'method' && !focal.isAsync && !focal.isGenerator,
    raises: /\b(raise|throw|assert)\b/.test(text),
  };
}

export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

function proseOf(docstring: string): string {
  const lines = docstring.split('\n').filter((line) => !/^\s*(>>>|\.\.\.)/.test(line));
  return lines.join(' ').toLowerCase();
}

export const named = (subject: Subject, ...words: readonly string[]): boolean =>
  subject.words.some((word) => words.includes(word));

/** The first parameter is a list, or nothing is known of it and the name says the rest. */
export function takesList(subject: Subject): boolean {
  const [first] = subject.parameters;
  return first?.kind === 'list' || first?.kind === 'unknown';
}

export function takesNumbers(subject: Subject): boolean {
  const [first] = subject.parameters;
  return first?.kind === 'list' && isNumber(first.item);
}

export const isNumber = (type: Type | undefined): boolean =>
  type?.kind === 'int' || type?.kind === 'float' || (type?.kind === 'union' && type.of.every(isNumber));

/** The one spelling or the other, by the subject's language. */
export const by = (subject: Subject, python: string, javascript: string): string =>
  subject.dialect === 'python' ? python : javascript;

/** Text of a deep comparison of two expressions. */
export const equal = (subject: Subject, a: string, b: string): string =>
  by(subject, `${a} == ${b}`, `JSON.stringify(${a}) === JSON.stringify(${b})`);

/** Text of a call of the subject with other arguments for the first ones. */
export function again(subject: Subject, ...first: readonly string[]): string {
  const rest = by(subject, `*args[${first.length}:]`, `...args.slice(${first.length})`);
  return `${subject.callee}(${[...first, rest].join(', ')})`;
}
