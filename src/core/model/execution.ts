import type { FocalFunction } from './focalFunction';
import type { FrameworkId, Test, Verdict } from './test';

export type Containment = 'sandboxed' | 'limits only' | 'not run';

export interface ExecutionLimits {
  /** Wall time of one test in milliseconds. */
  readonly testMs: number;
  /** Address space or heap of one candidate in MiB. */
  readonly memoryMb: number;
  readonly outputBytes: number;
  readonly processes: number;
}

export const defaultLimits: ExecutionLimits = { testMs: 2000, memoryMb: 1024, outputBytes: 1 << 20, processes: 64 };

/** A plain script of assertions (no framework): its names resolve in the focal module. */
export interface TestScript {
  readonly id: string;
  readonly path: string;
  readonly text: string;
}

/** A test file of the project that reaches the focal function. */
export interface TestFile {
  readonly path: string;
  readonly framework: FrameworkId;
}

/** What an execution session is opened for: one focal function, the tests known so far, and files to collect more from. */
export interface ExecutionTarget {
  readonly focal: FocalFunction;
  readonly workspaceRoot: string;
  readonly scripts: readonly TestScript[];
  readonly testFiles: readonly TestFile[];
  readonly limits: ExecutionLimits;
  /** Order in which the runtime keeps sets, where it is random (Python): another number, another order. Default 0. */
  readonly hashSeed?: number;
}

export interface Job {
  readonly id: string;
  /** Whole text of the focal file with the candidate in it. */
  readonly source: string;
  /** Run in this order. */
  readonly tests: readonly Test[];
  /** Leave the rest undecided (absent from `verdicts`) after the first test that does not pass. */
  readonly stopAtFirstFailure?: boolean;
  /** Leave the rest undecided after the first test that times out: an endless loop is paid for once. */
  readonly stopAtFirstTimeout?: boolean;
  /** Executed lines of the focal file for each test. */
  readonly coverage?: boolean;
  /** Values of the focal function's variables, step by step, for each test. */
  readonly trace?: boolean;
  /** Wall time per test, when other than the session's. */
  readonly testMs?: number;
}

export interface TraceVariable {
  readonly name: string;
  /** At most 200 characters. */
  readonly repr: string;
  readonly type: string;
}

/** State just before `line` (zero-based, focal file) is executed. At most 2,000 steps a test, then the trace is cut. */
export interface TraceStep {
  readonly line: number;
  readonly depth: number;
  readonly variables: readonly TraceVariable[];
}

/** A job that could be loaded and one that could not are different things: a load failure fails every test. */
export type JobResult =
  | {
      readonly kind: 'ran';
      readonly id: string;
      readonly verdicts: ReadonlyMap<string, Verdict>;
      readonly coverage?: ReadonlyMap<string, readonly number[]>;
      readonly traces?: ReadonlyMap<string, readonly TraceStep[]>;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'notLoaded';
      readonly id: string;
      readonly errorType: string;
      readonly message: string;
      readonly line?: number;
      readonly durationMs: number;
    };
