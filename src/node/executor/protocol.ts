import type { ExecutionLimits, TestFile, TestScript, TraceStep } from '../../core/model/execution';
import type { Test, Verdict } from '../../core/model/test';

/**
 * The wire between the executor and a harness: JSON lines (UTF-8, one object a line), requests on the harness's
 * descriptor 3, replies and events on its descriptor 4. `src/languages/PROTOCOL.md` is the prose of this file.
 */
export const protocolVersion = 1;

/** Descriptors of the harness process. Its stdout and stderr belong to nobody: they are only kept for the log. */
export const requestDescriptor = 3;
export const replyDescriptor = 4;

/** A harness that is busy sends a line at least once a second; one that is silent for so many milliseconds is killed. */
export const silenceMs = 10_000;
export const maxLineBytes = 64 << 20;

/** What a harness is told of the focal function. Offsets are UTF-16 code units into `text`. */
export interface WireFocal {
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
  readonly qualifiedName: string;
  readonly name: string;
  readonly kind: string;
  readonly className?: string;
  readonly range: { readonly start: number; readonly end: number };
  /** Zero-based first and last line of `range`. */
  readonly firstLine: number;
  readonly lastLine: number;
}

export interface WireTarget {
  readonly focal: WireFocal;
  readonly workspaceRoot: string;
  readonly scripts: readonly TestScript[];
  readonly testFiles: readonly TestFile[];
  readonly limits: ExecutionLimits;
  /** Writable folder of this worker, empty at the start; the harness empties it after every job. */
  readonly scratch: string;
  /** True when the sandbox keeps files and the network away; else the harness does what it can by itself. */
  readonly sandboxed: boolean;
  /** True in a process name space of its own: all other processes there are the harness's. */
  readonly ownProcesses: boolean;
  /** What only this runtime needs to know (`Launch.options`). */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface WireJob {
  readonly source: string;
  /** Tests this worker has not seen yet, or that changed. A harness remembers them by id until it stops. */
  readonly define: readonly Test[];
  /** Ids of the tests to run, in this order. */
  readonly tests: readonly string[];
  readonly stopAtFirstFailure: boolean;
  readonly stopAtFirstTimeout: boolean;
  readonly coverage: boolean;
  readonly trace: boolean;
  readonly testMs: number;
}

/** What is asked; on the wire each has an `id` (a number) besides, which the replies repeat. */
export type WireOperation =
  | { readonly op: 'hello'; readonly protocol: number; readonly nonce: string }
  /** Before `open`: load what these frameworks need, as they will be asked for. `limits` and `options` are those of the target to come. */
  | ({ readonly op: 'warm'; readonly frameworks: readonly string[] } & Pick<WireTarget, 'limits' | 'options'>)
  | { readonly op: 'open'; readonly target: WireTarget }
  | { readonly op: 'collect' }
  | { readonly op: 'run'; readonly job: WireJob }
  | { readonly op: 'stop' };

export interface HelloReply {
  readonly protocol: number;
  /** `Python 3.11.7`, `Node 20.20.2`. */
  readonly runtime: string;
}

export interface OpenReply {
  /** What was loaded by `warm` is not what this target would load: another harness is needed. */
  readonly stale?: boolean;
}

export interface CollectReply {
  readonly tests: readonly Test[];
  /** Sentences for the user. */
  readonly notes: readonly string[];
}

export type RunReply =
  | {
      readonly kind: 'ran';
      readonly verdicts: Readonly<Record<string, Verdict>>;
      readonly coverage?: Readonly<Record<string, readonly number[]>>;
      readonly traces?: Readonly<Record<string, readonly TraceStep[]>>;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'notLoaded';
      readonly errorType: string;
      readonly message: string;
      readonly line?: number;
      readonly durationMs: number;
    };

export interface Replies {
  readonly hello: HelloReply;
  readonly warm: Readonly<Record<string, never>>;
  readonly open: OpenReply;
  readonly collect: CollectReply;
  readonly run: RunReply;
  readonly stop: Readonly<Record<string, never>>;
}

/** `id` is a HumanErrorId (`missingFramework`, `badRuntime`) when a person can act on it, else `bug`. */
export interface WireError {
  readonly id: string;
  readonly message: string;
  readonly next?: string;
}

/** A line from the harness. A line whose nonce is not the one of `hello` ends the worker: somebody else wrote it. */
export type WireLine = { readonly id: number; readonly nonce: string } & (
  | { readonly ok: unknown }
  | { readonly error: WireError }
  | { readonly event: 'alive' }
  /** A verdict that is already certain. Kept when the worker dies later in the same job, else repeated in the reply. */
  | { readonly event: 'verdict'; readonly test: string; readonly verdict: Verdict }
);
