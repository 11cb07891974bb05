import type { ModelPlan } from './candidate/strategies/plan';
import type { SessionEvent } from './model/events';
import type { GeneratedSuite, GenerationEvent, WrittenTests } from './model/generation';
import type { FocalFunction, FunctionPlace, SourceFile } from './model/focalFunction';
import type { Test } from './model/test';
import type { FunctionSelector } from './ports';
import type { PastFix } from './prompt/pastFixes';
import type { FoundTest } from './testRun/findTests';
import type { TestRunEvent, TestRunRequest } from './testRun/runTests';
import type { TestsRequest } from './testing/request';
import type { Verification, VerifyRequest } from './verification/verify';

export interface FixRequest {
  readonly file: SourceFile;
  readonly select: FunctionSelector;
  /** Test files or assertion scripts named by the user (absolute paths); the project's own are looked for only when absent. */
  readonly testPaths?: readonly string[];
  /** Trusted tests from outside, for example answers to earlier questions. */
  readonly tests?: readonly Test[];
  /** Wall time of the whole run in milliseconds. */
  readonly budgetMs: number;
  readonly seed: number;
  /** How the model may be used, when there is one. */
  readonly model?: ModelPlan;
  /** What was fixed in this project before: a model is shown what is alike. */
  readonly pastFixes?: readonly PastFix[];
}

/** The core's one door: the loop of the product behind an event stream. */
export interface SelfDebugger {
  /** Functions of a file in document order; a file with syntax errors gives those that can be made out. */
  functions(file: SourceFile): Promise<readonly FocalFunction[]>;
  /** Where the same functions stand, quickly. */
  places(file: SourceFile): Promise<readonly FunctionPlace[]>;
  /** Gets the runtime ready for a function of this file, as one will be asked for soon. Executes nothing of the project. Never rejects. */
  prepare(file: Pick<SourceFile, 'path' | 'languageId'>): Promise<void>;
  /**
   * Runs the loop. The stream always ends with `finished`, cancelled runs and errors a person may read included;
   * only bugs are thrown. Returning from the iteration cancels the run.
   */
  fix(request: FixRequest, signal: AbortSignal): AsyncIterable<SessionEvent>;
  /** Makes tests for a function and checks each of them, under the same rules as `fix`. Nothing is written. */
  tests(request: TestsRequest, signal: AbortSignal): AsyncIterable<GenerationEvent>;
  /** The suite as text of the project's test file. Nothing is written. @throws HumanError `notExported`. */
  writeTests(suite: GeneratedSuite, signal: AbortSignal): Promise<WrittenTests>;
  /** Judges a given replacement of one function by running it. @throws HumanError, or the signal's reason. */
  verify(request: VerifyRequest, signal: AbortSignal): Promise<Verification>;
  /** Tests in test files of the project: all of those in `paths`, or those Eider wrote anywhere. */
  findTests(paths: readonly string[] | undefined, signal: AbortSignal): Promise<readonly FoundTest[]>;
  /** Runs tests of one function as it is written. @throws HumanError, or the signal's reason. */
  runTests(request: TestRunRequest, signal: AbortSignal): AsyncIterable<TestRunEvent>;
}
