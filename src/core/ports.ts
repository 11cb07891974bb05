import type { ExecutionTarget, Containment, Job, JobResult } from './model/execution';
import type { FocalFunction, SourceFile } from './model/focalFunction';
import type { Test } from './model/test';
import type { TextEdit, TextRange } from './model/text';

/** Bytes of the WebAssembly files of tree-sitter and its grammars, by file name (`web-tree-sitter.wasm`, `tree-sitter-python.wasm`). */
export interface Grammars {
  load(fileName: string): Promise<Uint8Array>;
}

/** Read-only view of the user's files, unsaved editors included. Paths are absolute. */
export interface Workspace {
  readonly root: string;
  /** Text as the user sees it; undefined when there is no such file or it is no text. */
  read(path: string, signal: AbortSignal): Promise<string | undefined>;
  /** Files below the root that are not ignored and whose name ends with one of `suffixes`, nearest to `near` first, at most `limit`. */
  find(
    suffixes: readonly string[],
    options: { readonly near: string; readonly limit: number },
    signal: AbortSignal,
  ): Promise<readonly string[]>;
}

/** Runs candidates against tests in the user's own runtime. Time-out, retry and sandbox are decorators around it. */
export interface TestExecutor {
  /**
   * Warms the user's runtime for one focal function and collects the tests of scripts and test files.
   * @throws HumanError `noInterpreter`, `missingFramework`, `badRuntime`, `sandboxRequired`.
   */
  open(target: ExecutionTarget, signal: AbortSignal): Promise<ExecutionSession>;
  /** Gets a runtime ready for a function of this file, for a while, as it will be asked for soon. Never rejects. */
  prepare?(file: Pick<SourceFile, 'path' | 'languageId'>, workspaceRoot: string): Promise<void>;
  /** Ends what was made ready and is not in use. Never rejects. */
  release?(): Promise<void>;
}

export interface ExecutionSession extends AsyncDisposable {
  /** Tests found in the target's scripts and test files. */
  readonly tests: readonly Test[];
  /** What could not be collected and why, in sentences for the user. */
  readonly notes: readonly string[];
  /** How many jobs run at the same time. More may be submitted: they wait. */
  readonly concurrency: number;
  readonly containment: Containment;
  /** `Python 3.11.7`, `Node 20.20.2`. */
  readonly runtime: string;
  /**
   * Runs one job. A crash, an endless loop or a killed worker is a verdict, not an exception.
   * Rejects only with the signal's reason (within 200 ms, the job's processes gone) or with a bug.
   */
  run(job: Job, signal: AbortSignal): Promise<JobResult>;
}

export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  readonly temperature: number;
  readonly maxTokens: number;
  /** How many independent replies are wanted. */
  readonly n: number;
  readonly seed?: number;
  /** JSON schema of the reply, where the endpoint is known to support it; elsewhere the answer is free text. */
  readonly schema?: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
  /** The whole answer is one of these, where the endpoint can be held to that. */
  readonly choices?: readonly string[];
  /** How the answer begins: the reply is what comes after it. For models that have `steering`. */
  readonly begun?: string;
  readonly stop?: readonly string[];
  /** Wall time the whole answer may take, where the asker has less of it than the model would take. */
  readonly timeoutMs?: number;
}

export interface ModelUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export type ModelChunk =
  | { readonly kind: 'text'; readonly choice: number; readonly text: string }
  | { readonly kind: 'end'; readonly choice: number; readonly reason: 'stop' | 'length' | 'filter' }
  | { readonly kind: 'usage'; readonly usage: ModelUsage };

/** What holds a model to a list of names in the middle of its answer, the strictest first; `begun`: nothing, but it goes on from a given text. */
export type Steering = 'choice' | 'grammar' | 'bias' | 'schema' | 'begun';

export interface LanguageModel {
  /** `provider/model`, for reports. */
  readonly name: string;
  /** Tokens of context, when known. */
  readonly contextTokens?: number;
  /** Undefined: it cannot go on from a text that was begun for it, as far as is known now. */
  readonly steering?: Steering | undefined;
  /** @throws HumanError `model` with a clear sentence; the offline result is still delivered. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelChunk>;
}

export interface Member {
  readonly name: string;
  readonly kind:
    'method' | 'function' | 'property' | 'variable' | 'class' | 'module' | 'constant' | 'enumMember' | 'other';
  readonly detail?: string;
  readonly deprecated?: boolean;
}

export interface CallSignature {
  readonly label: string;
  readonly parameters: readonly { readonly name: string; readonly optional: boolean; readonly rest: boolean }[];
}

export interface ServerDiagnostic {
  readonly range: TextRange;
  readonly message: string;
  readonly code?: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly deprecated?: boolean;
}

export interface ServerAction {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** `unknown` is never evidence against a candidate. */
export type Answer<T> =
  | { readonly kind: 'known'; readonly value: T }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      /** The server was asked and has nothing to say of this place. */
      readonly nothing?: true;
      /** It did not answer in time, or broke: what else it is asked about this text is likely to end so, too. */
      readonly failed?: true;
      /** There is no server that could be asked this: another one may know. */
      readonly absent?: true;
    };

/** Questions about a text that is not on disk: `file.text` stands at `file.path` for the length of the question. Offsets refer to that text. */
export interface LanguageServer {
  readonly name: string;
  members(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly Member[]>>;
  signatures(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly CallSignature[]>>;
  diagnostics(file: SourceFile, signal: AbortSignal): Promise<Answer<readonly ServerDiagnostic[]>>;
  actions(file: SourceFile, range: TextRange, signal: AbortSignal): Promise<Answer<readonly ServerAction[]>>;
  /** Type of the expression at the offset as the server prints it. */
  type(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<string>>;
}

export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number;
}

/** Deterministic by seed. */
export interface Random {
  /** In [0, 1). */
  next(): number;
}

export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, cause?: unknown): void;
}

/** What the core asks of the world. */
export interface Ports {
  readonly grammars: Grammars;
  readonly workspace: Workspace;
  readonly executor: TestExecutor;
  readonly clock: Clock;
  readonly log: Log;
  readonly model?: LanguageModel;
  readonly server?: LanguageServer;
}

/** A function to fix: by position (an offset inside it) or by qualified name. */
export type FunctionSelector = { readonly offset: number } | { readonly name: string };
export type { FocalFunction };
