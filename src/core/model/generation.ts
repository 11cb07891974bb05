import type { BehaviourChange } from '../oracle/observations/observations';
import type { Containment } from './execution';
import type { FocalFunction } from './focalFunction';
import type { ExampleTest, FrameworkId, PropertyTest, Trust } from './test';

/**
 * What a generated test rests on: what the docstring promises, what a model reads in it, what is true of functions of this kind, what the
 * code does today, or what a person answered.
 */
export type Basis = 'docstring' | 'specification' | 'property' | 'observation' | 'answer';

/** One behaviour, ready to be written down. A property test has one member of `checks` for each input. */
export interface GeneratedTest {
  /** One line in plain words, without the function's name: `returns 2 for [3, 1, 2]`. */
  readonly name: string;
  readonly basis: Basis;
  readonly trust: Trust;
  /** The same test on one input or, for a property, on several. */
  readonly checks: readonly [ExampleTest, ...ExampleTest[]] | readonly [PropertyTest, ...PropertyTest[]];
  /** How many of the small changes that were tried it notices. */
  readonly kills: number;
  /** Of a property in a project that has a library for them: the argument lists it draws, beside those of `checks`. */
  readonly drawn?: DrawnArguments;
}

export type PropertyLibrary = 'hypothesis' | 'fast-check';

export interface DrawnArguments {
  readonly library: PropertyLibrary;
  /** Expression that draws one argument list, with the library's usual name in it (`st`, `fc`). */
  readonly source: string;
}

/** A promise the present code does not keep. */
export interface PossibleBug {
  readonly title: string;
  /** `docstring`: the documentation says so. `property`: functions of this kind usually behave so. */
  readonly basis: Basis;
  /** The smallest input found on which it fails. */
  readonly input: string;
  readonly expected?: string;
  readonly actual: string;
}

/** Tests of one function that hold on its present version, repeat, and notice small changes of it. */
export interface GeneratedSuite {
  readonly focal: FocalFunction;
  /** Trusted ones first. */
  readonly tests: readonly GeneratedTest[];
  readonly possibleBugs: readonly PossibleBug[];
  /** Inputs whose outcome was observed, and how many of those had one outcome in every run. */
  readonly inputs: { readonly run: number; readonly stable: number };
  /** Small changes of the function that could be run, and how many of them some test notices. */
  readonly mutants: { readonly run: number; readonly killed: number };
  /** Inputs on which the previous version did something else; empty when no previous version was given. */
  readonly changes: readonly BehaviourChange[];
  readonly runtime: string;
  readonly containment: Containment;
}

/** Where the tests of a function belong. */
export interface TestPlace {
  readonly path: string;
  readonly framework: FrameworkId;
  /** Text of the file, when it is there. */
  readonly text?: string;
}

/** A test file with the generated tests in it. */
export interface WrittenTests extends TestPlace {
  /** The whole new text. */
  readonly written: string;
  readonly added: number;
  /** Generated before and untouched since: taken out or written anew. */
  readonly replaced: number;
  /** Generated before and changed by the user since: left alone. */
  readonly keptEdited: number;
}

export type GenerationStage = 'capture' | 'inputs' | 'observe' | 'attack' | 'select';

export type GenerationOutcome =
  /** At least one test or possible bug. */
  | 'generated'
  /** The function could be run and nothing about it is worth a test, or it cannot be called. */
  | 'nothing'
  | 'cancelled'
  /** Ended with an error a person can act on. */
  | 'error';

/** What generating tests tells the world, in order; `finished` is always the last. */
export type GenerationEvent =
  | { readonly kind: 'captured'; readonly focal: FocalFunction }
  | { readonly kind: 'stage'; readonly stage: GenerationStage }
  | { readonly kind: 'note'; readonly message: string }
  /** `written` when it was asked for and there is something to write. */
  | { readonly kind: 'suite'; readonly suite: GeneratedSuite; readonly written?: WrittenTests }
  | {
      readonly kind: 'finished';
      readonly outcome: GenerationOutcome;
      readonly message: string;
      readonly durations: Readonly<Record<string, number>>;
    };
