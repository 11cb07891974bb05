export type Trust = 'trusted' | 'plausible';
export type TestSource = 'docstring' | 'project' | 'script' | 'answer' | 'property' | 'observation' | 'model';
export type FrameworkId = 'pytest' | 'unittest' | 'node:test' | 'vitest' | 'jest' | 'mocha';

interface TestBase {
  /** Unique in a session, stable over sessions for an unchanged test. */
  readonly id: string;
  /** One line a person can read: `median([3, 1, 2]) == 2`, `test_empty (test_stats.py)`. */
  readonly title: string;
  readonly trust: Trust;
  readonly source: TestSource;
  /** Where the test stands, zero-based line. */
  readonly at?: { readonly path: string; readonly line: number };
}

/** What an example promises. Sources are expressions of the focal language, evaluated in the focal module's namespace. */
export type Expected =
  | { readonly kind: 'value'; readonly source: string }
  /** What an interactive session would print (doctest): compared by value where the text is a literal, else as doctest compares. */
  | { readonly kind: 'printed'; readonly text: string }
  | { readonly kind: 'throws'; readonly type?: string; readonly message?: string };

/** Run `setup` statements, evaluate `call`, compare with `expected`. */
export interface ExampleTest extends TestBase {
  readonly kind: 'example';
  readonly setup: readonly string[];
  readonly call: string;
  readonly expected: Expected;
}

/** One assertion of a plain script of assertions: the script is run once, each assertion is reported by itself. */
export interface ScriptTest extends TestBase {
  readonly kind: 'script';
  readonly script: string;
  /** Zero-based line of the assertion in the script. */
  readonly line: number;
}

/** One test of the project's own framework; `selector` is the framework's own name for it (pytest node id, test name path). */
export interface ProjectTest extends TestBase {
  readonly kind: 'project';
  readonly framework: FrameworkId;
  readonly path: string;
  readonly selector: string;
}

/** A call whose outcome is recorded, not judged (`passed` with an observation). */
export interface ProbeTest extends TestBase {
  readonly kind: 'probe';
  readonly setup: readonly string[];
  readonly call: string;
}

/** A check over the outcome of a call: `check` is an expression over `result` (the value) and `args` (list of the arguments before the call). */
export interface PropertyTest extends TestBase {
  readonly kind: 'property';
  readonly setup: readonly string[];
  /** Argument expressions. */
  readonly args: readonly string[];
  /** Callee expression, for example `median` or `Stack.pop`. */
  readonly callee: string;
  readonly check: string;
}

export type Test = ExampleTest | ScriptTest | ProjectTest | ProbeTest | PropertyTest;

/** What a call did. `repr` is the language's canonical text of the value, equal exactly when the values are equal. */
export type Observation =
  | {
      readonly kind: 'returned';
      readonly repr: string;
      readonly type: string;
      /** Arguments after the call, when it changed them. */ readonly mutated?: string;
    }
  | { readonly kind: 'threw'; readonly type: string; readonly message: string };

export interface Passed {
  readonly kind: 'passed';
  readonly durationMs: number;
  readonly observed?: Observation;
}
export interface Failed {
  readonly kind: 'failed';
  readonly durationMs: number;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** Argument texts or the call, when known: the failing input. */
  readonly input?: string;
  readonly observed?: Observation;
}
export interface Errored {
  readonly kind: 'errored';
  readonly durationMs: number;
  readonly errorType: string;
  readonly message: string;
  /** Zero-based line in the focal file where it was thrown (deepest frame in that file), if there. */
  readonly line?: number;
  readonly input?: string;
}
export interface TimedOut {
  readonly kind: 'timedOut';
  readonly limitMs: number;
}
/** Not decided: never counted as failed. */
export interface Inconclusive {
  readonly kind: 'inconclusive';
  readonly reason: string;
}
export type Verdict = Passed | Failed | Errored | TimedOut | Inconclusive;
