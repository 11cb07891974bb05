import type { Dialect } from '../inputs/value';
import type { Subject } from './subject';

/** Something that can be expected of a function's results. */
export interface Check {
  readonly id: string;
  /** After "for this input": `the result is sorted`. */
  readonly title: string;
  applies(subject: Subject): boolean;
  /** Boolean expression over `result`, `args` (the arguments before the call) and the function itself. */
  check(subject: Subject): string;
}

/** A check of the catalogue: matched by what a function is called, takes and says, never by its code. */
export interface Property extends Check {
  /** One function for which it holds and one for which it does not, run by its tests. */
  readonly example: PropertyExample;
}

export interface PropertyExample {
  /** Name, parameters with types where the match needs them, and sibling functions as the subject is built from. */
  readonly name: string;
  readonly parameters: readonly (readonly [name: string, pythonType: string, javascriptType: string])[];
  readonly siblings?: readonly string[];
  readonly docstring?: string;
  /** Argument lists, the same in both languages (numbers, lists and plain strings). */
  readonly args: readonly string[];
  readonly right: Readonly<Record<Dialect, string>>;
  readonly wrong: Readonly<Record<Dialect, string>>;
}
