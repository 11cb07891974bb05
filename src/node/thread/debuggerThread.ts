import { Worker } from 'node:worker_threads';
import type { SessionEvent } from '../../core/model/events';
import type { GeneratedSuite, GenerationEvent, WrittenTests } from '../../core/model/generation';
import type { FocalFunction, SourceFile } from '../../core/model/focalFunction';
import type { LanguageModel, LanguageServer, Log, ModelRequest } from '../../core/ports';
import type { FixRequest, SelfDebugger } from '../../core/selfDebugger';
import type { FoundTest } from '../../core/testRun/findTests';
import type { TestRunEvent } from '../../core/testRun/runTests';
import type { TestsRequest } from '../../core/testing/request';
import type { Verification } from '../../core/verification/verify';
import { Channel } from './channel';
import { unflattened, type FlatPlaces } from './places';
import { askServer } from './remoteServer';
import type { DebuggerSetup } from './setup';

export interface ThreadedDebugger {
  readonly root: string;
  readonly settings: DebuggerSetup['settings'];
  readonly log: Log;
  /** Texts that are open and not saved, by absolute path; asked at the start of every question. */
  readonly unsaved: () => ReadonlyMap<string, string>;
  readonly model?: LanguageModel;
  /** TypeScript's server for projects that have none of their own. */
  readonly tsserver?: string;
  /** Command lines of servers that the user named, by language. */
  readonly servers?: DebuggerSetup['servers'];
  /** The editor's own servers, which are asked first. */
  readonly server?: LanguageServer;
}

/** The thread may use so much memory; beyond it the thread dies and the editor lives. */
const HEAP_MB = 2048;

/**
 * Debuggers that work in a thread of their own, so that the caller's event loop is never blocked: parsing, generating
 * and ranking candidates take the processor for longer than a frame. The thread starts with the first question, and
 * again after it died. Models stay with the caller and are asked from the thread.
 */
export class DebuggerThread {
  readonly #file: string;
  readonly #debuggers = new Map<number, ThreadedDebugger>();
  #running: { readonly worker: Worker; readonly channel: Channel } | undefined;
  #last = 0;

  /** `file`: the bundle of `thread.ts`. */
  constructor(file: string) {
    this.#file = file;
  }

  debugger(options: ThreadedDebugger): SelfDebugger {
    const id = ++this.#last;
    // A workspace folder has one debugger at a time: the one before is no longer asked.
    for (const [known, { root }] of this.#debuggers) if (root === options.root) this.#debuggers.delete(known);
    const setup = (): DebuggerSetup => {
      this.#debuggers.set(id, options);
      const { root, settings, unsaved, model, tsserver, servers, server } = options;
      return {
        id,
        root,
        settings,
        unsaved: unsaved(),
        ...(tsserver !== undefined && { tsserver }),
        ...(servers && { servers }),
        editorServers: server !== undefined,
        ...(model && {
          model: {
            name: model.name,
            ...(model.contextTokens !== undefined && { contextTokens: model.contextTokens }),
            ...(model.steering && { steering: model.steering }),
          },
        }),
      };
    };
    const never = new AbortController().signal;
    return {
      functions: (file: SourceFile) =>
        this.#channel().value('functions', [setup(), file], never) as Promise<readonly FocalFunction[]>,
      prepare: async (file) => {
        await this.#channel()
          .value('prepare', [setup(), file], never)
          .catch(() => undefined);
      },
      places: async (file) =>
        unflattened(file, (await this.#channel().value('places', [setup(), file], never)) as FlatPlaces),
      verify: (request, signal) => this.#channel().value('verify', [setup(), request], signal) as Promise<Verification>,
      fix: (request: FixRequest, signal: AbortSignal) =>
        this.#channel().stream('fix', [setup(), request], signal) as AsyncIterable<SessionEvent>,
      tests: (request: TestsRequest, signal: AbortSignal) =>
        this.#channel().stream('tests', [setup(), request], signal) as AsyncIterable<GenerationEvent>,
      writeTests: (suite: GeneratedSuite, signal: AbortSignal) =>
        this.#channel().value('writeTests', [setup(), suite], signal) as Promise<WrittenTests>,
      findTests: (paths, signal) =>
        this.#channel().value('findTests', [setup(), paths], signal) as Promise<readonly FoundTest[]>,
      runTests: (request, signal) =>
        this.#channel().stream('runTests', [setup(), request], signal) as AsyncIterable<TestRunEvent>,
    };
  }

  /** Waits a moment for cancelled runs to end their processes. */
  async dispose(): Promise<void> {
    const channel = this.#running?.channel;
    await channel?.quiet(1000);
    await channel?.value('release', [], AbortSignal.timeout(500)).catch(() => undefined);
    await this.#running?.worker.terminate();
  }

  #channel(): Channel {
    if (this.#running) return this.#running.channel;
    const worker = new Worker(this.#file, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB }, execArgv: [] });
    const channel = new Channel(worker, {
      answer: (method, [id, ...args], signal) => answer(this.#debuggers.get(Number(id)), method, args, signal),
      heard: (method, [id, message, cause]) => {
        const log = this.#debuggers.get(Number(id))?.log;
        if (method === 'error') log?.error(String(message), cause);
        else if (method === 'debug' || method === 'info' || method === 'warn') log?.[method](String(message));
      },
    });
    const died = (reason: Error) => {
      if (this.#running?.worker === worker) this.#running = undefined;
      channel.close(reason);
    };
    worker.once('error', died);
    worker.once('exit', (code) => died(new Error(`the thread of the debugger ended with code ${code}`)));
    worker.unref();
    this.#running = { worker, channel };
    return channel;
  }
}

/** What the thread asks of the host: its model and the editor's language servers. */
function answer(
  options: ThreadedDebugger | undefined,
  method: string,
  args: readonly unknown[],
  signal: AbortSignal,
): AsyncIterable<unknown> {
  if (method === 'server') {
    if (!options?.server) throw new Error('there is no language server');
    return askServer(options.server, args, signal);
  }
  if (method !== 'model') throw new Error(`nothing answers ${method}`);
  if (!options?.model) throw new Error('there is no model');
  return options.model.stream(args[0] as ModelRequest, signal);
}
