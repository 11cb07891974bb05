import type { SourceFile } from '../model/focalFunction';
import type { FunctionSelector } from '../ports';

/** A function to make tests for. */
export interface TestsRequest {
  readonly file: SourceFile;
  readonly select: FunctionSelector;
  /** Wall time in milliseconds. What was found by then is delivered. */
  readonly budgetMs: number;
  /** The same seed gives the same inputs and the same sample of mutants. */
  readonly seed: number;
  /** Text of the file before it was changed: the suite then tells on which inputs the two versions differ. */
  readonly previous?: string;
  /** Ask the model, when there is one, for examples from signature and docstring. */
  readonly askModel?: boolean;
  /**
   * Take a few seconds beside the budget: to run the project's tests that reach the function and see what they pass to it, and to try
   * properties with the library for them, where the project has one.
   */
  readonly thorough?: boolean;
  /** Also tell the text of the test file with the tests in it. */
  readonly write?: boolean;
  /** Test files to learn calls from (absolute paths); the project's own are looked for only when absent. */
  readonly testPaths?: readonly string[];
}

/** Without a model. Starting a runtime is part of it, writing the file comes after it: together under three seconds. */
export const defaultTestsBudgetMs = 2500;
